"""The folders of a site, kept empty from one build to the next.

A page has a folder of its own, and on many disks it takes longer to make and to delete a folder than to write
a page. Only folders are kept: what was on a page that is no longer there is gone. Where names that differ in
case are the same (macOS), or anything is odd, new folders are made.

Cost: one look into each folder.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

from kept.cache_folder import make_folder

_OWN = stat.S_IRWXU
_HAS_ONE_CASE = sys.platform != "darwin"


def taken(folders: Path, new: Path) -> bool:
    """Put the folders that were kept at `new`; false when there are none to be had."""
    if not _HAS_ONE_CASE or folders.is_symlink() or not folders.is_dir():
        return False
    try:
        os.rename(folders, new)
    except OSError:  # there are none, or they are on another disk
        return False
    if _holds_nothing(str(new)):
        return True
    shutil.rmtree(new)
    return False


def pruned(site: Path) -> None:
    """Remove the folders in a finished site in which there is nothing."""
    _prune(str(site))


def left(site: Path, folders: Path) -> None:
    """Keep the folders of a site that has been replaced; what can't be kept stays where it is."""
    if not _HAS_ONE_CASE or not site.is_dir() or site.is_symlink():
        return
    with suppress(OSError):
        if folders.is_dir() and not folders.is_symlink():
            shutil.rmtree(folders)
        make_folder(folders.parent)
        _empty(str(site))
        os.rename(site, folders)


def _holds_nothing(folder: str) -> bool:
    """Whether there is nothing but folders, at any depth, and all of them can be written to."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    return False
                if entry.stat(follow_symlinks=False).st_mode & _OWN != _OWN:
                    return False
                waiting.append(entry.path)
    return True


def _empty(folder: str) -> None:
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            _empty(entry.path)
        else:
            os.unlink(entry.path)


def _prune(folder: str) -> bool:
    """Remove empty folders in a folder; whether it is empty itself then."""
    with os.scandir(folder) as entries:
        found = list(entries)
    is_empty = True
    for entry in found:
        if entry.is_dir(follow_symlinks=False) and _prune(entry.path):
            os.rmdir(entry.path)
        else:
            is_empty = False
    return is_empty
