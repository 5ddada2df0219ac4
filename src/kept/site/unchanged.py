"""Whether a build would make the very site that is there, or one in which only texts differ.

Everything that a site is made of is one digest, but for the texts of its articles, which have one each. Where
something takes part of which that can't be said (a plugin or hook that may look elsewhere, a folder behind a
symbolic link), there is none, and sites are built.

Cost: one look at each file; only articles that the check reads every time are read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path

import kept
from kept.cache_folder import digest
from kept.config import Settings
from kept.contents import Contents, Sheet
from kept.parse.files import is_settled
from kept.site.chromium import fingerprint
from kept.values import dataclass

INSTALLED = ("site-packages", "dist-packages")
"""Folders that change whenever a package in them is installed, replaced or removed."""


class _Unclear(Exception):
    """A folder holds what may lead anywhere."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a site is made of."""

    frame: str = ""
    """A digest of everything but articles; empty when that can't be said."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """A digest of the text of each article, by its path in the project."""
    faces: Mapping[str, str] = field(default_factory=dict)
    """A digest of what others may show of it."""

    @property
    def around_texts(self) -> str:
        """A digest of everything but the texts of articles; empty when that can't be said."""
        return digest(self.frame, *self.faces.values()) if self.frame else ""


def inputs_of(contents: Contents, now: int) -> Inputs:
    """All that kept knows a site to be made of.

    `now` is the moment (ns since the epoch) at which the contents were read, or one before that: digests for
    the same moment can be compared.
    """
    settings = contents.settings
    drawn_by = fingerprint() if settings.diagrams.draw == "chromium" else "kept"
    if settings.config_path is None or not contents.key or not drawn_by:
        return Inputs()
    root = f"{settings.root}{os.sep}"
    known = {root + one.facts.path for one in contents.sheets}
    try:
        configuration = settings.config_path.read_bytes()
        if b"INHERIT" in configuration:
            return Inputs()
        # one that isn't there yet is no folder of the site
        folders = [str(one) for name in _folders(settings) if (one := settings.root / name).exists()]
        frame = digest(
            contents.key,
            configuration,
            drawn_by,
            os.environ.get("SOURCE_DATE_EPOCH", ""),
            repr(sorted(os.environ.items())) if b"!ENV" in configuration else "",
            *_programs(),
            *folders,
            *(f"{one.facts.path}\n{one.place}" for one in contents.sheets),
            *(state for place in folders for state in _states(place, known, now)),
        )
    except (OSError, _Unclear):
        return Inputs()
    texts = {one.facts.path: _text(one, settings.root) for one in contents.sheets}
    return Inputs(frame, texts, {one.facts.path: one.face for one in contents.sheets})


def _folders(settings: Settings) -> Iterator[str]:
    """The folders of contents, and that of records if it is in none of them."""
    found = [folder for folder, _ in settings.folders()]
    yield from found
    is_in_one = any(f"{settings.records}/".startswith(f"{one}/") or one == "." for one in found)
    if not is_in_one and (settings.root / settings.records).exists():
        yield settings.records


def state_of(places: Iterable[str], now: int, *, since: int) -> str:
    """A digest of other files and folders; empty when one has changed `since` a moment, or can't be read."""
    try:
        return digest("", *(state for place in places for state in _states(place, set(), now, since)))
    except (OSError, _Unclear):
        return ""


def _text(sheet: Sheet, root: Path) -> str:
    """What tells one text of an article from another."""
    if sheet.digest and not sheet.included:
        return sheet.digest
    own = sheet.digest.encode() or _content(root / sheet.facts.path)
    return digest(own, *(_content(root / one) for one in sheet.included))


def _content(path: Path) -> bytes:
    """What a file holds; that there is none may be what counts."""
    try:
        return b"text " + path.read_bytes() if path.is_file() else b"no file"  # a pipe would be waited for
    except OSError as error:
        return b"no text " + str(error.errno).encode()


def _programs() -> Iterator[str]:
    """What tells one state of the programs that make a site from another."""
    yield repr([sys.version, sys.prefix])
    for place in sys.path:
        if os.path.basename(place) in INSTALLED and os.path.isdir(place):
            yield f"{place} {os.stat(place).st_mtime_ns}"
    package = str(Path(kept.__file__).parent)
    own = [(path, found) for path, found in _files(package) if not path.endswith((".py", ".pyc"))]
    yield repr([(path, found.st_size, found.st_mtime_ns) for path, found in sorted(own)])


def _states(place: str, known: set[str], now: int, since: int | None = None) -> Iterator[str]:
    """The state of each file in a folder, articles excepted. Raises `_Unclear` for one changed `since`."""
    files = _files(place, known) if os.path.isdir(place) else iter([(place, os.stat(place))])
    for path, found in sorted(files, key=lambda one: one[0]):
        if since is not None and found.st_mtime_ns >= since:
            raise _Unclear(path)
        if is_settled(found.st_mtime_ns, now):
            yield repr((path, found.st_size, found.st_mtime_ns, found.st_ino))
        else:
            yield repr((path, digest(Path(path).read_bytes())))


def _files(place: str, known: Container[str] = ()) -> Iterator[tuple[str, os.stat_result]]:
    """All files of a folder at any depth, but for those known and hidden ones. Raises `_Unclear`."""
    waiting = [place]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.startswith((".", "__pycache__")):
                    continue
                if entry.is_dir():
                    if entry.is_symlink():
                        raise _Unclear(entry.path)
                    waiting.append(entry.path)
                elif entry.path not in known and entry.is_file():
                    yield entry.path, entry.stat()
