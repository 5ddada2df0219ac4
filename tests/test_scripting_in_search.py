"""No script that a writer puts into what a search shows runs, also where no policy stops it.

All articles are found by one word, and the list is scrolled until each of them has been shown: a result is
made of the titles, the text and the tags in the index, as HTML.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attacks import built, searched
from browsing import serving
from playwright.sync_api import Browser
from victims import VECTORS, Victim, unprotected

from kept.site import plugin

pytestmark = pytest.mark.browser

PUBLISHED = tuple(vector for vector in VECTORS if "\0" not in vector)
"""Front matter with a null cannot be read, and is no page."""

WORD = "zebra"
RESULTS = ".md-search-result__list"

SCROLL = """async count => {
  const box = document.querySelector(".md-search__scrollwrap");
  const shown = () => document.querySelectorAll(".md-search-result__item").length;
  const until = performance.now() + 60_000;
  while (shown() < count && performance.now() < until) {
    box.scrollTop = box.scrollTop ? 0 : box.scrollHeight;
    await new Promise(done => setTimeout(done, 20));
  }
  for (const more of document.querySelectorAll(".md-search-result__more")) more.open = true;
  return [...document.querySelectorAll(".md-search-result__item h1")].map(one => one.textContent);
}"""

LINKS = "[...document.querySelectorAll('.md-search-result__item > a')].map(one => one.href)"
FOLLOW = """address => {
  const link = document.createElement("a");
  link.href = address;
  document.body.append(link);
  link.click();
}"""

TYPE = """async texts => {
  const field = document.querySelector(".md-search__input");
  for (const text of texts) {
    field.value = text;
    field.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}));
    await new Promise(done => setTimeout(done, 30));
  }
}"""


@contextmanager
def searching(browser: Browser, folder: Path, vectors: tuple[str, ...]) -> Iterator[Victim]:
    """A reader of a site with these vectors, built as if the checker had said nothing."""
    files = {**dict(searched(vectors, WORD)), "docs/robots.txt": "User-agent: *\n"}
    with serving(folder / "site") as address:
        built(folder, files, address=address)
        with unprotected(browser, address) as victim:
            yield victim


def results(victim: Victim, count: int) -> list[str]:
    """Search for the word that is everywhere; the titles of all results, as a reader sees them."""
    page = victim.page
    page.goto(victim.address)
    page.locator(".md-search__input").click()
    page.keyboard.type(WORD)
    page.locator(".md-search-result__item").first.wait_for()
    titles: list[str] = page.evaluate(SCROLL, count)
    return titles


def as_shown(title: str) -> str:
    return " ".join(title.split())


def test_nothing_runs_in_a_search(browser: Browser, tmp_path: Path) -> None:
    with searching(browser, tmp_path / "project", VECTORS) as victim:
        page = victim.page
        titles = results(victim, len(PUBLISHED))
        count, harm = victim.touch(RESULTS)
        assert harm == []
        assert sorted(map(as_shown, titles)) == sorted(as_shown(f"{WORD} {vector}") for vector in PUBLISHED)
        assert count > 10 * len(titles) >= 1500
        assert page.locator(f"{RESULTS} .md-tag").count() >= len(titles)
        found = page.evaluate(LINKS)

        page.evaluate(TYPE, VECTORS[::3])  # which the suggestions and the results take up
        assert victim.touch(".md-search-result, .md-search__suggest")[1] == []
        assert page.url.startswith(victim.address)

        # to the page of a result, which is rarely loaded anew, and where the words of the search are marked
        stayed = 0
        for address in found[::17]:
            page.evaluate("window.isStillHere = true")
            page.evaluate(FOLLOW, address)
            page.wait_for_url(address)
            page.locator("mark[data-md-highlight]").first.wait_for()
            stayed += page.evaluate("window.isStillHere === true")
            assert victim.touch(".md-content")[1] == []
        assert stayed > len(found[::17]) / 2
        assert victim.ran == victim.elsewhere == []


def spoil_texts(site: Path) -> None:
    """What the index would be if it held the texts as they are written."""
    index = site / "search/search_index.json"
    found = json.loads(index.read_text(encoding="utf-8"))
    for one in found["docs"]:
        one["text"] = html.unescape(one["text"])
    index.write_text(json.dumps(found), encoding="utf-8")


SOME = tuple(vector for vector in VECTORS if vector.startswith(('"><img', "<img src=x on", "<svg onload")))


@pytest.mark.parametrize("spoilt", ["titles", "texts"])
def test_without_a_guard_scripts_run(
    spoilt: str, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the tests above would see if titles, or the texts of the index, were not escaped."""
    if spoilt == "titles":
        monkeypatch.setattr(plugin, "escape", lambda text, **_: text)
    with searching(browser, tmp_path / "project", SOME) as victim:
        if spoilt == "texts":
            spoil_texts(tmp_path / "project/site")
        results(victim, len(SOME))
        victim.touch(RESULTS)
        assert victim.ran
