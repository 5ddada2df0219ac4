"""No script that a writer puts into a diagram runs, also where no policy stops it.

The pages are drawn as readers see them, by Material and by what kept gives it to draw with. A page of its own
for each diagram would load Mermaid hundreds of times, so that many share a page, and the pages are opened
at once. Every diagram must have been drawn: one that Mermaid refuses would prove nothing.
"""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from attacks import built
from attacks_in_diagrams import OWN, drawings, pages_of_diagrams, small
from browsing import serving
from playwright.sync_api import Browser
from victims import VECTORS, Victim, unprotected, visiting

pytestmark = pytest.mark.browser

DRAWN = """async () => {
  const later = time => new Promise(done => setTimeout(done, time));
  const end = Date.now() + 60_000;
  while (!document.querySelector("div.mermaid") && Date.now() < end) await later(50);
  const last = mermaid.render("last", "graph TD\\n  A --> B");  // one is drawn after another
  await Promise.race([last, later(120_000)]);
  return [document.querySelectorAll("div.mermaid").length,
    [...document.querySelectorAll("pre.mermaid")].map(one => one.textContent)];
}"""


def drawn(victim: Victim) -> tuple[int, list[str]]:
    """How many diagrams of a page were drawn, and the texts of those that were not."""
    count, refused = victim.page.evaluate(DRAWN)
    return count, refused


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    return built(folder, dict(pages_of_diagrams(drawings(VECTORS))), draw="browser")


def test_nothing_runs_in_a_diagram_that_kept_has_drawn(browser: Browser, tmp_path: Path) -> None:
    """Those that it does not draw are for the test below."""
    groups = [VECTORS[start : start + TOGETHER] for start in range(0, len(VECTORS), TOGETHER)]
    some = {"small": list(map(small, groups)), "own": list(OWN)}
    site = built(tmp_path, dict(pages_of_diagrams(some)))
    drawn = 0
    with visiting(browser, site) as victim:
        victim.page.route("**/diagram.js", lambda route: route.fulfill(body=NOT_DRAWN))
        for name in some:
            victim.page.goto(f"{victim.address}{name}/")
            drawn += victim.page.locator(".kept-diagram__drawing svg").count()
            parts, harm = victim.touch(".kept-diagram__drawing, .kept-diagram__text")
            assert victim.ran == [], name
            assert harm == [], name
            assert victim.elsewhere == [], name
            assert parts > 0
    assert drawn > len(some["small"]) / 3


TOGETHER = 2
"""Vectors in one diagram that kept draws."""

NOT_DRAWN = "window.mermaid = {initialize() {}, render: () => new Promise(() => {})};"


def test_nothing_runs_in_a_diagram(browser: Browser, attacked: Path) -> None:
    expected = drawings(VECTORS)
    with ExitStack() as stack:
        address = stack.enter_context(serving(attacked))
        victims = {name: stack.enter_context(unprotected(browser, address)) for name in expected}
        for name, victim in victims.items():
            victim.page.goto(f"{address}{name}/", wait_until="commit")
        for name, victim in victims.items():
            count, refused = drawn(victim)
            parts, harm = victim.touch("div.mermaid")
            assert victim.ran == [], name
            assert harm == [], name
            assert victim.elsewhere == [], name
            assert victim.page.url == f"{address}{name}/"
            assert refused == []
            assert count == len(expected[name])
            assert parts > 20 * count
    assert len(expected["flowcharts"]) == len(VECTORS) >= 150


GUARDS = {
    "everything is allowed": [('"strict"', '"loose"')],
    "forms are allowed": [("dompurifyConfig: .*", "")],
}


@pytest.mark.parametrize("guard", GUARDS)
def test_without_a_guard_scripts_run(guard: str, browser: Browser, attacked: Path) -> None:
    """What the test above would see if the options that kept draws with were others."""
    with visiting(browser, attacked) as victim:
        script = (attacked / "assets/kept/diagram.js").read_text(encoding="utf-8")
        for pattern, other in GUARDS[guard]:
            script, found = re.subn(pattern, other, script)
            assert found
        victim.page.route(
            "**/diagram.js", lambda route: route.fulfill(body=script, content_type="text/javascript")
        )
        victim.page.goto(f"{victim.address}own/")
        drawn(victim)
        _, harm = victim.touch("div.mermaid")
        assert harm
        if guard == "everything is allowed":
            assert victim.ran
