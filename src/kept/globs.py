"""Path patterns as in `.gitignore` (gitignore(5)): `kb/**`, `*.md`, `/docs/releases/`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


_PLAIN = re.compile(r"[\w/][\w./-]*")
"""A path that stands for itself."""


@lru_cache(maxsize=256)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # slow to import, and a run in which nothing changed needs no pattern

    return GitIgnoreSpec.from_lines(patterns)


def matches_any(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a path (relative to the root, with `/`) matches one of the patterns.

    `*` stays within a folder, `**` crosses folders, a folder matches all below it, and a pattern without
    `/` matches at any depth.
    """
    if len(patterns) == 1 and (folder := _whole_folder(patterns[0])):
        return path.startswith(folder)
    return bool(patterns) and _spec(patterns).match_file(path)


@lru_cache(maxsize=256)
def _whole_folder(pattern: str) -> str:
    """`kb/` for `kb/**`: the most frequent pattern, and the cheapest to match."""
    return pattern[:-2] if _WHOLE_FOLDER.fullmatch(pattern) else ""


_WHOLE_FOLDER = re.compile(r"\w[\w-]*(?:/\w[\w-]*)*/\*\*")


def is_pattern(pattern: str) -> bool:
    """Whether this is a pattern at all: a lone `!` or `[z-a]` is not."""
    if "\0" in pattern:
        return False  # no name holds one, and the disk must not be asked
    if _PLAIN.fullmatch(pattern) or _whole_folder(pattern):
        return True  # most are; to make a pattern takes long
    try:
        return bool(_spec((pattern,)).patterns)
    except (ValueError, re.error):
        return False
