"""Blocks of code between fences, without what is done anew for each line of a page and for each block.

PyMdown looks at each line for a fence, letter by letter; here a page is given to it from the first line with
the characters of a fence to the last. And Pygments' formatter is made once for each set of options.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from markdown import Markdown
from pygments.formatters import html  # type: ignore[import-untyped]
from pymdownx import highlight, superfences  # type: ignore[import-untyped]

from kept.site.known_code import fingerprint

KNOWN = {"74dd37f8184097bd"}
"""Fingerprints of the search for fences that this stands in for (of PyMdown 13.1)."""

KNOWN_FORMATTERS = {"dcdd5f976d788e0c"}
"""Fingerprints of the formatter that is used again (of Pygments 2.21)."""

NAME = "fenced_code_block"
"""Under which PyMdown registers its own."""

TheirFormatter: Any = highlight.BlockHtmlFormatter


def look_between(converter: Markdown) -> None:
    """Let a converter look for fences only where there may be some."""
    registered = converter.preprocessors
    if (
        NAME in registered
        and type(registered[NAME]) is superfences.SuperFencesBlockPreprocessor
        and fingerprint(superfences) in KNOWN
    ):
        registered[NAME].__class__ = SparingFences


def keep_formatters() -> None:
    """Let PyMdown use formatters again."""
    is_known = fingerprint(html) in KNOWN_FORMATTERS
    highlight.BlockHtmlFormatter = kept_formatter if is_known else _Formatter


class SparingFences(superfences.SuperFencesBlockPreprocessor):  # type: ignore[misc]
    """PyMdown's own, for the lines between which there may be a fence."""

    def search_nested(self, lines: list[str]) -> list[str]:
        """The lines, with what stands for each block in its place."""
        marked = [at for at, line in enumerate(lines) if "```" in line or "~~~" in line]
        if not marked:
            return lines
        begin, end = marked[0], marked[-1] + 1
        return [*lines[:begin], *super().search_nested(lines[begin:end]), *lines[end:]]


class _Formatter(TheirFormatter):  # type: ignore[misc]
    """Pygments' formatter, which otherwise works out all classes of its style for each block of code."""

    def _create_stylesheet(self) -> None:
        tables = _stylesheet(self.style, self.classprefix)
        self.ttype2class, self.class2style = (dict(one) for one in tables)


@cache
def _stylesheet(style: Any, prefix: str) -> tuple[dict[Any, str], dict[str, Any]]:
    made: Any = html.HtmlFormatter(style=style, classprefix=prefix)
    return made.ttype2class, made.class2style


def kept_formatter(**options: Any) -> Any:
    """A formatter with these options; it keeps nothing of the code that it formats."""
    options["hl_lines"] = tuple(options.get("hl_lines", ()))
    return _formatter(tuple(options.items()))


@lru_cache(maxsize=64)
def _formatter(options: tuple[tuple[str, Any], ...]) -> Any:
    return _Formatter(**dict(options))
