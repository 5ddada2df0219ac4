"""Python's search for garbage, done seldom while many objects are made that stay.

A build keeps what it makes until it ends, and the search goes through all of it again and again. What is no
longer used is mostly freed without it; the rest stays a little longer: some 10 MB.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 100_000
"""New ones after which they are searched, in place of some hundreds."""


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Let Python search for garbage seldom meanwhile."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
