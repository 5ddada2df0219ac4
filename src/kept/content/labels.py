"""Bold labels of a section (`**Responsible**: support agent`): which there are, and what follows them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from kept.content.contract import LabelSpec
from kept.late_patterns import late_pattern
from kept.parse.document import Document, Heading, Label, Section
from kept.text import Span
from kept.values import dataclass

_TARGET = late_pattern(r"(?<=\])\([^()\n]*\)|<!--.*?-->", re.DOTALL)
_MARKUP = late_pattern(r"[*_`\[\]]+|^[ \t>]*(?:[-+*]|\d+[.)])[ \t]+", re.MULTILINE)


_LONGEST = 2_000
"""Characters that are read of a value."""


@dataclass(frozen=True, slots=True)
class Value:
    """What stands after a label, as readers see it, and where."""

    text: str
    span: Span


def labels_in(section: Section, document: Document) -> list[Label]:
    """The labels of a section, those of its subsections included."""
    first = bisect_left(document.labels, section.span.start, key=_start)
    return list(document.labels[first : bisect_left(document.labels, section.span.end, first, key=_start)])


def _start(item: Label | Heading) -> int:
    return item.span.start


def find_label(spec: LabelSpec, labels: list[Label]) -> Label | None:
    """The first label of a name."""
    return next((item for item in labels if spec.accepts(item.name)), None)


def value_of(label: Label, labels: list[Label], section: Section, document: Document) -> Value:
    """What stands after a label: on its line, or in the list or paragraph below; empty when nothing does."""
    source = document.source
    if label.value:
        shown = label.value[:_LONGEST]
        at = source.text.find(shown, label.span.end, label.span.end + len(shown) + 20)
        return Value(shown, Span(at, at + len(shown)) if at >= 0 else label.span)
    stop = _next_start(label, labels, section, document)
    first = bisect_left(document.blocks, label.span.end + 1)
    if first == len(document.blocks) or document.blocks[first] >= stop:
        return Value("", label.span)
    below = Span(document.blocks[first], min(stop, document.blocks[first] + _LONGEST))
    return Value(_MARKUP.sub("\n", _TARGET.sub("", source.slice(below))).strip(), label.span)


def _next_start(label: Label, labels: list[Label], section: Section, document: Document) -> int:
    """Where the next label or heading begins, or the section ends."""
    place = label.span.start
    after = bisect_right(labels, place, key=_start)
    below = bisect_right(document.headings, place, key=_start)
    found = [item.span.start for item in labels[after : after + 1]]
    found += [item.span.start for item in document.headings[below : below + 1]]
    return min(found, default=section.span.end)
