"""The site that stands: of what it was made, and which of its files the next build may take over.

A build notes the stamps of all files of the site that it has put in place. As long as they are the same, the
files hold what that build wrote, so the next one links to those of pages that have not changed, and has
nothing at all to do when nothing has. A note that is damaged, or is about another folder, is none.

Cost: one look at each file.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from kept.cache_folder import digest, read_sealed, write_sealed
from kept.site.unchanged import Inputs

VERSION = "2"
"""Of the form of the note."""

Stamp = tuple[int, int, int, int]
"""Size, moments of the last change of content and of state (ns), number of the file."""


@dataclass(frozen=True)
class Standing:
    """What is noted of a site, and where it is."""

    folder: Path = Path()
    inputs: Inputs = Inputs()
    """What it was made of."""
    places: tuple[str, ...] = ()
    """Other files and folders that it was made of."""
    state: str = ""
    """A digest of those."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """For each page (its path among the pages of the site) the digest of what it was made of."""
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    """For each file, by its path in the site; what is not a plain file has none."""

    @property
    def around_texts(self) -> str:
        """A digest of all that it was made of but the texts; empty when that can't be said."""
        return digest(self.inputs.frame, self.state) if self.inputs.frame and self.state else ""

    def is_whole(self) -> bool:
        """Whether all files of the site are as they were, and there are no others."""
        try:
            return bool(self.stamps) and stamps_of(self.folder) == self.stamps
        except OSError:  # it is gone, or can't be read
            return False

    def has(self, path: str) -> bool:
        """Whether a file is as it was."""
        try:
            return self.stamps.get(path) == _stamp(os.stat(self._where(path), follow_symlinks=False))
        except (OSError, ValueError):
            return False

    def lend(self, path: str, to: str) -> None:
        """Let a new site have a file of this one, which must not be changed there. Raises `OSError`."""
        os.makedirs(os.path.dirname(to), exist_ok=True)
        try:
            os.link(self._where(path), to, follow_symlinks=False)
        except (OSError, NotImplementedError):  # not every disk has links
            shutil.copyfile(self._where(path), to, follow_symlinks=False)

    def _where(self, path: str) -> str:
        return os.path.join(self.folder, path)


NOTHING_STANDS = Standing()


def note(path: Path, made: Standing, replaced: Iterable[str] | None = None) -> None:
    """Note at `path` the site that was made, as it is now. A disk that doesn't take it is no failure.

    When its files have stamps already, only those `replaced` are looked at.
    """
    with contextlib.suppress(OSError, orjson.JSONEncodeError):
        stamps: dict[str, Stamp] = (
            stamps_of(made.folder)
            if replaced is None
            else {**made.stamps, **{one: _stamp(os.lstat(made.folder / one)) for one in replaced}}
        )
        inputs = [made.inputs.frame, made.inputs.texts]
        whole = [str(made.folder.resolve()), inputs, made.places, made.state, made.pages, stamps]
        write_sealed(path, VERSION, orjson.dumps(whole))


def noted(path: Path, folder: Path) -> Standing:
    """What is noted at `path` of the site in `folder`."""
    try:
        place, inputs, places, state, pages, stamps = orjson.loads(read_sealed(path, VERSION))
        if place != str(folder.resolve()):
            return Standing()
        known = {name: tuple(stamp) for name, stamp in stamps.items()}
        return Standing(folder, Inputs(*inputs), tuple(places), state, pages, known)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Standing()


def stamps_of(folder: Path) -> dict[str, Stamp]:
    """The stamps of all files of a site, by their paths in it."""
    return dict(_stamps(folder))


def _stamps(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """The stamps of all that is in a folder, at any depth, but for the folders themselves."""
    waiting = [("", str(folder))]
    while waiting:
        above, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                path = above + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((path + "/", entry.path))
                else:
                    yield path, _stamp(entry.stat(follow_symlinks=False))


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
