"""Bold labels of a section (`**Responsible**: support agent`): which there are, and what follows them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from kept.content.contract import LabelSpec
from kept.parse.document import Document, Label, Section
from kept.text import Span

_TARGET = re.compile(r"(?<=\])\([^()\n]*\)|<!--.*?-->", re.DOTALL)
_MARKUP = re.compile(r"[*_`\[\]]+|^[ \t>]*(?:[-+*]|\d+[.)])[ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Value:
    """What stands after a label, as readers see it, and where."""

    text: str
    span: Span


def labels_in(section: Section, document: Document) -> list[Label]:
    """The labels of a section, those of its subsections included."""
    inside = section.span
    return [item for item in document.labels if inside.start <= item.span.start < inside.end]


def find_label(spec: LabelSpec, labels: list[Label]) -> Label | None:
    """The first label of a name."""
    return next((item for item in labels if spec.accepts(item.name)), None)


def value_of(label: Label, labels: list[Label], section: Section, document: Document) -> Value:
    """What stands after a label: on its line, or in the list or paragraph below; empty when nothing does."""
    source = document.source
    if label.value:
        at = source.text.find(label.value, label.span.end, label.span.end + len(label.value) + 20)
        return Value(label.value, Span(at, at + len(label.value)) if at >= 0 else label.span)
    stop = _next_start(label, labels, section, document)
    first = bisect_left(document.blocks, label.span.end + 1)
    if first == len(document.blocks) or document.blocks[first] >= stop:
        return Value("", label.span)
    below = Span(document.blocks[first], stop)
    return Value(_MARKUP.sub("\n", _TARGET.sub("", source.slice(below))).strip(), label.span)


def _next_start(label: Label, labels: list[Label], section: Section, document: Document) -> int:
    """Where the next label or heading begins, or the section ends."""
    starts = [item.span.start for item in labels]
    starts += [item.span.start for item in document.headings]
    return min((start for start in starts if start > label.span.start), default=section.span.end)
