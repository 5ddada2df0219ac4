"""Looking for files that have changed, in place of MkDocs' observer, to which each look costs more.

It looks again and again, since not every disk tells of changes (those of containers and of networks don't):
so often that an edit is seen at once, and so seldom that it takes a small part of one core.

Cost: one look at each file and each folder a time.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from watchdog.events import FileModifiedEvent

SHORTEST = 0.1
"""Seconds between two looks."""
SHARE = 5
"""How many times as long as a look the pause after it is."""
SKIPPED = frozenset((".git", ".kept_cache", "__pycache__", "node_modules"))

State = dict[str, tuple[int, int, int]]


class Poller:
    """As an observer of `watchdog`: calls a handler after something below a path has changed."""

    def __init__(self) -> None:
        self._watched: dict[str, Any] = {}
        self._lock = threading.RLock()  # a plugin may watch more while a site is built
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def schedule(self, handler: Any, path: str, *, recursive: bool = True) -> str:
        """Watch a file or a folder; `unschedule` takes what this gives."""
        with self._lock:
            self._watched[path] = (handler, state_of_files(path))
        return path

    def unschedule(self, path: str) -> None:
        """Watch it no more."""
        with self._lock:
            self._watched.pop(path, None)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        if self._thread.is_alive():
            self._thread.join(timeout)

    @contextmanager
    def looking_later(self) -> Iterator[None]:
        """Leave the processor to something else meanwhile; what changes is seen afterwards."""
        with self._lock:
            yield

    def _look(self) -> None:
        taken = 0.0
        while not self._stopped.wait(max(SHORTEST, SHARE * taken)):
            began = time.thread_time()
            with self._lock:
                for path, (handler, before) in list(self._watched.items()):
                    now = state_of_files(path)
                    if now != before:
                        self._watched[path] = (handler, now)
                        handler.on_any_event(FileModifiedEvent(path))
            taken = time.thread_time() - began


def state_of_files(path: str) -> State:
    """What tells one state of the files at and below a path from another."""
    return dict(_states(path, frozenset()))


def _states(path: str, above: frozenset[tuple[int, int]]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    try:
        found = os.stat(path)
        yield path, (found.st_mtime_ns, found.st_size, found.st_ino)
        place = (found.st_dev, found.st_ino)
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name not in SKIPPED and place not in above:  # links may lead in a circle
                        yield from _states(entry.path, above | {place})
                else:
                    one = entry.stat()
                    yield entry.path, (one.st_mtime_ns, one.st_size, one.st_ino)
    except OSError:  # it is a file, or gone just now
        return
