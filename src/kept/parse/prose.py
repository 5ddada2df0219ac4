"""Where a document speaks to its readers: the text that is neither code nor an address nor HTML.

It is found by the same parser, and only for documents in which somebody looks for a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyromark

from kept.parse.containers import Shown, show
from kept.parse.document import Document
from kept.parse.markdown import OPTIONS
from kept.text import Span

_CODE_TAG = re.compile(r"<(?P<end>/?)(?:code|kbd|samp|pre|var|tt|script|style|textarea)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prose:
    """A stretch of text within one block."""

    span: Span
    in_heading: bool
    is_bold: bool


def prose(document: Document) -> tuple[Prose, ...]:
    """All stretches of text, in the order of the file."""
    start = document.body.start
    shown = show(document.source.text[start:], start)
    return tuple(_stretches(shown))


def _stretches(shown: Shown) -> Iterator[Prose]:
    open_tags: list[str] = []
    in_code = 0
    for event, range_ in pyromark.events_with_range(shown.text, options=OPTIONS):
        if isinstance(event, str):
            continue
        kind, detail = next(iter(event.items()))
        if kind == "Start":
            open_tags.append(_name(detail))
        elif kind == "End":
            open_tags.pop()
            in_code = in_code if "Paragraph" in open_tags else 0
        elif kind == "InlineHtml":
            tag = _CODE_TAG.match(str(detail))
            in_code += (-1 if tag["end"] else 1) if tag else 0
        elif kind == "Text" and in_code <= 0 and not _UNREAD.intersection(open_tags):
            span = shown.span(range_["start"], range_["end"])
            yield Prose(span, "Heading" in open_tags, "Strong" in open_tags)


_UNREAD = frozenset({"CodeBlock", "Address", "HtmlBlock"})


def _name(tag: Any) -> str:
    """The name of a tag; a bare address in `<…>` is no link whose text somebody wrote."""
    if isinstance(tag, str):
        return tag
    name, detail = next(iter(tag.items()))
    if name == "Link" and detail["link_type"] in ("Autolink", "Email"):
        return "Address"
    return str(name)
