"""Where the address of a link is written, exactly, so that it can be changed and nothing else."""

from __future__ import annotations

import re
from urllib.parse import quote

from kept.parse.document import Document
from kept.text import Span

_BEFORE = frozenset("(<\"'= \t\r\n")
_AFTER = frozenset(")>\"' \t\r\n")


def address_span(document: Document, target: str, span: Span) -> Span | None:
    """The place of `target` in what a link has for its address; `None` when it is not written there as it is.

    `span` is that of the address, of an HTML attribute, or of a whole link whose address is given below the
    text (`[button]: button.md`).
    """
    text = document.source.text
    if not target:
        return None
    if text[span.start : span.end] == target and _stands_alone(text, span):
        return span
    inside = text[span.start : span.end]
    if inside.count(target) == 1 and "=" in inside:
        start = span.start + inside.index(target)
        found = Span(start, start + len(target))
        return found if _stands_alone(text, found) else None
    return _defined(document, target)


def _stands_alone(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return before in _BEFORE and (after in _AFTER or not after)


def _defined(document: Document, target: str) -> Span | None:
    """The address of the only definition (`[name]: address`) that leads there."""
    found = document.definitions.get(target, ())
    return found[0] if len(found) == 1 else None


def as_address(path: str) -> str:
    """A path as it is written in a link: blanks and brackets would end the address."""
    return quote(path, safe="/#.~-_!$&'*+,;=:@%") if re.search(r"[\s()<>\"']", path) else path
