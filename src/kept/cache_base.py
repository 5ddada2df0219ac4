"""Caches that are SQLite files: another process may have one to itself, and then a build goes on without it.

It waits for a second, once: whatever is asked of the same file later gets the answer that it is in use.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path

PATIENCE = 1.0
"""Seconds for which another process may have a cache to itself."""

GIVEN_UP: ContextVar[set[Path] | None] = ContextVar("given_up", default=None)
"""The caches that were in use for longer; set by a program that wants to tell of them."""

_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class InUse(sqlite3.OperationalError):
    """Another process has the cache to itself."""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a cache, or make it. Raises `InUse`, and `sqlite3.Error` for whatever else is wrong."""
    given_up = GIVEN_UP.get()
    if given_up and path in given_up:
        raise InUse(path)
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE)) as base:
            yield base
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) not in _IN_USE:
            raise
        if given_up is not None:
            given_up.add(path)
        raise InUse(path) from error
