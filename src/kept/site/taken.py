"""The addresses of the site that are in use, so that no generated file takes the place of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Taken:
    """The files of the site; a folder cannot have the name of a file, nor a file that of a folder."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.files: set[str] = set()
        self.folders: set[str] = set()
        for path in paths:
            self._add(path)

    def take(self, path: str) -> bool:
        """Put a file at a path, if there is nothing in its way."""
        is_free = (
            path not in self.files
            and path not in self.folders
            and not any(folder in self.files for folder in folders(path))
        )
        if is_free:
            self._add(path)
        return is_free

    def _add(self, path: str) -> None:
        self.files.add(path)
        for folder in folders(path):
            if folder in self.folders:
                break  # and so are those that it is in
            self.folders.add(folder)


def folders(path: str) -> Iterator[str]:
    """The folders that a path is in, from the innermost one."""
    while path := path.rpartition("/")[0]:
        yield path
