"""`kept check`: what is wrong, where, and how to mend it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from kept.check import incremental
from kept.check.run import in_order, is_below
from kept.check.since import new_or_touched, touched_paths
from kept.commands.options import (
    CLEAN,
    FINDINGS,
    NOT_RUN,
    CannotRun,
    Progress,
    chosen_day,
    config_options,
    configuration_findings,
    documents_folder,
    settings,
    supports_links,
    today_option,
    wants_color,
)
from kept.commands.outputs import chosen_outputs, deliver, output_options
from kept.commands.watching import keep_doing
from kept.config import ConfigurationError, Settings
from kept.diagnostic import Diagnostic, Severity
from kept.near import did_you_mean
from kept.parse.files import at, read_source
from kept.report import Report
from kept.repository import Changes, RepositoryProblem, changes_since
from kept.text import Source


@click.command(short_help="Say what is wrong, where, and how to mend it.")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=Path))
@config_options
@output_options
@today_option
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    help="The lowest severity that makes the exit code 1.  [default: fail_on of the settings]",
)
@click.option(
    "--changed-since",
    metavar="REF",
    help="Report only findings in files that changed since HEAD left REF (a branch, tag or commit), "
    "uncommitted changes counted, and those that the changes cause elsewhere.",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.option("--cache/--no-cache", default=True, help="Use what the last run found out.", show_default=True)
def check(
    paths: tuple[Path, ...],
    config_path: Path,
    root: Path | None,
    format_: str,
    today: date | None,
    fail_on: str | None,
    outputs: tuple[str, ...],
    compare: Path | None,
    changed_since: str | None,
    watch: bool,
    cache: bool,
) -> None:
    """Check documents; PATHS (files or folders) narrow what is reported.

    \b
    Exit codes: 0  nothing at or above the failing severity
                1  findings
                2  the check could not run
    """
    if watch:
        context = click.get_current_context()
        again = {**context.params, "watch": False}
        return keep_doing(lambda: context.invoke(check, **again), config_path, root)
    chosen, day, progress = chosen_outputs(format_, outputs, compare), chosen_day(today), Progress()
    try:
        found = settings(config_path, root)
        documents_folder(found)
        changes = changes_of(found, changed_since) if changed_since else None
        checked = incremental.check(found, day, progress, use_cache=cache)
    except ConfigurationError as error:
        findings = configuration_findings(error)
        report = Report(findings, {error.source.path: error.source}, color=wants_color(), is_whole=False)
        deliver(report, chosen, root or config_path.parent, to_error=True)
        raise SystemExit(NOT_RUN) from None
    wanted = [_inside(path, found, checked.paths) for path in paths] if paths else None
    diagnostics = in_order(checked.findings, wanted)
    if changes:
        progress.say("Checking how it was before …")
        diagnostics = _of_the_change(diagnostics, found, changes, day)
        seen = {item.location.path for item in diagnostics} | touched_paths(found, changes)
        wanted = [path for path in seen if wanted is None or is_below(path, wanted)]
    progress.clear()
    looked_at = sum(wanted is None or is_below(path, wanted) for path in checked.paths)
    limit = Severity.from_word(fail_on) if fail_on else found.fail_on
    report = Report(
        tuple(diagnostics),
        FilesOnDisk(found.root),
        looked_at,
        wants_color(),
        supports_links(),
        owners={path: entry.facts.owner for path, entry in checked.entries.items()},
        limit=limit,
    )
    deliver(report, chosen, found.root)
    failed = any(item.severity >= limit for item in diagnostics)
    raise SystemExit(FINDINGS if failed else CLEAN)


def _of_the_change(
    diagnostics: list[Diagnostic], found: Settings, changes: Changes, day: date
) -> list[Diagnostic]:
    """The findings that a change touches or brings about."""

    def look(before: Settings) -> tuple[Diagnostic, ...]:
        return incremental.check(before, day, use_cache=False).findings

    try:
        return new_or_touched(diagnostics, found, changes, look)
    except RepositoryProblem as error:
        raise CannotRun(str(error)) from None


def changes_of(found: Settings, ref: str) -> Changes:
    """What changed since a commit."""
    try:
        return changes_since(found.root, ref)
    except RepositoryProblem as error:
        raise CannotRun(str(error)) from None


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
