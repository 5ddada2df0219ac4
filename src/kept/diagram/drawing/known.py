"""Drawings that were made before, by the text of their diagram; in a folder also those of the runs before.

A drawing depends on the text, on kept's own code and on the libraries that draw and measure; its ids, on the
place in a page. As with every cache, whatever is wrong with the file is the same as having none.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import orjson

from kept.cache_folder import digest, read_sealed, write_sealed
from kept.diagram.drawing import Drawing, Refused, Relation, drawn_anywhere, placed

NAME = "drawings.json"

MOST = 20_000
"""Drawings that are remembered on the disk; the oldest are forgotten first."""

MOST_BYTES = 64 << 20
"""Their bytes, together."""

_LIBRARIES = ("merman", "uharfbuzz", "cssselect2", "tinycss2")


@dataclass
class Drawings:
    """What is known of drawings; the file of a folder is read when the first one is asked for."""

    folder: Path | None = None
    _rows: dict[str, Any] | None = field(default=None, repr=False)
    news: dict[str, Any] = field(default_factory=dict, repr=False)
    """What was drawn since the file was read, as it is written there."""

    def draw(self, source: str, *, prefix: str) -> Drawing | Refused:
        """The drawing of a diagram, as `kept.diagram.drawing.draw` makes it."""
        if self._rows is None:
            self._rows = _read(self.folder) if self.folder else {}
        key = digest(source)
        row = self._rows.get(key)
        found: Drawing | Refused | None = None
        if row is not None:
            with contextlib.suppress(ValueError, TypeError, LookupError, AttributeError):
                found = _from_row(row)
        if found is None:
            found = drawn_anywhere(source)
            self.news[key] = self._rows[key] = _row(found)
        return placed(found, prefix)

    def learn(self, news: Mapping[str, Any]) -> None:
        """Take over what another process has drawn."""
        self.news |= news

    def save(self) -> None:
        """Remember what was drawn, for the next run; a disk that does not take it is no failure."""
        if self.folder is None or not self.news:
            return
        known = _read(self.folder) if self._rows is None else self._rows
        rows = _latest({**known, **self.news})
        with contextlib.suppress(OSError, orjson.JSONEncodeError):
            write_sealed(self.folder / NAME, _mark(), orjson.dumps(rows))
            self.news = {}


def _latest(rows: dict[str, Any]) -> dict[str, Any]:
    """As many of the last rows as are remembered."""
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
    """A digest of all that a drawing depends on besides the text."""
    here = Path(__file__).parent
    files = [*sorted(here.glob("*.py")), *sorted(here.glob("fonts/*.ttf")), *sorted(here.parent.glob("*.*"))]
    told = [file.read_bytes() for file in (*files, here.parent / "mermaid" / "about.json") if file.is_file()]
    return digest(sys.platform, *map(_version, _LIBRARIES), *told)


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def _read(folder: Path) -> dict[str, Any]:
    try:
        rows = orjson.loads(read_sealed(folder / NAME, _mark()))
    except (OSError, ValueError, RecursionError):
        return {}
    return rows if isinstance(rows, dict) else {}


def _row(found: Drawing | Refused) -> list[Any]:
    told = [found.title, found.description, found.labels, [[*_parts(one)] for one in found.relations]]
    if isinstance(found, Refused):
        return ["refused", found.reason, *told]
    return ["drawn", found.svg, *told, found.width, found.height]


def _parts(relation: Relation) -> tuple[str, str, str]:
    return relation.source, relation.label, relation.target


def _from_row(row: list[Any]) -> Drawing | Refused:
    kind, text, title, description, labels, relations, *size = row
    told = (
        str(title),
        str(description),
        tuple(map(str, labels)),
        tuple(Relation(*map(str, one)) for one in relations),
    )
    if kind == "refused":
        return Refused(str(text), *told)
    width, height = map(float, size)
    return Drawing(str(text), width, height, *told)
