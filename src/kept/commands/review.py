"""`kept review`: write down a review, with what was reviewed; or say which reviews are due."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from kept import library
from kept.commands.options import (
    FINDINGS,
    CannotRun,
    chosen_day,
    config_options,
    documents_folder,
    git_history,
    loaded_settings,
    say_note,
    show_progress,
    today_option,
)
from kept.config import Settings
from kept.content.article import Article
from kept.durations import parse_duration
from kept.globs import is_pattern, matches_any
from kept.library import Library
from kept.near import did_you_mean
from kept.report import plural, printable
from kept.report.text import one_line
from kept.review.due import DueReview, due_reviews
from kept.review.lists import FORMATS, as_calendar, as_issue_body, as_json, as_markdown, as_table
from kept.review.record import Review, write
from kept.review.record import review as make_review
from kept.review.views import ViewsError, read_views


class _Days(click.ParamType[int]):
    name = "DURATION"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value).strip()
        duration = parse_duration(text)
        if duration is None and not re.fullmatch(r"0+[dwmy]?", text):
            self.fail(f'"{value}" is not a length of time; write `30d`, `6 weeks` or `0d`', param, ctx)
        return duration.days if duration else 0


@click.command(short_help="Write down a review, or list those that are due.")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=Path))
@click.option("--by", metavar="OWNER", help="Who reviewed the articles: a term of the vocabulary of owners.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@click.option("--due", type=_Days(), help="List what is overdue, or due within this time (`30d`).")
@click.option("--owner", help="With --due: only the articles of this owner.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--views",
    type=click.Path(readable=False, path_type=Path),
    help="With --due: a CSV or JSON file of pages and how often they are read.",
)
@click.option("--open-issue-body", is_flag=True, help="With --due: print the body of a tracker's issue.")
@config_options
@today_option
def review(
    paths: tuple[Path, ...],
    by: str | None,
    dry_run: bool,
    due: int | None,
    owner: str | None,
    format_: str,
    views: Path | None,
    open_issue_body: bool,
    config_path: Path,
    root: Path | None,
    today: date | None,
) -> None:
    """Write down that the articles at PATHS (files, folders, globs) were reviewed today:

    \b
    kept review kb/how-to/reset-your-router.md --by support

    The day, the reviewer and a fingerprint of what was reviewed go into the front matter of each; if an
    article still has errors, nothing is written at all. In a folder only articles are meant that have a
    review date or an interval. With --due nothing is written:

    \b
    kept review --due 30d --owner support

    \b
    Exit codes: 0  written, or listed
                1  an article has errors
                2  the command could not run
    """
    if due is None:
        _only_with_due(owner=owner, views=views, open_issue_body=open_issue_body, format=format_ != "text")
    elif by or dry_run:
        raise click.UsageError("--due lists and writes nothing; leave out --by and --dry-run")
    elif open_issue_body and format_ != "text":
        raise click.UsageError("--open-issue-body is a format of its own; leave out --format")
    if due is None and not (paths and by):
        raise click.UsageError("name articles and `--by OWNER`, or ask what is due with `--due 30d`")
    found = loaded_settings(config_path, root)
    documents_folder(found)
    day = chosen_day(today)
    if due is None:
        _record(library.load(found, show_progress), paths, str(by), day, dry_run)
        return
    knowledge = library.load(found, show_progress, git_history(found, day))
    say_note(knowledge.reviews.note)
    reviews = due_reviews(knowledge, day, due, _views(views, knowledge))
    if paths:
        wanted = {article.path for article in _chosen(paths, knowledge)}
        reviews = [one for one in reviews if one.path in wanted]
    _list(_of(owner, reviews, knowledge), day, found, "issue" if open_issue_body else format_)


def _only_with_due(**options: object) -> None:
    given = [f"--{name.replace('_', '-')}" for name, value in options.items() if value]
    if given:
        raise click.UsageError(f"{' and '.join(given)} can only be used with --due")


def _record(knowledge: Library, paths: tuple[Path, ...], by: str, day: date, dry_run: bool) -> None:
    owners = knowledge.vocabularies.get("owners")
    if owners is not None and by not in owners:
        meant = owners.meant(by)
        hint = f': did you mean "{meant}"?' if meant else did_you_mean(by, owners.words())
        raise CannotRun(f'there is no owner "{by}"{hint} (owners are: {", ".join(owners.words())})')
    if not by.strip() or any(not char.isprintable() for char in by):
        raise CannotRun("`--by` needs the name of a team")
    articles = _chosen(paths, knowledge)
    made = make_review(knowledge, articles, day, by)
    if made.errors or made.refused:
        _refuse(made)
    new = [file for file in made.files if file.is_new]
    if not dry_run:
        write(new)
    verb = "Would write" if dry_run else "Wrote"
    for file in new:
        click.echo(f"{verb} {printable(file.path)}: reviewed {day.isoformat()} by {by}")
    same = len(made.files) - len(new)
    if same:
        click.echo(f"{plural(same, 'article')} had this review already")


def _refuse(made: Review) -> None:
    for finding in made.errors:
        click.echo(one_line(finding) + (f" ({printable(finding.help)})" if finding.help else ""), err=True)
    for path, reason in made.refused:
        click.echo(f"{printable(path)}: {printable(reason)}", err=True)
    count = len({finding.location.path for finding in made.errors} | {path for path, _ in made.refused})
    articles = plural(count, "article")
    click.echo(f"kept: {articles} cannot be reviewed like this; nothing was written", err=True)
    raise SystemExit(FINDINGS)


def _views(path: Path | None, knowledge: Library) -> dict[str, int] | None:
    if path is None:
        return None
    if path.exists() and not path.is_file():
        raise CannotRun(f"{path} is not a plain file")
    try:
        return read_views(path.name, path.read_bytes(), knowledge)
    except ViewsError as error:
        raise CannotRun(str(error)) from None


def _of(owner: str | None, reviews: list[DueReview], knowledge: Library) -> list[DueReview]:
    if owner is None:
        return reviews
    vocabulary = knowledge.vocabularies.get("owners")
    known = {str(one.value("owner")) for one in knowledge.articles if one.value("owner")}
    known |= set(vocabulary.words()) if vocabulary else set()
    if owner not in known:
        raise CannotRun(f'there is no owner "{owner}"' + did_you_mean(owner, known))
    return [one for one in reviews if one.owner == owner]


def _list(reviews: list[DueReview], day: date, found: Settings, format_: str) -> None:
    if format_ == "ics":
        click.echo(as_calendar(reviews, day, found.site_url or found.site_name), nl=False)
        return
    render = {"text": as_table, "json": as_json, "markdown": as_markdown, "issue": as_issue_body}[format_]
    click.echo(render(reviews, day), nl=False)


def _chosen(paths: tuple[Path, ...], knowledge: Library) -> list[Article]:
    """The articles at paths, each once, in the order of the library. Raises `CannotRun`."""
    wanted = {name for path in paths for name in _named(path, knowledge)}
    return [article for article in knowledge.articles if article.path in wanted]


def _named(path: Path, knowledge: Library) -> Iterator[str]:
    """The articles that one path of the command line means."""
    name = _inside(path, knowledge.settings.root)
    if name in knowledge.by_path:
        yield name
        return
    location = knowledge.settings.root / name
    if location.is_dir():
        pattern = "/" if name == "." else f"/{name}/"
    elif any(char in name for char in "*?[") and is_pattern(f"/{name}"):
        pattern = f"/{name}"
    else:
        missing = f"{path} does not exist" if not os.path.lexists(location) else f"{path} is not an article"
        raise CannotRun(missing + did_you_mean(name, knowledge.by_path))
    below = [one for one in knowledge.articles if pattern == "/" or matches_any(one.path, (pattern,))]
    reviewable = [one.path for one in below if one.value("status") != "archived" and _is_reviewed(one)]
    if not reviewable:
        raise CannotRun(f"{path} holds no article with a review date or an interval")
    yield from reviewable


def _is_reviewed(article: Article) -> bool:
    return article.review_every is not None or "reviewed" in article.given or not article.document.is_readable


def _inside(path: Path, root: Path) -> str:
    """A path of the command line as messages name it."""
    absolute = Path(os.path.abspath(path))
    for form in (absolute, absolute.resolve()):
        if form.is_relative_to(root):
            return form.relative_to(root).as_posix()
    raise CannotRun(f"{path} is not below {root}, the folder of the configuration")
