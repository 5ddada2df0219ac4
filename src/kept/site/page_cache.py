"""What was made of each page the last time, kept on the disk between two builds.

A cache only ever saves work: whatever is wrong with it (deleted, damaged, half-written, of another version,
in use by another build) is the same as having none. Every row carries a digest of itself, and holds nothing
but text, so reading a manipulated one can do nothing but fail. It holds one row a page of the last build, so
it doesn't grow with the number of builds.

Cost: a row takes about as much room as the page compressed; reading one takes about 0.1 ms.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import orjson

from kept.cache_folder import make_folder

VERSION = 1
"""Of the form of the rows."""

Row = tuple[str, bytes, bytes]
"""The path of a page in the site, a digest, and what is known of it."""

PATIENCE = 5.0
"""Seconds for which another build may have the cache to itself."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One page: what it was made of, and what was made."""

    key: str
    """A digest of what it was made of."""
    asked: Mapping[str, str | None]
    """What its links asked for: paths of files, and the addresses they led to."""
    has_diagram: bool
    loads_drawing: bool
    """Whether it asks for the script that draws diagrams."""
    entries: str
    """Its entries of the search index, as JSON."""
    html: str | None
    """The whole page; nothing when it came out empty."""


def read(path: Path) -> dict[str, Kept]:
    """All rows by the path of the page in the site; none when anything is wrong."""
    if path.is_symlink() or not path.is_file():
        return {}
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE)) as base:
            rows = base.execute("SELECT page, digest, data FROM pages").fetchall()
        return {page: kept for page, digest, data in rows if (kept := _unpacked(page, digest, data))}
    except (sqlite3.Error, OSError, ValueError, TypeError):
        return {}


def write(path: Path, new: Iterable[Row], pages: Iterable[str]) -> None:
    """Keep new rows, and of the old ones those of `pages`. A disk that doesn't take them is no failure."""
    with contextlib.suppress(sqlite3.Error, OSError, ValueError):
        make_folder(path.parent)
        if path.is_symlink() or (path.exists() and not _is_sound(path)):
            path.unlink()
        with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE)) as base, base:
            base.execute("PRAGMA synchronous = OFF")  # what a crash leaves is found by the digests
            base.execute(_TABLE)
            known = {page for (page,) in base.execute("SELECT page FROM pages")}
            gone = [(page,) for page in known - set(pages)]
            base.executemany("DELETE FROM pages WHERE page = ?", gone)
            base.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", new)


_TABLE = "CREATE TABLE IF NOT EXISTS pages (page TEXT PRIMARY KEY, digest BLOB, data BLOB) WITHOUT ROWID"


def _is_sound(path: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE)) as base:
            return bool(base.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def packed(page: str, kept: Kept) -> Row:
    """A row of the cache."""
    values = [kept.key, kept.asked, kept.has_diagram, kept.loads_drawing, kept.entries, kept.html]
    data = zlib.compress(orjson.dumps(values), 1)
    return page, _digest(page, data), data


def _unpacked(page: str, digest: bytes, data: bytes) -> Kept | None:
    if digest != _digest(page, data):
        return None
    return Kept(*orjson.loads(zlib.decompress(data)))


def _digest(page: str, data: bytes) -> bytes:
    made = blake2b(data, digest_size=16, person=b"kept page %d" % VERSION)
    made.update(page.encode("utf-8", "surrogatepass"))
    return made.digest()
