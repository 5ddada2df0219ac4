"""What several commands share: their options, the settings, and the day that counts as today."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Container
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

import click

from kept import config
from kept.check.rule import rules
from kept.check.run import check_configuration, severities, unknown_rules
from kept.check.suppress import entry_problems
from kept.config import ConfigurationError, Settings, SlugSetting
from kept.diagnostic import Diagnostic, Problem
from kept.evidence import ReadHistory
from kept.history import History, Wanted, days_before, read_history
from kept.library import make_slugger
from kept.near import did_you_mean
from kept.parse.anchors import is_known
from kept.report import printable
from kept.report.text import one_line
from kept.text import Source, Span

CLEAN = 0
FINDINGS = 1
NOT_RUN = 2

LOOKED_BACK = 400
"""Days of the git history that are searched: an older review is overdue anyway."""

PATIENCE = 2.0
"""Seconds after which a person wants to see that the work goes on."""

REDRAWN_EVERY = 0.1
"""Seconds between two looks of the line that shows it."""


LAST_EPOCH = 2**32 - 1
"""The last moment that the files of a site can hold (the header of gzip has room for no later one)."""


class CannotRun(click.ClickException):
    """The command could not do its work; one line says why and what to do."""

    exit_code = NOT_RUN

    def show(self, file: Any = None) -> None:
        lines = self.format_message().splitlines()
        click.echo("kept: " + "\n".join(printable(line) for line in lines), err=True)


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is not a day; write it as YYYY-MM-DD', param, ctx)


def config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--config` and `--root`."""
    command = click.option(
        "--root",
        type=click.Path(readable=False, path_type=Path),
        help="The folder that paths in the configuration are relative to.  [default: its own folder]",
    )(command)
    return click.option(
        "--config",
        "config_path",
        type=click.Path(readable=False, path_type=Path),
        default=Path("mkdocs.yml"),
        show_default=True,
        help="The configuration file.",
    )(command)


def today_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--today`."""
    return click.option(
        "--today",
        type=_Day(),
        default=None,
        help="The day that counts as today.  [default: SOURCE_DATE_EPOCH, else the clock]",
    )(command)


def chosen_day(given: date | None) -> date:
    """The day that counts as today: the one given, else that of `SOURCE_DATE_EPOCH` (UTC), else the clock's.

    Source of the variable: https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch and not (epoch.isascii() and epoch.isdecimal() and int(epoch) <= LAST_EPOCH):
        reason = f"which is not a number of seconds from 0 to {LAST_EPOCH}"
        raise CannotRun(f'SOURCE_DATE_EPOCH is "{epoch}", {reason}')
    if given:
        return given
    if not epoch:
        return datetime.fromtimestamp(time.time()).date()
    return datetime.fromtimestamp(int(epoch), UTC).date()


def settings(
    config_path: Path, root: Path | None, allowed: Container[str] | None = None, *, needs_ids: bool = True
) -> Settings:
    """The settings of a configuration file; raises `ConfigurationError`.

    A function that makes ids may be code of the project. It runs when the project trusts it; when `allowed`
    is given only if it is in there; and not at all for who needs no ids.
    """
    found = config.load(config_path, root)
    source = Source(found.config_name, config_path.read_text(encoding="utf-8-sig"))
    function = found.markdown.slug.function
    if function and not is_known(function):
        if not needs_ids:
            plain = SlugSetting(separator=found.markdown.slug.separator)
            found = replace(found, markdown=replace(found.markdown, slug=plain))
        elif allowed is not None and function not in allowed:
            message = f"the slug function {function} is code of the project, which is not run here"
            help = f"if you trust it, start kept with `--allow function:{function}`"
            raise ConfigurationError(source, (Problem("K007", _place(function, source), message, help),))
        elif allowed is not None:
            found = replace(found, trusted_modules=(function.rpartition(".")[0],))
    unknown = unknown_rules(found)
    if unknown:
        raise ConfigurationError(source, tuple(_unknown_rule(word, source) for word in unknown))
    for entry in found.ignore:
        if problems := entry_problems(entry):
            raise ConfigurationError(entry.source, problems)
    try:
        make_slugger(found)
    except ConfigurationError as error:
        place = _place(found.markdown.slug.function, source)
        raise ConfigurationError(source, tuple(replace(one, span=place) for one in error.problems)) from None
    return found


def _unknown_rule(word: str, source: Source) -> Problem:
    known = [word for rule in rules() for word in (rule.code, rule.name)]
    message = f'`severity`: there is no rule "{word}"' + did_you_mean(word, known)
    return Problem("K007", _place(word, source), message, "`kept rules` lists them")


def _place(word: str, source: Source) -> Span:
    """Where a word stands in the configuration; its beginning for a word of a file that it inherits from."""
    found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", source.text)
    return Span(*found.span()) if found else Span(0, 0)


def git_history(found: Settings, today: date) -> ReadHistory:
    """Answers questions about the git history, as far as the rules that ask are not switched off."""
    oldest = days_before(today, LOOKED_BACK)

    def read(wanted: Wanted) -> History:
        levels = severities(found)
        changes = wanted.changes_since if levels["K304"] else None
        dates = wanted.dates_since if levels["K305"] or changes else None
        wanted = replace(
            wanted,
            changes_since=changes and max(changes, oldest),
            dates_since=dates and max(dates, oldest),
        )
        return read_history(found.root, wanted)

    return read


def say_note(note: str) -> None:
    """What a person should hear that is no finding, on the error channel."""
    if note:
        click.echo(f"kept: {printable(note)}", err=True)


def configuration_findings(error: ConfigurationError) -> tuple[Diagnostic, ...]:
    """What is wrong with the configuration, as findings."""
    return tuple(check_configuration(error))


class Progress:
    """How far a long work is: one line that is rewritten, on a terminal only, once it has taken a while.

    It hears how many of how many documents are read, as `kept.library.load` tells it, or pages made.
    """

    def __init__(self, doing: str = "Reading {} of {} documents …") -> None:
        self.doing = doing
        self.began = time.monotonic()
        self.shown_at = 0.0
        self.is_shown = False

    def __call__(self, done: int, total: int) -> None:
        if done == total:
            self.clear()
        elif time.monotonic() - self.shown_at >= REDRAWN_EVERY:
            self.say(self.doing.format(done, total))

    def say(self, text: str) -> None:
        """What is being done now."""
        now = time.monotonic()
        if now - self.began >= PATIENCE and _is_terminal(sys.stderr):
            click.echo(f"\r\x1b[K{text}", nl=False, err=True)
            self.shown_at, self.is_shown = now, True

    def clear(self) -> None:
        """Make room for what is said next."""
        if self.is_shown:
            click.echo("\r\x1b[K", nl=False, err=True)
            self.is_shown = False


def wants_color() -> bool:
    """Colour only on a terminal that knows it, and not with `NO_COLOR` (https://no-color.org/)."""
    is_dumb = os.environ.get("TERM") == "dumb"
    return _is_terminal(sys.stdout) and not is_dumb and not os.environ.get("NO_COLOR")


def supports_links() -> bool:
    """Whether the terminal is one of those known to show a link behind a word (OSC 8).

    `FORCE_HYPERLINK` says yes or, as `0`, no, as other programs read it. A multiplexer may swallow links,
    and an unknown terminal may show the address as rubbish: both get plain text.
    """
    given = os.environ
    if forced := given.get("FORCE_HYPERLINK"):
        return forced not in ("0", "false", "no")
    if not wants_color() or given.get("TMUX") or given.get("STY") or given.get("CI"):
        return False
    term = given.get("TERM", "")
    if term.startswith(("dumb", "screen", "tmux")):
        return False
    named = given.get("TERM_PROGRAM", "") in _PROGRAMS_WITH_LINKS or term.startswith(_TERMS_WITH_LINKS)
    vte = given.get("VTE_VERSION", "")
    return named or any(map(given.get, _SIGNS_OF_LINKS)) or (vte.isdecimal() and int(vte) > _LAST_VTE_WITHOUT)


_PROGRAMS_WITH_LINKS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Tabby", "zed", "rio"})
_TERMS_WITH_LINKS = ("xterm-kitty", "xterm-ghostty", "foot", "alacritty", "contour", "wezterm", "rio")
_SIGNS_OF_LINKS = ("WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "DOMTERM")
_LAST_VTE_WITHOUT = 5000
"""VTE 0.50.0 has links and crashes on some; 0.50.1 (`5001`) is the first that is sound."""


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads it; a stream that was closed before the start is `None`."""
    return stream is not None and stream.isatty()


def loaded_settings(
    config_path: Path, root: Path | None, allowed: Container[str] | None = None, *, needs_ids: bool = True
) -> Settings:
    """The settings, for commands whose only answer to a broken configuration is to stop."""
    try:
        return settings(config_path, root, allowed, needs_ids=needs_ids)
    except ConfigurationError as error:
        raise CannotRun("\n".join(with_help(item) for item in configuration_findings(error))) from None


def with_help(finding: Diagnostic) -> str:
    """A finding and what to do, in one line."""
    return f"{one_line(finding)} ({finding.help})" if finding.help else one_line(finding)


def documents_folder(found: Settings) -> Path:
    """The folder of `docs_dir`; a command that found no document in a mistyped one would prove nothing."""
    folder = found.root / found.docs_dir
    if not folder.is_dir() and not folder.is_symlink():
        raise CannotRun(f"{found.config_name}: there is no folder {found.docs_dir} (`docs_dir`)")
    return folder
