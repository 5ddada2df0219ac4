"""What building on a cluster costs: a scheduler and workers on this machine, beside a build without them.

On one machine a cluster can only be slower. What is learnt is the CPU time that it takes on each side:
what is left for the machine that builds is the least that a build takes with any number of workers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kept.benchmark.memory import group_memory
from kept.benchmark.pages import DAY, write_pages
from kept.benchmark.tables import KEPT, Row, milliseconds, ratio, seconds
from kept.door import Talk, free_port, measured

WORKERS = 2

DASK = (sys.executable, "-m", "distributed.cli.dask_{}")


def cluster_rows(sizes: list[int]) -> Iterator[Row]:
    """CPU seconds of a build from nothing, without and with a cluster; the workers have started before."""
    yield ("pages", "one machine", "here", "scheduler and workers", "here per page", "here / one machine")
    for pages in sizes:
        with TemporaryDirectory() as temporary, ExitStack() as running:
            folder = Path(temporary, "kb")
            write_pages(folder, pages, with_plugin=True)
            address, started = _cluster(running, Path(temporary))
            build = (*KEPT, "build", *DAY, "--no-cache")
            far = (*build, "--site-dir", "far", "--cluster", address)
            measured(far, folder, group_memory)
            before = sum(one.cpu() for one in started)
            here = measured(far, folder, group_memory)
            there = sum(one.cpu() for one in started) - before
            alone = measured((*build, "--site-dir", "alone"), folder, group_memory)
            each = milliseconds(here.cpu / pages)
            less = ratio(here.cpu / alone.cpu)
            yield (pages, seconds(alone.cpu), seconds(here.cpu), seconds(there), each, less)


def _cluster(running: ExitStack, folder: Path) -> tuple[str, list[Talk]]:
    import distributed

    make: Any = distributed.Client
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    only_here = ("--host", "127.0.0.1", "--no-dashboard")
    scheduler = (*_dask("scheduler"), "--port", str(port), *only_here)
    place = ("--local-directory", str(folder), "--nthreads", "1", "--no-nanny")
    worker = (*_dask("worker"), address, *place, *only_here)
    started = [running.enter_context(Talk(one, folder)) for one in (scheduler, *[worker] * WORKERS)]
    with make(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(WORKERS, timeout=60)
    return address, started


def _dask(what: str) -> tuple[str, ...]:
    return tuple(part.format(what) for part in DASK)
