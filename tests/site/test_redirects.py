"""A former address leads to the page, and to nothing that is not in the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from built import tree
from projects import Files

from kept.site import spare

CONFIGURATION = """\
site_name: Help
site_url: https://help.example/sub/
use_directory_urls: {directories}
theme: {{name: {theme}, font: false}}
plugins:
  - search
  - kept: {{severity: {{K412: "off", K413: "off"}}}}
"""


def page(title: str, *fields: str) -> str:
    return "\n".join(("---", f"title: {title}", "type: page", *fields, "---", "# Words", "", "Text.", ""))


PUBLIC = "audience: public"
TAKEN = (
    "sitemap.xml/x.md",
    "sitemap.xml.gz",
    "404.html/x.md",
    "search/search_index.json",
    "search/worker.js",
    "_headers/x.md",
    "nginx-headers.conf/x.md",
)
"""Where MkDocs writes a file when all others are there."""
FILES = {
    "docs/index.md": page("Home", PUBLIC, "redirect_from: [start.md]"),
    "docs/img/a.png": b"\x89PNG\r\n\x1a\n" + bytes(16),
    "kb/faq/who pays.md": page("Who pays & why", PUBLIC, "redirect_from: [kb/old.md, /fees/, old/page.html]"),
    "kb/index.md": page(
        "All",
        PUBLIC,
        f"redirect_from: [kb/faq/who pays.md, img/a.png, fees, help/index.md, {', '.join(TAKEN)}]",
    ),
    "kb/secret-word.md": page("secret-word", "audience: internal", "redirect_from: [former-word.md]"),
    "kb/archived-word.md": page("archived-word", PUBLIC, "status: archived", "redirect_from: [past-word.md]"),
}


@pytest.fixture
def site(cli: Callable[..., Any], project: Callable[[Files], Path]) -> Callable[..., dict[str, bytes]]:
    """The files of the site that is built of `FILES`."""

    def build(theme: str = "material", directories: str = "true", *arguments: str) -> dict[str, bytes]:
        settings = CONFIGURATION.format(theme=theme, directories=directories)
        folder = project({"mkdocs.yml": settings, **FILES})
        done = cli("build", *arguments, cwd=folder)
        assert done.exit_code == 0, done.output
        return tree(folder / "site")

    return build


def redirects(site: dict[str, bytes]) -> set[str]:
    return {name for name, content in site.items() if name.endswith(".html") and b'"refresh"' in content}


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_a_former_address_leads_to_the_page(site: Callable[..., dict[str, bytes]], theme: str) -> None:
    built = site(theme)
    assert redirects(built) == {
        "start/index.html",
        "kb/old/index.html",
        "fees/index.html",
        "old/page.html",
        "help/index.html",
        "img/a.png/index.html",
    } - {"img/a.png/index.html"}
    old = built["kb/old/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../faq/who%20pays/">' in old
    assert '<a href="../faq/who%20pays/">Who pays &amp; why</a>' in old
    assert '<link rel="canonical" href="https://help.example/sub/kb/faq/who%20pays/">' in old
    assert '<meta name="robots" content="noindex">' in old
    assert '<script src="../../assets/kept/redirect.js">' in old
    assert b"location.hash" in built["assets/kept/redirect.js"]
    assert '<a href="../kb/faq/who%20pays/">' in built["old/page.html"].decode()
    assert '<a href="../">Home</a>' in built["start/index.html"].decode()
    assert b"kb/old" not in built["sitemap.xml"] + built["search/search_index.json"]


def test_addresses_without_folders(site: Callable[..., dict[str, bytes]]) -> None:
    built = site("material", "false")
    assert redirects(built) == {
        "start.html", "kb/old.html", "fees/index.html", "old/page.html", "help/index.html",
    }  # fmt: skip
    assert '<a href="faq/who%20pays.html">' in built["kb/old.html"].decode()
    assert '<a href="../kb/index.html">' in built["help/index.html"].decode()


def test_nothing_leads_to_a_page_that_is_not_in_the_site(site: Callable[..., dict[str, bytes]]) -> None:
    built = b"\n".join(name.encode() + content for name, content in site().items())
    assert not [word for word in ("secret", "former", "archived", "past") if f"{word}-word".encode() in built]
    internal = site("material", "true", "--audience", "internal")
    assert "former-word/index.html" in redirects(internal)
    assert "past-word/index.html" not in internal


def test_a_site_without_redirects_has_no_script_for_them(
    cli: Callable[..., Any], project: Callable[[Files], Path]
) -> None:
    folder = project({"docs/index.md": page("Home", PUBLIC)})
    assert cli("build", cwd=folder).exit_code == 0
    assert "assets/kept/redirect.js" not in tree(folder / "site")


@pytest.mark.parametrize("has_one_case", [True, False])
def test_a_former_address_in_another_case_never_takes_the_place_of_the_page(
    cli: Callable[..., Any],
    project: Callable[[Files], Path],
    monkeypatch: pytest.MonkeyPatch,
    has_one_case: bool,
) -> None:
    """Where names that differ in case are the same, a page `Router/` would replace the page `router/`."""
    monkeypatch.setattr(spare, "HAS_ONE_CASE", has_one_case)
    folder = project({"docs/router.md": page("Router", PUBLIC, "redirect_from: [Router/, ROUTER/a/, Old/]")})
    assert cli("build", cwd=folder).exit_code == 0
    expected = {"Router/index.html", "ROUTER/a/index.html", "Old/index.html"}
    assert redirects(tree(folder / "site")) == (
        expected if has_one_case else expected - {"Router/index.html"}
    )


def test_a_former_address_that_is_the_page_of_another_on_many_disks_is_told(
    process: Callable[..., Any], project: Callable[[Files], Path]
) -> None:
    folder = project(
        {
            "docs/fees.md": page("Fees", PUBLIC),
            "docs/prices.md": page("Prices", PUBLIC, "redirect_from: [Fees/]"),
        }
    )
    done = process("build", cwd=folder)
    assert done.returncode == 1
    assert (
        'K416 on many disks /Fees/ of this page and /fees/ of "docs/fees.md" are one address' in done.stdout
    )
    assert "docs/prices.md:1:1: error" in done.stdout
