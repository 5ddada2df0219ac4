"""The baseline on the disk: reading it, holding findings against it, and writing what is left of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from kept import cache_folder
from kept.baseline import (
    CODE,
    Baseline,
    BaselineError,
    Comparison,
    baseline_of,
    compare,
    joined,
    parse,
    render,
    without,
)
from kept.check.rule import rules
from kept.check.run import is_below, severities
from kept.commands.options import CannotRun
from kept.commands.texts import FilesOnDisk
from kept.config import ConfigurationError, Settings
from kept.diagnostic import Diagnostic, Problem, Severity
from kept.external.places import ExternalLink
from kept.parse.files import Found, at, decode
from kept.report import plural
from kept.text import Source, Span
from kept.values import dataclass

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest baseline that is read: two million findings."""


def baseline_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--no-baseline`, `--update-baseline` and `--add`."""
    command = click.option(
        "--add", "also_add", is_flag=True, help="With --update-baseline: add what is new as well."
    )(command)
    command = click.option(
        "--update-baseline", is_flag=True, help="Remove from the baseline what is mended; add nothing."
    )(command)
    return click.option(
        "--no-baseline", is_flag=True, help="Show the findings that the baseline hides as well."
    )(command)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for with the options."""

    ignore: bool = False
    update: bool = False
    add: bool = False

    def __post_init__(self) -> None:
        if self.add and not self.update:
            raise click.UsageError("--add goes with --update-baseline")
        if self.ignore and self.update:
            raise click.UsageError("--no-baseline and --update-baseline exclude each other")


def read_baseline(settings: Settings) -> Baseline | None:
    """The known findings; `None` without the file. Raises `ConfigurationError` when it can't be used."""
    found = at(settings.root, settings.baseline)
    if found is None:
        return None
    source = _source(found)
    try:
        return parse(source, [rule.code for rule in rules()])
    except BaselineError as error:
        raise ConfigurationError(source, (error.problem,)) from None


def _source(found: Found) -> Source:
    reason = found.problem or _not_a_plain_file(found.location)
    if reason:
        message = f"the baseline cannot be read: {reason}"
        help = "put the file back, or name another one with the setting `baseline`"
        raise ConfigurationError(Source(found.path, ""), (Problem(CODE, Span(0, 0), message, help),))
    source, problem = decode(found.path, found.location.read_bytes())
    if problem:
        message = problem.message.replace("the file", "the baseline", 1)
        help = "restore it from git, or remove it and run `kept check --update-baseline --add`"
        raise ConfigurationError(source, (Problem(CODE, Span(0, 0), message, help),))
    return source


def _not_a_plain_file(location: Path) -> str:
    try:
        status = location.stat()
    except OSError as error:
        return (error.strerror or str(error)).lower()
    if stat.S_ISDIR(status.st_mode):
        return "it is a folder"
    if not stat.S_ISREG(status.st_mode):
        return "it is not a plain file"
    if status.st_size > LARGEST:
        return f"it is larger than {LARGEST // 1024 // 1024} MiB"
    return "" if os.access(location, os.R_OK) else "permission denied"


def held_against(
    baseline: Baseline | None,
    findings: Iterable[Diagnostic],
    texts: Mapping[str, Source],
    settings: Settings,
    wanted: Iterable[str] | None = None,
) -> Comparison:
    """What is new; findings of files or rules that were not looked at are not taken for mended."""
    if baseline is None:
        return Comparison(tuple(findings), 0, Baseline())
    off = {code for code, level in severities(settings).items() if level is Severity.OFF}
    off |= {rule.code for rule in rules() if rule.on is ExternalLink}  # which few runs ask about
    paths = None if wanted is None else tuple(wanted)

    def in_scope(path: str, code: str) -> bool:
        return code not in off and (paths is None or is_below(path, paths))

    return compare(baseline, findings, texts, in_scope)


def updated(
    wish: Wish,
    baseline: Baseline | None,
    outcome: Comparison,
    settings: Settings,
    texts: Mapping[str, Source],
) -> Comparison:
    """Write what is left of the baseline, and say so; nothing is added that was not asked for."""
    name = settings.baseline
    if baseline is None and not wish.add:
        raise CannotRun(f"there is no {name} to update; `kept check --update-baseline --add` makes one")
    before = baseline or Baseline()
    after = without(before, outcome.mended)
    added = baseline_of(outcome.new, texts) if wish.add else Baseline()
    after = joined(after, added)
    if after != before or baseline is None:
        replace_file(settings.root / name, render(after))
    told = f"{name}: {plural(outcome.mended.total, 'finding')} removed"
    told += f", {added.total} added" if wish.add else ""
    end = "nothing is left in it, and it can be removed" if not after.total else f"{after.total} left"
    click.echo(f"{told}; {end}.", err=True)
    return Comparison(() if wish.add else outcome.new, after.total, Baseline())


def errors_not_known(settings: Settings, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The errors that stop a build: not those that the baseline knows. Raises `ConfigurationError`."""
    errors = [item for item in findings if item.severity is Severity.ERROR]
    baseline = read_baseline(settings) if errors else None
    return list(held_against(baseline, errors, FilesOnDisk(settings.root), settings).new)


def replace_file(target: Path, text: str) -> None:
    """Put a text into a file's place at once, with the permissions that the file had."""
    target = target.resolve()
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    cache_folder.replace_file(target, text.encode(), mode)
