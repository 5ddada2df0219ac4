"""What is known of diagrams: in this process, and with a folder also from the runs before.

What Mermaid says of a text depends on the text, the version of Mermaid and kept's own code alone.
"""

from __future__ import annotations

import contextlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from kept.cache_folder import digest
from kept.diagram.fault import Examined, Fault, Repair
from kept.diagram.remembered import Remembered, Rows
from kept.text import Span

MOST = 50_000
"""Diagrams that are remembered on the disk; the oldest are forgotten first."""

NAME = "diagrams.json"


@lru_cache(maxsize=1_000)
def _examined(text: str) -> Examined:
    from kept.diagram.faults import examine  # most runs have no new diagram to look at

    return examine(text)


class Diagrams(Remembered):
    """What is known of diagrams."""

    file_name = NAME

    def examine(self, text: str) -> Examined:
        """What Mermaid says of a diagram."""
        if self.folder is None:
            return _examined(text)
        key = digest(text)
        row = self.rows().get(key)
        if row is not None:
            with contextlib.suppress(ValueError, TypeError, LookupError, AttributeError):
                return _from_row(row)
        found = _examined(text)
        self.add(key, _row(found))
        return found

    def mark(self) -> str:
        """A digest of all that a verdict depends on besides the text."""
        return _mark()

    def latest(self, rows: Rows) -> Rows:
        """The last ones."""
        return dict(list(rows.items())[-MOST:])


@lru_cache(maxsize=1)
def _mark() -> str:
    here = Path(__file__).parent
    files = [*sorted(here.glob("*.py")), here / "engine.js", here / "mermaid" / "about.json"]
    return digest(*(file.read_bytes() for file in files))


def _row(found: Examined) -> list[Any]:
    return [found.kind, [_fault_row(one) for one in found.faults]]


def _fault_row(one: Fault) -> list[Any]:
    repair = one.repair and [*one.repair.span, one.repair.text, one.repair.help, one.repair.is_safe]
    return [one.kind, *one.span, one.message, one.help, repair]


def _from_row(row: list[Any]) -> Examined:
    kind, faults = row
    return Examined(str(kind), tuple(map(_fault, faults)))


def _fault(row: list[Any]) -> Fault:
    kind, start, end, message, help, repair = row
    known = None
    if repair:
        first, last, text, advice, is_safe = repair
        known = Repair(Span(int(first), int(last)), str(text), str(advice), bool(is_safe))
    return Fault(str(kind), Span(int(start), int(end)), str(message), str(help), known)
