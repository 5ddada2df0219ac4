"""The files that a document includes: where they are on the disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kept.config import Settings
from kept.parse.document import Snippet

_LINE = re.compile(r":(\d+)(?::\d*)?$")
_PART = re.compile(r"(?::[\w-]*)+$")


def bases(settings: Settings) -> Iterator[Path]:
    """The folders in which included files are looked up (`base_path`), inside of the project alone."""
    given = dict(settings.markdown.snippets or ()).get("base_path", ["."])
    for base in given if isinstance(given, list) else [given]:
        folder = (settings.root / str(base)).resolve()
        if folder.is_dir() and folder.is_relative_to(settings.root):
            yield folder


def included_file(settings: Settings, snippet: Snippet) -> tuple[Path, int] | None:
    """The file that a snippet includes, and the line (from 1) at which the part of it begins."""
    name = _PART.sub("", snippet.target)
    for base in bases(settings):
        try:
            found = (base / name).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            continue
        if found.is_file() and found.is_relative_to(base):
            return found, _line(found, snippet.target)
    return None


def _line(found: Path, target: str) -> int:
    """The first line of the part that is included: a number, or the mark of a section."""
    if number := _LINE.search(target):
        return max(1, int(number[1][:9]))
    section = target.rpartition(":")[2] if ":" in target else ""
    if not section:
        return 1
    mark = re.compile(rf"--8<--[ \t]+\[start:[ \t]*{re.escape(section)}[ \t]*\]")
    try:
        lines = found.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return 1
    return next((number for number, line in enumerate(lines, 1) if mark.search(line)), 1)
