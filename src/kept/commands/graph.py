"""`kept graph`: what records have to do with each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from kept.check.rule import find_rule
from kept.commands.options import (
    CannotRun,
    Progress,
    chosen_day,
    config_options,
    loaded_settings,
    today_option,
)
from kept.diagnostic import Location
from kept.diagram.flowchart import DIRECTIONS, Flowchart, written
from kept.diagram.limits import MOST_ARROWS, is_too_long
from kept.near import did_you_mean
from kept.records import formats
from kept.records.articles import articles
from kept.records.kinds import BY_NAME
from kept.records.memory import UnreadableRecords, load_network
from kept.records.network import ARTICLE, Network, Part
from kept.report import printable

_KINDS = (*BY_NAME, ARTICLE)

_LISTED = "; `kept graph export --format table` lists all"

Command = Callable[..., Any]


def _options(*names: str, default: str) -> Callable[[Command], Command]:
    """The options that all these commands have."""

    def add(command: Command) -> Command:
        command = click.option("--cache/--no-cache", default=True, help="Use what was read the last time.")(
            command
        )
        command = click.option(
            "--direction", type=click.Choice(DIRECTIONS), default="LR", help="Of the Mermaid flowchart.",
            show_default=True,
        )(command)  # fmt: skip
        command = click.option(
            "--format", "format_", type=click.Choice(names), default=default, show_default=True,
            help="How the answer is written.",
        )(command)  # fmt: skip
        return config_options(command)

    return add


def _depth(default: int) -> Callable[[Command], Command]:
    return click.option(
        "--depth", type=click.IntRange(1, 20), default=default, show_default=True, help="The most steps."
    )


_kinds = click.option(
    "--kinds", multiple=True, type=click.Choice(_KINDS), help="Only these kinds; may be given several times."
)


@click.group(short_help="Ask records what a ticket touches, and articles how they are linked.")
def graph() -> None:
    """Ask the records of customers, products and tickets.

    A RECORD is written as its kind and id: ticket/white-page. Articles are written as their paths.
    """


@graph.command(short_help="Show what is around a record.")
@click.argument("record")
@_depth(1)
@_kinds
@_options("table", "mermaid", "json", "graphml", default="table")
def show(
    record: str,
    depth: int,
    kinds: tuple[str, ...],
    config_path: Path,
    root: Path | None,
    format_: str,
    direction: str,
    cache: bool,
) -> None:
    """Show RECORD and what is around it, whichever way it is connected."""
    network = _network(config_path, root, cache=cache)
    part = network.around([_known(record, network)], depth, kinds)
    _say(part, format_, f"What is around {record}", direction)


@graph.command(short_help="Say what a ticket touches, what is touched most first.")
@click.argument("record")
@_depth(3)
@_kinds
@click.option(
    "--limit", type=click.IntRange(0), default=50, show_default=True, help="The most lines; 0 for all."
)
@_options("table", "mermaid", "json", "graphml", default="table")
def impact(
    record: str,
    depth: int,
    kinds: tuple[str, ...],
    limit: int,
    config_path: Path,
    root: Path | None,
    format_: str,
    direction: str,
    cache: bool,
) -> None:
    """Say which products, customers and articles a defect in RECORD touches.

    It spreads from products to those they are a part of, to their customers, and to other tickets about
    them; from a resolution to what it changes. The weight halves with each step, and ways that meet add up.
    """
    network = _network(config_path, root, cache=cache)
    key = _known(record, network)
    touched = [one for one in network.impact(key, depth) if not kinds or one.point.kind in kinds]
    shown = touched[:limit] if limit else touched
    if format_ == "table":
        click.echo(_printable_lines(formats.impact_table(shown)), nl=False)
        if len(shown) < len(touched):
            click.echo(f"{len(touched) - len(shown)} more; --limit 0 shows all")
    elif format_ == "json":
        click.echo(formats.impact_json(key, shown), nl=False)
    else:
        needed = dict.fromkeys((key, *(name for one in shown for name in (one.via.key, one.point.key))))
        _say(network.part_of(needed), format_, f"What {record} touches", direction)


@graph.command(short_help="Show the shortest way between two records.")
@click.argument("start")
@click.argument("end")
@_options("table", "mermaid", "json", "graphml", default="table")
def path(
    start: str,
    end: str,
    config_path: Path,
    root: Path | None,
    format_: str,
    direction: str,
    cache: bool,
) -> None:
    """Show the shortest way from one record to another, whichever way they are connected.

    \b
    Exit codes: 0  there is one
                1  nothing connects the two
    """
    network = _network(config_path, root, cache=cache)
    part = network.path(_known(start, network), _known(end, network))
    if part is None:
        click.echo(f"nothing connects {printable(start)} and {printable(end)}", err=True)
        raise SystemExit(1)
    _say(part, format_, f"From {start} to {end}", direction)


@graph.command(short_help="Write all records and relations for another program.")
@_options("graphml", "json", "mermaid", "table", default="graphml")
def export(config_path: Path, root: Path | None, format_: str, direction: str, cache: bool) -> None:
    """Write all records, the articles that they name, and their relations."""
    _say(_network(config_path, root, cache=cache).whole(), format_, "All records", direction)


@graph.command(name="articles", short_help="Draw the knowledge base itself: articles and links.")
@click.argument("paths", nargs=-1)
@today_option
@_options("table", "mermaid", "json", "graphml", default="table")
def of_articles(
    paths: tuple[str, ...],
    today: date | None,
    config_path: Path,
    root: Path | None,
    format_: str,
    direction: str,
    cache: bool,
) -> None:
    """Show the articles, the links between them and what they apply to; PATHS (files or folders) narrow it.

    A cluster is a group of articles that links connect, without the first pages of folders, which link to
    everything. To an orphan no other article links.
    """
    from kept.check import incremental
    from kept.check.run import is_below

    settings, day = loaded_settings(config_path, root), chosen_day(today)
    entries = incremental.check(settings, day, Progress(), use_cache=cache, for_site=True).entries
    wanted = [path for path in entries if not paths or is_below(path, [one.rstrip("/") for one in paths])]
    if not wanted:
        raise CannotRun(f"there is no article below {printable(' or '.join(paths) or settings.docs_dir)}")
    found = articles(
        {path: entry.facts.title for path, entry in entries.items()},
        {path: entry.targets for path, entry in entries.items()},
        {path: entry.metadata.applies_to if entry.metadata else () for path, entry in entries.items()},
        wanted,
    )
    if format_ == "table":
        click.echo(_printable_lines(formats.articles_table(found)), nl=False)
    elif format_ == "json":
        click.echo(formats.articles_json(found), nl=False)
    elif format_ == "graphml":
        click.echo(formats.articles_graphml(found), nl=False)
    else:
        _draw(found.chart("Articles and links", direction), "name fewer PATHS")


def _network(config_path: Path, root: Path | None, *, cache: bool) -> Network:
    found = loaded_settings(config_path, root)
    try:
        network = load_network(found, use_cache=cache)
    except UnreadableRecords as error:
        place, problem = Location.of(error.source, error.problem.span), error.problem
        rule = find_rule(problem.code)
        name = f"{rule.code} {problem.message}" if rule else problem.message
        raise CannotRun(f"{place}: error {name}" + (f" ({problem.help})" if problem.help else "")) from None
    if not network.points:
        raise CannotRun(f"there are no records in {found.records} (see `kept explain records-invalid`)")
    return network


def _known(record: str, network: Network) -> str:
    """The key of a record. Raises `CannotRun` for one that is not there."""
    if record in network.numbers:
        return record
    kind = record.partition("/")[0]
    near = [key for key in network.numbers if key.startswith(kind + "/")] or [*network.numbers]
    raise CannotRun(f'there is no record "{record}"' + (did_you_mean(record, near) or _LISTED))


def _say(part: Part, format_: str, title: str, direction: str) -> None:
    if format_ == "table":
        click.echo(_printable_lines(formats.points_table(part)), nl=False)
    elif format_ == "json":
        click.echo(formats.part_json(part), nl=False)
    elif format_ == "graphml":
        click.echo(formats.graphml(part), nl=False)
    else:
        _draw(part.chart(title, direction), "narrow it with --depth, --kinds or --limit")


def _draw(chart: Flowchart, help: str) -> None:
    text = written(chart)
    if len(chart.arrows) > MOST_ARROWS or is_too_long(text):
        count = len(chart.arrows)
        raise CannotRun(f"this has {count} relations, more than Mermaid draws: {help}, or write graphml")
    click.echo(text, nl=False)


def _printable_lines(text: str) -> str:
    """A text that any terminal can show."""
    return "".join(printable(line) + "\n" for line in text.splitlines())
