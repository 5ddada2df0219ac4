"""The folder of the built site: made whole beside the old one, then swapped in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARKER = ".kept"
"""A file of this name says that kept made the folder."""


class NotOurs(Exception):
    """The folder holds files and kept did not make it."""


def write_marker(folder: Path) -> None:
    """Mark a built site."""
    (folder / MARKER).write_text("This folder was made by kept, which may replace it.\n", encoding="utf-8")


def check_target(target: Path, sources: Iterator[Path]) -> None:
    """Raise `NotOurs` unless the site may be put at `target`: absent, empty, or made by kept."""
    resolved = target.resolve()
    for source in sources:
        if source.resolve().is_relative_to(resolved):
            raise NotOurs(f"{target} holds the content in {source.name}; choose another folder for the site")
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise NotOurs(f"{target} is not a folder; remove it, or choose another with `--site-dir`")
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        raise NotOurs(f"{target} was not made by kept; move it away, or choose another with `--site-dir`")


@contextmanager
def swapped_in(target: Path) -> Iterator[Path]:
    """A new folder to build into; on success it takes the place of `target`, else `target` stays as it is."""
    target = target.absolute()  # MkDocs takes a relative folder for one beside the configuration
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
    staging.chmod(0o755)
    try:
        yield staging
        _replace(staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _replace(new: Path, target: Path) -> None:
    if not target.exists():
        os.replace(new, target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old-", dir=target.parent))
    try:
        os.replace(target, old / "site")
        try:
            os.replace(new, target)
        except OSError:
            os.replace(old / "site", target)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
