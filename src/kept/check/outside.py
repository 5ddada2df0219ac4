"""Addresses that no reader can follow: files on somebody's computer, or above the project; placeholders."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from kept.late_patterns import late_pattern

_LOCAL = late_pattern(
    r"file:|[a-zA-Z]:[\\/]|\\\\|/(?:home|Users|etc|var|tmp|mnt|root|opt|usr|proc)/", re.IGNORECASE
)

_HIDDEN = late_pattern(r"(?:^|[\\/])\.[^\\/.]")


def leads_outside(path: str, target: str) -> bool:
    """Whether a relative address in the file at `path` climbs out of the project."""
    if ".." not in target:
        return False
    written = unquote(target.split("#")[0].split("?")[0]).replace("\\", "/").strip()
    if "://" in written or written.startswith("/"):
        return False
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), written)).startswith("../")


def is_on_a_disk(target: str) -> bool:
    """Whether an address is the path of a file on somebody's computer: `file:`, `C:\\`, `/home/`."""
    return _LOCAL.match(target.strip()) is not None


def is_outside(path: str, target: str) -> bool:
    """Whether an address in the file at `path` is that of a file which readers cannot have."""
    return leads_outside(path, target) or is_on_a_disk(target)


def is_hidden(target: str) -> bool:
    """Whether an address is that of a hidden file, or of one in a hidden folder."""
    return _HIDDEN.search(target) is not None


def has_placeholder(target: str) -> bool:
    """Whether an address has a part that a program is to fill in."""
    return "{{" in target or "{%" in target
