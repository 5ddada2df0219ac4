"""MkDocs' configuration of a site: its complaints about `mkdocs.yml` in lines with a place."""

from __future__ import annotations

import importlib.metadata
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs import plugins, utils
from mkdocs.config import base
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from kept.config import Settings
from kept.site.compiled_templates import keep_compiled_of
from kept.site.untrusted import Trust


class ConfigurationRefused(Exception):
    """MkDocs cannot use the configuration; the text has a line for each reason."""

    is_told = True
    """There is nothing to add to its message."""


_BESIDE_THE_CONFIGURATION = (
    "MkDocs builds no site of the folder that the configuration lies in; move the pages into a folder such "
    "as docs/ and name it here"
)


def load(settings: Settings, trust: Trust | None = None, **options: Any) -> MkDocsConfig:
    """The configuration as MkDocs reads it; hooks and plugins are imported. Raises `ConfigurationRefused`.

    That of a stranger is not read by MkDocs at all: it gets the values that were found to be harmless.
    """
    assert settings.config_path is not None
    if settings.docs_dir == ".":
        complaint = f"Config value 'docs_dir': {_BESIDE_THE_CONFIGURATION}"
        raise ConfigurationRefused(_placed(complaint, settings.config_path))
    with _complaints() as said, _looked_for_once():
        try:
            options["docs_dir"] = str(settings.root / settings.docs_dir)
            if trust is not None:
                made = _given(settings.config_path, {**trust.values, **options})
            else:
                made = load_config(config_file=str(settings.config_path), **options)
        except (Abort, ConfigurationError) as error:
            reasons = [_placed(line, settings.config_path).replace(f"{settings.root}/", "") for line in said]
            raise ConfigurationRefused("\n".join(reasons) or _unknown(error, settings.config_path)) from None
    keep_compiled_of(made.theme)  # plugins make environments of their own
    return made


def _given(path: Path, values: dict[str, Any]) -> MkDocsConfig:
    """As `load_config`, of values instead of a file."""
    config = MkDocsConfig(config_file_path=str(path))
    config.load_dict(values)
    errors, warnings = config.validate()
    for name, warning in warnings:
        base.log.warning("Config value '%s': %s", name, warning)
    for name, error in errors:
        base.log.error("Config value '%s': %s", name, error)
    if errors or (config.strict and warnings):
        raise Abort("the configuration cannot be used")
    return config


def _unknown(error: BaseException, path: Path) -> str:
    """What is said of a file that cannot be read, with the place of a name that nobody has."""
    found = _UNKNOWN.search(str(error))
    if found is None:
        return one_line(error)
    place = f"{path.name}:{found['line']}:{found['column']}"
    return f"{place}: {' '.join(found['reason'].split())} (install what has it, or take the line out)"


def one_line(error: BaseException) -> str:
    """What an error says, in one line."""
    return " ".join(str(error).split())


_TRACE = re.compile(r'^ *File ".*", line \d+, in .*\n(?: .*\n)*', re.MULTILINE)
"""Of an extension that cannot be made; its last line says why."""
_UNKNOWN = re.compile(
    r"while constructing a Python object\s+(?P<reason>.*?)"
    r"\s+in \".*\", line (?P<line>\d+), column (?P<column>\d+)",
    re.DOTALL,
)
"""What a value such as `!!python/name:…` names, and nobody has."""
_COMPLAINT = re.compile(r"Config value '(\w+)': (.*)", re.DOTALL)


def _placed(line: str, path: Path) -> str:
    """A complaint with the line of the key that it is about, when the file itself has the key."""
    found = _COMPLAINT.match(line)
    if found is None:
        return " ".join(line.split())
    key, reason = found[1], " ".join(_TRACE.sub("", found[2]).split())
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    number = next((at for at, text in enumerate(lines, 1) if re.match(rf"[\"']?{key}[\"']?\s*:", text)), 0)
    return f"{path.name}:{number}: {key}: {reason}" if number else f"{path.name}: {key}: {reason}"


@contextmanager
def _looked_for_once() -> Iterator[None]:
    """What is installed is looked for once, not for plugins, themes and extensions of Markdown each."""
    theirs = importlib.metadata.entry_points
    everything = cache(theirs)

    def known(**wanted: Any) -> Any:
        return everything().select(**wanted)

    places: list[Any] = [importlib.metadata, plugins, utils]
    changed = [place for place in places if place.entry_points is theirs]
    for place in changed:
        place.entry_points = known
    try:
        yield
    finally:
        for place in changed:
            place.entry_points = theirs


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """The errors that MkDocs logs meanwhile, which are told in another way."""
    said: list[str] = []

    def keep(record: logging.LogRecord) -> bool:
        if record.levelno >= logging.ERROR:
            said.append(record.getMessage())
        return record.levelno < logging.ERROR

    logger = base.log
    logger.addFilter(keep)
    try:
        yield said
    finally:
        logger.removeFilter(keep)
