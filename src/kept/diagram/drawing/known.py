"""Drawings that were made before, by the text of their diagram; in a folder also those of the runs before.

A drawing depends on the text, on kept's own code and on the libraries that draw and measure; its ids, on the
place in a page.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from kept.cache_folder import digest
from kept.diagram.drawing import Drawing, Refused, Relation, drawn_anywhere, placed
from kept.diagram.remembered import Remembered, Rows

NAME = "drawings.json"

MOST = 20_000
"""Drawings that are remembered on the disk; the oldest are forgotten first."""

MOST_BYTES = 64 << 20
"""Their bytes, together."""

_LIBRARIES = ("merman", "uharfbuzz", "cssselect2", "tinycss2")


def versions(libraries: Iterable[str] = _LIBRARIES) -> tuple[str, ...]:
    """Those of libraries that draw, also of one that is not installed."""
    return tuple(map(_version, libraries))


def _version(library: str) -> str:
    try:
        return f"{library} {metadata.version(library)}"
    except metadata.PackageNotFoundError:
        return f"no {library}"


class Drawings(Remembered):
    """What is known of drawings."""

    file_name = NAME

    def draw(self, source: str, *, prefix: str) -> Drawing | Refused:
        """The drawing of a diagram, as `kept.diagram.drawing.draw` makes it."""
        key = digest(source)
        row = self.rows().get(key)
        found: Drawing | Refused | None = None
        if row is not None:
            with contextlib.suppress(ValueError, TypeError, LookupError, AttributeError):
                found = _from_row(row)
        if found is None:
            found = drawn_anywhere(source)
            self.add(key, _row(found))
        return placed(found, prefix)

    def mark(self) -> str:
        """A digest of all that a drawing depends on besides the text."""
        return _mark()

    def latest(self, rows: Rows) -> Rows:
        """Those whose number and whose bytes are few enough."""
        kept: list[tuple[str, Any]] = []
        size = 0
        for key, row in reversed(rows.items()):
            size += len(row[1]) + 500
            if len(kept) == MOST or size > MOST_BYTES:
                break
            kept.append((key, row))
        return dict(reversed(kept))


@lru_cache(maxsize=1)
def _mark() -> str:
    here = Path(__file__).parent
    files = [*sorted(here.glob("*.py")), *sorted(here.glob("fonts/*.ttf")), *sorted(here.parent.glob("*.*"))]
    told = [file.read_bytes() for file in (*files, here.parent / "mermaid" / "about.json") if file.is_file()]
    return digest(sys.platform, *versions(), *told)


def _row(found: Drawing | Refused) -> list[Any]:
    told = [found.title, found.description, found.labels, [[*_parts(one)] for one in found.relations]]
    if isinstance(found, Refused):
        return ["refused", found.reason, *told, found.kind]
    return ["drawn", found.svg, *told, found.width, found.height]


def _parts(relation: Relation) -> tuple[str, str, str]:
    return relation.source, relation.label, relation.target


def _from_row(row: list[Any]) -> Drawing | Refused:
    kind, text, title, description, labels, relations, *others = row
    told = (
        str(title),
        str(description),
        tuple(map(str, labels)),
        tuple(Relation(*map(str, one)) for one in relations),
    )
    if kind == "refused":
        return Refused(str(text), *told, str(others[0]))
    width, height = map(float, others)
    return Drawing(str(text), width, height, *told)
