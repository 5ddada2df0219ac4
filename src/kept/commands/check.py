"""`kept check`: what is wrong, where, and how to mend it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from kept import library
from kept.check.run import check as run_check
from kept.check.run import is_below
from kept.commands.known_findings import Wish, baseline_options, held_against, read_baseline, sources, updated
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
from kept.commands.stats import refuse_unfit, show_stats, stats_options
from kept.config import ConfigurationError, Settings
from kept.diagnostic import Severity
from kept.library import Library
from kept.near import did_you_mean
from kept.report import Report, formats, render


@click.command(short_help="Say what is wrong, where, and how to mend it.")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=Path))
@config_options
@click.option("--format", "format_", type=click.Choice(formats()), default="text", show_default=True)
@today_option
@baseline_options
@stats_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    help="The lowest severity that makes the exit code 1.  [default: fail_on of the settings]",
)
def check(
    paths: tuple[Path, ...],
    config_path: Path,
    root: Path | None,
    format_: str,
    today: date | None,
    no_baseline: bool,
    update_baseline: bool,
    also_add: bool,
    stats: bool,
    chart_path: Path | None,
    fail_on: str | None,
) -> None:
    """Check documents; PATHS (files or folders) narrow what is reported.

    \b
    Exit codes: 0  nothing at or above the failing severity
                1  findings
                2  the check could not run
    """
    refuse_unfit(stats, update_baseline, format_, chart_path)
    wish = Wish(ignore=no_baseline, update=update_baseline, add=also_add)
    try:
        found = settings(config_path, root)
        documents_folder(found)
        baseline = None if wish.ignore else read_baseline(found)
        knowledge = library.load(found, show_progress)
    except ConfigurationError as error:
        findings = configuration_findings(error)
        report = Report(findings, {error.source.path: error.source}, color=wants_color())
        click.echo(render(report, format_), nl=False, err=format_ == "text")
        raise SystemExit(NOT_RUN) from None
    wanted = [_inside(path, found, knowledge) for path in paths] if paths else None
    day = chosen_day(today)
    everything = run_check(knowledge, day, wanted)
    texts = sources(knowledge)
    outcome = held_against(baseline, everything, texts, found, wanted)
    looked_at = sum(wanted is None or is_below(article.path, wanted) for article in knowledge.articles)
    if stats:
        show_stats(knowledge, everything, outcome, baseline, looked_at, day, format_, chart_path)
        raise SystemExit(CLEAN)
    if wish.update:
        outcome = updated(wish, baseline, outcome, knowledge, texts)
    mended = outcome.mended.total
    report = Report(outcome.new, texts, looked_at, wants_color(), outcome.known, mended)
    click.echo(render(report, format_), nl=False)
    limit = Severity.from_word(fail_on) if fail_on else found.fail_on
    failed = any(item.severity >= limit for item in outcome.new)
    raise SystemExit(FINDINGS if failed else CLEAN)


def _inside(path: Path, found: Settings, knowledge: Library) -> str:
    """A path of the command line as messages name it."""
    absolute = Path(os.path.abspath(path))
    if not absolute.exists() and not absolute.is_symlink():
        known = [article.path for article in knowledge.articles]
        raise CannotRun(f"{path} does not exist" + did_you_mean(path.as_posix(), known))
    for root in (found.root, Path(os.path.abspath(found.root))):
        if absolute.is_relative_to(root):
            return absolute.relative_to(root).as_posix()
    if absolute.resolve().is_relative_to(found.root):
        return absolute.resolve().relative_to(found.root).as_posix()
    raise CannotRun(f"{path} is not below {found.root}, the folder of the configuration")
