"""Python's search for garbage, done seldom or not at all while many objects are made that stay.

The search goes through all that there is again and again. What is no longer used is mostly freed without it:
only values in a cycle wait for it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 100_000
"""New ones after which they are searched, in place of some hundreds."""


_is_last = False


def last_command() -> None:
    """This process ends with one command that makes many objects: they are freed with it, unsearched.

    So is the code that it loads, which is searched as seldom.
    """
    global _is_last  # noqa: PLW0603 (a fact about the process)
    _is_last = True
    gc.set_threshold(OBJECTS, 50, 100)


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Search seldom meanwhile: a build keeps some 10 MB longer for that."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, 50, 100)
    try:
        yield
    finally:
        if _is_last:
            gc.disable()
            gc.freeze()
        else:
            gc.set_threshold(*before)


def stays() -> None:
    """What is in use now stays for long: searches leave it out until this is called again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def not_collected() -> Iterator[None]:
    """Don't search meanwhile: values that don't change have no cycles, and looking takes a while."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if _is_last:
            gc.freeze()  # what has been made stays to the end
        if was_on:
            gc.enable()
