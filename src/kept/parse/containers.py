"""Admonitions, details and content tabs: their indented bodies shown to CommonMark as block quotes.

Python-Markdown's containers (`!!! note`, `??? details`, `=== "Tab"`) hold a body indented by four spaces,
which CommonMark takes for code. Here every line of such a body has the indentation replaced by `> `, so that
one parse sees its headings, links and fences. A line map leads from the shown text back to the file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from kept.parse.document import Admonition
from kept.text import Span
from kept.values import dataclass

_MARKER = re.compile(r"(?P<sign>!!!|\?\?\?\+?|===[!+]*)[ \t]+(?P<rest>\S.*)$")
_TITLE = re.compile(r'"(?P<title>.*)"\s*$')
_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
_FENCE_LINE = re.compile(r"^[ \t]*(?:`{3}|~{3})", re.MULTILINE)
_LIST_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_LONE_RETURN = re.compile(r"\r(?!\n)")

_HTML_CONTAINER = re.compile(r"<[a-zA-Z][^>]*\smarkdown(?:=[^>]*|\s[^>]*)?>[ \t]*$")
"""A tag of md_in_html, alone on its line: what follows is Markdown, though CommonMark takes it for HTML."""

_CONTAINER_SIGNS = ("!!!", "???", "===", "markdown")
_SIGNS = (*_CONTAINER_SIGNS, "```", "~~~")
"""What opens a container or a fence, where it begins a line; `markdown` is an attribute of a tag there."""

_CONTINUATION = re.compile(rb"[\x80-\xbf]")
INDENT_LIMIT = 200
"""Columns beyond which we do not look for the sign of a list."""

BODY_INDENT = 4


class Piece(NamedTuple):
    """A run of the shown text and where it comes from, all in characters.

    `added` of its characters are ours and stand at its begin; `removed` of the file's were left out there.
    """

    start: int
    original: int
    length: int
    removed: int
    added: int


@dataclass(frozen=True)
class Shown:
    """The text that the CommonMark parser is shown, with the way back to the file."""

    text: str
    offset: int
    pieces: tuple[Piece, ...]
    admonitions: tuple[Admonition, ...]

    @cached_property
    def _continuations(self) -> list[int]:
        """The offsets of bytes that continue a character (UTF-8): what bytes count more than characters."""
        if self.text.isascii():
            return []
        return [found.start() for found in _CONTINUATION.finditer(self.text.encode())]

    def character(self, byte: int) -> int:
        """The offset in characters of a byte offset in the shown text."""
        known = self._continuations
        return byte - bisect_left(known, byte) if known else byte

    @cached_property
    def original(self) -> Callable[[int], int]:
        """What tells the offset in the file of a byte offset in the shown text."""
        if not self.pieces:
            return self._unmoved
        pieces, known = self.pieces, self._continuations
        starts = [piece.start for piece in pieces]

        def original(byte: int) -> int:
            shown = byte - bisect_left(known, byte) if known else byte
            start, begin, length, removed, added = pieces[bisect_right(starts, shown) - 1]
            inside = shown - start - added
            return begin + min(removed + inside if inside > 0 else removed, length)

        return original

    @property
    def _unmoved(self) -> Callable[[int], int]:
        """The same for a text that is shown as it is."""
        add = self.offset.__add__
        return (lambda byte: add(self.character(byte))) if self._continuations else add

    def line_before(self, byte: int) -> str:
        """What is shown before a byte offset on its line."""
        end = self.character(byte)
        return self.text[self.text.rfind("\n", 0, end) + 1 : end]

    def span(self, start: int, end: int) -> Span:
        """The span in the file of a byte range of the shown text."""
        original = self.original
        return Span(original(start), original(end))


class _Scan:
    """The state of the walk over the lines: open containers, an open fence, whether a list is open."""

    def __init__(self) -> None:
        self.containers: list[int] = []
        self.prefixes = [""]
        """What stands before the content of a line in the containers up to each: a `> ` for every one."""
        self.fence: tuple[str, int] | None = None
        self.in_list = False

    def enter(self, column: int) -> None:
        """Open a container."""
        self.prefixes.append(self.prefixes[-1] + " " * (column - self.base) + "> ")
        self.containers.append(column)

    def close_down_to(self, indent: int) -> None:
        """Close the containers that a line with this indentation is not in."""
        while self.containers and indent < self.containers[-1] + BODY_INDENT:
            self.containers.pop()
            self.prefixes.pop()
            self.fence = None

    @property
    def base(self) -> int:
        """The column at which the content of the innermost open container begins."""
        return self.containers[-1] + BODY_INDENT if self.containers else 0

    def sees(self, content: str, indent: int) -> None:
        """Keep track of fences and lists; `indent` is relative to the innermost container."""
        fence = _FENCE.match(content) if content[0] in "`~" else None
        if self.fence:
            mark, length = self.fence
            closes = fence and fence["mark"][0] == mark and len(fence["mark"]) >= length
            if closes and fence and not fence["info"].strip():
                self.fence = None
        elif fence and not (fence["mark"][0] == "`" and "`" in fence["info"]):
            self.fence = (fence["mark"][0], len(fence["mark"]))
        elif _LIST_ITEM.match(content):
            self.in_list = True
        elif indent == 0:
            self.in_list = False


def show(text: str, offset: int) -> Shown:
    """The body of a file as CommonMark should see it; `offset` is where the body begins in the file."""
    if "\r" in text:
        text = _LONE_RETURN.sub("\n", text)  # pulldown-cmark does not end every block at a lone one
    if all(_first(text, sign) < 0 for sign in _CONTAINER_SIGNS):
        return Shown(text, offset, (), ())  # most files
    return _Walk(text, offset).shown()


def _first(text: str, sign: str) -> int:
    """Where a sign stands first, -1 without one; it is quicker to look for its first character alone."""
    return text.find(sign) if ("<" if sign == "markdown" else sign[0]) in text else -1


class _Walk:
    """The walk over a text with containers: runs of lines outside of any are taken whole."""

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.offset = offset
        self.scan = _Scan()
        self.out: list[str] = []
        self.pieces: list[Piece] = []
        self.admonitions: list[Admonition] = []
        self.length = 0
        self.found = {sign: at for sign in _SIGNS if (at := _first(text, sign)) >= 0}
        """Where each sign of the text stands next."""

    def shown(self) -> Shown:
        position = 0
        while position < len(self.text):
            outside = self._outside(position)
            self._add("", position, outside, 0)
            position = outside
            while position < len(self.text):
                position = self._line(position)
                if self.scan.fence and not self.scan.containers:
                    position = self._code(position)
                if not self.scan.containers and not self.scan.fence:
                    break
        return Shown("".join(self.out), self.offset, tuple(self.pieces), tuple(self.admonitions))

    def _outside(self, position: int) -> int:
        """Where the next line begins that may open something; all before it is outside of any container."""
        end = self._next_sign(position)
        begin = end
        while begin > position:
            begin = self.text.rfind("\n", 0, begin - 1) + 1
            line = self.text[begin : begin + INDENT_LIMIT]
            if _LIST_ITEM.match(line.lstrip(" \t")):
                self.scan.in_list = True
                break
            if line[:1] not in " \t\r\n":
                self.scan.in_list = False
                break
        return end

    def _next_sign(self, position: int) -> int:
        """The begin of the next line that begins with a sign; the end of the text without one."""
        end = len(self.text)
        while position < end:
            for sign, at in self.found.items():
                if at < position:  # each is looked for once only, however often we ask
                    found = self.text.find(sign, position)
                    self.found[sign] = found if found >= 0 else end
            at, sign = min(((at, sign) for sign, at in self.found.items()), default=(end, ""))
            if at == end:
                break
            line = self.text.rfind("\n", 0, at) + 1
            before = self.text[line:at].lstrip(" \t")
            opens = before.startswith("<") if sign == "markdown" else not before
            if opens and position <= line < end:
                return line
            position = max(at + 1, position)
        return end

    def _add(self, prefix: str, start: int, end: int, removed: int) -> None:
        if start == end and not prefix:
            return
        self.pieces.append(Piece(self.length, self.offset + start, end - start, removed, len(prefix)))
        self.out.append(prefix + self.text[start + removed : end])
        self.length += len(self.out[-1])

    def _code(self, position: int) -> int:
        """Show the lines of a fence outside of any container up to one that may close it."""
        found = _FENCE_LINE.search(self.text, position)
        end = found.start() if found else len(self.text)
        self._add("", position, end, 0)
        return end

    def _line(self, position: int) -> int:
        """Show the line that begins at `position`; returns where the next one begins."""
        text, scan = self.text, self.scan
        below = text.find("\n", position) + 1 or len(text)
        line = text[position:below].rstrip("\r\n")
        stripped = line.lstrip(" \t")
        indent = _columns(line[: len(line) - len(stripped)])
        if stripped:
            scan.close_down_to(indent)
        prefix = scan.prefixes[-1]
        removed = 0
        if prefix:
            removed = _cut(line, scan.base) if stripped else len(line)
            prefix += _padding(line, scan.base) if stripped else ""
        self._add(prefix, position, below, removed)
        if stripped:
            self._sees(position, line, stripped, indent)
            if not scan.fence and below > position + len(line) and _HTML_CONTAINER.match(stripped):
                self.pieces.append(Piece(self.length, self.offset + below, 0, 0, 0))
                self.out.append("\n")
                self.length += 1
        return below

    def _sees(self, position: int, line: str, stripped: str, indent: int) -> None:
        relative = indent - self.scan.base
        marker = _MARKER.match(stripped) if stripped[0] in "!?=" and not self.scan.fence else None
        self.scan.sees(stripped, relative)
        if marker and (relative < BODY_INDENT or self.scan.in_list):
            start = self.offset + position + len(line) - len(stripped)
            self.admonitions.append(_admonition(marker, Span(start, self.offset + position + len(line))))
            self.scan.enter(indent)


def _columns(blank: str) -> int:
    """The width of leading blanks; a tab goes to the next multiple of four."""
    if "\t" not in blank:
        return len(blank)
    width = 0
    for character in blank:
        width += 1 if character == " " else 4 - width % 4
    return width


def _cut(line: str, columns: int) -> int:
    """How many characters of leading blanks make up `columns` columns."""
    if line.startswith(" " * columns):
        return columns
    width = count = 0
    while width < columns and count < len(line):
        width += 1 if line[count] == " " else 4 - width % 4
        count += 1
    return count


def _padding(line: str, columns: int) -> str:
    """Spaces for the part of a tab that reaches beyond `columns`."""
    return " " * (_columns(line[: _cut(line, columns)]) - columns)


def _admonition(marker: re.Match[str], span: Span) -> Admonition:
    title = _TITLE.search(marker["rest"])
    words = marker["rest"].split('"')[0].split()
    kind = "tab" if marker["sign"].startswith("===") else (words[0] if words else "details")
    return Admonition(kind, title["title"] if title else "", span)
