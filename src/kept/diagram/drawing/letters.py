"""How wide a text is, letter by letter, before any browser sees it.

The theme uses the fonts of the reader's system, so there is no font to measure with that every reader has.
There is a width that nearly every reader has: Arial (Windows, macOS, iOS), Liberation Sans (Linux), Arimo
(ChromeOS) and Helvetica agree in the advance width of every letter; Android's Roboto is a little narrower.
Diagrams ask for that family, and are measured here by HarfBuzz over Arimo without its outlines, which
`scripts/letters` makes. What that font does not have (Chinese, emoji) takes the width that its kind of
letter takes in most fonts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from kept.values import dataclass

FAMILY = 'Arial, "Liberation Sans", Arimo, Helvetica, sans-serif'
"""What the text of a diagram asks for; `font-family` of style sheets."""

SIZE = 16.0
"""The size of letters where nothing says another, in pixels."""

FONTS = Path(__file__).parent / "fonts"

_ASCENT, _DESCENT = 1854 / 2048, 434 / 2048
_WIDE, _EMOJI, _OTHER = 1.0, 1.25, 0.6
"""Widths in ems: of a Chinese letter, of an emoji, and of a letter that nothing is known of."""
_JOINS = "\u200d\ufe0e\ufe0f"


def height(size: float) -> float:
    """How high a line of SVG text is: browsers round both parts of it to whole pixels."""
    return rise(size) + round(size * _DESCENT)


def rise(size: float) -> float:
    """How far a line of SVG text goes up from its baseline."""
    return round(size * _ASCENT)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is, in the unit of its size."""
    return _ems(text, bold) * size


@lru_cache(maxsize=20_000)
def _ems(text: str, bold: bool) -> float:
    font, known = _font(bold)
    total = 0.0
    for is_known, letters in groupby(text, key=lambda letter: ord(letter) in known):
        run = "".join(letters)
        total += _shaped(font, run) if is_known else sum(_guessed(run))
    return total


def _shaped(font: Any, run: str) -> float:
    import uharfbuzz  # type: ignore[import-untyped]

    buffer = uharfbuzz.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    units: int = sum(one.x_advance for one in buffer.glyph_positions)
    return units / float(font.face.upem)


def _guessed(run: str) -> Iterator[float]:
    joined = False
    for letter in run:
        if joined or unicodedata.category(letter) in {"Mn", "Me", "Cf", "Cc"}:
            yield 0.0
        elif unicodedata.east_asian_width(letter) in {"W", "F"}:
            yield _EMOJI if unicodedata.category(letter) == "So" else _WIDE
        else:
            yield _OTHER
        joined = letter == _JOINS[0]


@lru_cache(maxsize=2)
def _font(bold: bool) -> tuple[Any, frozenset[int]]:
    import uharfbuzz

    blob = uharfbuzz.Blob.from_file_path(FONTS / ("arimo-700.ttf" if bold else "arimo-400.ttf"))
    face = uharfbuzz.Face(blob)
    return uharfbuzz.Font(face), frozenset(face.unicodes)


X_HEIGHT = 1082 / 2048
HANGING = 1638 / 2048
"""Parts of an em: how high a small letter is, and how high above the baseline a hanging one lies."""

_BREAK = re.compile(r"<br[ \t\r\n]*/?>|\n", re.IGNORECASE)
_WORD = re.compile(r"[^\s\-]*[\s\-]+|[^\s\-]+")
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text, one below the other."""

    lines: tuple[str, ...]
    width: float
    height: float
    natural: float
    """How wide it would be if no line were broken."""


def is_bold(weight: str | None) -> bool:
    """Whether a weight, as CSS writes it, is drawn with bold letters."""
    return str(weight or "").strip().lower() in _BOLD


def block(
    text: str,
    size: float,
    *,
    bold: bool = False,
    at_most: float | None = None,
    line_height: float | None = None,
) -> Block:
    """What a text takes; wider than `at_most` only if a word is."""
    written = _BREAK.split(text)
    while len(written) > 1 and not written[-1].strip():
        written.pop()
    natural = max(width(line, size, bold=bold) for line in written)
    lines = written
    taken = natural
    if at_most is not None and natural > at_most:
        lines = [part for line in written for part in broken(line, size, at_most, bold=bold)]
        taken = max(at_most, *(width(line, size, bold=bold) for line in lines))
    high = len(lines) * (line_height or height(size))
    return Block(tuple(lines), taken, high, natural)


def words(line: str) -> list[str]:
    """The words of a line, each with the blanks behind it, or up to a hyphen."""
    return _WORD.findall(line)


def broken(line: str, size: float, at_most: float, *, bold: bool = False) -> Iterator[str]:
    """A line in parts that are not wider than `at_most`, unless a word is."""
    held = ""
    for word in words(line):
        if held and width((held + word).rstrip(), size, bold=bold) > at_most:
            yield held.strip()
            held = ""
        held += word
    yield held.strip()
