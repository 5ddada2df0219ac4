"""How near the drawings that kept makes come to those that Mermaid makes in a browser."""

from __future__ import annotations

import gzip
import re
import time
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any

from kept.benchmark.tables import Figure, Row, milliseconds, ratio
from kept.diagram.drawing import Drawing, Refused, draw
from kept.diagram.drawing.letters import FAMILY
from kept.diagram.engine import parse
from kept.values import dataclass

LIBRARY = Path(__file__).parent.parent / "site" / "theme" / "assets" / "kept" / "mermaid.min.js"
STYLES = Path(__file__).parent.parent / "diagram" / "drawing" / "drawing.css"

NEAR = 0.10
"""By how much a width or a height may be another."""

SHOWN = 4
"""Diagrams of a kind on the page that compares them."""

_RENDER = """async ([text, number]) => {
  try {
    document.body.innerHTML = '<div style="width: 1000px"></div>';
    const box = document.body.firstElementChild;
    box.innerHTML = (await mermaid.render(`r${number}`, text, box)).svg;
    const svg = box.querySelector("svg");
    const { width, height } = svg.viewBox.baseVal;
    const words = [];
    const walker = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const around = walker.currentNode.parentElement;
      const isSeen = around.checkVisibility() && !around.closest("style, title, desc, defs, switch > text");
      if (isSeen) words.push(walker.currentNode.nodeValue);
    }
    return { svg: svg.outerHTML, width, height, text: words.join(" ") };
  } catch {
    return null;
  }
}"""
_MADE_UP = re.compile(r"\d+-[\da-f]{7}")
"""A name that Mermaid draws lots for: of a commit that has none."""

_COLOURS = {
    "light": """
        --md-default-fg-color: #000000de; --md-default-fg-color--lighter: #00000052;
        --md-default-bg-color: #fff; --md-code-fg-color: #36464e; --md-accent-fg-color: #526cfe;""",
    "dark": """
        --md-default-fg-color: #e2e4e9d1; --md-default-fg-color--lighter: #e2e4e952;
        --md-default-bg-color: #1e2129; --md-code-fg-color: #d5d8e2d1; --md-accent-fg-color: #526cfe;""",
}
"""What Material for MkDocs sets, for its two schemes."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A diagram, drawn here and by a browser."""

    text: str
    kind: str
    ours: Drawing | Refused
    theirs: dict[str, Any] | None

    @property
    def is_near(self) -> bool:
        """Whether both are about as wide and as high."""
        if not isinstance(self.ours, Drawing) or not self.theirs:
            return False
        sizes = ((self.ours.width, self.theirs["width"]), (self.ours.height, self.theirs["height"]))
        return all(other > 0 and abs(one / other - 1) <= NEAR for one, other in sizes)

    @property
    def says_the_same(self) -> bool:
        """Whether both have the same words."""
        if not isinstance(self.ours, Drawing) or not self.theirs:
            return False
        return _words(_text(self.ours.svg)) == _words(self.theirs["text"])


def fidelity_rows(texts: list[str], browser: str, page: Path | None) -> Iterator[Row]:
    """What share is drawn here and how long that takes; with a browser, how near it comes, kind by kind.

    With `page`, some diagrams of each kind are written there side by side, light and dark.
    """
    kinds = {text: parse(text).kind for text in texts}
    accepted = [text for text in texts if kinds[text]]
    began = time.process_time()
    drawn = [draw(text, prefix=f"d{number}-") for number, text in enumerate(accepted)]
    taken = time.process_time() - began
    theirs = _rendered(accepted, browser) if browser else [None] * len(accepted)
    pairs = [
        Pair(text, kinds[text].partition("-")[0], ours, other)
        for text, ours, other in zip(accepted, drawn, theirs, strict=True)
        if other or not browser
    ]
    sizes = [len(gzip.compress(one.svg.encode())) for one in drawn if isinstance(one, Drawing)]
    yield ("drawn here, time for each", len(accepted), milliseconds(taken / max(len(accepted), 1), 0))
    yield ("drawn here, compressed", len(sizes), Figure(sum(sizes) / max(len(sizes), 1), "bytes", 0))
    yield from _shares("all kinds", pairs, is_compared=bool(browser))
    for kind in sorted({one.kind for one in pairs}):
        yield from _shares(kind, [one for one in pairs if one.kind == kind], is_compared=bool(browser))
    if page is not None:
        page.write_text(_compared(pairs), encoding="utf-8")


def _shares(kind: str, pairs: list[Pair], *, is_compared: bool) -> Iterator[Row]:
    here = [one for one in pairs if isinstance(one.ours, Drawing)]
    yield (f"drawn here, {kind}", len(pairs), ratio(len(here) / max(len(pairs), 1)))
    if is_compared and here:
        near = sum(one.is_near and one.says_the_same for one in here)
        yield (f"same size and words, {kind}", len(here), ratio(near / len(here)))


def _rendered(texts: list[str], browser: str) -> list[dict[str, Any] | None]:
    """What Mermaid draws in a browser, of the version that the site ships, in the same letters."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page()
        page.set_content("<body></body>")
        page.add_script_tag(path=LIBRARY)
        options = {"startOnLoad": False, "securityLevel": "strict", "fontFamily": FAMILY}
        page.evaluate("options => mermaid.initialize(options)", options)
        found = [page.evaluate(_RENDER, [text, number]) for number, text in enumerate(texts)]
        chromium.close()
    return found


def _text(svg: str) -> str:
    """What can be read in a drawing of ours."""
    found = re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)
    lines = (re.sub(r"<tspan[^>]* [xy]=[^>]*>", " ", one) for one in found)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", line)) for line in lines)


def _words(text: str) -> Counter[str]:
    """Words however they are broken into lines: their letters alone, where a line may end within a word."""
    plain = _MADE_UP.sub("", text.replace("\u200b", ""))
    return Counter(letter for letter in plain if not letter.isspace())


def _compared(pairs: list[Pair]) -> str:
    """A page of diagrams of every kind, as they are drawn here, light and dark, and by the browser."""
    chosen: list[Pair] = []
    for kind in sorted({one.kind for one in pairs}):
        own = sorted((one for one in pairs if one.kind == kind), key=lambda one: len(one.text))
        chosen += own[:: max(1, len(own) // SHOWN)][-SHOWN:]
    rules = STYLES.read_text("utf-8").replace('[data-md-color-scheme="slate"]', ".dark")
    schemes = "".join(f".{name} {{ {values} }}\n" for name, values in _COLOURS.items())
    rows = "".join(_row(one) for one in chosen)
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Diagrams</title><style>
body {{ font: 14px sans-serif }} table {{ width: 100%; table-layout: fixed }} td {{ vertical-align: top }}
iframe {{ width: 100%; border: 0 }} .light, .dark {{ background: var(--md-default-bg-color); padding: 8px }}
{schemes}{rules}</style>
<table><tr><th>Here, light<th>Here, dark<th>In the browser</tr>{rows}</table></html>
"""


def _row(pair: Pair) -> str:
    svg = pair.ours.svg if isinstance(pair.ours, Drawing) else escape(pair.ours.reason)
    dark = re.sub(r'((?: id="|url\(#))d', r"\1n", svg)
    theirs = pair.theirs or {"svg": "", "width": 1, "height": 1}
    height = round(min(theirs["height"], theirs["height"] * 460 / max(theirs["width"], 1))) + 20
    frame = f'<iframe srcdoc="{escape(theirs["svg"])}" height="{height}"></iframe>'
    mark = "" if pair.is_near or isinstance(pair.ours, Refused) else " (another size)"
    mark += "" if pair.says_the_same or isinstance(pair.ours, Refused) else " (other words)"
    return f"""<tr><td colspan="3"><hr>{escape(pair.kind)}{mark}</tr>
<tr><td class="light">{svg}<td class="dark">{dark}<td>{frame}</tr>"""
