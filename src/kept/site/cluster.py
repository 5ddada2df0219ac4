"""Making pages on the machines of a Dask cluster: the same bytes as on one machine.

The scheduler's workers prepare the site themselves (see `apart_tasks`) and are compared with this machine
before they make a page. A worker that is lost meanwhile costs the pages that it was at; another one makes
them.
"""

from __future__ import annotations

import logging
import re
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

from mkdocs.exceptions import MkDocsException

from kept.site import apart_tasks as tasks
from kept.site.apart import Apart
from kept.site.apart_tasks import Order, WorkerDiffers, WorkerFailed
from kept.site.prepared import Prepared

ADDRESS = re.compile(r"(tcp|tls)://\S+:\d+")

TO_CONNECT = 10
"""Seconds that a scheduler may take to answer."""

WITHOUT_WORKERS = 30
"""Seconds that a build waits for the first worker, or for another one when all are gone."""


class ClusterFailed(MkDocsException):
    """The cluster cannot make the pages; the message says why."""


@contextmanager
def connected(prepared: Prepared) -> Iterator[Apart]:
    """A cluster for one build. Raises `ClusterFailed`."""
    address = prepared.cluster
    if not ADDRESS.fullmatch(address):
        raise ClusterFailed(f'"{address}" is not the address of a scheduler; write it as tcp://host:8786')
    try:
        import distributed
    except ImportError:
        message = "building on a cluster needs what is not installed: `pip install 'kept[cluster]'`"
        raise ClusterFailed(message) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters, we say ourselves
    make: Any = distributed.Client
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # differing versions are our own business
            client = make(address, timeout=TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        message = f"no scheduler answers at {address} (is `dask scheduler` running there?)"
        raise ClusterFailed(message) from error
    try:
        yield Apart(Cluster(client, address), prepared)
    finally:
        client.close(timeout=2)


class Cluster:
    """The workers of one scheduler, for one build."""

    name = "The cluster"

    def __init__(self, client: Any, address: str) -> None:
        self.client = client
        self.address = address

    def count(self) -> int:
        return len(self._workers())

    def _workers(self) -> list[str]:
        try:
            return sorted(self.client.scheduler_info()["workers"])
        except (OSError, RuntimeError, ValueError):
            raise self._lost() from None

    def prepare(self, order: Order, keys: Mapping[str, str]) -> None:
        """Have all workers prepare the site at once, and compare what they see with what we see."""
        try:
            self.client.wait_for_workers(1, timeout=WITHOUT_WORKERS)
        except TimeoutError:
            message = f"no worker has joined {self.address} (start some with `dask worker {self.address}`)"
            raise ClusterFailed(message) from None
        asked = [(worker, self.submit(tasks.prepare, order, on=worker)) for worker in self._workers()]
        for worker, future in asked:
            theirs = self.result(future, f"the worker {worker}")
            if theirs != keys:
                raise ClusterFailed(f"the worker {worker} {_other(keys, theirs)}")

    def submit(self, task: Callable[..., Any], *arguments: Any, on: str | None = None) -> Any:
        place = {"workers": [on], "allow_other_workers": True} if on else {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Dask minds large arguments, which pages are
            return self.client.submit(task, *arguments, pure=False, **place)

    def result(self, given: Any, who: str = "a worker") -> Any:
        """What a task made, however often a worker was lost over it. Raises `ClusterFailed`."""
        seen = time.monotonic()
        while True:
            try:
                return given.result(timeout=1)
            except TimeoutError:
                if self.client.status != "running":
                    raise self._lost() from None
                if self._workers():
                    seen = time.monotonic()
                elif time.monotonic() - seen > WITHOUT_WORKERS:
                    raise ClusterFailed(f"all workers of {self.address} are gone") from None
            except Exception as error:  # noqa: BLE001 (of a Python that has no kept, another or a broken one)
                raise self._failure(error, who) from None

    def _failure(self, error: Exception, who: str) -> ClusterFailed:
        import distributed

        match error:
            case WorkerDiffers():
                return ClusterFailed(f"{who} {error}; all need the same files at the same path")
            case WorkerFailed():
                return ClusterFailed(f"{who} {error}")
            case distributed.KilledWorker():
                lost = f"{error.allowed_failures + 1} workers ended over the same pages"
                return ClusterFailed(f"{lost} (out of memory?); see what they have logged")
            case CancelledError() | OSError():
                return self._lost()
        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return ClusterFailed(f"{who} or the scheduler has no kept that works like this one ({reason})")

    def _lost(self) -> ClusterFailed:
        return ClusterFailed(f"the scheduler at {self.address} is gone")


def _other(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """In what a worker's files differ."""
    different = [uri for uri in {*ours, *theirs} if ours.get(uri) != theirs.get(uri)]
    different.sort(key=lambda uri: (uri in ours and uri in theirs, uri))  # others may differ because of it
    if len(different) == len(ours) > 1 and ours.keys() == theirs.keys():
        return "has another configuration, other templates, hooks or code; all need the same files"
    first, more = different[0], len(different) - 1
    what = (
        f"another {first}"
        if first in ours and first in theirs
        else f"a site with{'out' * (first in ours)} {first}"
    )
    return f"has {what}{f' and differs in {more} more' if more else ''}; all need the same files"
