"""No script that anybody puts into the address of a page runs, also where no policy stops it.

The theme reads an address: it searches for `q`, marks the words of `h` in the text, and goes to what the hash
names; and what is not found is shown by a page of the site, whatever the path says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from attacks import built, in_path
from playwright.sync_api import Browser
from victims import VECTORS, Victim, visiting

pytestmark = pytest.mark.browser

IN_ADDRESS, MARKED = 3, 24
"""Vectors in one address: nothing reads only its beginning, so that they may stand behind one another."""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = "\n\n".join(f"- {escape(in_path(vector))} `` {in_path(vector)} ``" for vector in VECTORS)
    page = f"---\ntitle: Words\naudience: public\n---\n\n{texts}\n"
    files = {"docs/words.md": page, "docs/robots.txt": "User-agent: *\n"}
    return built(tmp_path_factory.mktemp("addresses"), files, address="https://help.example/")


@pytest.fixture
def victim(browser: Browser, attacked: Path) -> Iterator[Victim]:
    with visiting(browser, attacked) as someone:
        yield someone


def addresses(vectors: tuple[str, ...]) -> list[str]:
    """A page that does not exist, whose address holds a vector at each of its places."""
    groups = [vectors[start : start + IN_ADDRESS] for start in range(0, len(vectors), IN_ADDRESS)]
    paths = [quote(" ".join(map(in_path, group))) for group in groups]
    values = [quote(" ".join(group), safe="") for group in groups]
    return [f"{path}/x/?q={one}&h={one}&{one}={one}#{one}" for path, one in zip(paths, values, strict=True)]


def mark(victim: Victim, vectors: tuple[str, ...]) -> list[str]:
    """Open the page of all vectors with words of some of them to be marked; what then could run."""
    victim.page.goto(f"{victim.address}words/?h={quote(' '.join(vectors), safe='')}")
    victim.page.locator("mark[data-md-highlight]").first.wait_for()
    return victim.touch(".md-content")[1]


def test_nothing_runs_that_is_in_an_address(victim: Victim) -> None:
    assert victim.open_all(paths := addresses(VECTORS), 200) == len(paths) > 50
    assert victim.ran == victim.elsewhere == []


def test_nothing_runs_when_words_are_marked(victim: Victim) -> None:
    for start in range(0, len(VECTORS), MARKED):
        assert mark(victim, VECTORS[start : start + MARKED]) == []
    assert victim.ran == victim.elsewhere == []


SPOILT = {
    "an address is shown": (
        r"$",
        ";document.body.insertAdjacentHTML('beforeend', decodeURIComponent(location))",
    ),
    "a text is marked as HTML": (r"\(0,\w+\.default\)\((\w+)\)(\.replace\(\w+,\w+\)\.replace\()", r"\1\2"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_with_another_theme_scripts_run(how: str, victim: Victim, attacked: Path) -> None:
    """What the tests above would see if the theme trusted what it reads."""
    (bundle,) = (attacked / "assets/javascripts").glob("bundle.*.js")
    script, found = re.subn(*SPOILT[how], bundle.read_text(encoding="utf-8"), count=1)
    assert found
    victim.page.route(
        "**/bundle.*.js", lambda route: route.fulfill(body=script, content_type="text/javascript")
    )
    images = tuple(vector for vector in VECTORS if vector.startswith("<img src=x onerror=alert(1)"))
    victim.open_all(addresses(images), 200)
    mark(victim, images)
    victim.page.wait_for_timeout(200)
    assert victim.ran
