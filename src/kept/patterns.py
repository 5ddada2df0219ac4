"""Regular expressions that a team writes into its settings: run by RE2, in time linear in the text.

RE2 never backtracks, so no pattern can hang a check; what it cannot do in linear time (lookaround,
back-references) it refuses, and that is told at the setting.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from kept.text import Span
from kept.values import dataclass

LENGTH_LIMIT = 1000
MEMORY_LIMIT = 4 * 1024 * 1024
"""Bytes that a compiled pattern may take; `(a{1000}){1000}` would take all there are."""


class PatternError(ValueError):
    """The pattern cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class NamedPattern:
    """A pattern and what it finds, in words: "customer id"."""

    name: str
    pattern: str

    def find(self, text: str) -> Iterator[Span]:
        """Where it is found, in characters."""
        return (Span(*match.span()) for match in compiled(self.pattern).finditer(text))


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Any:
    """The pattern of a setting, ready to use. Raises `PatternError`."""
    import re2  # type: ignore[import-untyped]  # only those who have patterns wait for it

    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY_LIMIT
    if len(pattern) > LENGTH_LIMIT:
        raise PatternError(f"it is longer than {LENGTH_LIMIT} characters")
    try:
        found = re2.compile(pattern, options)
    except UnicodeEncodeError:
        raise PatternError("it holds half a character") from None
    except re2.error as error:
        reason = error.args[0] if error.args else "it is not a regular expression"
        words = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        raise PatternError(words) from None
    if found.search("") is not None:
        raise PatternError("it matches nothing at all, and so every place")
    return found
