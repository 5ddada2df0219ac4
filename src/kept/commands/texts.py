"""The texts that findings are in, for reports that show a line and for the baseline that remembers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kept.parse.files import at, read_source
from kept.text import Source


class FilesOnDisk(Mapping[str, Source]):
    """The text of every file that a finding can be in, read when it is asked for."""

    def __init__(self, root: Path, known: Mapping[str, Source] | None = None) -> None:
        self.root = root
        self.known = dict(known or {})

    def __getitem__(self, path: str) -> Source:
        if path not in self.known:
            found = at(self.root, path)
            self.known[path] = read_source(found)[0] if found else Source(path, "")
        return self.known[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)
