"""What was read from the git history, kept on the disk so that an unchanged history is not read again.

It may be deleted, damaged or shared at any moment: what cannot be read is read from git again.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from kept.cache_folder import FOLDER, make_folder, read_file, replace_file
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class HistoryCache:
    """The cached values of one project, each under a name."""

    root: Path

    def read(self, name: str) -> object:
        """The value of a name; `None` when there is none that can be read."""
        try:
            return json.loads(read_file(self.root / FOLDER / f"history-{name}.json"))
        except (OSError, ValueError, RecursionError):
            return None

    def write(self, name: str, value: object) -> None:
        """Put a value under a name, whole or not at all; a folder that cannot be written is no obstacle."""
        folder = self.root / FOLDER
        with contextlib.suppress(OSError):
            make_folder(folder)
            data = json.dumps(value, separators=(",", ":"))  # ASCII, so that odd names survive as escapes
            replace_file(folder / f"history-{name}.json", data.encode())
