"""Doing something again whenever a file changes: the disk is asked, which works on every disk."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from kept import config
from kept.config import ConfigurationError, Settings

INTERVAL = 0.3
"""Seconds between two looks; a look that takes long is followed by a longer pause."""

Look = dict[str, tuple[int, int]]
"""Time and size of each file, by path."""


def keep_doing(work: Callable[[], None], config_path: Path, root: Path | None) -> None:
    """Do the work now, and again when files of the project have changed and are still; ends with Ctrl-C."""
    try:
        seen = _look(config_path, root)
        while True:
            _clear()
            _once(work)
            click.echo("Watching for changes; Ctrl-C ends it.", err=True)
            seen = _next(seen, config_path, root)
    except (KeyboardInterrupt, click.Abort):
        click.echo(err=True)


def _once(work: Callable[[], None]) -> None:
    """A run that finds something, or cannot be done, is followed by the next one all the same."""
    try:
        work()
    except SystemExit:
        pass
    except click.ClickException as error:
        error.show()


def _next(seen: Look, config_path: Path, root: Path | None) -> Look:
    """Wait until something differs from what was seen, and has stopped changing."""
    while True:
        began = time.monotonic()
        now = _look(config_path, root)
        if now != seen:
            while True:
                time.sleep(INTERVAL)
                again = _look(config_path, root)
                if again == now:
                    return now
                now = again
        time.sleep(max(INTERVAL, 10 * (time.monotonic() - began)))


def _clear() -> None:
    if sys.stdout is not None and sys.stdout.isatty():
        click.echo("\x1b[H\x1b[2J\x1b[3J", nl=False)


def _look(config_path: Path, root: Path | None) -> Look:
    """Every file that findings may depend on."""
    found: Look = {}
    for path in _places(config_path, root):
        _add(path, found)
        for folder, folders, files in os.walk(path):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in files:
                _add(Path(folder, name), found)
    return found


def _add(path: Path, found: Look) -> None:
    try:
        status = path.stat()
    except OSError:
        return
    found[str(path)] = (status.st_mtime_ns, -1 if path.is_dir() else status.st_size)


def _places(config_path: Path, root: Path | None) -> Iterator[Path]:
    top = root or config_path.parent
    try:
        settings = config.load(config_path, root)
    except ConfigurationError:
        settings = Settings(top.resolve(), config_path.resolve())
    yield from (*top.glob("*.yml"), *top.glob("*.yaml"), config_path)
    folders = {folder for folder, _ in settings.folders()}
    for name in folders | {settings.templates, settings.records, ".github/workflows"}:
        yield settings.root / name
    yield from (settings.root / path for path in settings.own_files)
