"""A value that is known meanwhile to whoever is called, and to the processes that are forked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def held(variable: ContextVar[T], value: T) -> Iterator[None]:
    """Set a context variable for a while."""
    token = variable.set(value)
    try:
        yield
    finally:
        variable.reset(token)
