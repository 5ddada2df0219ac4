"""The network of records, remembered: YAML takes its time, and records change less often than they are asked.

What is remembered holds for the very bytes of the files and of kept's own code; whatever is wrong with
it is the same as having none.
"""

from __future__ import annotations

import contextlib
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from kept import yaml_nodes
from kept.cache_folder import FOLDER, digest, read_sealed, write_sealed
from kept.config import Settings
from kept.diagnostic import Problem
from kept.garbage import not_collected
from kept.parse import files
from kept.parse.files import read_source
from kept.records.network import Network, Point
from kept.records.read import INVALID, record_files
from kept.records.read import read_file as read_records
from kept.records.record import Records
from kept.text import Source

NAME = "records.json"


class UnreadableRecords(Exception):
    """A file of records cannot be read, so that any answer would have holes."""

    def __init__(self, source: Source, problem: Problem) -> None:
        super().__init__(problem.message)
        self.source = source
        self.problem = problem


def load_network(settings: Settings, *, use_cache: bool = True) -> Network:
    """The network of a project's records. Raises `UnreadableRecords`."""
    given = [read_source(file) for file in record_files(settings)]
    key = digest(_code(), repr([(one.path, digest(one.text)) for one, _ in given]))
    path = settings.root / FOLDER / NAME
    known = _remembered(path, key) if use_cache and not any(problem for _, problem in given) else None
    if known is not None:
        return known
    with not_collected():
        network = network_of(Records(tuple(read_records(source, problem) for source, problem in given)))
    if use_cache:
        _remember(path, key, network)
    return network


def network_of(records: Records) -> Network:
    """The network of records that have been read. Raises `UnreadableRecords`."""
    for file in records.files:
        for problem in file.problems:
            if problem.code == INVALID:
                raise UnreadableRecords(file.source, problem)
    return Network.of(records)


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
    columns: list[list[Any]] = [
        [point.key for point in network.points],
        [point.kind for point in network.points],
        [point.name for point in network.points],
        [point.audience for point in network.points],
        [*network.arrows],
    ]
    with contextlib.suppress(OSError, orjson.JSONEncodeError):
        write_sealed(path, key, orjson.dumps(columns))
