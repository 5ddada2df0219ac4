"""A plan → the disk: everything, or nothing at all.

The move comes first, by git where it knows the file, then the texts, each file replaced whole. Whatever goes
wrong, what was done before is undone in reverse.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from kept.door import run
from kept.rename.plan import CannotMove, Plan
from kept.review.record import Recorded, write


def perform(plan: Plan, root: Path, configuration: Mapping[str, Path]) -> None:
    """Do what a plan says; `configuration` says where its files lie. Raises `CannotMove`."""
    undo: list[Callable[[], None]] = []
    try:
        files = [*_documents(plan, root), *_configuration(plan, configuration)]
        _move(root, plan.old, plan.new, undo)
        write(files)
    except (OSError, CannotMove) as error:
        for step in reversed(undo):
            with suppress(OSError):
                step()
        if isinstance(error, CannotMove):
            raise
        reason = (error.strerror or str(error)).lower()
        raise CannotMove(f"nothing is moved: {error.filename or plan.old}: {reason}") from None


def _documents(plan: Plan, root: Path) -> list[Recorded]:
    """The files to write, as they are named after the move; each is looked at where it lies now."""
    old_paths = {new: old for old, new in plan.paths.items()}
    found: dict[Path, Recorded] = {}
    for path, (before, after) in plan.texts.items():
        now = root / old_paths.get(path, path)
        data, mark = _bytes(now, before, old_paths.get(path, path))
        place = root / path if path in old_paths else now.resolve()
        found[now.resolve()] = Recorded(path, place, data, mark + after.encode())
    return list(found.values())


def _configuration(plan: Plan, places: Mapping[str, Path]) -> list[Recorded]:
    found = []
    for name, (before, after) in plan.configuration.items():
        place = places[name].resolve()
        data, mark = _bytes(place, before, name)
        found.append(Recorded(name, place, data, mark + after.encode()))
    return found


def _bytes(place: Path, before: str, path: str) -> tuple[bytes, bytes]:
    """What a file holds, and its byte order mark."""
    data = place.read_bytes()
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    if data[len(mark) :] != before.encode():
        raise CannotMove(f"nothing is moved: somebody has changed {path} meanwhile; run again")
    if not os.access(place, os.W_OK):
        raise CannotMove(f"nothing is moved: {path} is read-only; make it writable")
    return data, mark


def _move(root: Path, old: str, new: str, undo: list[Callable[[], None]]) -> None:
    """Move a file or a folder; the steps that undo it go to `undo`."""
    target = root / new
    if target.exists() and not target.samefile(root / old):  # on some disks names differ by case alone
        raise CannotMove(f"{new} exists; choose another path, or remove it first")
    for folder in reversed([one for one in target.parents if not one.exists()]):
        folder.mkdir()
        undo.append(folder.rmdir)
    if run(("git", "mv", "--", old, new), root) is None:
        os.rename(root / old, target)
        undo.append(lambda: os.rename(target, root / old))
    else:
        undo.append(lambda: _back(root, old, new))


def _back(root: Path, old: str, new: str) -> None:
    if run(("git", "mv", "--", new, old), root) is None:
        os.rename(root / new, root / old)
