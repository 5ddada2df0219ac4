"""What was read from the git history, kept on the disk so that an unchanged history is not read again.

It lives in `.kept_cache` in the project's folder and may be deleted, damaged or shared at any moment: what
cannot be read is read from git again. The folder ignores itself (a `.gitignore` with `*`) and says to backup
programs that it need not be kept (https://bford.info/cachedir/).
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = ".kept_cache"
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of kept; it can be deleted.\n"


@dataclass(frozen=True, slots=True)
class HistoryCache:
    """The cached values of one project, each under a name."""

    root: Path

    def read(self, name: str) -> object:
        """The value of a name; `None` when there is none that can be read."""
        path = self.root / FOLDER / f"history-{name}.json"
        try:
            return json.loads(path.read_bytes()) if path.is_file() else None
        except (OSError, ValueError, RecursionError):
            return None

    def write(self, name: str, value: object) -> None:
        """Put a value under a name, whole or not at all; a folder that cannot be written is no obstacle."""
        folder = self.root / FOLDER
        if folder.is_symlink():
            return  # it could lead anywhere
        with contextlib.suppress(OSError):
            folder.mkdir(exist_ok=True)
            for other, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _TAG)):
                if not (folder / other).exists():
                    _replace(folder / other, text.encode())
            data = json.dumps(value, separators=(",", ":"))  # ASCII, so that odd names survive as escapes
            _replace(folder / f"history-{name}.json", data.encode())


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
