"""What was measured, as a table that people read or as JSON that programs read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

from kept.values import dataclass

KEPT = (sys.executable, "-m", "kept")
"""The command `kept` of the environment that the benchmark runs in."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, and how many of its decimals mean something."""

    value: float
    unit: str
    decimals: int = 2

    def __str__(self) -> str:
        return f"{self.value:.{self.decimals}f} {self.unit}".rstrip()


Cell = str | int | Figure
Row = tuple[Cell, ...]


def seconds(value: float) -> Figure:
    """A time."""
    return Figure(value, "s")


def milliseconds(value: float, decimals: int = 2) -> Figure:
    """A time that is given in seconds."""
    return Figure(value * 1000, "ms", decimals)


def megabytes(value: float) -> Figure:
    """Memory."""
    return Figure(value, "MB", 0)


def ratio(value: float) -> Figure:
    """How many times as much."""
    return Figure(value, "")


def percentile(values: list[float], share: int) -> float:
    """The value that `share` percent of them don't exceed."""
    return sorted(values)[min(len(values) * share // 100, len(values) - 1)]


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Rows as a Markdown table, as soon as they are known; the first one is its head."""
    for number, row in enumerate(rows):
        yield f"| {' | '.join(map(str, row))} |"
        if number == 0:
            yield "| " + " | ".join("---:" for _ in row) + " |"


def as_json(rows: Iterable[Row], **about: object) -> str:
    """Rows as objects with the head's words for names; a figure's name has its unit."""
    head, *others = rows
    found = [dict(_named(str(name), cell) for name, cell in zip(head, row, strict=True)) for row in others]
    return json.dumps({**about, "rows": found}, indent=2)


def _named(name: str, cell: Cell) -> tuple[str, str | float]:
    if not isinstance(cell, Figure):
        return name, cell
    return f"{name} ({cell.unit})" if cell.unit else name, round(cell.value, cell.decimals + 1)
