"""Diagrams as readers get them: a drawing, its title, its text in words, and buttons, in place of the source.

A diagram is drawn while its page is made; what can't be drawn then stays as text, which Mermaid draws in the
reader's browser. This comes after everything that writers wrote has been sanitised: what is put in here is
written by kept, and all words of the diagram in it are escaped.

Cost: linear in the page; some milliseconds a diagram.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape, unescape
from typing import Literal

from kept.diagram.drawing import Drawing, Refused, Relation
from kept.diagram.links import led
from kept.late_patterns import late_pattern
from kept.site.figure_words import ENGLISH, FigureWords
from kept.values import dataclass

Drawn = Drawing | Refused
Draw = Callable[[Sequence[tuple[str, str]]], Iterable[Drawn]]
"""Draws the texts of a page; all ids of a drawing begin with the text that stands beside its own."""

Needs = Literal["", "drawn", "browser"]
"""Scripts that a page asks for: none, that which enlarges diagrams, and also that which draws them."""
NEEDS: tuple[Needs, ...] = ("", "drawn", "browser")
"""Each includes those before it."""

_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
_CLASS = r"(?<=\s)class=\"(?:[^\"]* )?mermaid(?: [^\"]*)?\""
_FENCE = late_pattern(
    rf"<pre\b(?P<attributes>{_ATTRIBUTES}{_CLASS}{_ATTRIBUTES})>\s*"
    r"(?:<code>)?(?P<text>[^<]*)(?:</code>)?\s*</pre>"
)
"""The text of a diagram, as the extension for fences writes it."""
_ATTRIBUTE = late_pattern(r"([\w:-]+)=\"([^\"]*)\"")
_BY_BROWSER = late_pattern(rf"<pre\b{_ATTRIBUTES}{_CLASS}")
_BY_US = '<button data-kept-enlarge=""'
"""No text of a page can hold this: there the first character is escaped."""

TOLD = "kept-told"
"""The class of a diagram beside which stands what it shows, such as a table."""

PREFIX = "__diagram_{}_"
"""Beginning of the ids in a drawing: ids of writers never begin like that, see `kept.site.sanitise`."""

STEP, MOST = 200, 12
"""Pixels from one class of widths to the next, and the number of classes."""


@dataclass(frozen=True, slots=True)
class _Fence:
    """The text of a diagram, and what its fence says besides."""

    text: str
    title: str
    classes: str
    is_told: bool
    """Whether what it shows stands beside it in other words already."""
    attributes: str

    @classmethod
    def of(cls, found: re.Match[str]) -> _Fence:
        given = dict(_ATTRIBUTE.findall(found["attributes"]))
        title = unescape(given.pop("title", ""))
        classes = given.pop("class").split()
        is_told = TOLD in classes
        classes = [one for one in classes if one not in {"mermaid", TOLD}]
        others = "".join(f' {name}="{value}"' for name, value in given.items())
        return cls(unescape(found["text"]), title, "".join(f" {one}" for one in classes), is_told, others)


def with_figures(
    html: str, draw: Draw, words: FigureWords = ENGLISH, lead: Callable[[str], str | None] = str
) -> str:
    """A page with figures in place of the texts of its diagrams; `lead` says where their links lead to."""
    if "mermaid" not in html:
        return html
    fences = [_Fence.of(found) for found in _FENCE.finditer(html)]
    fences = [replace(one, text=led(one.text, lead)) for one in fences]
    prefixes = [PREFIX.format(number) for number, _ in enumerate(fences, 1)]
    drawn = draw([(one.text, prefix) for one, prefix in zip(fences, prefixes, strict=True)])
    figures = (_figure(*one, words) for one in zip(fences, prefixes, drawn, strict=True))
    return _FENCE.sub(lambda _: next(figures), html)


def needs(html: str) -> Needs:
    """Which scripts a page asks for."""
    if _BY_BROWSER.search(html):
        return "browser"
    return "drawn" if _BY_US in html else ""


def alternative(drawn: Drawn) -> list[str]:
    """A diagram in words: a line for each relation, and one for each label that is in none."""
    lines = [_line(one) for one in drawn.relations]
    said = {word for one in drawn.relations for word in (one.source, one.target, one.label)}
    return [*lines, *(label for label in dict.fromkeys(drawn.labels) if label not in said)]


def _line(one: Relation) -> str:
    label = f" ({one.label})" if one.label else ""
    return f"{one.source} → {one.target}{label}"


def _figure(fence: _Fence, prefix: str, drawn: Drawn, words: FigureWords) -> str:
    return "\n".join(_parts(fence, prefix, drawn, words))


def _parts(fence: _Fence, prefix: str, drawn: Drawn, words: FigureWords) -> Iterator[str]:
    source = escape(fence.text)
    width = min(MOST, round(drawn.width / STEP)) if isinstance(drawn, Drawing) else 0
    size = f" kept-diagram--{width}" if width else ""
    title = fence.title or drawn.title
    has_caption = bool(title) and title not in drawn.labels
    name = "" if has_caption or not title else f' aria-label="{escape(title)}"'
    yield f'<figure class="kept-diagram{size}{fence.classes}"{name}{fence.attributes}>'
    shown = f'<pre class="mermaid">{source}</pre>'
    if isinstance(drawn, Drawing):
        shown = _named(drawn.svg, prefix, title or words.diagram, drawn.description)
    yield f'<div class="kept-diagram__drawing" data-search-exclude="">{shown}</div>'
    if has_caption:
        yield f"<figcaption>{escape(title)}</figcaption>"
    yield '<div class="kept-diagram__tools">'
    of_dialog = f' data-kept-words="{escape(words.of_dialog)}"' if words.of_dialog else ""
    button = f'type="button" aria-haspopup="dialog" data-search-exclude=""{of_dialog}'
    yield f"{_BY_US} {button}>{words.enlarge}</button>"
    yield f'<button type="button" data-clipboard-text="{source}" data-search-exclude="">{words.copy}</button>'
    yield "</div>"
    lines = alternative(drawn)
    if not fence.is_told and (lines or drawn.description):
        yield '<details class="kept-diagram__text">'
        yield f'<summary data-search-exclude="">{words.as_text}</summary>'
        if drawn.description:
            yield f"<p>{escape(drawn.description)}</p>"
        yield "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
        yield "</details>"
    yield "</figure>"


def _named(svg: str, prefix: str, title: str, description: str) -> str:
    """A drawing that says what it shows to those who don't see it."""
    said = [(part, text) for part, text in (("title", title), ("desc", description)) if text]
    names = " ".join(prefix + part for part, _ in said)
    parts = "".join(f'<{part} id="{prefix}{part}">{escape(text)}</{part}>' for part, text in said)
    # The script of the theme writes to whatever has `href`, which can't be done in an SVG.
    start, _, rest = svg.replace('<a href="', '<a xlink:href="').partition(">")
    return f'{start} aria-labelledby="{names}">{parts}{rest}'
