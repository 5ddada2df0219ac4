"""Several processes check one library: each reads its share, hears what all have read, and checks its share.

Helpers are forked, so that they have what is known so far. A helper that is lost (the system may end one that
needs too much memory) costs nothing but time: who began does the work alone then.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from kept.values import dataclass

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")

FEWEST = 200
"""Articles for which a helper pays."""

CAN_HELP = hasattr(os, "fork")
"""Whether the system has what helpers need."""


class Lost(Exception):
    """A helper ended before its work."""


@dataclass(frozen=True, slots=True)
class Group:
    """Helpers, with whom values are exchanged."""

    talks: tuple[Connection, ...] = ()

    def hear(self) -> list[Any]:
        """What each says next. Raises `Lost`."""
        try:
            return [talk.recv() for talk in self.talks]
        except (EOFError, OSError):
            raise Lost from None

    def tell(self, value: object) -> None:
        """Say the same to all. Raises `Lost`."""
        try:
            for talk in self.talks:
                talk.send(value)
        except OSError:
            raise Lost from None


def shares(items: Sequence[T], jobs: int, late: int = 0) -> list[Sequence[T]]:
    """The items in as many parts as there are processes for them.

    The first one has something else to do, which takes as long as `late` items.
    """
    if jobs <= 1 or len(items) < FEWEST or not CAN_HELP:
        return [items]
    ahead = min(late * (jobs - 1), len(items))
    first, rest = items[:ahead], items[ahead:]
    own = rest[::jobs]
    return [own, *([*first[at - 1 :: jobs - 1], *rest[at::jobs]] for at in range(1, jobs))]


@contextmanager
def helpers(work: Callable[[Sequence[T], Connection], None], given: Sequence[Sequence[T]]) -> Iterator[Group]:
    """One process for each of the parts that are given. They are gone when the context is."""
    import multiprocessing  # small libraries do without it

    fork = multiprocessing.get_context("fork")
    pairs = [fork.Pipe() for _ in given]
    started = []
    try:
        for number, part in enumerate(given):
            process = fork.Process(target=_run, args=(work, part, number, pairs), daemon=True)
            process.start()
            started.append(process)
        for _, theirs in pairs:
            theirs.close()
        yield Group(tuple(ours for ours, _ in pairs))
    finally:
        for ours, _ in pairs:
            ours.close()
        for process in started:
            process.kill()
            process.join()


def _run(
    work: Callable[[Sequence[T], Connection], None],
    part: Sequence[T],
    number: int,
    pairs: list[tuple[Connection, Connection]],
) -> None:
    """A helper: it ends, without a word, when nobody is there to talk to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for at, (ours, theirs) in enumerate(pairs):
        ours.close()
        if at != number:
            theirs.close()
    try:
        work(part, pairs[number][1])
    except BaseException:  # noqa: BLE001 (who began will find out, and say it)
        os._exit(1)
    os._exit(0)
