"""Comments that are for kept: `<!-- kept: ignore K204 reason -->`, and `# kept: ignore …` in front matter.

Only what the parser takes for HTML counts, so a comment that is shown as code is code. Cost: linear in the
text, and nothing for a text without `kept:`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import chain, islice

from kept.parse.document import Document
from kept.text import Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence

LIMIT = 100_000
"""Comments that are read in one document; those after them have no effect."""

IGNORE, START, END = "ignore", "ignore-start", "ignore-end"
VERBS = (IGNORE, START, END)

_INSIDE = re.compile(r"\s*kept:\s*(?P<verb>[\w-]+)(?P<rest>.*)", re.DOTALL)
_YAML = re.compile(r"(?<=\s)#[ \t]*kept:[ \t]*(?P<verb>[\w-]+)(?P<rest>[^\r\n]*)")
_WORD = r"[A-Za-z][\w-]*"
_REST = re.compile(
    rf"\s*(?P<words>{_WORD}(?:\s*,\s*{_WORD})*)?\s*[:\u2013\u2014-]*\s*(?P<reason>.*)", re.DOTALL
)
_TOLD = re.compile(r"\s*kept:\s*ignore(?:-start|-end)?\b")
_MARKS = re.compile(r"(?:\s|>|[-*+](?=\s)|\d{1,9}[.)](?=\s))*")
"""What may stand before a comment without being text: blanks, quote marks, list marks."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: what it asks for, the rules as written with their places, and what it is about."""

    verb: str
    words: tuple[tuple[str, Span], ...]
    reason: str
    span: Span
    covers: tuple[Span, ...] = ()
    """For `ignore`: where findings are meant; a start and an end have it between them."""


def read_comments(document: Document) -> tuple[Comment, ...]:
    """All comments for kept in a document, in the order of the file."""
    if "kept:" not in document.source.text:
        return ()
    return tuple(islice(chain(_front_matter(document), _body(document)), LIMIT))


def is_comment_for_kept(html: str) -> bool:
    """Whether a piece of HTML is such a comment and nothing else; the built site leaves it out."""
    text = html.strip()
    return list(_told(text)) == [(0, len(text))]


def without_comments(html: str) -> str:
    """A built page without them; as code they are escaped there, and stay."""
    if "kept:" not in html:
        return html
    parts: list[str] = []
    at = 0
    for start, end in _told(html):
        parts.append(html[at:start])
        at = end
    return "".join([*parts, html[at:]])


def _told(html: str) -> Iterator[tuple[int, int]]:
    return ((start, end) for start, end in _html_comments(html) if _TOLD.match(html, start + 4, end))


def _html_comments(html: str) -> Iterator[tuple[int, int]]:
    """Where comments begin and end; one that is not closed is none."""
    start = html.find("<!--")
    while start >= 0:
        end = html.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3
        start = html.find("<!--", end + 3)


def _comment(found: re.Match[str], offset: int, span: Span, covers: tuple[Span, ...]) -> Comment:
    rest = _REST.match(found["rest"])
    assert rest is not None  # it matches anything
    begin = offset + found.start("rest") + max(rest.start("words"), 0)
    words = tuple(
        (word.group(), Span(begin + word.start(), begin + word.end()))
        for word in re.finditer(_WORD, rest["words"] or "")
    )
    reason = " ".join(rest["reason"].split())
    return Comment(found["verb"], words, reason, span, covers)


def _body(document: Document) -> Iterator[Comment]:
    lines = _Lines(document)
    for item in document.html:
        if "kept:" not in item.html:
            continue
        for start, end in _html_comments(item.html):
            found = _INSIDE.fullmatch(item.html, start + 4, end - 3)
            if found:
                span = Span(item.span.start + start, item.span.start + end)
                yield _comment(found, item.span.start, span, (lines.meant_by(span),))


class _Lines:
    """The lines of a document, and which of them a comment in the body is about."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = document.source
        self.starts = document.source.line_starts
        self.first_text = cache(self._first_text)
        self.block_end = cache(self._block_end)
        self.next_text: dict[int, int] = {}

    @cached_property
    def ends(self) -> dict[int, int]:
        """Where the fences end, by the line on which they begin."""
        return {self.source.position(one.span.start).line - 1: one.span.end for one in self.document.fences}

    @cached_property
    def headings(self) -> set[int]:
        """The lines of headings."""
        return {self.source.position(one.span.start).line - 1 for one in self.document.headings}

    def meant_by(self, span: Span) -> Span:
        """The line of a comment that has text before it, else all up to the end of the next block."""
        line = self.source.position(span.start).line - 1
        start = self.starts[line]
        text = self.first_text(line)
        if text is not None and text < span.start:
            return Span(start, self._end(line))
        line = self.source.position(span.end).line - 1
        if not self.source.text[span.end : self._end(line)].strip():
            line += 1
        return Span(start, self.block_end(self._next_text(line)))

    def _next_text(self, line: int) -> int:
        """The first line from this one on that has text; what was passed once is not passed again."""
        passed = []
        while line < len(self.starts) and line not in self.next_text and self.first_text(line) is None:
            passed.append(line)
            line += 1
        line = self.next_text.get(line, line)
        self.next_text.update(dict.fromkeys(passed, line))
        return line

    def _end(self, line: int) -> int:
        return self.starts[line + 1] if line + 1 < len(self.starts) else len(self.source.text)

    def _first_text(self, line: int) -> int | None:
        """Where the text of a line begins, comments for kept left aside."""
        at, end = self.starts[line], self._end(line)
        while True:
            marks = _MARKS.match(self.source.text, at, end)
            at = marks.end() if marks else at
            close = self._comment_end(at, end)
            if close == at:
                return at if at < end else None
            at = close

    def _comment_end(self, at: int, end: int) -> int:
        """The end of the comment for kept that begins there; the place itself when none does."""
        text = self.source.text
        if not text.startswith("<!--", at, end) or not _TOLD.match(text, at + 4, end):
            return at
        close = text.find("-->", at + 4, end)
        return close + 3 if close >= 0 else at

    def _block_end(self, line: int) -> int:
        """The end of the block that begins on a line: a heading, a fence, or all up to a blank line."""
        if line >= len(self.starts):
            return len(self.source.text)
        if line in self.ends:
            return self.ends[line]
        last = line
        while (
            line not in self.headings
            and last + 1 < len(self.starts)
            and self.source.text[self.starts[last + 1] : self._end(last + 1)].strip()
        ):
            if last + 1 in self.headings:
                break
            last += 1
        return self._end(last)


def _front_matter(document: Document) -> Iterator[Comment]:
    source, span = document.source, document.front_span
    if "kept:" not in source.slice(span):
        return
    values = sorted(_values(document.front)) if document.front else []
    entries = _Entries(document)
    for found in _YAML.finditer(source.text, span.start, span.end):
        at = bisect_right(values, (found.start(), len(source.text))) - 1
        if at < 0 or values[at].end <= found.start():  # else a sign within a text
            place = Span(*found.span())
            yield _comment(found, 0, place, entries.meant_by(place.start))


def _values(node: Node) -> Iterator[Span]:
    """Where the keys and values of a front matter stand; none is within another."""
    match node:
        case Scalar():
            yield node.span
        case Sequence():
            for item in node.items:
                yield from _values(item)
        case Mapping():
            for key, value in node.entries:
                yield key.span
                yield from _values(value)


class _Entries:
    """The lines of a front matter, and which of them a comment in it is about."""

    def __init__(self, document: Document) -> None:
        source = document.source
        self.text = source.text
        self.starts = (*source.line_starts, len(source.text))
        self.front = document.front_span
        self.end_of = cache(self._end_of)
        self.next_entry: dict[int, int] = {}

    def meant_by(self, at: int) -> tuple[Span, ...]:
        """The line that the comment ends; or the next entry, and the whole document (its opening line)."""
        line = bisect_right(self.starts, at) - 1
        if self.text[self.starts[line] : at].strip():
            return (Span(self.starts[line], self.starts[line + 1]),)
        end = self.starts[min(self.end_of(self._next_entry(line + 1)), len(self.starts) - 1)]
        return Span(0, 3), Span(self.starts[line], min(end, self.front.end))

    def _line(self, number: int) -> str:
        return self.text[self.starts[number] : self.starts[number + 1]]

    def _next_entry(self, line: int) -> int:
        """The first line from this one on with an entry; what was passed once is not passed again."""
        passed = []
        while (
            line not in self.next_entry
            and line + 1 < len(self.starts)
            and _is_blank_or_comment(self._line(line))
        ):
            passed.append(line)
            line += 1
        line = self.next_entry.get(line, line)
        self.next_entry.update(dict.fromkeys(passed, line))
        return line

    def _end_of(self, first: int) -> int:
        """The line below the entry that begins on a line."""
        last = first
        while last + 2 < len(self.starts) and self.starts[last + 1] < self.front.end:
            below = self._line(last + 1)
            if below.strip() and _indent(below) <= _indent(self._line(first)):
                break
            last += 1
        return last + 1


def _is_blank_or_comment(text: str) -> bool:
    return not text.strip() or text.lstrip().startswith("#")


def _indent(text: str) -> int:
    """Columns before a key; the items of a list may stand below their key without being indented."""
    plain = text.lstrip(" ")
    return len(text) - len(plain) + (1 if plain.startswith("- ") else 0)
