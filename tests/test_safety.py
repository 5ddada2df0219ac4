"""Pictures, patterns and contacts: what only settings, bytes or a second run can show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import example, given
from hypothesis import strategies as st
from projects import TODAY, Files

from kept.diagnostic import Diagnostic
from kept.parse.svg import read_svg
from kept.patterns import NamedPattern, PatternError, compiled

Findings = Callable[..., list[Diagnostic]]
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
BOMB = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + one)} '{f'&{chr(97 + one)};' * 10}'>" for one in range(12)
)
SAFE = (
    f"<svg {NAMESPACE}><rect/></svg>",
    f'<svg {NAMESPACE}><a href="https://example.com"><text>on=off javascript:</text></a></svg>',
    f'<svg {NAMESPACE}><image href="data:image/png;base64,AA"/><use xlink:href="#a"/></svg>',
    f"<svg {NAMESPACE}><style>a {{fill: url(#b); font: url(data:font/woff2;base64,AA)}}</style></svg>",
    '<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]><svg xmlns="&ns_svg;"/>',
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>',
)
UNSAFE = (
    f"<svg {NAMESPACE}><script/></svg>",
    f"<svg {NAMESPACE}><title><script/></title></svg>",
    '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>',
    f"<svg {NAMESPACE}><rect onclick='x()'/></svg>",
    f"<svg {NAMESPACE}><a xlink:href=' java&#10;script:x'/></svg>",
    f"<svg {NAMESPACE}><a href='data:text/html,x'/></svg>",
    f"<svg {NAMESPACE}><set attributeName='href' to='javascript:x'/></svg>",
    f"<svg {NAMESPACE}><use href='https://example.com/a.svg#b'/></svg>",
    f"<svg {NAMESPACE}><image href='other.png'/></svg>",
    f"<svg {NAMESPACE}><style>@import 'a.css';</style></svg>",
    f"<svg {NAMESPACE} style='fill: url(https://example.com)'/>",
    f"<svg {NAMESPACE}><foreignObject/></svg>",
    "<svg><iframe xmlns='http://www.w3.org/1999/xhtml' src='x'/></svg>",
    f"<?xml-stylesheet href='a.css'?><svg {NAMESPACE}/>",
    f"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg {NAMESPACE}>&a;</svg>",
    f"<!DOCTYPE svg [<!ENTITY % a '<!ENTITY b \"c\">'>%a;]><svg {NAMESPACE}>&b;</svg>",
    f"{BOMB}]><svg {NAMESPACE}>&m;</svg>",
    "no picture",
    "",
)


@pytest.mark.parametrize("picture", SAFE)
def test_a_picture_that_only_shows_something_is_safe(picture: str) -> None:
    assert read_svg("a.svg", picture.encode()).problems == ()


@pytest.mark.parametrize("picture", UNSAFE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_picture_that_does_more_is_not(picture: str, encoding: str) -> None:
    problems = read_svg("a.svg", picture.encode(encoding)).problems
    assert problems
    assert {one.code for one in problems} == {"K505"}


@given(st.binary() | st.text(alphabet="<>&;!/ab=\"' \nscript[]:on%#").map(str.encode))
@example(b"\xff\xfe<\0")
@example(b"<?xml version='1.0' encoding='utf-7'?><svg/>")
@example(b"<svg script='\xff'/>")
def test_any_bytes_can_be_looked_at(data: bytes) -> None:
    document = read_svg("a.svg", data)
    assert all(0 <= one.span.start <= one.span.end for one in document.problems)


def test_a_picture_that_changes_is_looked_into_again(
    cli: Callable[..., Result], project: Callable[[Files], Path]
) -> None:
    folder = project({"docs/a.svg": SAFE[0], "docs/a.md": "---\ntitle: A\naudience: public\n---\nText\n"})
    for picture, expected in ((SAFE[0], 0), (UNSAFE[0], 1), (UNSAFE[0], 1), (SAFE[1], 0), (UNSAFE[0], 1)):
        (folder / "docs/a.svg").write_text(picture)
        assert cli("check", cwd=folder).exit_code == expected
    (folder / "docs/a.md").write_text("---\ntitle: B\naudience: public\n---\nText\n")
    assert "K505" in cli("check", cwd=folder).output
    (folder / "docs/a.svg").unlink()
    assert cli("check", cwd=folder).exit_code == 0


@pytest.mark.parametrize("target", ["../.env", "../.git"])
def test_a_link_to_a_hidden_file_is_not_followed(
    target: str, project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    folder = project({".env": "TOKEN=1", ".git/a.md": "# A\n", "docs/b.md": ARTICLE.format("public", "Text")})
    (folder / "docs/a.md").symlink_to(target)
    done = cli("check", cwd=folder)
    assert (
        "docs/a.md:1:1: error K001 the file cannot be read: it is a symbolic link to a hidden" in done.stdout
    )
    assert done.exit_code == 1


@pytest.mark.parametrize(
    "pattern", ["[", "(?=a)b", r"(a)\1", "a*", "((a{1000}){1000}){1000}", "(", "x" * 2000]
)
def test_a_pattern_that_cannot_be_used_is_told_at_its_place(
    pattern: str, cli: Callable[..., Result], project: Callable[[Files], Path]
) -> None:
    with pytest.raises(PatternError):
        compiled(pattern)
    text = f"plugins:\n  - kept:\n      private:\n        - {{name: a, pattern: '{pattern}'}}\n"
    done = cli("check", cwd=project({"mkdocs.yml": text, "docs/a.md": "# A\n"}))
    assert done.stderr.startswith("mkdocs.yml:4:30: error K007 `private`: the pattern cannot be used: ")
    assert done.exit_code == 2


@pytest.mark.parametrize(
    "entry", ["one", "{name: a}", "{pattern: a}", "{name: a, pattern: b, more: c}", "{name: [a], pattern: b}"]
)
def test_an_entry_that_is_no_pattern_is_told(
    entry: str, cli: Callable[..., Result], project: Callable[[Files], Path]
) -> None:
    text = f"plugins:\n  - kept:\n      private: [{entry}]\n"
    done = cli("check", cwd=project({"mkdocs.yml": text, "docs/a.md": "# A\n"}))
    assert "mkdocs.yml:3:" in done.stderr
    assert done.exit_code == 2


def test_no_pattern_hangs() -> None:
    """`re` would need longer than the universe has existed."""
    assert list(NamedPattern("a", "(a+)+b").find("a" * 100_000)) == []
    assert list(NamedPattern("a", "(x|xx)+y").find("ü" + "x" * 100_000)) == []


@given(st.text(alphabet="aäß😀1 "), st.text(alphabet="aäß😀 "))
def test_the_place_of_a_match_counts_characters(before: str, after: str) -> None:
    text = f"{before.replace('1', '')}CUST-1{after}"
    assert [text[one.start : one.end] for one in NamedPattern("a", "CUST-[0-9]").find(text)] == ["CUST-1"]


ARTICLE = "---\ntitle: Router\naudience: {}\n---\n{}\n"


@pytest.mark.parametrize(
    ("text", "allowed", "expected"),
    [
        ("maria.lopez@acme-router.com", "", 1),
        ("mlopez88@gmail.com", "", 1),
        ("support@acme-router.com, certificates@acme-router.com", "", 0),
        ("john.doe@acme-router.com, first.last@acme-router.com, test.user@gmail.com", "", 0),
        ("maria.lopez@example.org, maria.lopez@router.test, git@github.com:org/repo.git", "", 0),
        ("https://example.org/@maria.lopez@social.acme-router.com", "", 0),
        ("certificates@acme-router.com", "help@acme-router.com", 1),
        ("certificates@acme-router.com", "'*@acme-router.com'", 0),
        ("Call +49 30 901820 or (202) 456-1414.", "", 2),
        ("Call +49 30 901820.", "'+49 (30) 90-18-20'", 0),
        ("`+49 30 901820`, +1 202 555 0123, (212) 555-1234, 2026-11-20 12:00, v1.22.333.4444", "", 0),
        ("1+202 456 141 414, https://example.org/+4930901820, 10.0.0.1, 4111 1111 1111 1111", "", 0),
    ],
)
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_contacts_of_persons_are_not_for_the_public(
    text: str, allowed: str, expected: int, audience: str, findings_of: Findings
) -> None:
    settings = f"plugins:\n  - kept:\n      allowed_contacts: [{allowed}]\n"
    found = findings_of({"mkdocs.yml": settings, "docs/a.md": ARTICLE.format(audience, text)}, TODAY)
    assert [one.code for one in found] == ["K512"] * (expected if audience == "public" else 0)


PIECES = (
    *(
        "<a ",
        '<a "',
        "<p onclick='",
        "<script ",
        "<script>",
        "`<script>` ",
        "<div>\n",
        "<!--",
        "<!-- write: ",
    ),
    *(
        "](x\n",
        "[a](javascript:x) ",
        "```\n",
        "a.b@c.d ",
        "+1 2",
        ":=",
        "eyJ",
        ".eyJaaaaaaaaaa.",
        "&#",
        "password: ",
    ),
    "-----BEGIN PRIVATE KEY-----\n",
)


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_hangs(piece: str, findings_of: Findings) -> None:
    """What is quadratic would need minutes for these, not a part of a second."""
    findings_of({"docs/a.md": ARTICLE.format("public", piece * 10_000)})
