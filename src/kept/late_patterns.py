"""Regular expressions that are compiled when they are first asked for anything.

To compile one takes up to some milliseconds, and most of the commands that import it have no text for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as late_pattern
else:

    class late_pattern:  # noqa: N801 (called as `re.compile` is)
        """As `re.compile`; what it was asked for is its own from then on: asking again is as quick."""

        def __init__(self, pattern: str, flags: int = 0) -> None:
            self.__dict__["_made_of"] = pattern, flags

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            found = getattr(re.compile(*self._made_of), name)
            self.__dict__[name] = found
            return found


__all__ = ["late_pattern"]
