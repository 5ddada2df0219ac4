"""What the library that draws is told about texts: its questions, answered from the widths of letters.

It asks what Mermaid asks a browser for: how large a text is as HTML or as SVG, broken at a width or not, and
how far its box goes up from where it stands.
"""

from __future__ import annotations

from collections.abc import Callable

from kept.diagram.drawing import letters
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """An answer: the kind of answer that the question asks for, and the numbers."""

    kind: str
    width: float
    height: float
    lines: int
    length: float = 0.0
    half: float | None = None
    """How far it goes to each side of its middle."""
    natural: float | None = None
    """How wide it would be in one line."""


_WHOLE = frozenset(("MEASURE", "WRAPPED", "MERMAID_CALCULATE_TEXT_DIMENSIONS"))
_HALVES = frozenset(("B_BOX_X", "B_BOX_X_WITH_ASCII_OVERHANG", "TITLE_B_BOX_X"))
_LENGTHS: dict[str, Callable[[float], float]] = {
    **dict.fromkeys(("TSPAN_B_BOX_HEIGHT", "SIMPLE_B_BOX_HEIGHT", "RAW_B_BOX_HEIGHT"), letters.height),
    "RAW_B_BOX_Y_OFFSET": lambda size: -letters.rise(size),
    "RAW_HANGING_B_BOX_Y_OFFSET": lambda size: letters.HANGING * size - letters.rise(size),
    "RAW_MIDDLE_B_BOX_Y_OFFSET": lambda size: letters.X_HEIGHT / 2 * size - letters.rise(size),
    "CREATE_TEXT_B_BOX_Y_OFFSET": lambda size: size - letters.rise(size),
    "CREATE_TEXT_MIDDLE_B_BOX_Y_OFFSET": lambda size: (1 + letters.X_HEIGHT / 2) * size - letters.rise(size),
}


def measured(
    question: str, text: str, size: float, weight: str | None, at_most: float | None, line: float | None
) -> Measured:
    """The answer to a question; `line` is the height of a line of HTML, or None for SVG."""
    bold = letters.is_bold(weight)
    block = letters.block(text, size, bold=bold, at_most=at_most, line_height=line)
    size_of_all = (block.width, block.height, len(block.lines))
    if question in _WHOLE:
        return Measured("METRICS", *size_of_all)
    if question == "WRAPPED_WITH_RAW_WIDTH":
        return Measured("WRAPPED_WITH_RAW_WIDTH", *size_of_all, natural=block.natural)
    if question in _HALVES:
        return Measured("HORIZONTAL_EXTENTS", *size_of_all, half=block.width / 2)
    length = _LENGTHS[question](size) if question in _LENGTHS else block.natural
    return Measured("LENGTH", *size_of_all, length=length)
