"""Whether the code of a library is that which ours stands in for.

Some inner parts of libraries are done here in another way, with the same results. That has been shown for the
code as it was: with any other, the library does its work itself, only slower.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from types import ModuleType


@functools.cache
def fingerprint(module: ModuleType) -> str:
    """The beginning of the SHA-256 of the file of a module; empty when there is none to read."""
    try:
        return hashlib.sha256(Path(str(getattr(module, "__file__", ""))).read_bytes()).hexdigest()[:16]
    except OSError:
        return ""
