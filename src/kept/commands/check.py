"""`kept check`: what is wrong, where, and how to mend it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import click

from kept import library
from kept.check import incremental
from kept.check.run import check as run_check
from kept.check.run import is_below, reported
from kept.commands.options import (
    CLEAN,
    FINDINGS,
    NOT_RUN,
    CannotRun,
    chosen_day,
    config_options,
    configuration_findings,
    documents_folder,
    settings,
    show_progress,
    today_option,
    wants_color,
)
from kept.config import ConfigurationError, Settings
from kept.diagnostic import Severity
from kept.near import did_you_mean
from kept.parse.files import at, read_source
from kept.report import Report, formats, render
from kept.text import Source


@click.command(short_help="Say what is wrong, where, and how to mend it.")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=Path))
@config_options
@click.option("--format", "format_", type=click.Choice(formats()), default="text", show_default=True)
@today_option
@click.option(
    "--fix", is_flag=True, help="Apply the safe fixes: those that cannot change what an article says."
)
@click.option("--unsafe", is_flag=True, help="With --fix or --diff: all fixes; look at what they do.")
@click.option("--diff", is_flag=True, help="Show the fixes as a unified diff, and write nothing.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    help="The lowest severity that makes the exit code 1.  [default: fail_on of the settings]",
)
@click.option("--cache/--no-cache", default=True, help="Use what the last run found out.", show_default=True)
def check(
    paths: tuple[Path, ...],
    config_path: Path,
    root: Path | None,
    format_: str,
    today: date | None,
    fix: bool,
    unsafe: bool,
    diff: bool,
    fail_on: str | None,
    cache: bool,
) -> None:
    """Check documents; PATHS (files or folders) narrow what is reported.

    \b
    Exit codes: 0  nothing at or above the failing severity
                1  findings; with --fix those that are left, with --diff fixes to be made
                2  the check could not run, or a file could not be written
    """
    if unsafe and not (fix or diff):
        raise CannotRun("--unsafe says which fixes: add --fix to apply them, or --diff to see them")
    try:
        found = settings(config_path, root)
        documents_folder(found)
        checked = incremental.check(found, chosen_day(today), show_progress, use_cache=cache)
    except ConfigurationError as error:
        findings = configuration_findings(error)
        report = Report(findings, {error.source.path: error.source}, color=wants_color())
        click.echo(render(report, format_), nl=False, err=format_ == "text")
        raise SystemExit(NOT_RUN) from None
    wanted = [_inside(path, found, checked.paths) for path in paths] if paths else None
    day, code = chosen_day(today), CLEAN
    if fix or diff:
        from kept.commands.mending import show_fixes, write_fixes

        knowledge = library.load(found, show_progress)
        look = partial(run_check, today=day, paths=wanted)
        if diff:
            raise SystemExit(show_fixes(knowledge, look, unsafe=unsafe))
        code = write_fixes(knowledge, look, unsafe=unsafe)
        checked = incremental.check(found, day, use_cache=cache)
    diagnostics = reported(checked.findings, found, day, wanted)
    looked_at = sum(wanted is None or is_below(path, wanted) for path in checked.paths)
    report = Report(tuple(diagnostics), FilesOnDisk(found.root), looked_at, wants_color())
    click.echo(render(report, format_), nl=False)
    limit = Severity.from_word(fail_on) if fail_on else found.fail_on
    failed = any(item.severity >= limit for item in diagnostics)
    raise SystemExit(code or (FINDINGS if failed else CLEAN))


class FilesOnDisk(Mapping[str, Source]):
    """The text of every file that a finding can be in, read when it is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.known: dict[str, Source] = {}

    def __getitem__(self, path: str) -> Source:
        if path not in self.known:
            found = at(self.root, path)
            self.known[path] = read_source(found)[0] if found else Source(path, "")
        return self.known[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


def _inside(path: Path, found: Settings, known: Iterable[str]) -> str:
    """A path of the command line as messages name it."""
    absolute = Path(os.path.abspath(path))
    if not absolute.exists() and not absolute.is_symlink():
        raise CannotRun(f"{path} does not exist" + did_you_mean(path.as_posix(), known))
    for root in (found.root, Path(os.path.abspath(found.root))):
        if absolute.is_relative_to(root):
            return absolute.relative_to(root).as_posix()
    if absolute.resolve().is_relative_to(found.root):
        return absolute.resolve().relative_to(found.root).as_posix()
    raise CannotRun(f"{path} is not below {found.root}, the folder of the configuration")
