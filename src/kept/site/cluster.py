"""Making pages on the machines of a Dask cluster: the same bytes as on one machine.

This machine keeps the order of events, the cache, the index and the writing of files. The scheduler's workers
prepare the site themselves (see `cluster_tasks`) and are compared with this machine before they make a page.
A worker that is lost meanwhile costs the pages that it was at, which another one makes.

Cost: what a page is made of and what it becomes goes over the network once each way and stage. Only a few
batches for each worker are on their way at a time, so memory doesn't grow with the number of pages.
"""

from __future__ import annotations

import logging
import os
import re
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

from mkdocs import utils
from mkdocs.exceptions import MkDocsException

from kept.site import cluster_tasks as tasks
from kept.site.build import EPOCH
from kept.site.cluster_tasks import Order, WorkerDiffers, WorkerFailed
from kept.site.engine import FIXED, Result, Say, Site
from kept.site.prepared import Prepared
from kept.site.split import READING, WRITING, Split
from kept.site.workers import FEWEST, Tell, batches

ADDRESS = re.compile(r"(tcp|tls)://\S+:\d+")

TO_CONNECT = 10
"""Seconds that a scheduler may take to answer."""

WITHOUT_WORKERS = 30
"""Seconds that a build waits for the first worker, or for another one when all are gone."""

ON_THEIR_WAY = 3
"""Batches for each worker: one that it is at, and others that it need not wait for."""


class ClusterFailed(MkDocsException):
    """The cluster cannot make the pages; the message says why."""


@contextmanager
def connected(prepared: Prepared) -> Iterator[Cluster]:
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
        yield Cluster(client, address, prepared)
    finally:
        client.close(timeout=2)


class Cluster:
    """The workers of one scheduler, for one build."""

    def __init__(self, client: Any, address: str, prepared: Prepared) -> None:
        settings = prepared.settings
        assert settings.config_path is not None
        self.client = client
        self.address = address
        self.order = Order(
            uuid4().hex,
            str(settings.config_path.resolve()),
            str(settings.root.resolve()),
            settings.audience,
            prepared.today,
            os.environ[EPOCH],
            tasks.versions(),
        )
        self.keys: Mapping[str, str] = {}

    def joins(self, site: Site, split: Split, say: Say) -> bool:
        """Whether the workers can take part; they are compared with this machine. Raises `ClusterFailed`."""
        if len(site.pages) - len(site.memory.known) < FEWEST:
            say("The cluster has nothing to do: few pages are to be made.")
            return False
        if not any(split.jobs(stage) > 1 for stage in (READING, WRITING)):
            say("The cluster has nothing to do: no stage can be split.")
            return False
        self.keys = site.memory.keys or tasks.page_keys(site)
        if not self.keys:
            say("The cluster has nothing to do: templates or settings may show more than workers can know.")
            return False
        self._prepare()
        return True

    def read(self, site: Site, numbers: Sequence[int], tell: Tell | None) -> Iterator[Result]:
        """Read and render pages."""
        payloads = (self._keys(site, batch) for batch in batches(numbers))
        return self._results(tasks.read, payloads, len(numbers), tell)

    def write(self, site: Site, numbers: Sequence[int], tell: Tell | None) -> Iterator[Result]:
        """Make whole pages on the workers and write them here."""
        others = self._submit(_itself, tasks.packed(site.pages))
        payloads = (
            (others, *self._keys(site, batch), {at: _attributes(site, at) for at in batch})
            for batch in batches(numbers)
        )
        results = self._results(tasks.write, payloads, len(numbers), tell)
        for number, result in zip(numbers, results, strict=False):
            if result.error is None:
                value, html = result.value
                if html is not None:
                    utils.write_file(html, site.pages[number].file.abs_dest_path)
                yield replace(result, value=value)
            else:
                yield result

    def _keys(self, site: Site, batch: Sequence[int]) -> tuple[dict[int, str]]:
        return ({at: self.keys[site.pages[at].file.src_uri] for at in batch},)

    def _workers(self) -> list[str]:
        try:
            return sorted(self.client.scheduler_info()["workers"])
        except (OSError, RuntimeError, ValueError):
            raise self._lost() from None

    def _prepare(self) -> None:
        """Have all workers prepare the site at once, and compare what they see with what we see."""
        try:
            self.client.wait_for_workers(1, timeout=WITHOUT_WORKERS)
        except TimeoutError:
            message = f"no worker has joined {self.address} (start some with `dask worker {self.address}`)"
            raise ClusterFailed(message) from None
        asked = [(worker, self._submit(tasks.prepare, self.order, on=worker)) for worker in self._workers()]
        for worker, future in asked:
            theirs = self._result(future, f"the worker {worker}")
            if theirs != self.keys:
                raise ClusterFailed(f"the worker {worker} {_other(self.keys, theirs)}")

    def _submit(self, task: Callable[..., Any], *arguments: Any, on: str | None = None) -> Any:
        place = {"workers": [on], "allow_other_workers": True} if on else {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Dask minds large arguments, which pages are
            return self.client.submit(task, *arguments, pure=False, **place)

    def _results(
        self, task: Callable[..., Any], payloads: Iterator[tuple[Any, ...]], total: int, tell: Tell | None
    ) -> Iterator[Result]:
        """The results in order, with a few batches ahead for each worker."""
        ahead = ON_THEIR_WAY * max(1, len(self._workers()))
        waiting: deque[Any] = deque()
        done = 0
        while True:
            while len(waiting) < ahead and (payload := next(payloads, None)) is not None:
                waiting.append(self._submit(task, self.order, *payload))
            if not waiting:
                return
            results: list[Result] = self._result(waiting.popleft(), "a worker")
            yield from results
            done += len(results)
            if tell is not None:
                tell(done, total)

    def _result(self, future: Any, who: str) -> Any:
        """What a task made, however often a worker was lost over it. Raises `ClusterFailed`."""
        seen = time.monotonic()
        while True:
            try:
                return future.result(timeout=1)
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


def _itself(data: bytes) -> bytes:
    """Data as a task, so that it is made again when all workers that have it are lost."""
    return data


def _attributes(site: Site, number: int) -> dict[str, Any]:
    return {name: value for name, value in vars(site.pages[number]).items() if name not in FIXED}


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
