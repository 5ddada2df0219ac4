"""`kept graph`: what records have to do with each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from kept import config
from kept.check.rule import find_rule
from kept.commands.options import (
    CannotRun,
    Progress,
    chosen_day,
    config_options,
    loaded_settings,
    today_option,
)
from kept.config import Settings
from kept.diagnostic import Location
from kept.diagram.flowchart import DIRECTIONS, Flowchart, written
from kept.diagram.limits import MOST_ARROWS, is_too_long
from kept.near import Words, nearest
from kept.records import formats
from kept.records.articles import articles
from kept.records.fence import KINDS, MOST_STEPS
from kept.records.memory import UnreadableRecords, load_network
from kept.records.network import Network, Part
from kept.report import printable
from kept.values import dataclass

_LISTED = "; `kept graph export --format table` lists all"

LONG = 100
"""Characters of a name that a message quotes."""

Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class _Form:
    """What all these commands are told: which project to ask, and how to write the answer."""

    config_path: Path
    root: Path | None
    format: str
    direction: str
    use_cache: bool

    @property
    def settings(self) -> Settings:
        """The settings of the project; what a graph shows needs no code of it."""
        return loaded_settings(self.config_path, self.root, needs_ids=False)


_cache = click.option("--cache/--no-cache", default=True, help="Use what was read the last time.")
_direction = click.option(
    "--direction", type=click.Choice(DIRECTIONS), default="LR", show_default=True,
    help="Of the Mermaid flowchart.",
)  # fmt: skip


def _with_form(*formats: str) -> Callable[[Command], Command]:
    """Give a command its form, by the options that all these commands have; the first format is the usual."""
    format_ = click.option(
        "--format", "format_", type=click.Choice(formats), default=formats[0], show_default=True,
        help="How the answer is written.",
    )  # fmt: skip

    def add(command: Command) -> Command:
        @wraps(command)
        def run(
            config_path: Path, root: Path | None, format_: str, direction: str, cache: bool, **given: Any
        ) -> None:
            command(form=_Form(config_path, root, format_, direction, cache), **given)

        return config_options(format_(_direction(_cache(run))))

    return add


def _depth(default: int) -> Callable[[Command], Command]:
    return click.option(
        "--depth",
        type=click.IntRange(1, MOST_STEPS),
        default=default,
        show_default=True,
        help="The most steps.",
    )


_kinds = click.option(
    "--kinds", multiple=True, type=click.Choice(KINDS), help="Only these kinds; may be given several times."
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
@_with_form("table", "mermaid", "json", "graphml")
def show(record: str, depth: int, kinds: tuple[str, ...], form: _Form) -> None:
    """Show RECORD and what is around it, whichever way it is connected."""
    network = _network(form)
    part = network.around([_known(record, network)], depth, kinds)
    _say(part, form, f"What is around {record}")


@graph.command(short_help="Say what a ticket touches, what is touched most first.")
@click.argument("record")
@_depth(3)
@_kinds
@click.option(
    "--limit", type=click.IntRange(0), default=50, show_default=True, help="The most lines; 0 for all."
)
@_with_form("table", "mermaid", "json", "graphml")
def impact(record: str, depth: int, kinds: tuple[str, ...], limit: int, form: _Form) -> None:
    """Say which products, customers and articles a defect in RECORD touches.

    It spreads from products to those they are a part of, to their customers, and to other tickets about
    them; from a resolution to what it changes. The weight halves with each step, and ways that meet add up.
    """
    network = _network(form)
    key = _known(record, network)
    touched = [one for one in network.impact(key, depth) if not kinds or one.point.kind in kinds]
    shown = touched[:limit] if limit else touched
    if form.format == "table":
        click.echo(_printable_lines(formats.impact_table(shown)), nl=False)
        if len(shown) < len(touched):
            click.echo(f"{len(touched) - len(shown)} more; --limit 0 shows all")
    elif form.format == "json":
        click.echo(formats.impact_json(key, shown), nl=False)
    else:
        needed = dict.fromkeys((key, *(name for one in shown for name in (one.via.key, one.point.key))))
        part = network.part_of(needed)
        if form.format == "graphml":
            click.echo(formats.impact_graphml(part, key, shown), nl=False)
        else:
            _say(part, form, f"What {record} touches")


@graph.command(short_help="Show the shortest way between two records.")
@click.argument("start")
@click.argument("end")
@_with_form("table", "mermaid", "json", "graphml")
def path(start: str, end: str, form: _Form) -> None:
    """Show the shortest way from one record to another, whichever way they are connected.

    \b
    Exit codes: 0  there is one
                1  nothing connects the two
    """
    network = _network(form)
    part = network.path(_known(start, network), _known(end, network))
    if part is None:
        click.echo(f"nothing connects {printable(start)} and {printable(end)}", err=True)
        raise SystemExit(1)
    _say(part, form, f"From {start} to {end}")


@graph.command(short_help="Write all records and relations for another program.")
@_with_form("graphml", "json", "mermaid", "table")
def export(form: _Form) -> None:
    """Write all records, the articles that they name, and their relations."""
    _say(_network(form).whole(), form, "All records")


@graph.command(name="articles", short_help="Draw the knowledge base itself: articles and links.")
@click.argument("paths", nargs=-1)
@today_option
@_with_form("table", "mermaid", "json", "graphml")
def of_articles(paths: tuple[str, ...], today: date | None, form: _Form) -> None:
    """Show the articles, the links between them and what they apply to; PATHS (files or folders) narrow it.

    A cluster is a group of articles that links connect, without the first pages of folders, which link to
    everything. To an orphan no other article links.
    """
    from kept.check import incremental
    from kept.check.run import is_below

    settings, day = form.settings, chosen_day(today)
    own = config.load(form.config_path, form.root).markdown  # what is remembered is with all ids
    use_cache = form.use_cache and own == settings.markdown
    entries = incremental.check(settings, day, Progress(), use_cache=use_cache, for_site=True).entries
    folders = [one.rstrip("/") or one for one in paths]
    wanted = [path for path in entries if not paths or is_below(path, folders)]
    if not wanted:
        raise CannotRun(f"there is no article below {printable(' or '.join(paths) or settings.docs_dir)}")
    found = articles(
        {path: entry.facts.title for path, entry in entries.items()},
        {path: entry.targets for path, entry in entries.items()},
        {path: entry.metadata.applies_to if entry.metadata else () for path, entry in entries.items()},
        wanted,
    )
    if form.format == "table":
        click.echo(_printable_lines(formats.articles_table(found)), nl=False)
    elif form.format == "json":
        click.echo(formats.articles_json(found), nl=False)
    elif form.format == "graphml":
        click.echo(formats.articles_graphml(found), nl=False)
    else:
        _draw(found.chart("Articles and links", form.direction), "name fewer PATHS")


def _network(form: _Form) -> Network:
    found = form.settings
    try:
        network = load_network(found, use_cache=form.use_cache)
    except UnreadableRecords as error:
        place, problem = Location.of(error.source, error.problem.span), error.problem
        rule = find_rule(problem.code)
        name = f"{rule.code} {problem.message}" if rule else problem.message
        raise CannotRun(f"{place}: error {name}" + (f" ({problem.help})" if problem.help else "")) from None
    if not network.points:
        raise CannotRun(
            f"there are no records in {found.records}; write a file such as {found.records}/support.yml, "
            "with `products: {router: {name: Home router}}` to begin with"
        )
    return network


def _known(record: str, network: Network) -> str:
    """The key of a record. Raises `CannotRun` for one that is not there."""
    if record in network.numbers:
        return record
    kind = record.partition("/")[0]
    keys = network.keys_by_kind.get(kind) or network.keys
    near = next((key for key in keys if key.partition("/")[2] == record), None)
    if near is None and len(record) <= LONG:
        near = nearest(record, Words(keys, len(keys)))
    named = record if len(record) <= LONG else record[:LONG] + "…"
    raise CannotRun(f'there is no record "{named}"' + (f': did you mean "{near}"?' if near else _LISTED))


def _say(part: Part, form: _Form, title: str) -> None:
    if form.format == "table":
        click.echo(_printable_lines(formats.points_table(part)), nl=False)
    elif form.format == "json":
        click.echo(formats.part_json(part), nl=False)
    elif form.format == "graphml":
        click.echo(formats.graphml(part), nl=False)
    else:
        _draw(part.chart(title, form.direction), "narrow it with --depth, --kinds or --limit")


def _draw(chart: Flowchart, help: str) -> None:
    text = written(chart)
    if len(chart.arrows) > MOST_ARROWS or is_too_long(text):
        what = f"{len(chart.boxes):,} boxes and {len(chart.arrows):,} relations"
        raise CannotRun(f"this has {what}, more than Mermaid draws: {help}, or write graphml")
    click.echo(text, nl=False)


def _printable_lines(text: str) -> str:
    """A text that any terminal can show."""
    return "".join(printable(line) + "\n" for line in text.splitlines())
