"""Edits to headings and whole sections, for fixes; `None` wherever a heading is not a plain Markdown one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kept.diagnostic import Edit
from kept.parse.document import Document, Heading, Section
from kept.text import Source, Span

_BLANKS = " \t\r\n"
_BLANK_REST = re.compile(r"[ \t\r\n]*+\Z")
_LINE_END = re.compile(r"\r\n|\n|\r")


def moved(headings: Iterable[Heading], by: int, source: Source) -> tuple[Edit, ...] | None:
    """All these headings `by` levels deeper (or higher), so that what is below what stays as it is."""
    found: list[Edit] = []
    for heading in headings:
        edits = _at_level(heading, heading.level + by, source)
        if edits is None:
            return None
        found += edits
    return tuple(found)


def _at_level(heading: Heading, level: int, source: Source) -> tuple[Edit, ...] | None:
    if not 1 <= level <= 6:
        return None
    text = source.slice(heading.span)
    if _is_atx(text, heading.level):
        start = heading.span.start
        return (Edit(Span(start, start + heading.level), "#" * level),)
    lines = _LINE_END.split(text)
    below = lines[-1].strip(" >")
    if len(lines) != 2 or not below or set(below) not in ({"="}, {"-"}):
        return None
    end = heading.span.end
    if level <= 2:
        sign = "=-"[level - 1]
        return (Edit(Span(end - len(lines[-1].lstrip(" >")), end), sign * max(3, len(below))),)
    return None


def _is_atx(text: str, level: int) -> bool:
    return text.startswith("#" * level) and text[level : level + 1] != "#"


def renamed(heading: Heading, name: str, source: Source) -> tuple[Edit, ...] | None:
    """A heading with another text, where its text is plain."""
    text = source.slice(heading.span)
    if not _is_atx(text, heading.level) or text.strip("# \t") != heading.text:
        return None
    start = heading.span.start + text.index(heading.text)
    return (Edit(Span(start, start + len(heading.text)), name),)


def is_at_margin(heading: Heading, source: Source) -> bool:
    """Whether its section can be cut out: it is not within a quotation, a list or a note."""
    return _begins_line(source.text, heading.span.start) and source.text[heading.span.start] != "<"


def inserted(document: Document, at: int, text: str) -> Edit | None:
    """Lines of their own before the section that begins at `at`, or below everything at the end."""
    source = document.source
    newline = line_end(source)
    lines = text.replace("\n", newline)
    kept = max(_text_end(source.text, at), document.body.start)
    is_first = kept == document.body.start
    if _BLANK_REST.match(source.text, at):
        if not is_first:
            return Edit(Span(kept, kept), newline * 2 + lines)
        return (
            Edit(Span(kept, kept), lines + newline) if source.text[:kept][-1:] in ("", "\n", "\r") else None
        )
    if source.text[:at][-1:] not in ("", "\n", "\r"):
        return None  # within a quotation, a list or a note
    has_gap = is_first or len(_LINE_END.findall(source.text, kept, at)) > 1
    return Edit(Span(at, at), ("" if has_gap else newline) + lines + newline * 2)


def before_other(section: Section, other: Section, document: Document) -> tuple[Edit, ...] | None:
    """A section cut out and put before another one that stands above it."""
    source = document.source
    if not (is_at_margin(section.heading, source) and is_at_margin(other.heading, source)):
        return None
    end = _text_end(source.text, section.span.end)
    start = _text_end(source.text, section.span.start)
    newline = line_end(source)
    return (
        Edit(Span(other.span.start, other.span.start), source.text[section.span.start : end] + newline * 2),
        Edit(Span(start, end), ""),
    )


def line_end(source: Source) -> str:
    """How the lines of a file end: as its first one does."""
    found = _LINE_END.search(source.text)
    return found.group() if found else "\n"


def _begins_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in "\r\n"


def _text_end(text: str, at: int) -> int:
    """The end of the last line before a place that is not blank, blanks at its end included."""
    end = at
    while end and text[end - 1] in _BLANKS:
        end -= 1
    while end < at and text[end] in " \t":
        end += 1
    return end
