"""A file's text and the way from an offset in it to the line and column a person sees.

Offsets and columns count characters (Unicode code points) of the text without its byte order mark. Lines
end at CRLF, LF or a lone CR, as in CommonMark section 2.1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from kept.values import dataclass

_LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open range of character offsets in one text."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people count it: both numbers begin at 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """The text of one file under the path that messages name (relative to the root, with `/`)."""

    path: str
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line begins."""
        if "\r" not in self.text:
            lengths = [len(line) + 1 for line in self.text.split("\n")]
            return tuple(accumulate(lengths[:-1], initial=0))
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))

    def position(self, offset: int) -> Position:
        """The line and column of an offset; offsets beyond the text are taken as its end."""
        offset = max(0, min(offset, len(self.text)))
        index = bisect_right(self.line_starts, offset) - 1
        return Position(index + 1, offset - self.line_starts[index] + 1)

    def line(self, number: int) -> str:
        """The text of a line (counted from 1) without its line end; empty beyond the last line."""
        if not 1 <= number <= len(self.line_starts):
            return ""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def slice(self, span: Span) -> str:
        """The text that a span covers."""
        return self.text[span.start : span.end]
