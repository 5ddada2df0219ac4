"""Readers who open, touch and click everything, in a browser that lets every script run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attacks import VECTORS as ALL
from browsing import serving
from playwright.sync_api import Browser, Error, Page

VECTORS = tuple(vector for number, vector in enumerate(ALL) if number % 5 % 3)
"""Three fifths of them, so that the tests don't take minutes."""

RUNS = """
for (const name of ["alert", "confirm", "prompt"])
  window[name] = () => console.error("a script ran in " + decodeURI(location.href));
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (given) { return attach.call(this, {...given, mode: "open"}); };
"""
"""Says that a script ran, and opens the shadows that Material draws diagrams into."""

TOUCH = """
const kinds = ["mouseover", "mouseenter", "mousemove", "pointerover", "pointerenter", "focusin", "toggle",
  "animationstart", "submit", "keydown"];
const isCode = address => /^[\\0-\\x20]*(javascript|vbscript|data):/i.test(address);
const addressOf = one => one.href?.baseVal ?? one.href ?? "";
const stay = event => {
  const link = event.composedPath().find(one => one.matches?.("a, area"));
  if (link && !isCode(addressOf(link))) event.preventDefault();
};
/** Whatever could happen to each of these elements; who follows a link stays, but for one that holds code. */
const touch = (w, elements) => {
  w.document.addEventListener("click", stay, true);
  for (const one of elements) {
    for (const kind of kinds) one.dispatchEvent(new w.Event(kind, {cancelable: true}));
    one.focus?.();
    const link = one.closest("a, area, button, input, [onclick], summary");
    if (link === one || one.ownerSVGElement) one.dispatchEvent(
      new w.MouseEvent("click", {bubbles: true, cancelable: true, composed: true}));
    if (link === one && isCode(addressOf(one))) one.click?.();
  }
  w.document.removeEventListener("click", stay, true);
};
const hasHandler = one => one.getAttributeNames().some(name => name.startsWith("on"));
"""

OPEN_ALL = (
    "async ([paths, base, time, stays]) => {"
    + TOUCH
    + """
  const touchPage = w => {
    const d = w.document;
    const all = [d.documentElement, ...d.documentElement.querySelectorAll("*")];
    if (d.querySelector("meta[http-equiv=refresh]") && stays) w.stop();
    const isOfTheme = one => d.contentType === "text/html" && !one.closest(".md-content");
    touch(w, all.filter(one => hasHandler(one) || !isOfTheme(one)));
  };
  let opened = 0;
  const open = path => new Promise(done => {
    const frame = document.createElement("iframe");
    const end = () => {
      try { touchPage(frame.contentWindow); opened++; } catch (error) { console.warn(path + ": " + error); }
      setTimeout(() => { frame.remove(); done(); }, time);
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
)

HARM = (
    "async ([selector]) => {"
    + TOUCH
    + """
  const within = [...document.querySelectorAll(selector)];
  const all = within.flatMap(one => [...(one.shadowRoot ?? one).querySelectorAll("*")]);
  const addresses = /^(xlink:)?href$|^(form)?action$|^src|^data$|^poster$|^to$|^values$/;
  const loads = /^(applet|base|embed|form|frame|iframe|link|meta|object|script|set|animate)$/i;
  const harm = all.flatMap(one => [
    ...(loads.test(one.localName) ? [one.localName] : []),
    ...one.getAttributeNames().filter(name => /^on/i.test(name)).map(name => `${one.localName} ${name}`),
    ...[...one.attributes].filter(({name, value}) =>
      addresses.test(name) && isCode(value) && !(/^ima?ge?$/.test(one.localName) && /^data:image/.test(value))
    ).map(({name, value}) => `${one.localName} ${name}=${value}`),
  ]);
  const active = "a, button, input, img, image, video, audio, details, summary, .clickable";
  touch(window, all.filter(one => hasHandler(one) || one.matches(active)));
  await new Promise(done => setTimeout(done, 100));  // for what a link runs
  return [all.length, harm];
}"""
)
"""The number of elements below those of a selector, and all in them that could run; they are touched, too."""


class Victim:
    """A reader whom no policy protects."""

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

    def open_all(self, paths: list[str], time: int = 30, *, stays: bool = False) -> int:
        """Open many pages within one, touch all that is in them, and remain for so many milliseconds.

        Who stays doesn't go where a page leads that only leads elsewhere.
        """
        self.page.goto(self.address + "robots.txt")
        opened: int = self.page.evaluate(OPEN_ALL, [paths, self.address, time, stays])
        return opened

    def touch(self, selector: str) -> tuple[int, list[str]]:
        """How much is below some elements of the page, also in their shadows, and what of it could run."""
        try:
            count, harm = self.page.evaluate(HARM, [selector])
        except Error as error:  # the page is no longer there
            return 0, [error.message]
        return count, harm


@contextmanager
def unprotected(browser: Browser, address: str) -> Iterator[Victim]:
    """A reader of a site that is served, with a browser that heeds no policy."""
    context = browser.new_context(bypass_csp=True)
    context.set_default_timeout(60_000)
    victim = Victim(context.new_page(), address)
    yield victim
    victim.page.unroute_all(behavior="ignoreErrors")  # a page that still loads would wait for it without end
    context.close()


@contextmanager
def visiting(browser: Browser, site: Path) -> Iterator[Victim]:
    """A reader of a site."""
    with serving(site) as address, unprotected(browser, address) as victim:
        yield victim
