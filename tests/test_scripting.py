"""No script that a writer puts anywhere runs in the browser of a reader, also where no policy stops it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attacks import VECTORS as ALL
from attacks import addresses, built, pages, pictures, surroundings
from playwright.sync_api import Browser
from victims import VECTORS, Victim, visiting

from kept.site import plugin

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every vector at every place, built as if the checker had said nothing."""
    files = dict(pages(VECTORS)) | dict(pictures(VECTORS)) | dict(surroundings(VECTORS))
    files["docs/robots.txt"] = "User-agent: *\n"
    return built(tmp_path_factory.mktemp("attacked"), files)


@pytest.fixture
def victim(browser: Browser, attacked: Path) -> Iterator[Victim]:
    with visiting(browser, attacked) as someone:
        yield someone


def test_there_are_enough_vectors() -> None:
    assert len(set(ALL)) == len(ALL)
    assert len(VECTORS) >= 150


@contextmanager
def emptied(*files: Path) -> Iterator[None]:
    """The site without what some of its files do."""
    contents = [file.read_bytes() for file in files]
    for file in files:
        file.write_bytes(b"")
    yield
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)


def test_nothing_runs_in_a_page(victim: Victim, attacked: Path) -> None:
    """Every page is opened; the script of the theme runs in some only, as it takes most of the time.

    Most former addresses are not followed: the articles that they lead to are opened anyway.
    """
    paths = addresses(attacked, ".html")
    (bundle,) = (attacked / "assets/javascripts").glob("bundle.*.js")

    assert len(paths) > 2 * len(VECTORS), "an article for each, and its redirect"
    records = (attacked / "records/index.html").read_text(encoding="utf-8")
    assert records.count('<th scope="row">') == 2 * len(VECTORS)
    assert records.count("kept-diagram__drawing") > len(VECTORS) / 24
    assert victim.open_all(paths[::32]) == len(paths[::32])
    former = [path for path in paths if path.startswith("old/")]
    paths = sorted({*paths} - {*former}) + former[::8]
    with emptied(bundle, attacked / "assets/kept/redirect.js"):
        assert victim.open_all(paths, stays=True) == len(paths)
    assert victim.ran == []
    assert victim.elsewhere == []


def test_nothing_runs_in_a_tooltip(victim: Victim) -> None:
    """The theme puts titles into its own tooltips."""
    page = victim.page
    page.goto(f"{victim.address}tips/")
    titles = page.locator(".md-content p > a[title]")
    assert titles.count() > 120
    shown = 0
    for number, vector in enumerate(VECTORS):
        if vector.startswith(
            ("<img src=x onerror=a", "<svg onload", "<details open", '"><img', "<video src")
        ):
            titles.nth(number).hover()
            page.locator(".md-tooltip2 .md-tooltip2__inner, .md-tooltip").first.wait_for()
            shown += 1
    assert shown > 3
    assert victim.ran == []


def test_nothing_runs_in_a_picture(victim: Victim, attacked: Path) -> None:
    paths = addresses(attacked, ".svg")

    assert len(paths) > 100, "those with the vector as a value are harmless, most others are left out"
    assert victim.open_all(paths) == len(paths)
    assert victim.ran == []
    assert victim.elsewhere == []


def test_the_index_of_the_search_holds_only_harmless_tags(attacked: Path) -> None:
    """The results of a search are shown as HTML."""
    index = json.loads((attacked / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    shown = [text for one in index for text in (one["title"], one["text"], *one.get("tags", ()))]
    assert len(shown) > len(VECTORS)
    assert {tag for text in shown for tag in re.findall(r"<[^>]*>?", text)} <= HARMLESS


HARMLESS = {
    f"<{end}{name}>" for name in ("p", "code", "pre", "li", "ol", "ul", "sub", "sup") for end in ("", "/")
}


@pytest.mark.parametrize("guard", ["sanitised", "escaped_values"])
def test_without_a_guard_scripts_run(
    guard: str, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the tests above would see if the guard were not there."""
    monkeypatch.setattr(plugin, guard, lambda value: value)
    some = tuple(
        vector for vector in VECTORS if vector.startswith(('"><img', "<img src=x onerror=a", "<svg onload"))
    )[:4]
    site = built(tmp_path / "project", {**dict(pages(some)), "docs/robots.txt": "User-agent: *\n"})
    with visiting(browser, site) as victim:
        victim.open_all(addresses(site, ".html"))
    assert victim.ran
