"""Runs a target on damaged input: as many examples as are asked for, from one seed."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from random import Random
from types import FrameType

from fuzz.mutations import STEP, mutated
from fuzz.targets import TARGETS, Target, seeds_of

LONGEST = 10
"""Seconds in which any file is read, however damaged."""

CHANGES = 7
USUAL = 2
"""Changes of an input: at most, and on average."""

TRIES = 3_000
"""Shorter inputs that are tried once one was found."""


def fuzz(name: str, examples: int, seed: int) -> None:
    """Raises what the target raised, with a short input that makes it do so as a note."""
    target = TARGETS[name]
    seeds = seeds_of(target)
    last = b""

    try:
        for program in islice(programs(seed), examples):
            last = mutated(program, seeds, target.words, target.longest)
            with _no_hang():
                target.run(last)
    except Exception as error:
        kind = type(error)
        error.add_note(f"{name}: {shortened(last, lambda data: _raises(target, data, kind))!r}")
        raise


def programs(seed: int) -> Iterator[bytes]:
    """Programs without an end, most of a few changes; libraries take longer to draw them than targets."""
    random = Random(seed)
    while True:
        changes = min(CHANGES, int(random.expovariate(1 / USUAL)))
        yield random.randbytes(1 + changes * STEP)


def shortened(data: bytes, is_bad: Callable[[bytes], bool]) -> bytes:
    """A part of the data that is still bad, and from which little more can be left out."""
    tries, size = TRIES, len(data) // 2
    while size and tries > 0:
        start, before = 0, len(data)
        while start < len(data) and tries > 0:
            tries -= 1
            rest = data[:start] + data[start + size :]
            if is_bad(rest):
                data = rest
            else:
                start += size
        size = size // 2 if len(data) == before else min(size, len(data) // 2)
    return data


def _raises(target: Target, data: bytes, kind: type[Exception]) -> bool:
    with suppress(Exception):
        try:
            with _no_hang():
                target.run(data)
        except kind:
            return True
    return False


@contextmanager
def _no_hang() -> Iterator[None]:
    """Stop what takes longer than any file may, in CPU time: the machine may be busy with something else."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGVTALRM"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"not read within {LONGEST} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
