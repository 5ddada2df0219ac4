"""The folder of the built site: made whole beside the old one, then swapped in.

Everything that is not finished lies in one folder beside the site, `.site.kept`. Who builds holds a lock on
it, which the system takes away from a process that dies, however it dies: the next build finds the folder
without its lock, puts an old site back that was being replaced, and clears what was begun.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import field
from pathlib import Path
from typing import Any

from kept.cache_folder import FOLDER
from kept.site import spare
from kept.values import dataclass

MARKER = ".kept"
"""A file of this name says that kept made the folder."""

OLD, OWNER = "old", "process"
"""What lies in the folder beside the site: the site that is being replaced, on systems that cannot swap two
folders, and the number of the process that builds. The new site has a name of its own each time: a worker
that outlives a killed build for a moment must not write into the next one."""

_RESERVED = frozenset({FOLDER, ".git"})
"""Folders of a project in which there is no site."""

_held: set[int] = set()
"""The locks of this process. A worker does not have them: the lock ends with the process that builds."""


class NotOurs(Exception):
    """The folder holds files and kept did not make it."""


class NoPlace(Exception):
    """The site cannot be put where it should be; the text says why and what to do."""


def write_marker(folder: Path) -> None:
    """Mark a built site."""
    (folder / MARKER).write_text("This folder was made by kept, which may replace it.\n", encoding="utf-8")


def check_target(target: Path, sources: Iterable[Path], root: Path) -> None:
    """Raise `NotOurs` unless the site may be put at `target`: absent, empty, or made by kept.

    `sources` are the folders of the content, and `root` is that of the project.
    """
    resolved, top = (Path(os.path.realpath(one)) for one in (target, root))
    for source in (Path(os.path.realpath(source)) for source in sources):
        if source.is_relative_to(resolved):
            raise NotOurs(f"{target} holds the content in {source.name}; choose another folder for the site")
        if source != top and resolved.is_relative_to(source):
            raise NotOurs(f"{target} lies among the content in {source.name}; choose another folder")
    if resolved.is_relative_to(top) and (taken := _RESERVED.intersection(resolved.relative_to(top).parts)):
        raise NotOurs(
            f"{target} is not for a site, for {min(taken)} is used otherwise; choose another folder"
        )
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise NotOurs(f"{target} is not a folder; remove it, or choose another with `--site-dir`")
    if os.path.ismount(target):
        raise NotOurs(_mounted(target))
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        raise NotOurs(f"{target} was not made by kept; move it away, or choose another with `--site-dir`")


def _mounted(target: Path) -> str:
    return (
        f"{target} is a mount point, which cannot be replaced by a new site; "
        f"name a folder in it: `--site-dir {target / 'current'}`"
    )


@contextmanager
def swapped_in(
    target: Path, kept: Path | None = None, look: Callable[[], object] = lambda: None
) -> Iterator[Path]:
    """A new folder to build into; on success it takes the place of `target`, else `target` stays as it is.

    It has no files in it, but perhaps the folders of the spare that is at `kept`; the site that is replaced
    becomes the next one. `look` is called while nothing has been changed yet. Raises `NoPlace` when there is
    no room for it, or another process builds the same site.
    """
    place = Path(os.path.abspath(target))  # whoever is called meanwhile may change the current folder
    with _workshop(target, place) as (beside, new):
        with _told(target, f"{target} cannot be made"):
            look()
            if kept is None or not spare.emptied(kept, new):
                new.mkdir()
            new.chmod(0o755)
        yield new
        with _told(target, f"the new site cannot be put at {target}"):
            if kept is not None:
                spare.pruned(new)
            _replace(new, beside / OLD, place)
        if kept is not None:
            spare.left(new if new.exists() else beside / OLD, place, kept)


@dataclass(frozen=True)
class Exchange:
    """A site that differs in some files from the one that stands."""

    new: Path
    """A folder for these files, by their paths in the site."""
    spare: Path
    paths: list[str] = field(default_factory=list)
    """Those that are in the spare already."""
    gone: list[str] = field(default_factory=list)
    """Those of the site that stands that are not in the spare any more."""

    def put(self, *, except_for: Container[str] = ()) -> None:
        """Put the files into the spare, but for some. Raises `OSError`.

        One that is there already stays, so that its stamp says that it is the same.
        """
        for path in sorted(self._made()):
            if path not in except_for and not _is_same(self.new / path, self.spare / path):
                spare.put_in(self.spare, path, self.new / path)
                self.paths.append(path)

    def complete(self, before: Iterable[str], lent: Container[str]) -> None:
        """Make the spare hold the new files and those that are `lent` of the files `before`, and no others.

        Raises `OSError`.
        """
        made = set(self._made())
        self.gone.extend(path for path in before if path not in made and path not in lent)
        for path in self.gone:
            spare.taken_out(self.spare, path)
        self.put(except_for=lent)

    def _made(self) -> Iterator[str]:
        return (path.relative_to(self.new).as_posix() for path in self.new.rglob("*") if not path.is_dir())


def _is_same(one: Path, other: Path) -> bool:
    """Whether two files hold the same."""
    try:
        return one.stat().st_size == os.lstat(other).st_size and one.read_bytes() == other.read_bytes()
    except OSError:
        return False


@contextmanager
def exchanged(target: Path, kept: Path) -> Iterator[Exchange]:
    """Replace files in the spare at `kept`, which has the others; on success it takes the place of `target`.

    Else `target` stays as it is. Raises `NoPlace`.
    """
    place = Path(os.path.abspath(target))
    with _workshop(target, place) as (beside, new):
        with _told(target, f"{target} cannot be made"):
            new.mkdir()
        exchange = Exchange(new, kept)
        yield exchange
        with _told(target, f"the new site cannot be put at {target}"):
            _replace(kept, beside / OLD, place)
            if not kept.exists():
                os.rename(beside / OLD, kept)
        spare.brought_up_to_date(kept, place, exchange.paths, exchange.gone)


@contextmanager
def _workshop(target: Path, place: Path) -> Iterator[tuple[Path, Path]]:
    """The folder beside the site, for this process alone, and where the new site may be made in it."""
    beside = place.with_name(f".{place.name}.kept")
    with _told(target, f"{target} cannot be made"):
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = _locked(beside, target)
    try:
        _must_be_ours(beside)
    except BaseException:
        os.close(lock)
        raise
    _held.add(lock)
    new = beside / f"new-{os.getpid()}"
    try:
        with _told(target, f"what is left of an earlier build cannot be cleared from {beside}"):
            _repair(beside / OLD, place)
            _clear(beside)
        with _told(target, f"{target} cannot be made"):
            (beside / ".gitignore").write_text("*\n", encoding="ascii")
            (beside / OWNER).write_text(f"{os.getpid()}\n", encoding="ascii")
        yield beside, new
    finally:
        with suppress(OSError):  # what cannot be cleared now is left for the next build
            _clear(beside)
            beside.rmdir()
        _held.discard(lock)
        os.close(lock)


def let_go() -> None:
    """Give up the locks of this process."""
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=let_go)


@contextmanager
def _told(target: Path, what: str) -> Iterator[None]:
    """Say what could not be done with the folder, and why."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.EBUSY, errno.EXDEV):
            raise NoPlace(_mounted(target)) from None
        reason = (error.strerror or str(error)).lower()
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoPlace(f"{what}: {reason}; make room, or choose another disk with `--site-dir`") from None
        raise NoPlace(f"{what}: {reason}; choose another folder with `--site-dir`") from None


def _locked(beside: Path, target: Path) -> int:
    """Make the folder and lock it; the lock is that of the descriptor. Raises `NoPlace` when it is taken."""
    while True:
        with suppress(FileExistsError):
            beside.mkdir(mode=0o700)
        try:
            lock = os.open(beside, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except FileNotFoundError:
            continue  # the process that had it was ready just now
        except OSError as error:
            if error.errno in (errno.ENOTDIR, errno.ELOOP):
                raise NoPlace(_in_the_way(beside)) from None
            raise
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(beside, lock):
                return lock
        except BlockingIOError:
            owner = _owner(beside)
            os.close(lock)
            message = f"another kept{owner} is building {target}; wait until it has ended"
            raise NoPlace(f"{message}, or choose another folder with `--site-dir`") from None
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return lock  # a disk without locks, some of those of a network: better one build than none
            os.close(lock)
            raise
        os.close(lock)


_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF, errno.EINVAL)


def _is_at(path: Path, handle: int) -> bool:
    """Whether a folder that was opened is still the one at its path."""
    try:
        return os.path.samestat(os.stat(path, follow_symlinks=False), os.fstat(handle))
    except FileNotFoundError:
        return False


def _owner(beside: Path) -> str:
    with suppress(OSError, ValueError):
        return f" (process {int((beside / OWNER).read_text(encoding='ascii'))})"
    return ""


def _in_the_way(beside: Path) -> str:
    return f"{beside} is in the way of the build, and is not a folder of kept's; move it away"


def _must_be_ours(beside: Path) -> None:
    """Nothing is cleared away but what a build has left. Raises `NoPlace`."""
    names = {entry.name for entry in os.scandir(beside)} - {OLD, OWNER, ".gitignore"}
    if not all(name.removeprefix("new-").isdecimal() for name in names):
        raise NoPlace(_in_the_way(beside))


def _repair(old: Path, target: Path) -> None:
    """Put the old site back if the last build ended between taking it away and putting the new one there."""
    if os.path.lexists(old) and not os.path.lexists(target):
        os.rename(old, target)


def _clear(beside: Path) -> None:
    """Delete what is in the folder; of links, the links."""
    for entry in list(os.scandir(beside)):
        if entry.is_dir(follow_symlinks=False):
            _delete(entry.path)
        else:
            os.unlink(entry.path)


def _delete(folder: str) -> None:
    """Delete a folder, even when somebody has made one in it read-only."""

    def again(function: Callable[..., Any], path: str, error: Any) -> None:
        for one in (os.path.dirname(path), path):
            if os.path.isdir(one) and not os.path.islink(one):
                os.chmod(one, 0o700)
        shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else function(path)

    if sys.version_info >= (3, 12):
        shutil.rmtree(folder, onexc=again)
    else:
        shutil.rmtree(folder, onerror=again)


def _replace(new: Path, old: Path, target: Path) -> None:
    """Put the new site in place: at once where the system can swap two folders, else in two steps."""
    if not os.path.lexists(target):
        os.rename(new, target)
    elif not _exchanged(new, target):
        _in_two_steps(new, old, target)


def _in_two_steps(new: Path, old: Path, target: Path) -> None:
    """Take the old site away, and put the new one there; `_repair` mends what a death between them leaves."""
    os.rename(target, old)
    try:
        os.rename(new, target)
    except BaseException:
        _repair(old, target)
        raise


_FUNCTIONS = {"linux": ("renameat2", True), "darwin": ("renamex_np", False)}
"""What swaps two folders, and whether it takes a descriptor before each path.

Sources: renameat2(2) with `RENAME_EXCHANGE`; rename(2) of macOS with `RENAME_SWAP`. Both flags are 2.
"""
_SWAP = 2
_AT_CURRENT_FOLDER = -100


def _exchanged(one: Path, other: Path) -> bool:
    """Swap two folders in one step; false when the system or the disk cannot."""
    import ctypes  # a site that stands already needs none of it

    name, takes_folders = _FUNCTIONS.get(sys.platform, ("", False))
    function = getattr(ctypes.CDLL(None), name, None) if name else None
    if function is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    if takes_folders:
        return bool(
            function(_AT_CURRENT_FOLDER, paths[0], _AT_CURRENT_FOLDER, paths[1], ctypes.c_uint(_SWAP)) == 0
        )
    return bool(function(*paths, ctypes.c_uint(_SWAP)) == 0)
