"""Admonitions, details and content tabs: their indented bodies shown to CommonMark as block quotes.

Python-Markdown's containers (`!!! note`, `??? details`, `=== "Tab"`) hold a body indented by four spaces,
which CommonMark takes for code. Here every line of such a body has the indentation replaced by `> `, so that
one parse sees its headings, links and fences. A line map leads from the shown text back to the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from kept.parse.document import Admonition
from kept.text import Span

_MARKER = re.compile(r"(?P<sign>!!!|\?\?\?\+?|===[!+]*)[ \t]+(?P<rest>\S.*)$")
_TITLE = re.compile(r'"(?P<title>.*)"\s*$')
_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
_LIST_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_LINE = re.compile(r"(?=[\s\S])([^\r\n]*)(\r\n|\n|\Z)")

_HTML_CONTAINER = re.compile(r"<[a-zA-Z][^>]*\smarkdown(?:=[^>]*|\s[^>]*)?>[ \t]*$")
"""A tag of md_in_html, alone on its line: what follows is Markdown, though CommonMark takes it for HTML."""

_ANY_CONTAINER = re.compile(r"^[ \t]*(?:!!!|\?\?\?|===)|\smarkdown(?:=[^>]*|\s[^>]*)?>", re.MULTILINE)

BODY_INDENT = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the shown text and where it comes from."""

    shown_byte: int
    original: int
    length: int
    removed: int
    added: int


@dataclass(frozen=True)
class Shown:
    """The text that the CommonMark parser is shown, with the way back to the file."""

    text: str
    offset: int
    lines: tuple[Line, ...]
    admonitions: tuple[Admonition, ...]

    @cached_property
    def _encoded(self) -> bytes:
        return self.text.encode()

    @cached_property
    def _starts(self) -> list[int]:
        return [line.shown_byte for line in self.lines]

    @cached_property
    def _is_plain(self) -> bool:
        return self.text.isascii() and all(
            line.length and not line.added and not line.removed for line in self.lines
        )

    def original(self, byte: int) -> int:
        """The offset in the file of a byte offset in the shown text."""
        if self._is_plain:
            return self.offset + byte
        line = self.lines[bisect_right(self._starts, byte) - 1]
        shown = self._encoded[line.shown_byte : byte].decode(errors="ignore")
        inside = max(0, len(shown) - line.added)
        return line.original + min(line.removed + inside, line.length)

    def line_before(self, byte: int) -> str:
        """What is shown before a byte offset on its line."""
        begin = self._encoded.rfind(b"\n", 0, byte) + 1
        return self._encoded[begin:byte].decode(errors="ignore")

    def span(self, start: int, end: int) -> Span:
        """The span in the file of a byte range of the shown text."""
        return Span(self.original(start), self.original(end))


class _Scan:
    """The state of the walk over the lines: open containers, an open fence, whether a list is open."""

    def __init__(self) -> None:
        self.containers: list[int] = []
        self.fence: tuple[str, int] | None = None
        self.in_list = False

    def close_down_to(self, indent: int) -> None:
        while self.containers and indent < self.containers[-1] + BODY_INDENT:
            self.containers.pop()
            self.fence = None

    @property
    def base(self) -> int:
        """The column at which the content of the innermost open container begins."""
        return self.containers[-1] + BODY_INDENT if self.containers else 0

    def prefix(self) -> str:
        """What stands before the content of a line: a `> ` for each open container."""
        parts: list[str] = []
        previous = 0
        for column in self.containers:
            parts.append(" " * (column - previous) + "> ")
            previous = column + BODY_INDENT
        return "".join(parts)

    def sees(self, content: str, indent: int) -> None:
        """Keep track of fences and lists; `indent` is relative to the innermost container."""
        fence = _FENCE.match(content)
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
    text = _LONE_RETURN.sub("\n", text)  # pulldown-cmark does not end every block at a lone one
    if text.isascii() and not _ANY_CONTAINER.search(text):
        return Shown(text, offset, (), ())  # most files: bytes are characters, nothing is indented
    scan = _Scan()
    out: list[str] = []
    lines: list[Line] = []
    admonitions: list[Admonition] = []
    position = shown_byte = 0
    for match in _LINE.finditer(text):
        line, end = match.groups()
        stripped = line.lstrip(" \t")
        indent = _columns(line[: len(line) - len(stripped)])
        if stripped:
            scan.close_down_to(indent)
        prefix = scan.prefix()
        removed = _cut(line, scan.base) if stripped else len(line)
        if not prefix:
            removed = 0
        elif stripped:
            prefix += _padding(line, scan.base)
        lines.append(Line(shown_byte, offset + position, len(line) + len(end), removed, len(prefix)))
        out.append(prefix + line[removed:] + end)
        shown_byte += len(out[-1].encode()) if not out[-1].isascii() else len(out[-1])
        if stripped:
            relative = indent - scan.base
            marker = None if scan.fence else _MARKER.match(stripped)
            scan.sees(stripped, relative)
            if marker and (relative < BODY_INDENT or scan.in_list):
                start = offset + position + len(line) - len(stripped)
                admonitions.append(_admonition(marker, Span(start, offset + position + len(line))))
                scan.containers.append(indent)
            if not scan.fence and end and _HTML_CONTAINER.match(stripped):
                lines.append(Line(shown_byte, offset + match.end(), 0, 0, 0))
                out.append("\n")
                shown_byte += 1
        position = match.end()
    return Shown("".join(out), offset, tuple(lines), tuple(admonitions))


def _columns(blank: str) -> int:
    """The width of leading blanks; a tab goes to the next multiple of four."""
    width = 0
    for character in blank:
        width += 1 if character == " " else 4 - width % 4
    return width


def _cut(line: str, columns: int) -> int:
    """How many characters of leading blanks make up `columns` columns."""
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
