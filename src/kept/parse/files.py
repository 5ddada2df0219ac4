"""Finding and reading files; everything a disk can do becomes a problem, not a crash."""

from __future__ import annotations

import codecs
import os
import re
import stat
import sys
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple
from unicodedata import category, normalize

from kept.diagnostic import Problem
from kept.globs import matches_any
from kept.text import Source, Span
from kept.values import dataclass

SIZE_LIMIT = 8 * 1024 * 1024
"""Bytes of the largest Markdown file that is read; a long article has 0.1 % of it."""

DEPTH_LIMIT = 100
"""Folders that may lie in each other; what walks them is recursive, MkDocs too."""

PLAIN_FILE = "put a plain file in its place, or remove it"

MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""Endings of the files that MkDocs makes pages of."""

LONGEST_STEM = 250
"""Bytes of a page's name before its ending: with `.html` no file system takes more."""


SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time stamp must have moved when its content did (FAT counts in 2 s)."""

SETTLED_SOON = 100_000_000
"""The same on disks that count finer than in milliseconds: their clocks tick a hundred times a second or
more often."""


def is_settled(modified: int, now: int) -> bool:
    """Whether a file that was modified at a moment would have another one, if it had been again by `now`."""
    return modified < now - (SETTLED_SOON if modified % 1_000_000 else SETTLED)


class Stamp(NamedTuple):
    """What the file system says of a file; while it is the same, so is the content."""

    modified: int
    """Nanoseconds."""
    size: int
    node: int


def stamp_of(path: Path | os.DirEntry[str]) -> Stamp | None:
    """The stamp of a file, links followed; `None` without one."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a content folder: where it is, and the path that messages and settings name."""

    path: str
    where: str
    problem: str = ""
    help: str = PLAIN_FILE
    """What to do about the problem."""
    stamp: Stamp | None = None
    is_text: bool = False
    """Whether it can be read in spite of its problem."""

    @property
    def location(self) -> Path:
        """Where it is."""
        return Path(self.where)

    @property
    def is_markdown(self) -> bool:
        """Whether MkDocs would make a page of it."""
        return self.path.lower().endswith(MARKDOWN)


def printable(path: str) -> str:
    """A path that any terminal can show: bytes that are not UTF-8 and control characters are replaced."""
    if path.isprintable():
        return path
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def find(root: Path, folder: str, exclude: tuple[str, ...] = ()) -> Iterator[Found]:
    """All files below a content folder in a stable order; hidden ones and `exclude` are left out.

    Symbolic links are followed inside of `root` only; a link out of it, to nothing, or in a circle is
    returned with a `problem`.
    """
    top = root / folder
    if problem := _link_problem(top, root.resolve(), ()):
        if os.path.lexists(top):
            yield Found(printable(folder), str(top), problem)
    elif top.is_dir():
        yield from _below(top, folder, root.resolve(), exclude, (top.resolve(),))
    else:
        yield Found(
            printable(folder), str(top), "it is not a folder", "put a folder in its place, or remove it"
        )


def folded(path: str) -> str:
    """A path, or several, as disks compare it for which case and Unicode form make no difference."""
    return path.lower() if path.isascii() else normalize("NFC", path).casefold()


def at(root: Path, path: str) -> Found | None:
    """The file at a path of the project, with a problem if it may not be read; `None` without one."""
    location = root / path
    if not os.path.lexists(location):
        return None
    return Found(printable(path), str(location), _link_problem(location, root.resolve(), ()))


def _below(
    directory: Path, path: str, root: Path, exclude: tuple[str, ...], above: tuple[Path, ...]
) -> Iterator[Found]:
    try:
        with os.scandir(directory) as found:
            entries = sorted(found, key=attrgetter("name"))
    except OSError as error:
        yield Found(path, str(directory), f"{error.strerror}".lower(), "make the folder readable")
        return
    start = f"{path}/" if path not in ("", ".") else ""
    for entry in entries:
        name = start + entry.name
        if entry.name.startswith(".") or (exclude and matches_any(printable(name), exclude)):
            continue
        if misnamed := _misnamed(entry, name):
            yield misnamed
            continue
        if entry.is_symlink():
            problem = _link_problem(Path(entry.path), root, above) or _hidden(Path(entry.path), root)
            if problem:
                yield Found(name, entry.path, problem)
                continue
        if entry.is_file():
            yield Found(name, entry.path, stamp=stamp_of(entry))
        elif entry.is_dir() and len(above) == DEPTH_LIMIT:
            yield Found(
                name, entry.path, f"it lies more than {DEPTH_LIMIT} folders deep", "move it further up"
            )
        elif entry.is_dir():
            location = Path(entry.path)
            yield from _below(location, name, root, exclude, (*above, location.resolve()))
        else:
            yield Found(name, entry.path, "it is not a plain file")


def _misnamed(entry: os.DirEntry[str], path: str) -> Found | None:
    if not entry.name.isprintable() and (problem := _name_problem(entry.name)):
        return Found(printable(path), entry.path, *problem)
    if problem := _page_problem(entry.name):
        return Found(path, entry.path, *problem, stamp=stamp_of(entry), is_text=not entry.is_symlink())
    return None


def _name_problem(name: str) -> tuple[str, str] | None:
    """Why nobody could link to a file of this name, which isn't printable, and what to do."""
    if any(category(char) == "Cs" for char in name):
        encoding = sys.getfilesystemencoding().upper()
        help = "rename it" if encoding == "UTF-8" else "set `LC_ALL=C.UTF-8`, or rename it"
        return f"its name is not {encoding} text", help
    if any(category(char) in ("Cc", "Zl", "Zp") for char in name):
        return "its name holds a line break or another control character", "rename it"
    return None


def _page_problem(name: str) -> tuple[str, str] | None:
    """Why a file, if it is Markdown, could be no page of this name; and what to do."""
    stem, ending = os.path.splitext(name)
    if ending.lower() not in MARKDOWN:
        return None
    if ending not in MARKDOWN:
        help = f'rename it to "{stem}{ending.lower()}"'
        return f"its name ends in {ending}, of which MkDocs would make no page, but publish it as it is", help
    if len(os.fsencode(stem)) > LONGEST_STEM:
        return f"its name is too long for that of a page ({LONGEST_STEM} bytes before {ending})", "rename it"
    return None


def _hidden(location: Path, root: Path) -> str:
    parts = location.resolve().relative_to(root).parts
    is_hidden = any(part.startswith(".") for part in parts)
    return "it is a symbolic link to a hidden file, which readers must not see" if is_hidden else ""


HIDDEN = "is hidden"


def strays(location: Path, root: Path) -> str:
    """Why a file must not be published: links followed, it is outside of `root`, or hidden."""
    try:
        target = location.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return "cannot be read"
    if not target.is_relative_to(root):
        return "lies outside of the project"
    return HIDDEN if any(part.startswith(".") for part in target.relative_to(root).parts) else ""


def _link_problem(location: Path, root: Path, above: tuple[Path, ...]) -> str:
    try:
        target = location.resolve(strict=True)
    except FileNotFoundError:
        return "it is a symbolic link to a file that does not exist"
    except PermissionError:
        return "permission denied"
    except (OSError, RuntimeError):
        return "it is a symbolic link in a circle"
    if not target.is_relative_to(root):
        return "it is a symbolic link out of the project's folder, which is not followed"
    if target in above:
        return "it is a symbolic link to a folder that it lies in"
    return ""


def read_source(found: Found) -> tuple[Source, Problem | None]:
    """The text of a file, and what is wrong with it (K001); an empty one when it cannot be had."""
    if found.problem and not found.is_text:
        return _unreadable(found.path, found.problem, found.help)
    try:
        if reason := _not_a_file(found.where):
            return _unreadable(found.path, *reason)
        with open(found.where, "rb", buffering=0) as file:
            data = file.read()
    except OSError as error:
        return _unreadable(found.path, f"{error.strerror or error}".lower(), "make the file readable")
    source, problem = decode(found.path, data)
    if found.problem and problem is None:
        problem = _unreadable(found.path, found.problem, found.help)[1]
    return source, problem


def decode(path: str, data: bytes) -> tuple[Source, Problem | None]:
    """The text of a file's bytes: UTF-8, with or without a byte order mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unreadable(path, "it is UTF-16 text", "save it as UTF-8")
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        return _unreadable(path, "the file is empty", "write something into it, or remove it")
    if b"\0" in data:
        line = _line_of(data.index(b"\0"), data)
        half = "UTF-16 text without its mark" if data.count(b"\0") > len(data) // 4 else "a damaged file"
        reason = f"line {line} holds a NUL character; it looks like {half}"
        return _unreadable(path, reason, "save it as UTF-8 text")
    try:
        return Source(path, data.removeprefix(codecs.BOM_UTF8).decode("utf-8")), None
    except UnicodeDecodeError as error:
        byte = error.object[error.start]  # neither counts a byte order mark
        line = _line_of(error.start, error.object)
        reason = f"line {line} is not UTF-8 text (byte 0x{byte:02X}); it looks like Latin-1"
        return _unreadable(path, reason, "save it as UTF-8")


def _line_of(index: int, data: bytes) -> int:
    return len(re.findall(rb"\r\n|\n|\r", data[:index])) + 1


def _not_a_file(where: str) -> tuple[str, str] | None:
    """Why there is nothing to read, and what to do."""
    try:
        status = os.stat(where)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return reason.lower(), PLAIN_FILE
    if not stat.S_ISREG(status.st_mode):
        return "it is not a plain file", PLAIN_FILE
    if status.st_size > SIZE_LIMIT:
        size = f"{SIZE_LIMIT // 1024 // 1024} MiB"
        return f"it is larger than {size}", "split it, or leave it out with `exclude`"
    return None


def _unreadable(path: str, reason: str, help: str) -> tuple[Source, Problem]:
    return Source(path, ""), Problem("K001", Span(0, 0), f"the file cannot be read: {reason}", help)
