"""`kept check --stats`: the debt instead of the findings, as tables, for programs, and as a picture."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from kept import library
from kept.baseline import Baseline, Comparison
from kept.commands.known_findings import replace_file
from kept.commands.options import CannotRun
from kept.config import Settings
from kept.diagnostic import Diagnostic


def stats_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--stats` and `--chart`."""
    command = click.option(
        "--chart",
        "chart_path",
        type=click.Path(readable=False, path_type=Path),
        metavar="FILE.svg",
        help="With --stats: draw it as well.",
    )(command)
    return click.option(
        "--stats",
        is_flag=True,
        help="Show what is to be mended by rule, owner and folder, and how it changed; always exits with 0.",
    )(command)


def refuse_unfit(stats: bool, updates: bool, format_: str, chart_path: Path | None) -> None:
    """Raise for options that don't go together, before anything is read."""
    if stats and updates:
        raise click.UsageError("--stats changes nothing; fix, or update the baseline, by itself")
    if chart_path is not None and not stats:
        raise click.UsageError("--chart goes with --stats")
    if stats and format_ not in ("text", "json"):
        raise click.UsageError(f"--stats is shown as text or json, not as {format_}")
    if chart_path is not None and chart_path.suffix.lower() != ".svg":
        raise click.UsageError(f"--chart draws SVG: name a file like {chart_path.stem or 'debt'}.svg")


def show_stats(
    settings: Settings,
    findings: list[Diagnostic],
    outcome: Comparison,
    baseline: Baseline | None,
    documents: int,
    today: date,
    format_: str,
    chart_path: Path | None,
) -> None:
    """Print the debt, and draw it."""
    from kept.debt.chart import as_svg
    from kept.debt.counts import Point, as_data, debt
    from kept.debt.history import history
    from kept.debt.table import as_text

    points, is_shallow = history(settings.root, settings.baseline)
    if baseline is not None:
        known = baseline.total - outcome.mended.total
        points = (*points, Point(today.isoformat(), "", known))
    knowledge = library.load(settings)  # for the owners
    found = debt(knowledge, findings, outcome.new, documents)
    found = replace(found, history=points, is_shallow=is_shallow)
    if format_ == "json":
        click.echo(json.dumps(as_data(found), indent=2, ensure_ascii=False))
    else:
        click.echo(as_text(found), nl=False)
    if chart_path is not None:
        _draw(chart_path, as_svg(found, settings.site_name))


def _draw(path: Path, svg: str) -> None:
    if path.is_dir():
        raise CannotRun(f"{path} is a folder; name a file that ends in .svg")
    if not path.parent.is_dir():
        raise CannotRun(f"there is no folder {path.parent} for {path.name}")
    replace_file(path, svg)
    click.echo(f"Drew {path}.", err=True)
