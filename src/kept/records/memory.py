"""The network of records, remembered: YAML takes its time, and records change less often than they are asked.

What is remembered holds for the very bytes of the files and of kept's own code; whatever is wrong with
it is the same as having none. Many records that nothing is known of are read by several processes.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from kept import yaml_nodes
from kept.cache_folder import FOLDER, digest, read_sealed, write_sealed
from kept.config import Settings
from kept.cores import cores
from kept.diagnostic import Problem
from kept.garbage import not_collected
from kept.parse import files
from kept.parse.files import read_source
from kept.records.network import Network, Point
from kept.records.quick import QuickReader
from kept.records.read import INVALID, record_files
from kept.records.read import read_file as read_records
from kept.records.record import RecordFile, Records
from kept.records.rows import Row, rows_of
from kept.text import Source

NAME = "records.json"

MANY = 1_000_000
"""Characters of records for which further processes pay."""

Given = tuple[Source, Problem | None]
"""A file as it was read from the disk."""

Rows = tuple[list[Row], Problem | None]
"""The records of a file, and why it cannot be read."""


class UnreadableRecords(Exception):
    """A file of records cannot be read, so that any answer would have holes."""

    def __init__(self, source: Source, problem: Problem) -> None:
        super().__init__(problem.message)
        self.source = source
        self.problem = problem


def load_network(settings: Settings, *, use_cache: bool = True) -> Network:
    """The network of a project's records. Raises `UnreadableRecords`."""
    given = [read_source(file) for file in record_files(settings)]
    key = _key(source for source, _ in given)
    path = settings.root / FOLDER / NAME
    known = _remembered(path, key) if use_cache and not any(problem for _, problem in given) else None
    if known is not None:
        return known
    with not_collected():
        sources = (source for source, _ in given)
        network = _network(zip(sources, _all_rows(given), strict=True))
    if use_cache:
        _remember(path, key, network)
    return network


def network_of(records: Records) -> Network:
    """The network of records that have been read. Raises `UnreadableRecords`."""
    return _network((file.source, _rows(file)) for file in records.files)


def remember(settings: Settings, records: Records, network: Network) -> None:
    """Keep the network of records that have been read, for whoever asks next."""
    _remember(settings.root / FOLDER / NAME, _key(file.source for file in records.files), network)


def _key(sources: Iterable[Source]) -> str:
    return digest(_code(), repr([(one.path, digest(one.text)) for one in sources]))


def _network(found: Iterable[tuple[Source, Rows]]) -> Network:
    every = []
    for source, (rows, problem) in found:
        if problem is not None:
            raise UnreadableRecords(source, problem)
        every.append(rows)
    return Network.of(chain.from_iterable(every))


def _rows(file: RecordFile) -> Rows:
    problem = next((one for one in file.problems if one.code == INVALID), None)
    return [] if problem else rows_of(file), problem


def _read(given: Given) -> Rows:
    return _rows(read_records(*given))


def _all_rows(given: list[Given]) -> Iterator[Rows]:
    """The records of all files, in their order."""
    reader = QuickReader()
    quick = [None if problem else reader.rows(source.text) for source, problem in given]
    slow = _with_care([one for one, rows in zip(given, quick, strict=True) if rows is None])
    for rows in quick:
        yield next(slow) if rows is None else (rows, None)


def _with_care(given: list[Given]) -> Iterator[Rows]:
    jobs = min(cores(), len(given)) if hasattr(os, "fork") else 1
    if jobs <= 1 or sum(len(source.text) for source, _ in given) < MANY or _is_helper():
        yield from map(_read, given)
        return
    import multiprocessing  # few projects have so many records
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
            for rows in pool.map(_read, given):
                yield rows
                done += 1
    except (BrokenProcessPool, OSError):  # the system may end one that needs too much memory
        yield from map(_read, given[done:])


def _is_helper() -> bool:
    """Whether this process is one of several already, or has threads, so that forking is unsafe."""
    import multiprocessing

    return multiprocessing.parent_process() is not None or threading.active_count() > 1


@lru_cache(maxsize=1)
def _code() -> str:
    """What tells one state of the code that reads records from another."""
    own = (*sorted(Path(__file__).parent.glob("*.py")), Path(files.__file__), Path(yaml_nodes.__file__))
    return digest(repr(sys.version_info), *(path.read_bytes() for path in own))


def _remembered(path: Path, key: str) -> Network | None:
    try:
        *columns, arrows = orjson.loads(read_sealed(path, key))
        return Network(tuple(map(Point, *columns)), tuple(arrows))
    except (OSError, ValueError, TypeError):
        return None


def _remember(path: Path, key: str, network: Network) -> None:
    columns: list[list[Any]] = [*map(list, zip(*network.points, strict=True))] if network.points else []
    with contextlib.suppress(OSError, orjson.JSONEncodeError):
        write_sealed(path, key, orjson.dumps([*columns, network.arrows]))
