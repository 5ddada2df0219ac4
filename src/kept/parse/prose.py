"""Where a document speaks to its readers: the text that is neither code nor an address nor HTML.

It is found by the same parser, and only for documents in which somebody looks for a word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pyromark

from kept.parse.containers import Shown, show
from kept.parse.document import Document
from kept.parse.markdown import OPTIONS
from kept.text import Span
from kept.values import dataclass

_CODE_TAG = re.compile(r"<(?P<end>/?)(?:code|kbd|samp|pre|var|tt|script|style|textarea)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text within one block, as a range of bytes of what the parser was shown."""

    start: int
    end: int
    in_heading: bool
    is_bold: bool


@dataclass(frozen=True)
class Prose:
    """All text that readers read, in the order of the file."""

    shown: Shown
    stretches: tuple[Stretch, ...]

    def at(self, offset: int) -> Stretch | None:
        """The stretch that holds the character at an offset of the file; only a few are placed in it."""
        original = self._original
        index = bisect_right(self.stretches, offset, key=lambda one: original(one.start)) - 1
        found = self.stretches[index] if index >= 0 else None
        return found if found and offset < original(found.end) else None

    def _original(self, byte: int) -> int:
        """The offset in the file; kept, because it takes long on a long line."""
        found = self._places.get(byte)
        if found is None:
            found = self._places[byte] = self.shown.original(byte)
        return found

    @cached_property
    def _places(self) -> dict[int, int]:
        return {}

    def span(self, stretch: Stretch) -> Span:
        """Where a stretch stands in the file."""
        return self.shown.span(stretch.start, stretch.end)


def prose(document: Document) -> Prose:
    """The text of a document; it is parsed once more for it."""
    start = document.body.start
    shown = show(document.source.text[start:], start)
    return Prose(shown, tuple(_stretches(shown)))


def _stretches(shown: Shown) -> Iterator[Stretch]:
    within: list[str] = []
    code_tags = 0
    for event, range_ in pyromark.events_with_range(shown.text, options=OPTIONS):
        if isinstance(event, str):
            continue
        kind, detail = next(iter(event.items()))
        if kind == "Text":
            if code_tags <= 0 and _UNREAD.isdisjoint(within):
                yield Stretch(range_["start"], range_["end"], "Heading" in within, "Strong" in within)
        elif kind == "Start":
            within.append(_name(detail))
        elif kind == "End":
            code_tags = 0 if within.pop() in _BLOCKS else code_tags
        elif kind == "InlineHtml":
            code_tags += _step(str(detail))


_UNREAD = frozenset({"CodeBlock", "HtmlBlock", "Address"})
_BLOCKS = frozenset({"Paragraph", "Heading", "Item", "TableCell"})


def _name(tag: Any) -> str:
    """The name of a tag; a bare address in `<…>` is no link whose text somebody wrote."""
    if isinstance(tag, str):
        return tag
    name, detail = next(iter(tag.items()))
    is_address = name == "Link" and detail["link_type"] in ("Autolink", "Email")
    return "Address" if is_address else str(name)


def _step(html: str) -> int:
    """Whether an inline tag begins (1) or ends (-1) code."""
    tag = _CODE_TAG.match(html)
    if tag is None:
        return 0
    return -1 if tag["end"] else 1
