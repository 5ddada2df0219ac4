"""Where a document shows code: what stands there is text for the reader and does nothing.

Only few rules need to know, and only for documents that have something suspicious; so it is worked out when
it is asked for, by a second walk over the events of the CommonMark parser.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

import pyromark

from kept.parse.containers import show
from kept.parse.document import Document
from kept.text import Span
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """Spans that do not overlap, ascending."""

    spans: tuple[Span, ...]

    def __contains__(self, offset: object) -> bool:
        """Whether an offset lies in one of them."""
        assert isinstance(offset, int)
        index = bisect_right(self.spans, offset, key=lambda span: span.start) - 1
        return index >= 0 and offset < self.spans[index].end


def code_of(document: Document) -> Places:
    """Fenced and indented code blocks, and code within a line."""
    shown = show(document.source.slice(document.body), document.body.start)
    return Places(tuple(_spans(shown.span(start, end) for start, end in _ranges(shown.text))))


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    for event, range_ in pyromark.events_with_range(text, options=pyromark.Options.ENABLE_TABLES):
        if isinstance(event, dict):
            start = event.get("Start")
            if "Code" in event or (isinstance(start, dict) and "CodeBlock" in start):
                yield range_["start"], range_["end"]


def _spans(found: Iterable[Span]) -> Iterator[Span]:
    end = -1
    for span in sorted(found):
        if span.start >= end:
            yield span
            end = span.end
