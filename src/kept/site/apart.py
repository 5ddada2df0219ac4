"""Making pages in processes that know nothing of this one: on a cluster, or spawned here.

This process keeps the order of events, the cache, the index and the writing of files. The others prepare the
site themselves (see `apart_tasks`); the bytes are the same, whoever made them.

Cost: what a page is made of and what it becomes is sent once each way and stage. Only a few batches for each
of them are on their way at a time, so memory doesn't grow with the number of pages.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol
from uuid import uuid4

from mkdocs import utils

from kept.site import apart_tasks as tasks
from kept.site.apart_tasks import Order
from kept.site.engine import FIXED, Say, Site
from kept.site.moment import moment_of
from kept.site.prepared import Prepared
from kept.site.results import Result
from kept.site.split import READING, WRITING, Split
from kept.site.workers import FEWEST, Tell, batches

ON_THEIR_WAY = 3
"""Batches for each process: one that it is at, and others that it need not wait for."""


class Hands(Protocol):
    """Processes that do tasks."""

    name: str
    """As a message begins with it; empty where nobody need hear that there was nothing to do."""

    def count(self) -> int:
        """How many there are now."""

    def prepare(self, order: Order, keys: Mapping[str, str]) -> None:
        """Have them prepare the site, which must have these digests."""

    def submit(self, task: Callable[..., Any], *arguments: Any) -> Any:
        """Give a task to one of them."""

    def result(self, given: Any) -> Any:
        """What a task made, when it is done."""


class Apart:
    """Processes apart, for one build."""

    def __init__(self, hands: Hands, prepared: Prepared) -> None:
        self.hands = hands
        self.order = order_of(prepared)
        self.keys: Mapping[str, str] = {}

    def joins(self, site: Site, split: Split, say: Say) -> bool:
        """Whether they can take part; they are compared with this process before they make a page."""
        if reason := self._has_nothing(site, split):
            if self.hands.name:
                say(f"{self.hands.name} has nothing to do: {reason}.")
            return False
        self.hands.prepare(self.order, self.keys)
        return True

    def _has_nothing(self, site: Site, split: Split) -> str:
        """Why they have nothing to do; empty when they have, and what they must see is known then."""
        if len(site.pages) - len(site.memory.known) < FEWEST:
            return "few pages are to be made"
        if not any(split.jobs(stage) > 1 for stage in (READING, WRITING)):
            return "no stage can be split"
        self.keys = site.memory.keys or tasks.page_keys(site)
        return "" if self.keys else "templates or settings may show more than workers can know"

    def read(self, site: Site, numbers: Sequence[int], tell: Tell | None) -> Iterator[Result]:
        """Read and render pages."""
        payloads = (self._keys(site, batch) for batch in batches(numbers))
        return self._results(tasks.read, payloads, len(numbers), tell)

    def write(self, site: Site, numbers: Sequence[int], tell: Tell | None) -> Iterator[Result]:
        """Have whole pages made, and write them here."""
        others = self.hands.submit(_itself, tasks.packed(site.pages))
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

    def _results(
        self, task: Callable[..., Any], payloads: Iterator[tuple[Any, ...]], total: int, tell: Tell | None
    ) -> Iterator[Result]:
        """The results in order, with a few batches ahead for each process."""
        ahead = ON_THEIR_WAY * max(1, self.hands.count())
        waiting: deque[Any] = deque()
        done = 0
        while True:
            while len(waiting) < ahead and (payload := next(payloads, None)) is not None:
                waiting.append(self.hands.submit(task, self.order, *payload))
            if not waiting:
                return
            results: list[Result] = self.hands.result(waiting.popleft())
            yield from results
            done += len(results)
            if tell is not None:
                tell(done, total)


def order_of(prepared: Prepared) -> Order:
    """What others need to prepare the same site."""
    settings = prepared.settings
    assert settings.config_path is not None
    return Order(
        uuid4().hex,
        str(settings.config_path.resolve()),
        str(settings.root.resolve()),
        settings.audience,
        prepared.today,
        moment_of(prepared.today),
        tasks.versions(),
    )


def _itself(data: bytes) -> bytes:
    """Data as a task, so that it is made again when all workers that have it are lost."""
    return data


def _attributes(site: Site, number: int) -> dict[str, Any]:
    return {name: value for name, value in vars(site.pages[number]).items() if name not in FIXED}
