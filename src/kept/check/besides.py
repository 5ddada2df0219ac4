"""The state of the files besides the articles that findings are about: pictures, the ledger, records.

The state of a file is its stamp, unless it was so new at a certain moment that another change might have left
it the same: then it is what the file holds. States that are told for the same moment can be compared.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kept.cache_folder import digest
from kept.config import Settings
from kept.parse.files import Found, is_settled, stamp_of
from kept.records.read import record_files


class State(NamedTuple):
    """Digests, and the moment (ns since the epoch) for which they are told."""

    pictures: str = ""
    ledger: str = ""
    records: str = ""
    moment: int = 0


class Besides:
    """These files, as they are now. Cost: one look at each; what new ones hold is read once."""

    def __init__(self, settings: Settings, pictures: Sequence[Found]) -> None:
        self._settings = settings
        self._pictures = pictures
        self._contents: dict[Path, tuple[str, ...]] = {}

    def at(self, moment: int) -> State:
        """Their state, told for a moment that has been."""
        return State(
            self._told(self._pictures, moment),
            self._told(self._ledger, moment),
            self._told(self._records, moment),
            moment,
        )

    @cached_property
    def _ledger(self) -> Sequence[Found]:
        place = self._settings.root / self._settings.ledger
        return (Found(self._settings.ledger, str(place), stamp=stamp_of(place)),)

    @cached_property
    def _records(self) -> Sequence[Found]:
        return record_files(self._settings)

    def _told(self, files: Sequence[Found], moment: int) -> str:
        return digest(*(self._state(file, moment) for file in files))

    def _state(self, file: Found, moment: int) -> str:
        if file.stamp and is_settled(file.stamp.modified, moment):
            return repr((file.path, file.stamp))
        if file.location not in self._contents:
            self._contents[file.location] = _content(file.location)
        return repr((file.path, *self._contents[file.location]))


def _content(location: Path) -> tuple[str, ...]:
    """What a file holds, as a digest; nothing of one that cannot be read."""
    try:
        return (digest(location.read_bytes()),) if location.is_file() else (str(os.path.lexists(location)),)
    except (OSError, ValueError):
        return ()
