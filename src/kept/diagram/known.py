"""What is known of diagrams: in this process, and with a folder also from the runs before.

What Mermaid says of a text depends on the text, the version of Mermaid and kept's own code alone. As with
every cache, whatever is wrong with the file is the same as having none.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from kept.cache_folder import digest, read_sealed, write_sealed
from kept.diagram.fault import Examined, Fault, Repair
from kept.text import Span

MOST = 50_000
"""Diagrams that are remembered on the disk; the oldest are forgotten first."""

NAME = "diagrams.json"


@lru_cache(maxsize=1_000)
def _examined(text: str) -> Examined:
    from kept.diagram.faults import examine  # most runs have no new diagram to look at

    return examine(text)


@dataclass
class Diagrams:
    """What is known of diagrams; the file of a folder is read when the first one is asked about."""

    folder: Path | None = None
    _rows: dict[str, Any] | None = field(default=None, repr=False)
    news: dict[str, Any] = field(default_factory=dict, repr=False)
    """What was found out since the file was read, as it is written there."""

    def examine(self, text: str) -> Examined:
        """What Mermaid says of a diagram."""
        if self.folder is None:
            return _examined(text)
        if self._rows is None:
            self._rows = _read(self.folder)
        key = digest(text)
        row = self._rows.get(key)
        if row is not None:
            with contextlib.suppress(ValueError, TypeError, LookupError, AttributeError):
                return _from_row(row)
        found = _examined(text)
        self.news[key] = self._rows[key] = _row(found)
        return found

    def learn(self, news: Mapping[str, Any]) -> None:
        """Take over what another process has found out."""
        self.news |= news

    def save(self) -> None:
        """Remember what was found out, for the next run; a disk that does not take it is no failure."""
        if self.folder is None or not self.news:
            return
        known = _read(self.folder) if self._rows is None else self._rows
        rows = dict(list({**known, **self.news}.items())[-MOST:])
        with contextlib.suppress(OSError, orjson.JSONEncodeError):
            write_sealed(self.folder / NAME, _mark(), orjson.dumps(rows))
            self.news = {}


@lru_cache(maxsize=1)
def _mark() -> str:
    """A digest of all that a verdict depends on besides the text."""
    here = Path(__file__).parent
    files = [*sorted(here.glob("*.py")), here / "engine.js", here / "mermaid" / "about.json"]
    return digest(*(file.read_bytes() for file in files))


def _read(folder: Path) -> dict[str, Any]:
    try:
        rows = orjson.loads(read_sealed(folder / NAME, _mark()))
    except (OSError, ValueError, RecursionError):
        return {}
    return rows if isinstance(rows, dict) else {}


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
