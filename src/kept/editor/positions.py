"""Places as an editor counts them: lines from 0, and in a line the units of an encoding.

kept counts characters of a text without its byte order mark. The Language Server Protocol (3.17, "Position")
counts UTF-16 units unless both sides agree on others, and an editor may or may not hand over the mark. Lines
end at CRLF, LF or a lone CR in both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from kept.diagnostic import Location
from kept.text import Source, Span
from kept.values import dataclass

MARK = "\ufeff"
"""The byte order mark."""


class Unit(StrEnum):
    """What the characters of a line are counted in."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    UTF_32 = "utf-32"

    def width(self, text: str) -> int:
        """How many units a text has."""
        if self is Unit.UTF_32 or text.isascii():
            return len(text)
        if self is Unit.UTF_16:
            return len(text) + sum(char > "\uffff" for char in text)
        return len(text.encode("utf-8", "surrogatepass"))

    def characters(self, text: str, units: int) -> int:
        """How many whole characters the first `units` units of a text hold; all when there are fewer."""
        if self is Unit.UTF_32 or text.isascii():
            return min(units, len(text))
        for number, char in enumerate(text):
            units -= self.width(char)
            if units < 0:
                return number
        return len(text)


class Place(NamedTuple):
    """A place in a text: line and unit, both from 0."""

    line: int
    character: int


class Change(NamedTuple):
    """A part of a text that an editor replaces; the whole without an end."""

    text: str
    start: Place = Place(0, 0)
    end: Place | None = None


@dataclass(frozen=True)
class EditorText:
    """A text as an editor has it: `raw` with a byte order mark if there is one, `source` without."""

    raw: Source

    @cached_property
    def source(self) -> Source:
        """The text that kept reads."""
        return Source(self.raw.path, self.raw.text[1:]) if self.shift else self.raw

    @property
    def shift(self) -> int:
        """How many characters of the editor's text kept does not count."""
        return int(self.raw.text.startswith(MARK))

    def place(self, offset: int, unit: Unit) -> Place:
        """The place of an offset in `source`; beyond the text it is its end."""
        offset = max(0, min(offset + self.shift, len(self.raw.text)))
        starts = self.raw.line_starts
        line = bisect_right(starts, offset) - 1
        return Place(line, unit.width(self.raw.text[starts[line] : offset]))

    def offset(self, place: Place, unit: Unit) -> int:
        """The offset in `source` of a place; one beyond a line or the text is taken as its end."""
        return max(0, _offset(self.raw, place, unit) - self.shift)

    def span(self, location: Location) -> Span:
        """The span in `source` of a location that people read."""
        start = self._at(location.line, location.column)
        return Span(start, max(start, self._at(location.end_line, location.end_column)))

    def _at(self, line: int, column: int) -> int:
        starts = self.source.line_starts
        if line > len(starts):
            return len(self.source.text)
        return min(starts[max(line, 1) - 1] + column - 1, len(self.source.text))

    def changed(self, changes: Sequence[Change], unit: Unit) -> EditorText:
        """The text after these changes, one after the other."""
        raw = self.raw
        for change in changes:
            if change.end is None:
                raw = Source(raw.path, change.text)
                continue
            start, end = sorted((_offset(raw, change.start, unit), _offset(raw, change.end, unit)))
            raw = Source(raw.path, raw.text[:start] + change.text + raw.text[end:])
        return EditorText(raw)


def _offset(raw: Source, place: Place, unit: Unit) -> int:
    """The offset in a text of a place in it."""
    if place.line < 0:
        return 0
    if place.line >= len(raw.line_starts):
        return len(raw.text)
    start = raw.line_starts[place.line]
    return start + unit.characters(raw.line(place.line + 1), max(0, place.character))
