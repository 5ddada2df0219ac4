"""Where a report goes: to the terminal in one format, and into files in others."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kept.check.rule import rules
from kept.commands.options import CannotRun
from kept.diagnostic import Severity
from kept.near import did_you_mean
from kept.report import Earlier, Report, RuleNote, formats, render
from kept.repository import folder_in_repository
from kept.values import dataclass

_OF_A_HOST = frozenset({"github", "gitlab", "markdown", "sarif"})
"""Formats that name files from the top of the repository."""

_WITH_RULES = frozenset({"sarif"})
"""Formats that say something about rules, all of which must be loaded for that."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """What is asked for on the command line."""

    format: str
    """The format of the terminal."""

    files: tuple[tuple[str, Path], ...]
    """Format and file of each report beside it."""

    earlier: tuple[Earlier, ...] | None
    """The report to compare with."""

    @property
    def formats(self) -> set[str]:
        """Every format that is written."""
        return {self.format, *(format for format, _ in self.files)}


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--format`, `--output` and `--compare`."""
    command = click.option(
        "--compare",
        type=click.Path(readable=False, path_type=Path),
        help="An earlier report in JSON: `markdown` says what is new, fixed and still there since.",
    )(command)
    command = click.option(
        "--output",
        "outputs",
        multiple=True,
        metavar="[FORMAT:]FILE",
        help="Write a report into FILE as well; the terminal shows text. With FORMAT:FILE, which may be "
        "repeated, each file has its own format and the terminal that of --format.",
    )(command)
    return click.option(
        "--format", "format_", type=click.Choice(formats()), default="text", show_default=True
    )(command)


def chosen_outputs(format: str, outputs: tuple[str, ...], compare: Path | None) -> Outputs:
    """What the options ask for. Raises `CannotRun` for options that don't go together."""
    files, shown = [], format
    for given in outputs:
        word, colon, path = given.partition(":")
        if colon and word in formats():
            files.append((word, _file(path)))
        elif colon and (meant := did_you_mean(word, formats())):
            raise CannotRun(f'--output {given}: there is no format "{word}"{meant}')
        else:
            files.append((format, _file(given)))
            shown = "text"
    if len(files) - sum(given.partition(":")[0] in formats() for given in outputs) > 1:
        raise CannotRun("--output is given twice without a format; write --output FORMAT:FILE")
    found = Outputs(shown, tuple(files), _earlier(compare) if compare else None)
    if compare and "markdown" not in found.formats:
        raise CannotRun("--compare is for the format markdown; add --format markdown")
    return found


def _file(path: str) -> Path:
    if not path:
        raise CannotRun("--output names no file")
    return Path(path)


def deliver(report: Report, outputs: Outputs, root: Path, *, to_error: bool = False) -> None:
    """Print the report and write its files. Raises `CannotRun` when a file cannot be written."""
    whole = replace(
        report,
        rules=_notes() if outputs.formats & _WITH_RULES else (),
        folder=folder_in_repository(root) if outputs.formats & _OF_A_HOST else "",
        earlier=outputs.earlier,
    )
    for format, path in outputs.files:
        text = render(replace(whole, color=False, links=False), format)
        try:
            path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        except OSError as error:
            raise CannotRun(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from None
    click.echo(render(whole, outputs.format), nl=False, err=to_error and outputs.format == "text")


def _notes() -> tuple[RuleNote, ...]:
    return tuple(RuleNote(one.code, one.name, one.severity, one.reason) for one in rules())


def _earlier(path: Path) -> tuple[Earlier, ...]:
    """The findings of a report that `--format json` wrote."""
    try:
        data = json.loads(path.read_bytes())
        return tuple(_finding(item) for item in data["findings"])
    except OSError as error:
        raise CannotRun(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        help = "make it with `kept check --format json` of this version"
        raise CannotRun(f"{path} is not a report of kept in JSON; {help}") from None


def _finding(item: Mapping[str, Any]) -> Earlier:
    return Earlier(
        fingerprint=str(item["fingerprint"]),
        code=str(item["code"]),
        rule=str(item["rule"]),
        severity=Severity.from_word(item["severity"]),
        path=str(item["path"]),
        line=int(item["line"]),
        message=str(item["message"]),
    )
