"""The spare: a second folder with the very files of the site, kept from one build to the next.

When a site is replaced, the old one is not thrown away: what differs in it is replaced by links to the files
of the new one, so that it holds nothing that readers don't see. The next build needs it in one of two ways:

* When only some pages differ, they are put into the spare, and it takes the place of the site, whole.
* Else its folders are emptied and used again: a page has a folder of its own, and on many disks it takes
  longer to make and to delete a folder than to write a page.

Files are never written to, but replaced: the site has them too. Where names that differ in case are the same
(macOS), folders are not used again. On a disk without links only the folders are kept.

Cost: one look into each folder.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kept.cache_folder import make_folder
from kept.site.folders import make_folder_for
from kept.values import dataclass

_OWN = stat.S_IRWXU
HAS_ONE_CASE = sys.platform != "darwin"
"""Whether names that differ in case are different."""


def emptied(spare: Path, new: Path) -> bool:
    """Put the folders of a spare at `new`, with nothing in them; false when there are none to be had."""
    if not HAS_ONE_CASE or os.path.islink(spare) or not os.path.isdir(spare):  # nor when nobody may look
        return False
    try:
        os.rename(spare, new)
    except OSError:  # it is on another disk
        return False
    with suppress(OSError):
        if _empty(str(new)):
            return True
    shutil.rmtree(new)
    return False


@dataclass
class Twin:
    """A spare that grows with the first site, since to make its folders takes longer than to write pages.

    Whatever is missing or wrong in the end is mended by `make_spare`.
    """

    site: str
    """The folder in which the site is made."""
    spare: str
    is_possible: bool = True
    """Not every disk has links."""

    def take(self, path: str) -> None:
        """Have a file of the site, by its path in it."""
        if self.is_possible:
            place = f"{self.spare}{os.sep}{path}"
            try:
                make_folder_for(place)
                os.link(f"{self.site}{os.sep}{path}", place, follow_symlinks=False)
            except (OSError, NotImplementedError):
                self.is_possible = False


def pruned(site: Path) -> None:
    """Remove the folders in a finished site in which there is nothing."""
    _prune(str(site))


def left(old: Path, site: Path, spare: Path) -> None:
    """Make a spare of a site that has been replaced by another; what can't be kept stays where it is.

    When there was none, the new one gets a spare of its own.
    """
    with suppress(OSError):
        if not old.is_dir() or old.is_symlink():
            make_spare(spare, site)
            return
        if spare.is_dir() and not spare.is_symlink():
            shutil.rmtree(spare)
        make_folder(spare.parent)
        try:
            _become(str(old), str(site))
        except OSError:  # not every disk has links
            _empty(str(old))
        os.rename(old, spare)


def make_spare(spare: Path, site: Path) -> None:
    """Make a spare of a site that has none, or none that can be used. Raises `OSError`."""
    if spare.is_symlink() or not spare.is_dir():
        spare.unlink(missing_ok=True)
        new_folder(spare)
    _become(str(spare), str(site))


def new_folder(spare: Path) -> None:
    """Make the folder of a spare, with nothing in it. Raises `OSError`, also when there is one."""
    make_folder(spare.parent)
    spare.mkdir()
    spare.chmod(0o755)


def brought_up_to_date(spare: Path, site: Path, paths: Iterable[str], gone: Iterable[str]) -> None:
    """Let a spare have some files of the site; one for which that fails is found out by the next build."""
    with suppress(OSError):
        for path in gone:
            taken_out(spare, path)
        for path in paths:
            place = spare / path
            try:
                os.unlink(place)
            except FileNotFoundError:
                place.parent.mkdir(parents=True, exist_ok=True)
            os.link(site / path, place, follow_symlinks=False)


def put_in(spare: Path, path: str, new: Path) -> None:
    """Move a file into a spare. Raises `OSError`."""
    try:
        os.replace(new, spare / path)
    except FileNotFoundError:
        (spare / path).parent.mkdir(parents=True, exist_ok=True)
        os.replace(new, spare / path)


def taken_out(spare: Path, path: str) -> None:
    """Remove a file from a spare, and the folders in which there is nothing then. Raises `OSError`."""
    os.unlink(spare / path)
    with suppress(OSError):  # there is something else in it
        for folder in (spare / path).relative_to(spare).parents[:-1]:
            os.rmdir(spare / folder)


def _become(old: str, new: str) -> None:
    """Make a folder hold what another one holds, by links to its files."""
    there = {entry.name: entry for entry in _entries(old)}
    for entry in _entries(new):
        place, before = os.path.join(old, entry.name), there.pop(entry.name, None)
        if entry.is_dir(follow_symlinks=False):
            if before is not None and not before.is_dir(follow_symlinks=False):
                os.unlink(place)
                before = None
            if before is None:
                os.mkdir(place)
            _become(place, entry.path)
        elif before is None or before.inode() != entry.inode():
            if before is not None:
                _remove(before)
            os.link(entry.path, place, follow_symlinks=False)
    for before in there.values():
        _remove(before)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return list(found)


def _remove(entry: os.DirEntry[str]) -> None:
    shutil.rmtree(entry.path) if entry.is_dir(follow_symlinks=False) else os.unlink(entry.path)


def _empty(folder: str) -> bool:
    """Remove all files at any depth; false when there is a folder that can't be written to."""
    for entry in _entries(folder):
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
        elif entry.stat(follow_symlinks=False).st_mode & _OWN != _OWN or not _empty(entry.path):
            return False
    return True


def _prune(folder: str) -> bool:
    """Remove empty folders in a folder; whether it is empty itself then."""
    is_empty = True
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False) and _prune(entry.path):
            os.rmdir(entry.path)
        else:
            is_empty = False
    return is_empty
