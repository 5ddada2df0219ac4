"""What the last look at a site has found out, kept on the disk until the next.

It only ever saves work: whatever is wrong with it (deleted, damaged, half-written, of other code, in use by
another build) is the same as having none. Every row carries a digest of itself and of the code that made it,
and holds nothing but text. That a file is clean follows from what is kept only together with the digest of
its bytes and with what was guarded then; see `kept.leaks.verdicts`. Whoever can write here could make a leak
look clean, but could as well write the site: a stranger's project is looked at without any of this.

Cost: about 8 KB a page on the disk, half of it words; all is read and written at once but for the words, of
which rows are read when something more is guarded, and written when they are new.
"""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kept.cache_base import InUse, opened
from kept.cache_folder import digest, make_folder
from kept.leaks.gathering import NOTHING, Gathered, Lines, Share, unpacked
from kept.leaks.phrases import Phrase
from kept.parse.files import Stamp
from kept.values import dataclass

MANY = 400
"""Rows from which on it is quicker to read all of them."""

PARTS, TEXTS = "part ", "text "
"""How the names of rows begin that hold the words of a part of a file, or of a public text."""

Row = tuple[str, bytes, bytes]
Excused = Mapping[Phrase, str]
"""Guarded phrases that may be there, each with the key of a harmless text that says it."""


class Clean(NamedTuple):
    """A file in which there was nothing."""

    mark: str
    """The digest of its bytes."""
    parts: tuple[str, ...]
    """The keys of its parts."""
    stamp: Stamp | None = None
    """Of the file that was looked at."""


@dataclass(frozen=True)
class Known:
    """What was found out."""

    gathered: Gathered = NOTHING
    files: Mapping[str, Clean] = field(default_factory=dict)
    """The files without a leak, by their paths."""
    excused: Mapping[str, Excused] = field(default_factory=dict)
    """By the keys of the parts where they are."""

    def is_as(self, other: Known) -> bool:
        """Whether the other one would be the same for the next time."""
        mine, others = self.gathered, other.gathered
        return (
            (self.files, self.excused, mine.public) == (other.files, other.excused, others.public)
            and mine.shares == others.shares
            and mine.said == others.said
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """A file, and a digest of everything besides the texts that what is kept in it depends on."""

    path: Path
    code: str

    def read(self) -> Known:
        """All but the words; nothing when anything is wrong."""
        try:
            rows = {name: self._sound(name, mark, data) for name, mark, data in self._rows(_STATE)}
            return _known(*(orjson.loads(rows[name]) for name in _STATE))
        except (*_FAULTS, KeyError, AttributeError):
            return Known()

    def words(self, kind: str, keys: Iterable[str]) -> dict[str, frozenset[str]]:
        """The words of parts or texts, by their keys; of those that are still there."""
        wanted = {kind + key for key in keys}
        found: dict[str, frozenset[str]] = {}
        with contextlib.suppress(*_FAULTS):
            for name, mark, data in self._rows(wanted if len(wanted) < MANY else kind):
                if name in wanted:
                    with contextlib.suppress(*_FAULTS):
                        found[name.removeprefix(kind)] = unpacked(self._sound(name, mark, data))
        return found

    def write(self, known: Known, words: Mapping[str, bytes]) -> None:
        """Keep it, with new rows of words by their names. A disk that doesn't take it is no failure."""
        with contextlib.suppress(*_FAULTS):
            state = dict(zip(_STATE, map(orjson.dumps, _values(known)), strict=True))
            parts = {key for one in known.files.values() for key in one.parts}
            live = {*_STATE, *(PARTS + key for key in parts), *(TEXTS + key for key in known.gathered.public)}
            make_folder(self.path.parent)
            if self.path.is_symlink() or (self.path.exists() and not self._is_sound()):
                self.path.unlink()
            with opened(self.path) as base, base:
                base.execute("PRAGMA synchronous = OFF")  # what a crash leaves is found by the digests
                base.execute(_TABLE)
                there = dict(base.execute("SELECT name, mark FROM rows"))
                base.executemany("DELETE FROM rows WHERE name = ?", [(name,) for name in there.keys() - live])
                rows = [(name, self._mark(name, data), data) for name, data in (state | dict(words)).items()]
                new = [row for row in rows if row[0] in live and there.get(row[0]) != row[1]]
                base.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", new)

    def _rows(self, names: Iterable[str] | str) -> Iterable[Row]:
        """The rows of these names, or all whose names begin with a kind."""
        if self.path.is_symlink() or not self.path.is_file():
            return ()
        with opened(self.path) as base:
            if isinstance(names, str):
                among = "SELECT name, mark, data FROM rows WHERE name BETWEEN ? AND ?"
                return base.execute(among, (names, f"{names}~")).fetchall()
            wanted = "SELECT name, mark, data FROM rows WHERE name = ?"
            return [row for name in names for row in base.execute(wanted, (name,))]

    def _is_sound(self) -> bool:
        try:
            with opened(self.path) as base:
                return bool(base.execute("PRAGMA quick_check").fetchone() == ("ok",))
        except InUse:
            raise  # it is that of another build, and not to be deleted
        except sqlite3.Error:
            return False

    def _sound(self, name: str, mark: bytes, data: bytes) -> bytes:
        if mark != self._mark(name, data):
            raise ValueError(name)
        return data

    def _mark(self, name: str, data: bytes) -> bytes:
        made = blake2b(data, digest_size=16, key=self.code.encode("ascii"), person=b"kept leaks")
        made.update(name.encode("utf-8", "surrogatepass"))
        return made.digest()


_STATE = ("counts", "shares", "said", "public", "files", "excused")
_TABLE = "CREATE TABLE IF NOT EXISTS rows (name TEXT PRIMARY KEY, mark BLOB, data BLOB)"
_FAULTS = (sqlite3.Error, OSError, ValueError, TypeError, zlib.error)


@lru_cache(maxsize=1)
def code() -> str:
    """A digest of the code by which texts are read and compared, and of what it is run by."""
    own = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    return digest(repr((sys.version, unicodedata.unidata_version, orjson.__version__)), *own)


def _values(known: Known) -> tuple[Any, ...]:
    found = known.gathered
    return (
        found.counts,
        {key: _plain(share) for key, share in found.shares.items()},
        found.said,
        sorted(found.public),
        {
            path: [mark, parts, [*stamp] if stamp else None]
            for path, (mark, parts, stamp) in known.files.items()
        },
        known.excused,
    )


def _known(
    counts: dict[str, int],
    shares: dict[str, Any],
    said: dict[str, list[str]],
    public: list[str],
    files: dict[str, Any],
    excused: dict[str, dict[str, str]],
) -> Known:
    return Known(
        Gathered(
            frozenset(public),
            counts,
            {key: _share(*values) for key, values in shares.items()},
            {key: tuple(one) for key, one in said.items()},
        ),
        {
            path: Clean(mark, tuple(parts), Stamp(*stamp) if stamp else None)
            for path, (mark, parts, stamp) in files.items()
        },
        excused,
    )


def _plain(share: Share) -> list[Any]:
    lines = ([[*source, phrases] for source, phrases in one.items()] for one in (share.certain, share.usual))
    return [share.words, *lines]


def _share(words: list[str], certain: list[Any], usual: list[Any]) -> Share:
    return Share(tuple(words), _lines(certain), _lines(usual))


def _lines(lines: list[Any]) -> Lines:
    return {(kind, origin): tuple(phrases) for kind, origin, phrases in lines}
