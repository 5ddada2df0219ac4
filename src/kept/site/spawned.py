"""Making pages in several processes where none can be forked: each begins from nothing.

A forked worker has all that is known so far (see `workers`); one that is spawned reads the project itself,
as the workers of a cluster do. That costs as much as preparing the site once more, in each of them at once.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from kept.site.apart import Apart
from kept.site.apart_tasks import Order, WorkerDiffers, WorkerFailed
from kept.site.prepared import Prepared
from kept.site.workers import LOST, WorkerLost, begin


@contextmanager
def spawned(prepared: Prepared) -> Iterator[Apart]:
    """Processes for one build; none is started before there is work for it."""
    pool = ProcessPoolExecutor(
        prepared.processes, multiprocessing.get_context("spawn"), begin, (os.getpid(),)
    )
    try:
        yield Apart(_Spawned(pool, prepared.processes), prepared)
    finally:
        pool.shutdown(cancel_futures=True)


class _Spawned:
    """A pool of processes, each of which prepares the site at its first task."""

    name = ""

    def __init__(self, pool: ProcessPoolExecutor, processes: int) -> None:
        self.pool = pool
        self.processes = processes

    def count(self) -> int:
        return self.processes

    def prepare(self, order: Order, keys: Mapping[str, str]) -> None:
        """Nothing: each compares the digests of the pages that it is given."""

    def submit(self, task: Callable[..., Any], *arguments: Any) -> Any:
        known = (self.result(one) if isinstance(one, Future) else one for one in arguments)
        try:
            return self.pool.submit(task, *known)
        except BrokenProcessPool:
            raise WorkerLost(LOST) from None

    def result(self, given: Any) -> Any:
        try:
            return given.result()
        except BrokenProcessPool:
            raise WorkerLost(LOST) from None
        except (WorkerDiffers, WorkerFailed) as error:
            raise WorkerLost(f"a worker process {error}; `--jobs 1` builds without workers") from None
