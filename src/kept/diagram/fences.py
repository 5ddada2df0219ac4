"""A diagram in a Markdown file: its text, and where each part of it stands in the file.

The code of a fence comes without what the lists, quotes and admonitions around it put before its lines.
"""

from __future__ import annotations

import re
from functools import cached_property

from kept.diagnostic import Edit
from kept.parse.document import Fence
from kept.text import Source, Span
from kept.values import dataclass

_INFO = re.compile(r"(?:mermaid\b|\{[^}]*\.mermaid\b)")
_TITLE = re.compile(r"\btitle\s*=\s*(?:\"[^\"]+\"|'[^']+'|[^\s\"'}]+)")
_INCLUSION = re.compile(r"^[ \t]*-{1,}8<-{1,}", re.MULTILINE)


def diagram(fence: Fence, source: Source) -> Diagram | None:
    """The diagram that a fence holds; none when it holds other code, or text that is not in this file."""
    if not _INFO.match(fence.info) or _INCLUSION.search(fence.code):
        return None
    return Diagram(fence.code, fence, source)


@dataclass(frozen=True)
class Diagram:
    """A diagram, and the file that it stands in."""

    text: str
    fence: Fence
    source: Source

    @property
    def title(self) -> bool:
        """Whether the fence names a title."""
        return _TITLE.search(self.fence.info) is not None

    @property
    def opening(self) -> Span:
        """The line that opens the fence, without what stands before it."""
        number = max(1, self._first - 1)
        line, start = self.source.line(number), self.source.line_starts[number - 1]
        found = re.search(r"[`~]{3}", line)
        return Span(start + (found.start() if found else 0), start + len(line.rstrip()))

    @cached_property
    def _lines(self) -> list[tuple[int, str]]:
        """Where each line of the diagram begins in it, and its text."""
        found, start = [], 0
        for line in self.text.split("\n"):
            found.append((start, line))
            start += len(line) + 1
        return found

    @cached_property
    def _first(self) -> int:
        """The number of the file's line that holds the diagram's first one; 1 where it is the whole file."""
        if not self.fence.span.end:
            return 1
        line = self.source.position(self.fence.span.start).line
        return line + (1 if re.search(r"```|~~~", self.source.line(line)) else 2)

    def _place(self, offset: int) -> tuple[int, int, bool]:
        """The line of the diagram that an offset is on, from 0; where it is in the file; whether for sure."""
        number = self.text.count("\n", 0, offset)
        begin, text = self._lines[number]
        line = self.source.line(self._first + number)
        starts = self.source.line_starts
        if self._first + number > len(starts):
            return number, len(self.source.text), False
        start = starts[self._first + number - 1]
        if line.endswith(text):
            return number, start + len(line) - len(text) + offset - begin, True
        words = line.find(text.strip())
        inside = max(0, offset - begin - (len(text) - len(text.lstrip())))
        return number, start + min(len(line), max(words, 0) + inside), False

    def span(self, span: Span) -> Span:
        """A span of the diagram in the file."""
        start = self._place(span.start)[1]
        end = self._place(span.end)[1]
        return Span(start, max(start, end))

    def edit(self, span: Span, text: str) -> Edit | None:
        """A change of the diagram as one of the file; none when a line of it is not written as it is read."""
        number, start, is_sure = self._place(span.start)
        _, end, is_end_sure = self._place(span.end)
        if not (is_sure and is_end_sure):
            return None
        begin, line = self._lines[number]
        before = self.source.line(self._first + number)
        prefix = before[: len(before) - len(line)] if line else before
        return Edit(Span(start, end), text.replace("\n", self._line_end + prefix))

    @cached_property
    def _line_end(self) -> str:
        return "\r\n" if "\r\n" in self.source.text else "\n"
