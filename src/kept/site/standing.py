"""The site that stands: of what it was made, and which of its files the next build may take over.

A build notes the stamps of all files and folders of the site that it has put in place, and of the folders
of its spare, which has the same files. As long as they are the same, the files hold what that build wrote, so
the next one takes over those of pages that have not changed, and has nothing at all to do when nothing has. A
note that is damaged, or is about another folder, is none.

A folder's stamp says that nothing was put into it or taken out of it, unless that was done so soon after that
its clock had not moved; until it has, what is in it is looked at too.

Cost: one look at each file and at each folder.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path

import orjson

from kept.cache_folder import digest, read_sealed, write_sealed
from kept.parse.files import is_settled
from kept.site.folders import make_folder_for
from kept.site.unchanged import Inputs
from kept.values import dataclass

VERSION = "4"
"""Of the form of the note."""

FEW = 50
"""Folders up to which it takes longer to note them anew than to look into them each time."""

Stamp = list[int]
"""Size, moments of the last change of content and of state (ns), number of the file."""

Stamps = Mapping[str, Stamp]
"""By the paths in the site; the site itself has none (`""`)."""


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
    read: int = 0
    """The moment (ns since the epoch) for which the two digests were made: what had not been settled then is
    told by what it holds."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """For each page (its path among the pages of the site) the digest of what it was made of."""
    files: Stamps = field(default_factory=dict)
    """Of all that is no folder."""
    folders: Stamps = field(default_factory=dict)
    spare_folders: Stamps = field(default_factory=dict)
    """Of its spare; empty without one."""
    moment: int = 0
    """When they had these stamps (ns since the epoch)."""

    @property
    def around_texts(self) -> str:
        """A digest of all that it was made of but the texts; empty when that can't be said."""
        around = self.inputs.around_texts
        return digest(around, self.state) if around and self.state else ""

    def is_whole(self) -> bool:
        """Whether all files of the site are as they were, and there are no others."""
        try:
            begin = f"{self.folder}{os.sep}"  # to join paths takes as long as to look at files
            for path, (size, modified, changed, number) in self.files.items():
                found = os.lstat(begin + path)
                if (found.st_mtime_ns, found.st_ctime_ns) != (modified, changed):
                    return False
                if (found.st_size, found.st_ino) != (size, number):
                    return False
            return self._has_nothing_else(self.folder, self.folders)
        except (OSError, TypeError, ValueError):  # it is gone, can't be read, or was noted otherwise
            return False

    def is_spare(self, folder: Path) -> bool:
        """Whether a folder is still the spare of the site; its files are looked at in the site."""
        try:
            return not folder.is_symlink() and self._has_nothing_else(folder, self.spare_folders)
        except OSError:
            return False

    def is_settled(self) -> bool:
        """Whether the stamps of the folders say all there is to know, but for some."""
        return sum(map(self._may_tell_less, self.folders.values())) <= FEW

    def _has_nothing_else(self, folder: Path, stamps: Stamps) -> bool:
        """Whether there is in a folder, at any depth, what there was."""
        for path, stamp in stamps.items():
            place = f"{folder}{os.sep}{path}" if path else str(folder)
            if _stamp(place) != stamp:
                return False
            if self._may_tell_less(stamp) and set(os.listdir(place)) != self._names.get(path):
                return False
        return bool(stamps)

    def _may_tell_less(self, stamp: Stamp) -> bool:
        return not is_settled(stamp[1], self.moment)

    @cached_property
    def _names(self) -> Mapping[str, set[str]]:
        """What is in each folder."""
        found: dict[str, set[str]] = {path: set() for path in self.folders}
        for path in (*self.files, *self.folders):
            if path:
                above, _, name = path.rpartition("/")
                found[above].add(name)
        return found

    @cached_property
    def intact(self) -> frozenset[str]:
        """The files that are as they were. The spare has them too, so this is asked before it is changed."""
        return frozenset(path for path, stamp in self.files.items() if self._is(path, stamp))

    def _is(self, path: str, stamp: Stamp) -> bool:
        try:
            return _stamp(self._where(path)) == stamp
        except (OSError, ValueError):
            return False

    def has(self, path: str) -> bool:
        """Whether a file is as it was."""
        return path in self.intact

    def lend(self, path: str, to: str) -> None:
        """Let a new site have a file of this one, which must not be changed there. Raises `OSError`."""
        make_folder_for(to)
        try:
            os.link(self._where(path), to, follow_symlinks=False)
        except (OSError, NotImplementedError):  # not every disk has links
            shutil.copyfile(self._where(path), to, follow_symlinks=False)

    def _where(self, path: str) -> str:
        return os.path.join(self.folder, path)


NOTHING_STANDS = Standing()

SAME: ContextVar[Container[str]] = ContextVar("same", default=())
"""Set by a builder that links files of the last site into the new one: the paths of those of which it has
seen that nobody has changed them since they were put in place. One of them that is the very file in which
there was nothing then (the number of the file, its size and its moment are the same) is not read again."""


def standing_now(made: Standing, spare: Path | None) -> Standing:
    """A site that was made, and its spare, with the stamps that they have now. Raises `OSError`."""
    files, folders = stamps_of(made.folder)
    same, inside = ({}, {}) if spare is None or spare.is_symlink() or not spare.is_dir() else stamps_of(spare)
    spare_folders = inside if same == files else {}  # with other files, it is none
    return replace(made, files=files, folders=folders, spare_folders=spare_folders)


def standing_after(
    before: Standing, made: Standing, spare: Path, replaced: Collection[str], gone: Collection[str]
) -> Standing:
    """The same of a site that the spare has become when some files were replaced. Raises `OSError`."""
    above = set(_folders_above((*replaced, *gone)))
    new = {path: _stamp(os.path.join(made.folder, path)) for path in replaced}
    is_same = all(_stamp(os.path.join(spare, path)) == stamp for path, stamp in new.items())
    if not is_same or any(os.path.lexists(os.path.join(spare, path)) for path in gone):
        raise OSError(f"{spare} could not be brought up to date")
    return replace(
        made,
        files={path: one for path, one in before.files.items() if path not in gone} | new,
        folders=_with_folders(before.spare_folders, made.folder, above),
        spare_folders=_with_folders(before.folders, spare, above),
    )


def _folders_above(paths: Iterable[str]) -> Iterator[str]:
    """The folders that files are in, at any depth; the outermost is that of the site."""
    yield ""
    for path in paths:
        yield from (path[: found.start()] for found in re.finditer("/", path))


def _with_folders(stamps: Stamps, place: Path, looked_at: Iterable[str]) -> Stamps:
    """The stamps of folders after a look at some, which may be new, or gone."""
    found = dict(stamps)
    for path in looked_at:
        found.pop(path, None)
        with contextlib.suppress(FileNotFoundError):
            found[path] = _stamp(os.path.join(place, path))
    return found


def note(path: Path, made: Standing) -> None:
    """Note a site at `path`. A disk that doesn't take it is no failure."""
    with contextlib.suppress(OSError, orjson.JSONEncodeError):
        inputs = [made.inputs.frame, made.inputs.texts, made.inputs.faces]
        stamps = [made.files, made.folders, made.spare_folders, made.moment]
        made_of = [inputs, made.places, made.state, made.read]
        whole = [str(made.folder.resolve()), *made_of, made.pages, *stamps]
        write_sealed(path, VERSION, orjson.dumps(whole))


def noted(path: Path, folder: Path) -> Standing:
    """What is noted at `path` of the site in `folder`."""
    try:
        place, inputs, places, *others = orjson.loads(read_sealed(path, VERSION))
        if place != str(folder.resolve()):
            return Standing()
        return Standing(folder, Inputs(*inputs), tuple(places), *others)
    except (OSError, ValueError, TypeError):
        return Standing()


def stamps_of(folder: Path) -> tuple[Stamps, Stamps]:
    """The stamps of all files of a site, and of its folders, by their paths in it. Raises `OSError`."""
    files: dict[str, Stamp] = {}
    folders: dict[str, Stamp] = {}
    waiting = [("", str(folder))]
    while waiting:
        path, place = waiting.pop()
        folders[path] = _stamp(place)
        above = f"{path}/" if path else ""
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((above + entry.name, entry.path))
                else:
                    files[above + entry.name] = _stamp(entry.path)
    return files, folders


def _stamp(place: str) -> Stamp:
    found = os.lstat(place)
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
