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


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Search seldom meanwhile: a build keeps some 10 MB longer for that."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def not_collected() -> Iterator[None]:
    """Don't search meanwhile: values that don't change have no cycles, and looking takes a while."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
