"""Comments that are for kept: `<!-- kept: ignore K204 reason -->`, and `# kept: ignore …` in front matter.

Only what the parser takes for HTML counts, so a comment that is shown as code is code. Cost: linear in the
text, and nothing for a text without `kept:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kept.parse.document import Document
from kept.text import Source, Span
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence

LIMIT = 1000
"""Comments that are read in one document; those after them have no effect."""

IGNORE, START, END = "ignore", "ignore-start", "ignore-end"
VERBS = (IGNORE, START, END)

_HTML = re.compile(r"<!--\s*kept:\s*(?P<verb>[\w-]+)(?P<rest>.*?)\s*-->", re.DOTALL)
_YAML = re.compile(r"(?<=\s)#[ \t]*kept:[ \t]*(?P<verb>[\w-]+)(?P<rest>[^\r\n]*)")
_WORD = r"[A-Za-z][\w-]*"
_REST = re.compile(
    rf"\s*(?P<words>{_WORD}(?:\s*,\s*{_WORD})*)?\s*[:\u2013\u2014-]*\s*(?P<reason>.*)", re.DOTALL
)
_SHOWN = re.compile(r"<!--\s*kept:\s*ignore(?:-start|-end)?\b.*?-->[ \t]*", re.DOTALL)
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
    found = [*_front_matter(document), *_body(document)]
    return tuple(sorted(found, key=lambda one: one.span))[:LIMIT]


def is_comment_for_kept(html: str) -> bool:
    """Whether a piece of HTML is such a comment, which the built site leaves out."""
    found = _SHOWN.match(html.strip())
    return found is not None and found.end() == len(html.strip())


def without_comments(html: str) -> str:
    """A built page without them; as code they are escaped there, and stay."""
    return _SHOWN.sub("", html) if "kept:" in html else html


def _comment(found: re.Match[str], offset: int, covers: tuple[Span, ...]) -> Comment:
    rest = _REST.match(found["rest"])
    assert rest is not None  # it matches anything
    begin = offset + found.start("rest") + max(rest.start("words"), 0)
    words = tuple(
        (word.group(), Span(begin + word.start(), begin + word.end()))
        for word in re.finditer(_WORD, rest["words"] or "")
    )
    reason = " ".join(rest["reason"].split())
    return Comment(found["verb"], words, reason, Span(offset + found.start(), offset + found.end()), covers)


def _body(document: Document) -> Iterator[Comment]:
    lines = _Lines(document)
    for item in document.html:
        if "kept:" in item.html:
            for found in _HTML.finditer(item.html):
                span = Span(item.span.start + found.start(), item.span.start + found.end())
                yield _comment(found, item.span.start, (lines.meant_by(span),))


class _Lines:
    """The lines of a document, and which of them a comment in the body is about."""

    def __init__(self, document: Document) -> None:
        source = document.source
        self.source = source
        self.starts = source.line_starts
        self.ends = {source.position(one.span.start).line - 1: one.span.end for one in document.fences}
        self.headings = {source.position(one.span.start).line - 1 for one in document.headings}
        self.first_text = cache(self._first_text)

    def meant_by(self, span: Span) -> Span:
        """The line of a comment that has text before it, else all up to the end of the next block."""
        line = self.source.position(span.start).line - 1
        start = self.starts[line]
        text = self.first_text(line)
        if text is not None and text < span.start:
            return Span(start, self._end(line))
        line = self.source.position(span.end).line - 1
        while line < len(self.starts) and self.first_text(line) is None:
            line += 1
        return Span(start, self._block_end(line))

    def _end(self, line: int) -> int:
        return self.starts[line + 1] if line + 1 < len(self.starts) else len(self.source.text)

    def _first_text(self, line: int) -> int | None:
        """Where the text of a line begins, comments for kept left aside."""
        at, end = self.starts[line], self._end(line)
        while True:
            marks = _MARKS.match(self.source.text, at, end)
            at = marks.end() if marks else at
            comment = _SHOWN.match(self.source.text, at, end)
            if comment is None:
                return at if at < end else None
            at = comment.end()

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
    for found in _YAML.finditer(source.text, span.start, span.end):
        if document.front is None or not _is_inside(document.front, found.start()):
            yield _comment(found, 0, _meant_in_yaml(source, span, found.start()))


def _is_inside(node: Node, offset: int) -> bool:
    """Whether a place is within a value (a quoted text, or one of several lines), where `#` is a sign."""
    if not node.span.start <= offset < node.span.end:
        return False
    match node:
        case Scalar():
            return True
        case Sequence():
            return any(_is_inside(item, offset) for item in node.items)
        case Mapping():
            return any(_is_inside(key, offset) or _is_inside(value, offset) for key, value in node.entries)


def _meant_in_yaml(source: Source, front: Span, at: int) -> tuple[Span, ...]:
    """The line that the comment ends; or the next entry, and the document as a whole (its opening line)."""
    starts = [*source.line_starts, len(source.text)]
    line = source.position(at).line - 1
    if source.text[starts[line] : at].strip():
        return (Span(starts[line], starts[line + 1]),)
    first = line + 1
    while first + 1 < len(starts) and _is_blank_or_comment(source.text[starts[first] : starts[first + 1]]):
        first += 1
    last = first
    while last + 2 < len(starts) and starts[last + 1] < front.end:
        text = source.text[starts[last + 1] : starts[last + 2]]
        if text.strip() and _indent(text) <= _indent(source.text[starts[first] : starts[first + 1]]):
            break
        last += 1
    end = starts[min(last + 1, len(starts) - 1)]
    return Span(0, 3), Span(starts[line], min(end, front.end))


def _is_blank_or_comment(text: str) -> bool:
    return not text.strip() or text.lstrip().startswith("#")


def _indent(text: str) -> int:
    """Columns before a key; the items of a list may stand below their key without being indented."""
    plain = text.lstrip(" ")
    return len(text) - len(plain) + (1 if plain.startswith("- ") else 0)
