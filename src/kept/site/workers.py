"""Doing the same to many pages in several processes at once.

Workers are forked (where that exists, as on Linux and macOS), so that they have all that is known so far
without it being sent to them; on one core the work is done here, and where nothing can be forked, too, unless
`spawned` makes the pages. The results come in the order of the items, whoever made them.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

Tell = Callable[[int, int], None]
"""Hears how many of how many items are done."""

Meanwhile = Callable[[], object]
"""What is done by this process while others work."""


def nothing() -> None:
    """There is nothing else to do."""


BATCH = 24
"""Items that a worker gets at a time: enough to make sending them cheap, few enough to share them fairly."""

FEWEST = 48
"""Items for which starting workers pays."""


LOST = "a worker process ended before its work (out of memory?); `--jobs 1` builds without workers"


class WorkerLost(Exception):
    """A worker ended without a result, for instance because the system ran out of memory."""


def can_fork() -> bool:
    """Whether processes can be forked, as on Linux and macOS."""
    import multiprocessing  # few pages do without it

    return "fork" in multiprocessing.get_all_start_methods()


def mapped(
    task: Callable[[Sequence[T]], list[R]],
    items: Sequence[T],
    jobs: int,
    tell: Tell | None = None,
    meanwhile: Meanwhile = nothing,
) -> Iterator[R]:
    """What `task` makes of the items, in their order; the task gets several at a time.

    `meanwhile` is called before there are any results, while workers are at it. Raises `WorkerLost`, and what
    the task raises.
    """
    tell = tell or (lambda done, total: None)
    done = 0
    for results in _results(task, list(batches(items)), jobs, meanwhile):
        yield from results
        done += len(results)
        tell(done, len(items))


def batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items as workers get them."""
    return (items[at : at + BATCH] for at in range(0, len(items), BATCH))


def _results(
    task: Callable[[Sequence[T]], list[R]], given: list[Sequence[T]], jobs: int, meanwhile: Meanwhile
) -> Iterator[list[R]]:
    count = sum(map(len, given))
    if jobs <= 1 or count < FEWEST or not can_fork():
        meanwhile()
        yield from map(task, given)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(
        min(jobs, len(given)), multiprocessing.get_context("fork"), begin, (os.getpid(),)
    )
    try:
        results = pool.map(task, given)
        meanwhile()
        yield from results
    except BrokenProcessPool:
        raise WorkerLost(LOST) from None
    finally:
        pool.shutdown(cancel_futures=True)


def begin(parent: int) -> None:
    """A worker says nothing when it is interrupted, and ends when there is nobody to work for."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()  # what was known before stays: looking through it would also copy it
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
