"""What becomes of pages, wherever they are made: with what was said meanwhile, and what went wrong.

A page may be made by another process, or on another machine; what is said of it is heard in the pages' order.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from kept.values import dataclass

T = TypeVar("T")

Said = tuple[tuple[str, int, str], ...]
"""Names of loggers, levels and messages."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a page, and what was said meanwhile."""

    value: Any
    said: Said
    error: Exception | None

    @property
    def is_warning(self) -> bool:
        """Whether there is something to be said of the page that must be said the next time too."""
        return any(level >= logging.WARNING for _, level, _ in self.said)


def heard(result: Result) -> Any:
    """What a page has become, after what was said of it has been passed on. Raises what it failed with."""
    for name, level, message in result.said:
        logging.getLogger(name).log(level, "%s", message)
    if result.error is not None:
        raise result.error
    return result.value


def each(items: Iterable[T], task: Callable[[T], Any]) -> list[Result]:
    """What a task makes of some items, up to the first at which it fails."""
    results: list[Result] = []
    with _listening() as said:
        for item in items:
            value, failed = None, None
            try:
                value = task(item)
            except Exception as error:  # noqa: BLE001 (a plugin, hook or template may raise anything)
                failed = _sendable(error)
            results.append(Result(value, tuple(said), failed))
            said.clear()
            if failed is not None:
                break
    return results


@contextmanager
def _listening() -> Iterator[list[tuple[str, int, str]]]:
    """What is logged meanwhile, instead of its being shown: the pages' order decides about when it is."""
    said: list[tuple[str, int, str]] = []
    logger = logging.getLogger("mkdocs")
    before = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [_Notes(said)], False
    try:
        yield said
    finally:
        logger.handlers, logger.propagate = before


class _Notes(logging.Handler):
    def __init__(self, said: list[tuple[str, int, str]]) -> None:
        super().__init__()
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append((record.name, record.levelno, record.getMessage()))


def _sendable(error: Exception) -> Exception:
    """An error that another process can be told of."""
    import multiprocessing  # few builds need it

    if multiprocessing.parent_process() is None:
        return error
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 (whatever its class does when it is made anew)
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
