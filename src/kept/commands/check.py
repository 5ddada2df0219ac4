"""`kept check`: what is wrong, where, and how to mend it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import click

from kept.cache_folder import FOLDER
from kept.check import incremental
from kept.check.incremental import Checked
from kept.check.run import is_below, reported
from kept.check.since import new_or_touched, touched_paths
from kept.commands.known_findings import Wish, baseline_options, held_against, read_baseline, updated
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
    git_history,
    say_note,
    settings,
    supports_links,
    today_option,
    wants_color,
)
from kept.commands.outputs import Outputs, chosen_outputs, deliver, output_options
from kept.commands.stats import refuse_unfit, show_stats, stats_options
from kept.commands.texts import FilesOnDisk
from kept.commands.trust import refuse_beside, trusted, untrusted_options
from kept.commands.watching import keep_doing
from kept.config import ConfigurationError, Settings
from kept.diagnostic import Diagnostic, Severity
from kept.diagram.known import Diagrams
from kept.evidence import no_history
from kept.near import did_you_mean
from kept.report import Report
from kept.repository import Changes, RepositoryProblem, changes_since
from kept.values import dataclass


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
    "--fix", is_flag=True, help="Apply the safe fixes: those that cannot change what an article says."
)
@click.option("--unsafe", is_flag=True, help="With --fix or --diff: all fixes; look at what they do.")
@click.option("--diff", is_flag=True, help="Show the fixes as a unified diff, and write nothing.")
@click.option(
    "--changed-since",
    metavar="REF",
    help="Report only findings in files that changed since HEAD left REF (a branch, tag or commit), "
    "uncommitted changes counted, and those that the changes cause elsewhere.",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.option("--external", is_flag=True, help="Build the site, and follow its links to other websites, too.")
@baseline_options
@stats_options
@click.option("--cache/--no-cache", default=True, help="Use what the last run found out.", show_default=True)
@untrusted_options
def check(
    paths: tuple[Path, ...],
    config_path: Path,
    root: Path | None,
    format_: str,
    outputs: tuple[str, ...],
    compare: Path | None,
    today: date | None,
    fail_on: str | None,
    fix: bool,
    unsafe: bool,
    diff: bool,
    changed_since: str | None,
    watch: bool,
    external: bool,
    no_baseline: bool,
    update_baseline: bool,
    also_add: bool,
    stats: bool,
    chart_path: Path | None,
    cache: bool,
    untrusted: bool,
    allow: tuple[str, ...],
) -> None:
    """Check documents; PATHS (files or folders) narrow what is reported.

    \\b
    Exit codes: 0  nothing at or above the failing severity
                1  findings; with --fix those that are left, with --diff fixes to be made
                2  the check could not run, or a file could not be written
    """
    if watch:
        context = click.get_current_context()
        again = {**context.params, "watch": False}
        return keep_doing(lambda: context.invoke(check, **again), config_path, root)
    _refuse_at_odds(unsafe, fix or diff, changed_since, update_baseline or stats)
    refuse_beside(untrusted, fix or diff or changed_since or external or update_baseline)
    trust = trusted(config_path, root, allow, untrusted, is_built=False)
    refuse_unfit(stats, update_baseline or fix or diff, format_, chart_path)
    wish = Wish(ignore=no_baseline, update=update_baseline, add=also_add)
    chosen = chosen_outputs(format_, outputs, compare)
    look = _Look(chosen_day(today), Progress(), cache, untrusted)
    try:
        found = settings(config_path, root, trust.allowed.functions if trust else None)
        documents_folder(found)
        baseline = None if wish.ignore else read_baseline(found)
        changes = changes_of(found, changed_since) if changed_since else None
        checked = look(found)
    except ConfigurationError as error:
        _say_why_not(error, chosen, root or config_path.parent)
        raise SystemExit(NOT_RUN) from None
    wanted = [_inside(path, found, checked.paths) for path in paths] if paths else None
    code = CLEAN
    if fix or diff:
        code = _mend(found, look, wanted, unsafe=unsafe, only_show=diff)
        checked = look(found)
    say_note(checked.note)
    everything = look.reported(checked, found, wanted, external=external)
    if changes:
        everything, wanted = look.narrowed(everything, found, changes, wanted)
    look.progress.clear()
    texts = FilesOnDisk(found.root)
    outcome = held_against(baseline, everything, texts, found, wanted)
    looked_at = sum(wanted is None or is_below(path, wanted) for path in checked.paths)
    if stats:
        show_stats(found, everything, outcome, baseline, looked_at, look.day, format_, chart_path)
        raise SystemExit(CLEAN)
    if wish.update:
        outcome = updated(wish, baseline, outcome, found, texts)
    limit = Severity.from_word(fail_on) if fail_on else found.fail_on
    report = Report(
        outcome.new,
        texts,
        looked_at,
        wants_color(),
        supports_links(),
        owners={path: entry.facts.owner for path, entry in checked.entries.items()},
        limit=limit,
        known=outcome.known,
        mended=outcome.mended.total,
    )
    deliver(report, chosen, found.root)
    failed = any(item.severity >= limit for item in outcome.new)
    raise SystemExit(code or (FINDINGS if failed else CLEAN))


def _refuse_at_odds(unsafe: bool, mends: bool, changed_since: str | None, sees_all: bool) -> None:
    """Options that contradict each other."""
    if unsafe and not mends:
        raise CannotRun("--unsafe says which fixes: add --fix to apply them, or --diff to see them")
    if changed_since and (mends or sees_all):
        raise CannotRun(
            "--changed-since narrows what is reported; it does not go with --fix, --diff, --stats "
            "or --update-baseline"
        )


def _say_why_not(error: ConfigurationError, chosen: Outputs, folder: Path) -> None:
    """Report a configuration that can't be used."""
    findings = configuration_findings(error)
    report = Report(findings, {error.source.path: error.source}, color=wants_color(), is_whole=False)
    deliver(report, chosen, folder, to_error=True)


@dataclass(frozen=True)
class _Look:
    """How documents are looked at, once or, after fixes, again."""

    day: date
    progress: Progress
    cache: bool
    untrusted: bool

    def __call__(self, found: Settings) -> Checked:
        history = no_history if self.untrusted else git_history(found, self.day)
        use_cache = self.cache and not self.untrusted
        return incremental.check(found, self.day, self.progress, history, use_cache=use_cache)

    def reported(
        self, checked: Checked, found: Settings, wanted: list[str] | None, *, external: bool
    ) -> list[Diagnostic]:
        """The findings that the settings let through; with `external`, those of other websites, too."""
        raw = checked.findings
        if external:
            from kept.commands.external import external_findings  # it brings the builder of the site

            raw += tuple(external_findings(found, self.day, wanted))
        return reported(raw, found, self.day, wanted)

    def narrowed(
        self, everything: list[Diagnostic], found: Settings, changes: Changes, wanted: list[str] | None
    ) -> tuple[list[Diagnostic], list[str]]:
        """The findings that a change touches or brings about, and the paths that they and it concern."""
        self.progress.say("Checking how it was before …")
        try:
            own = new_or_touched(everything, found, changes, self._before)
        except RepositoryProblem as error:
            raise CannotRun(str(error)) from None
        seen = {item.location.path for item in own} | touched_paths(found, changes)
        return own, [path for path in seen if wanted is None or is_below(path, wanted)]

    def _before(self, found: Settings) -> tuple[Diagnostic, ...]:
        checked = incremental.check(found, self.day, history=git_history(found, self.day), use_cache=False)
        return tuple(reported(checked.findings, found, self.day))


def _mend(found: Settings, look: _Look, wanted: list[str] | None, *, unsafe: bool, only_show: bool) -> int:
    """Apply the fixes, or show them and end; the exit code is 2 when a file could not be written."""
    from kept import library
    from kept.check.run import check as run_check
    from kept.commands.mending import show_fixes, write_fixes

    diagrams = Diagrams(found.root / FOLDER if look.cache else None)
    history = git_history(found, look.day)
    knowledge = replace(library.load(found, look.progress, history), diagrams=diagrams)
    again = partial(run_check, today=look.day, paths=wanted)
    if only_show:
        raise SystemExit(show_fixes(knowledge, again, unsafe=unsafe))
    return write_fixes(knowledge, again, unsafe=unsafe)


def changes_of(found: Settings, ref: str) -> Changes:
    """What changed since a commit."""
    try:
        return changes_since(found.root, ref)
    except RepositoryProblem as error:
        raise CannotRun(str(error)) from None


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
