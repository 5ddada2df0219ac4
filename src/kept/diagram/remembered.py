"""What was found out about the texts of diagrams, kept in a file from one run to the next.

As with every cache, whatever is wrong with the file is the same as having none.
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, ClassVar

import orjson

from kept.cache_folder import read_sealed, write_sealed
from kept.values import dataclass

Rows = dict[str, Any]


@dataclass
class Remembered(ABC):
    """Rows of values of JSON, by the digest of their text; the file is read when one is asked for."""

    folder: Path | None = None
    _rows: Rows | None = field(default=None, repr=False)
    news: Rows = field(default_factory=dict, repr=False)
    """What was found out since the file was read, as it is written there."""

    file_name: ClassVar[str]

    @abstractmethod
    def mark(self) -> str:
        """A digest of all that the rows depend on besides the text."""

    @abstractmethod
    def latest(self, rows: Rows) -> Rows:
        """As many of the last rows as are remembered."""

    def rows(self) -> Rows:
        """What is known."""
        if self._rows is None:
            self._rows = self._read()
        return self._rows

    def add(self, key: str, row: Any) -> None:
        """Take in what was found out just now."""
        self.news[key] = self.rows()[key] = row

    def learn(self, news: Mapping[str, Any]) -> None:
        """Take over what another process has found out."""
        self.news |= news

    def save(self) -> None:
        """Remember what was found out, for the next run; a disk that does not take it is no failure."""
        if self.folder is None or not self.news:
            return
        rows = self.latest({**self.rows(), **self.news})
        with contextlib.suppress(OSError, orjson.JSONEncodeError):
            write_sealed(self.folder / self.file_name, self.mark(), orjson.dumps(rows))
            self.news = {}

    def _read(self) -> Rows:
        if self.folder is None:
            return {}
        try:
            rows = orjson.loads(read_sealed(self.folder / self.file_name, self.mark()))
        except (OSError, ValueError, RecursionError):
            return {}
        return rows if isinstance(rows, dict) else {}
