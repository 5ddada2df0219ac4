"""Formulas, in which nothing is a link: what pymdownx.arithmatex would keep from Markdown, as it finds it.

Cost: linear in the text, since a formula has at most so many characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeVar

from kept.parse.document import Image, Link
from kept.text import Span

_ANY = r"(?:\\.|[^\\\n\x02]|\n(?![ \t]*(?:\n|\Z))){1,4000}?"
"""Anything within a paragraph but code."""
_FORMULA = re.compile(
    rf"(?<!\\)(?:\\\\)*+(?:\$\$(?P<block>{_ANY})\$\$"
    r"|\$(?!\s)(?P<inline>(?:\\.|[^\\$\n\x02]|\n(?![ \t]*(?:\n|\Z))){1,4000}?)(?<!\s)\$"
    rf"|\\\((?P<round>{_ANY})\\\)|\\\[(?P<square>{_ANY})\\\]"
    rf"|\\begin\{{(?P<name>[a-z]+\*?)\}}(?P<named>{_ANY})\\end\{{(?P=name)\}})"
)

T = TypeVar("T", Link, Image)


def outside(found: Sequence[T], text: str, start: int, code: Iterable[Span]) -> Sequence[T]:
    """The links or pictures that are not within a formula of the text from `start` on."""
    if not found or not any(sign in text for sign in ("$", "\\(", "\\[", "\\begin{")):
        return found
    formulas = [match.span() for match in _FORMULA.finditer(_without(text, code), start)]
    begins = [begin for begin, _ in formulas]

    def is_within(place: int) -> bool:
        at = bisect_right(begins, place) - 1
        return at >= 0 and place < formulas[at][1]

    return [one for one in found if not is_within(one.span.start)]


def _without(text: str, code: Iterable[Span]) -> str:
    """The text with a sign that no formula holds in the place of each character of code."""
    parts: list[str] = []
    at = 0
    for one in sorted(code):
        if one.end > at:
            begin = max(at, one.start)
            parts += (text[at:begin], "\x02" * (one.end - begin))
            at = one.end
    return "".join((*parts, text[at:]))
