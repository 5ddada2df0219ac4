"""What was made of each page the last time, kept on the disk between two builds.

A cache only ever saves work: whatever is wrong with it (deleted, damaged, half-written, of another version,
in use by another build) is the same as having none. Every row carries a digest of itself, and holds nothing
but text, so reading a manipulated one can do nothing but fail. It holds one row a page of the last build, so
it doesn't grow with the number of builds.

Most of a page is around its text, and the same on all pages: pages are packed by what differs from one of
them, which takes a third of the time and half of the room.

Cost: a row takes about as much room as the page compressed and its text for search; reading one takes some
hundredths of a millisecond. The page itself is read only if the site that stands doesn't have it any more.
"""

from __future__ import annotations

import contextlib
import functools
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from kept.cache_base import InUse, opened
from kept.cache_folder import digest, make_folder
from kept.diagram.drawing.left import Left
from kept.site.figures import Needs
from kept.values import dataclass

VERSION = 5
"""Of the form of the rows."""

Row = tuple[str, bytes, bytes, str, bytes, bytes]
"""The path of a page in the site; a digest of what is known of it, that, and its entries of the search index;
a digest of its HTML, and that."""

Like = bytes
"""A page that others are packed by; they are packed alone where it is empty."""

MOST_LIKE = 32_000
"""Bytes of it that are used; the form in which pages are packed looks no farther back."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One page: what it was made of, and what was made."""

    key: str
    """A digest of what it was made of."""
    asked: Mapping[str, str | None]
    """What its links asked for: paths of files, and the addresses they led to."""
    diagrams: Needs
    """What its own diagrams need."""
    left: Left
    """How many of them readers' browsers draw since kept can't."""
    scripts: Needs
    """The scripts for diagrams that it asks for."""
    is_empty: bool
    """Whether it came out empty, so that there is no file."""
    entries: str
    """Its entries of the search index, as JSON."""


def read(path: Path) -> dict[str, Kept]:
    """What is known of each page by its path in the site; nothing when anything is wrong."""
    try:
        with _opened(path) as base:
            rows = base.execute("SELECT page, digest, data, entries FROM pages").fetchall()
        return {page: kept for page, *row in rows if (kept := _unpacked(page, *row))}
    except (sqlite3.Error, OSError, ValueError, TypeError):
        return {}


def read_some(path: Path, wanted: Iterable[str]) -> dict[str, Kept]:
    """As `read`, of some pages."""
    found = {}
    try:
        with _opened(path) as base:
            for page in wanted:
                for row in base.execute("SELECT digest, data, entries FROM pages WHERE page = ?", (page,)):
                    if kept := _unpacked(page, *row):
                        found[page] = kept
    except (sqlite3.Error, OSError, ValueError, TypeError):
        return {}
    return found


def like_in(path: Path) -> Like:
    """The page that those in the cache are packed by."""
    try:
        with _opened(path) as base:
            return b"".join(html for (html,) in base.execute("SELECT html FROM alike"))
    except (sqlite3.Error, OSError, ValueError, TypeError):
        return b""


def bodies(path: Path, wanted: Iterable[str], like: Like = b"") -> dict[str, bytes]:
    """The HTML of those of the pages that are there and whole, packed as `html_of` takes it."""
    found = {}
    try:
        with _opened(path) as base:
            for page in wanted:
                for seal, body in base.execute("SELECT seal, html FROM pages WHERE page = ?", (page,)):
                    if seal == _seal(page, body, like):
                        found[page] = body
    except (sqlite3.Error, OSError, ValueError, TypeError):
        return found
    return found


def html_of(body: bytes, like: Like = b"") -> bytes:
    """The HTML of a page."""
    unpacking = zlib.decompressobj(zdict=like) if _is_packed_by_another(body) else zlib.decompressobj()
    return unpacking.decompress(body)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the cache that is there. Raises `OSError` when it is no plain file."""
    if path.is_symlink() or not path.is_file():
        raise FileNotFoundError(path)
    with opened(path) as base:
        yield base


def write(path: Path, new: Sequence[Row], pages: Iterable[str], like: Like = b"") -> None:
    """Keep new rows, and of the old ones those of `pages`; `like` is what they all are packed by.

    A disk that doesn't take them is no failure.
    """
    with contextlib.suppress(sqlite3.Error, OSError, ValueError):
        make_folder(path.parent)
        if path.is_symlink():
            path.unlink()
        try:
            _write(path, new, pages, like)
        except sqlite3.DatabaseError as error:
            if isinstance(error, InUse) or _is_full(error):
                return
            path.unlink()  # it is damaged, or of another version
            _write(path, new, pages, like)


def add(path: Path, new: Sequence[Row]) -> None:
    """Keep new rows in place of those of the same pages. A disk that doesn't take them is no failure."""
    with contextlib.suppress(sqlite3.Error, OSError, ValueError), _opened(path) as base, base:
        base.execute("PRAGMA synchronous = OFF")
        base.executemany(_ADD, new)


_ADD = "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)"


def _is_full(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def _write(path: Path, new: Sequence[Row], pages: Iterable[str], like: Like) -> None:
    with opened(path) as base, base:
        base.execute("PRAGMA synchronous = OFF")  # what a crash leaves is found by the digests
        base.execute(_TABLE)
        base.execute("CREATE TABLE IF NOT EXISTS alike(html BLOB)")
        base.execute("DELETE FROM alike")
        base.execute("INSERT INTO alike VALUES (?)", (like,))
        known = {page for (page,) in base.execute("SELECT page FROM pages")}
        gone = [(page,) for page in known - set(pages)]
        base.executemany("DELETE FROM pages WHERE page = ?", gone)
        base.executemany(_ADD, new)


_TABLE = (
    "CREATE TABLE IF NOT EXISTS pages"
    "(page TEXT PRIMARY KEY, digest BLOB, data BLOB, entries TEXT, seal BLOB, html BLOB)"
)


def packed(page: str, kept: Kept, html: bytes, like: Like = b"") -> Row:
    """A row of the cache."""
    values = [kept.key, kept.asked, kept.diagrams, kept.left, kept.scripts, kept.is_empty]
    data, packing = orjson.dumps(values), _packing(like).copy()
    body = packing.compress(html) + packing.flush()
    return page, _digest(page, data, kept.entries), data, kept.entries, _seal(page, body, like), body


_LITTLE = 6
"""Of nine levels of memory: with more, each page waits for the system to give it, and gets no smaller."""


@functools.lru_cache(maxsize=2)
def _packing(like: Like) -> Any:
    """What packs a page, as far as that is the same for all."""
    return (
        zlib.compressobj(2, memLevel=_LITTLE, zdict=like) if like else zlib.compressobj(1, memLevel=_LITTLE)
    )


def _is_packed_by_another(body: bytes) -> bool:
    """Whether another page is needed to unpack one (RFC 1950: FDICT)."""
    return len(body) > 1 and bool(body[1] & 0x20)


def _seal(page: str, body: bytes, like: Like) -> bytes:
    return _digest(page, body, _mark(like) if _is_packed_by_another(body) else "")


@functools.lru_cache(maxsize=2)
def _mark(like: Like) -> str:
    return digest(like)


def _unpacked(page: str, sealed: bytes, data: bytes, entries: str) -> Kept | None:
    if sealed != _digest(page, data, entries):
        return None
    key, asked, diagrams, left, scripts, is_empty = orjson.loads(data)
    return Kept(key, asked, diagrams, left, scripts, is_empty, entries)


def _digest(page: str, data: bytes, entries: str = "") -> bytes:
    made = blake2b(data, digest_size=16, person=b"kept page %d" % VERSION)
    made.update(page.encode("utf-8", "surrogatepass"))
    made.update(b"\0" + entries.encode("utf-8", "surrogatepass"))
    return made.digest()
