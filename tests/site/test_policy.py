"""The policy that stands in every page, and in the files for web servers."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from projects import Files

CONFIGURATION = """\
site_name: Help
theme:
  name: material
  custom_dir: overrides
  palette: [{scheme: default, toggle: {icon: material/brightness-7, name: Dark}}]
  features: [announce.dismiss, content.tabs.link]
  icon: {admonition: {note: octicons/tag-16}}
plugins:
  - search
  - kept:
      content_security_policy:
        media-src: [https://video.example.com]
        frame-src: [https://*.maps.example, "blob:"]
"""
INLINE = "document.documentElement.dataset.seen = 1"
FILES: Files = {
    "mkdocs.yml": CONFIGURATION,
    "overrides/main.html": (
        '{% extends "base.html" %}{% block announce %}New{% endblock %}\n'
        f"{{% block extrahead %}}<script>{INLINE}</script>{{% endblock %}}\n"
    ),
    "docs/index.md": "---\ntitle: Home\naudience: public\nredirect_from: [old/]\n---\n\nText\n",
    "docs/a.md": "---\ntitle: A\naudience: public\n---\n\nText\n\n<script>alert(1)</script>\n",
}
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
SCRIPT = re.compile(r"<(script|style)(?![^>]*(?:\ssrc=|application/json))[^>]*>(.+?)</\1>", re.DOTALL)


@pytest.fixture
def site(project: Callable[[Files], Path], process: Callable[..., object]) -> Callable[[Files], Path]:
    """Build a project without asking what the checker says."""

    def build(files: Files) -> Path:
        folder = project(files)
        done = process("build", cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr  # type: ignore[attr-defined]
        return folder / "site"

    return build


def sources(policy: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in policy.split("; ")}


def test_a_page_has_the_policy_before_everything_that_it_loads(site: Callable[[Files], Path]) -> None:
    built = site({name: text for name, text in FILES.items() if name != "docs/a.md"})
    found = {name: (built / name).read_text(encoding="utf-8") for name in ("index.html", "404.html")}
    policies = {unescape(META.findall(html)[0]) for html in found.values()}
    (policy,) = policies
    allowed = sources(policy)

    for html in found.values():
        assert html.index("Content-Security-Policy") < min(html.index("<link"), html.index("<script"))
        assert html.index("charset") < html.index("Content-Security-Policy")
        for tag, text in SCRIPT.findall(html):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in allowed[f"{tag}-src"], text
    assert INLINE in found["index.html"]
    assert not any("unsafe" in source for given in allowed.values() for source in given)
    assert allowed["default-src"] == ["'none'"]
    assert allowed["media-src"] == ["'self'", "https://video.example.com"]
    assert allowed["frame-src"] == ["https://*.maps.example", "blob:"]
    assert " style=" not in "".join(found.values())


def test_a_redirect_has_a_policy(site: Callable[[Files], Path]) -> None:
    built = site({name: text for name, text in FILES.items() if name != "docs/a.md"})
    html = (built / "old/index.html").read_text(encoding="utf-8")

    assert "default-src 'none'; script-src 'self'" in META.findall(html)[0]


def test_servers_get_the_policy_of_the_pages_and_more(site: Callable[[Files], Path]) -> None:
    built = site({name: text for name, text in FILES.items() if name != "docs/a.md"})
    policy = unescape(META.findall((built / "index.html").read_text(encoding="utf-8"))[0])

    headers = (built / "_headers").read_text(encoding="utf-8").splitlines()
    assert headers[0] == "/*"
    assert headers[1] == f"  Content-Security-Policy: {policy}; frame-ancestors 'self'"
    assert "  X-Content-Type-Options: nosniff" in headers
    nginx = (built / "nginx-headers.conf").read_text(encoding="utf-8")
    assert f"add_header Content-Security-Policy \"{policy}; frame-ancestors 'self'\" always;" in nginx
    assert max(map(len, headers)) < 2000, "longer lines are refused by hosts"


def test_what_writers_write_has_no_part_in_the_policy(site: Callable[[Files], Path]) -> None:
    trusting = CONFIGURATION.replace("- kept:\n", '- kept:\n      trusted_html: ["docs/a.md"]\n')
    built = site({**FILES, "mkdocs.yml": trusting})
    html = (built / "a/index.html").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(b"alert(1)").digest()).decode()

    assert "<script>alert(1)</script>" in html, "the page is trusted"
    assert digest not in html, "the policy is not made from pages"


def test_a_site_can_be_without_a_policy(site: Callable[[Files], Path]) -> None:
    off = "site_name: Help\ntheme: {name: material}\nplugins: [{kept: {content_security_policy: false}}]\n"
    built = site({"mkdocs.yml": off, "docs/index.md": FILES["docs/index.md"]})

    assert not META.search((built / "index.html").read_text(encoding="utf-8"))
    assert not (built / "_headers").exists()


def test_a_folder_of_that_name_stays(site: Callable[[Files], Path]) -> None:
    home = FILES["docs/index.md"]
    built = site(
        {"docs/index.md": home, "docs/_headers/index.md": "---\ntitle: A\naudience: public\n---\nText\n"}
    )
    assert (built / "_headers/index.html").is_file()
    assert (built / "nginx-headers.conf").is_file()


def test_a_file_of_headers_that_is_there_stays(site: Callable[[Files], Path]) -> None:
    listed = 'site_name: Help\ntheme: {name: material}\nplugins: [{kept: {assets: ["docs/_headers"]}}]\n'
    own = "/*\n  X-Own: 1\n"
    built = site({"mkdocs.yml": listed, "docs/index.md": FILES["docs/index.md"], "docs/_headers": own})

    assert (built / "_headers").read_text(encoding="utf-8") == own
    assert META.search((built / "index.html").read_text(encoding="utf-8"))


REFUSED = {
    "https://cdn.example/a.js": True,
    "https://ok.example/b.js": False,
    "//ok.example/b.js": False,
    "https://a.many.example/b.js": False,
    "https://many.example/b.js": True,
    "https://bad-many.example/b.js": True,
    "https://deep.example/lib/b.js": False,
    "https://not.deep.example/lib/b.js": True,
    "HTTP://any.example/b.js": False,
    "//any.example/b.js": True,
    "javascripts/own.js": False,
    "/javascripts/own.js": False,
    "https-but-a-file.js": False,
}
"""Whether a browser refuses a script, as the policy is."""


def test_what_the_policy_refuses_is_said(
    project: Callable[[Files], Path], process: Callable[..., object]
) -> None:
    allowed = "['https://ok.example', '*.many.example', 'https://deep.example/lib/', 'http:']"
    text = (
        f"site_name: Help\ntheme: {{name: material}}\nextra_javascript: {list(REFUSED)}\n"
        f"extra_css: [https://ok.example/a.css]\n"
        f"plugins: [{{kept: {{content_security_policy: {{script-src: {allowed}}}}}}}]\n"
    )
    done = process("build", cwd=project({"mkdocs.yml": text, "docs/index.md": FILES["docs/index.md"]}))
    said = re.findall("browsers will not load (.*);", done.stderr)  # type: ignore[attr-defined]
    assert said == [
        *(address for address, is_refused in REFUSED.items() if is_refused),
        "https://ok.example/a.css",
    ]


def test_nothing_is_a_source_only_as_long_as_it_stands_alone(site: Callable[[Files], Path]) -> None:
    """Browsers take no notice of `'none'` beside others, and say so on every page."""
    given = "{font-src: [\"'none'\"], frame-src: [\"'none'\", 'https://b.example'], object-src: [\"'none'\"]}"
    kept = f"{{kept: {{content_security_policy: {given}}}}}"
    text = f"site_name: Help\ntheme: {{name: material}}\nplugins: [{kept}]\n"
    built = site({"mkdocs.yml": text, "docs/index.md": FILES["docs/index.md"]})
    policy = sources(unescape(META.findall((built / "index.html").read_text(encoding="utf-8"))[0]))
    assert policy["font-src"] == ["'self'"]
    assert policy["frame-src"] == ["https://b.example"]
    assert policy["object-src"] == ["'none'"]
