"""Labels, which are painted as HTML: what they say, line by line, as a browser would break it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from kept.diagram.drawing import letters
from kept.diagram.drawing.looks import Looks
from kept.values import dataclass

HTML = "{http://www.w3.org/1999/xhtml}"

LINE = 1.5
"""The height of a line, in the size of its letters."""

_BLOCKS = frozenset(("div", "p", "li", "ul", "ol"))
_BOLD, _ITALIC = frozenset(("b", "strong")), frozenset(("i", "em"))
_INLINE = (
    _BOLD
    | _ITALIC
    | frozenset(
        (
            "u",
            "s",
            "del",
            "code",
            "sub",
            "sup",
            "small",
            "big",
            "span",
            "font",
            "br",
            "q",
            "mark",
            "ins",
            "tt",
        )
    )
)
_STYLED = re.compile(r"background|border|position|margin|padding|width|height|float|transform|display")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SLACK = 0.75
"""Pixels by which a line may be wider than was measured."""


class UnknownHtml(Exception):
    """A label holds what text of SVG cannot show; the message says what."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look."""

    text: str
    bold: bool = False
    italic: bool = False


Line = tuple[Run, ...]


def is_html(element: Element) -> bool:
    """Whether an element is one of HTML."""
    return isinstance(element.tag, str) and element.tag.startswith(HTML)


def inmost(element: Element) -> Element:
    """The last element of HTML in a label, whose style holds for its letters."""
    return next((one for one in reversed(list(element.iter())) if is_html(one)), element)


def lines(element: Element, looks: Looks, across: float, size: float) -> tuple[Line, ...]:
    """The lines of a label, broken where they are wider than it. Raises `UnknownHtml`."""
    bold = letters.is_bold(looks.whole(element).get("font-weight"))
    written = _Reader(looks).read(element)
    return tuple(line for one in written for line in _broken(one, across, size, bold))


def as_text(letters: str) -> str:
    """Letters as they are written in an SVG; a quotation mark stands in attributes alone."""
    return escape(letters, quote=False).replace('"', "&quot;")


def said(line: Line) -> str:
    """What a line says."""
    return "".join(run.text for run in line)


def written(line: Line) -> Iterator[str]:
    """A line as text of SVG."""
    for run in line:
        look = (' font-weight="bold"' if run.bold else "") + (' font-style="italic"' if run.italic else "")
        text = as_text(run.text)
        yield f"<tspan{look}>{text}</tspan>" if look else text


def _broken(runs: list[Run], across: float, size: float, bold: bool) -> Iterator[Line]:
    line: list[Run] = []
    taken = 0.0
    for word in (Run(part, run.bold, run.italic) for run in runs for part in letters.words(run.text)):
        if not line and not word.text.strip():
            continue
        needed = letters.width(word.text.rstrip(), size, bold=word.bold or bold)
        if line and taken + needed > across + _SLACK:
            yield _joined(line)
            line, taken = [], 0.0
        line.append(word)
        taken += letters.width(word.text, size, bold=word.bold or bold)
    yield _joined(line)


def _joined(words: list[Run]) -> Line:
    """Words of one look, written together; without blanks at the ends."""
    made: list[Run] = []
    for run in words:
        if made and (made[-1].bold, made[-1].italic) == (run.bold, run.italic):
            made[-1] = Run(made[-1].text + run.text, run.bold, run.italic)
        else:
            made.append(run)
    if made:
        made[0] = Run(made[0].text.lstrip(), made[0].bold, made[0].italic)
        made[-1] = Run(made[-1].text.rstrip(), made[-1].bold, made[-1].italic)
    return tuple(made)


@dataclass(frozen=True)
class _Reader:
    """Reads the HTML of a label into lines as they are written."""

    looks: Looks

    def read(self, label: Element) -> list[list[Run]]:
        found: list[list[Run]] = [[]]
        for child in label:
            self._element(child, Run(""), found)
        while found and not found[-1]:
            found.pop()
        while found and not found[0]:
            found.pop(0)
        return found

    def _element(self, element: Element, look: Run, found: list[list[Run]]) -> None:
        name = element.tag.removeprefix(HTML) if isinstance(element.tag, str) else "!"
        if name not in _BLOCKS and name not in _INLINE:
            raise UnknownHtml(f"a label holds HTML that is not drawn here: <{name[:40]}>")
        is_authors = is_html(self.looks.parents[element]) and not element.get("class")
        if is_authors and _STYLED.search(element.get("style", "")):
            raise UnknownHtml("a label holds HTML with styles of its own")
        is_italic = name in _ITALIC or self.looks.own[element].get("font-style") == "italic"
        look = Run("", look.bold or name in _BOLD, look.italic or is_italic)
        if name == "br" or (name in _BLOCKS and found[-1]):
            found.append([])
        _hear(element.text, look, found)
        for child in element:
            self._element(child, look, found)
            _hear(child.tail, look, found)
        if name in _BLOCKS and found[-1]:
            found.append([])


def _hear(text: str | None, look: Run, found: list[list[Run]]) -> None:
    plain = _SPACE.sub(" ", text or "")
    if plain.strip() or (plain and found[-1]):
        found[-1].append(Run(plain, look.bold, look.italic))
