"""The addresses of the site that are in use, so that no generated file takes the place of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kept.parse.files import folded
from kept.site import spare


class Taken:
    """The files of the site; a folder cannot have the name of a file, nor a file that of a folder.

    Where names that differ in case are the same (macOS), a file at such a path would replace the other.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self.files: set[str] = set()
        self.folders: set[str] = set()
        for path in paths:
            self._add(path)

    def take(self, path: str) -> bool:
        """Put a file at a path, if there is nothing in its way."""
        name = _name(path)
        is_free = (
            name not in self.files
            and name not in self.folders
            and not any(folder in self.files for folder in folders(name))
        )
        if is_free:
            self._add(path)
        return is_free

    def _add(self, path: str) -> None:
        path = _name(path)
        self.files.add(path)
        for folder in folders(path):
            if folder in self.folders:
                break  # and so are those that it is in
            self.folders.add(folder)


def _name(path: str) -> str:
    return path if spare.HAS_ONE_CASE else folded(path)


def folders(path: str) -> Iterator[str]:
    """The folders that a path is in, from the innermost one."""
    while path := path.rpartition("/")[0]:
        yield path
