"""No script that a writer puts anywhere runs in the browser of a reader, also where no policy stops it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attacks import VECTORS as ALL
from attacks import addresses, built, pages, pictures
from browsing import serving
from playwright.sync_api import Browser, Page

from kept.commands.plugin import KeptPlugin
from kept.site import plugin

pytestmark = pytest.mark.browser

VECTORS = tuple(vector for number, vector in enumerate(ALL) if number % 3)
"""Two thirds of them, so that the tests don't take minutes."""

RUNS = """
for (const name of ["alert", "confirm", "prompt"])
  window[name] = () => console.error("a script ran in " + decodeURI(location.href));
"""

TOUCH = """async ([paths, base]) => {
  const kinds = ["mouseover", "mouseenter", "mousemove", "pointerover", "pointerenter", "focusin", "toggle",
    "animationstart", "submit", "keydown"];
  const isCode = address => /^[\\0-\\x20]*(javascript|vbscript|data):/i.test(address);
  const touch = w => {
    const d = w.document;
    d.addEventListener("click", event => {
      const link = event.target.closest && event.target.closest("a, area");
      const address = link && (link.href?.baseVal ?? link.href ?? "");
      if (link && !isCode(address)) event.preventDefault();
    }, true);
    for (const one of [d.documentElement, ...d.documentElement.querySelectorAll("*")]) {
      const hasHandler = one.getAttributeNames().some(name => name.startsWith("on"));
      if (!hasHandler && !one.closest(".md-content") && w.document.contentType === "text/html") continue;
      for (const kind of kinds) one.dispatchEvent(new w.Event(kind, {cancelable: true}));
      one.focus?.();
      const link = one.closest("a, area, button, input, [onclick], summary");
      if (link === one || one.ownerSVGElement) one.dispatchEvent(
        new w.MouseEvent("click", {bubbles: true, cancelable: true}));
      if (link === one && isCode(one.getAttribute("href") ?? "")) one.click?.();
    }
  };
  let opened = 0;
  const open = path => new Promise(done => {
    const frame = document.createElement("iframe");
    const end = () => {
      try { touch(frame.contentWindow); opened++; } catch (error) { console.warn(path + ": " + error); }
      setTimeout(() => { frame.remove(); done(); }, 30);
    };
    frame.onload = () => { frame.onload = null; end(); };
    frame.src = base + path;
    document.body.append(frame);
  });
  const waiting = [...paths];
  const worker = async () => { while (waiting.length) await open(waiting.pop()); };
  await Promise.all(Array.from({length: 8}, worker));
  return opened;
}"""


class Victim:
    """A reader who opens, touches and clicks everything, without a policy that protects."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.ran: list[str] = []
        self.elsewhere: list[str] = []
        page.add_init_script(RUNS)
        page.on("console", self._said)
        page.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        page.on("request", self._asked)

    def _said(self, message: Any) -> None:
        if "a script ran" in message.text:
            self.ran.append(message.text)

    def _asked(self, request: Any) -> None:
        is_active = request.resource_type in ("script", "document", "stylesheet", "fetch", "xhr")
        if is_active and not request.url.startswith((self.address, "about:", "data:image", "blob:")):
            self.elsewhere.append(request.url)

    def open_all(self, paths: list[str]) -> int:
        """Open many pages within one, and touch all that is in them."""
        self.page.goto(self.address + "robots.txt")
        opened: int = self.page.evaluate(TOUCH, [paths, self.address])
        return opened


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A site with every vector at every place, built as if the checker had said nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KeptPlugin, "problems", lambda *_: ())
        files = dict(pages(VECTORS)) | dict(pictures(VECTORS))
        files["docs/robots.txt"] = "User-agent: *\n"
        yield built(tmp_path_factory.mktemp("attacked"), files)


@pytest.fixture
def victim(browser: Browser, attacked: Path) -> Iterator[Victim]:
    with serving(attacked) as address:
        context = browser.new_context(bypass_csp=True)
        context.set_default_timeout(60_000)
        yield Victim(context.new_page(), address)
        context.close()


def test_there_are_enough_vectors() -> None:
    assert len(set(ALL)) == len(ALL)
    assert len(VECTORS) >= 150


def test_nothing_runs_in_a_page(victim: Victim, attacked: Path) -> None:
    paths = [path for path in addresses(attacked, ".html") if not path.startswith("diagrams/")]
    (bundle,) = (attacked / "assets/javascripts").glob("bundle.*.js")
    code = bundle.read_bytes()

    assert len(paths) > 2 * len(VECTORS), "an article for each, and its redirect"
    assert victim.open_all(paths[::16]) == len(paths[::16])
    bundle.write_bytes(b"")  # so that the rest is opened quickly
    try:
        assert victim.open_all(paths) == len(paths)
    finally:
        bundle.write_bytes(code)
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
    monkeypatch.setattr(KeptPlugin, "problems", lambda *_: ())
    monkeypatch.setattr(plugin, guard, lambda value: value)
    some = tuple(
        vector for vector in VECTORS if vector.startswith(('"><img', "<img src=x on", "<svg onload"))
    )
    site = built(tmp_path / "project", {**dict(pages(some)), "docs/robots.txt": "User-agent: *\n"})
    with serving(site) as address:
        context = browser.new_context(bypass_csp=True)
        victim = Victim(context.new_page(), address)
        victim.open_all(addresses(site, ".html"))
        context.close()
    assert victim.ran
