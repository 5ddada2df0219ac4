"""What looks like a secret is found wherever it stands, and is never shown whole; what is made up is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from projects import Files

from kept.secrets import mask, masked, secrets

BASE = "k3Vq8ZtR1mWx7YbN5cLd2PfH9sJg4TaE6uQo0iKy"  # tokens are put together here: no scanner should stop
TOKENS = {
    "AKIA" + "Q3EGRJDRM5XNBMHT": "an access key",
    "ghp_" + BASE[:36]: "a token",
    "github_pat_" + BASE + BASE: "a token",
    "sk_live_" + BASE[:24]: "a token",
    "npm_" + BASE[:36]: "a token",
    "glpat-" + BASE[:20]: "a token",
    "xoxb-" + "2049182736450-" + BASE[:24]: "a token",
    "hooks.slack.com/services/" + "T024BE7LD/B03K9QZ7A/" + BASE[:24]: "the address of a Slack hook",
    "AIza" + BASE[:35]: "an access key",
    "GOCSPX-" + BASE[:28]: "a token",
    "pypi-AgEI" + BASE + BASE: "a token",
    "SG." + BASE[:22] + "." + BASE + "Zy8": "an access key",
    "sk-ant-" + BASE: "a token",
    "AccountKey=" + BASE + BASE + "Zy8xW6==": "an access key",
    "eyJ" + BASE[:20] + ".eyJ" + BASE + "." + BASE: "a signed token (JWT)",
}
FOUND = {
    'password: "{}"': BASE[:14],
    "export API_KEY={}": BASE[:20],
    "'client_secret' => '{}'": BASE[:16],
    "token := {}": "9f86d081884c7d659a2feaa0c55ad015",
    "private_key = `{}`": BASE[:30],
    "postgres://admin:{}@db.acme-router.com/x": "k8Zq2w7x",
}
MADE_UP = (
    "AKIAIOSFODNN7EXAMPLE",
    "AKIA" + "X" * 16,
    "ghp_" + "x" * 36,
    "glpat-" + "your-token-goes-here",
    "sk_live_" + "123456789" * 3,
    "xoxb-your-slack-token-here",
    "password: hunter2",
    "password: <your password>",
    "password = ${PASSWORD}",
    "token: ${{ secrets.GITHUB_TOKEN }}",
    "api_key: YOUR_API_KEY_HERE_2024",
    "secret: xxxxxxxxxxxxxxxxxxxx",
    "secret = local.sso.aws_saml.github_token",
    "token: MyServiceTokenName2",
    "token: my_service_token_2024_v2",
    "secret: /run/secrets/router-2024/password",
    "key: k8Zq2w7xT4vB9mNc",
    "tokens: 1000000000000000",
    "id-token: write",
    "https://user:password@acme-router.com",
    "https://user:k8Zq2w7x@example.com",
    "https://user:$TOKEN@acme-router.com",
    "ssh://git@acme-router.com:2222/x",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PUBLIC KEY-----\n" + BASE * 3,
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
)


@pytest.mark.parametrize("token", TOKENS, ids=lambda token: token[:8])
@pytest.mark.parametrize("around", ["{}", "`{}`", "Authorization: Bearer {}\n", "<b>{}</b>", "ünï {}."])
def test_a_token_is_found_and_its_place_is_exact(token: str, around: str) -> None:
    text = around.format(token)
    found = list(secrets(text))
    assert [(one.kind, text[one.span.start : one.span.end]) for one in found] == [(TOKENS[token], token)]


@pytest.mark.parametrize(("around", "value"), FOUND.items())
def test_a_random_value_after_a_telling_word_is_found(around: str, value: str) -> None:
    text = around.format(value)
    assert [text[one.span.start : one.span.end] for one in secrets(text)] == [value]


def test_a_private_key_is_found() -> None:
    for kind in ("", "RSA ", "OPENSSH "):
        text = (
            f"    -----BEGIN {kind}PRIVATE KEY-----\n    {BASE}{BASE}\n    -----END {kind}PRIVATE KEY-----\n"
        )
        assert [one.kind for one in secrets(text)] == ["a private key"]


@pytest.mark.parametrize("text", MADE_UP)
def test_what_is_made_up_is_no_secret(text: str) -> None:
    assert list(secrets(text)) == []
    assert masked(text) == text


@given(st.text(), st.sampled_from(sorted(TOKENS)), st.text())
def test_a_masked_text_keeps_its_length_and_holds_no_secret(before: str, token: str, after: str) -> None:
    text = f"{before} {token} {after}"
    assert len(masked(text)) == len(text)
    assert token not in masked(text)


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    spans = [one.span for one in secrets(text)]
    assert spans == sorted(spans)
    assert len(mask(text)) == len(text)


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_no_report_shows_a_secret(
    format_: str, cli: Callable[..., Result], project: Callable[[Files], Path]
) -> None:
    token = "ghp_" + BASE[:36]
    text = "---\ntitle: Router\naudience: public\n---\n"
    text += f"See [here](gone.md?{token}) {token} <script>x</script>\n"
    text += f"<!-- {token} -->\n"
    done = cli("check", "--format", format_, cwd=project({"docs/router.md": text}))
    assert token[4:] not in done.output
    assert token[8:20] not in done.output
    if format_ == "json":
        assert {"K401", "K407", "K501", "K509"} <= {
            item["code"] for item in json.loads(done.output)["findings"]
        }
