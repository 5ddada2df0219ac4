"""`kept build`: check everything, then make the site and put it in place whole."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from kept import library
from kept.check.run import check as run_check
from kept.commands.check import FilesOnDisk
from kept.commands.options import (
    FINDINGS,
    CannotRun,
    chosen_day,
    config_options,
    documents_folder,
    loaded_settings,
    show_progress,
    today_option,
    wants_color,
)
from kept.config import Settings
from kept.diagnostic import Severity
from kept.near import did_you_mean
from kept.report import Report, plural, render
from kept.site.build import BuildFailed, build_site
from kept.site.output import NotOurs, check_target
from kept.site.plugin import Prepared


@click.command()
@config_options
@click.option("--site-dir", type=click.Path(readable=False, path_type=Path), help="Where to put the site.")
@click.option("--audience", help="For whom the site is.  [default: audience of the settings]")
@today_option
def build(
    config_path: Path,
    root: Path | None,
    site_dir: Path | None,
    audience: str | None,
    today: date | None,
) -> None:
    """Check the documents and build the site.

    \b
    Exit codes: 0  the site is built and in place
                1  a document has an error; the old site stays
                2  the build could not run or failed; the old site stays
    """
    began = time.monotonic()
    found = for_audience(with_plugin(loaded_settings(config_path, root)), audience)
    day = chosen_day(today)
    knowledge = library.load(found, show_progress)
    findings = run_check(knowledge, day)
    errors = tuple(item for item in findings if item.severity is Severity.ERROR)
    if errors:
        report = Report(errors, FilesOnDisk(found.root), len(knowledge.articles), wants_color())
        click.echo(render(report, "text"), nl=False)
        click.echo("Nothing was built: a site is built from documents without errors.", err=True)
        raise SystemExit(FINDINGS)
    target = site_dir if site_dir is not None else found.root / found.site_dir
    try:
        check_target(target, (found.root / folder for folder, _ in found.folders()))
    except NotOurs as error:
        raise CannotRun(str(error)) from None
    pages = sum(article.is_published(found, day) for article in knowledge.articles)
    click.echo(f"Building {plural(pages, 'page')} for {found.audience} readers …", err=True)
    try:
        build_site(Prepared(found, day, knowledge), target, lambda line: click.echo(line, err=True))
    except BuildFailed as error:
        raise CannotRun(str(error)) from None
    left_out = len(knowledge.articles) - pages
    click.echo(f"Built {target} in {time.monotonic() - began:.1f} s: {plural(pages, 'page')}", nl=False)
    click.echo(f", {left_out} not for {found.audience} readers." if left_out else ".")
    if findings:
        click.echo(f"{plural(len(findings), 'finding')} below an error; `kept check` shows them.")


def with_plugin(found: Settings) -> Settings:
    """The settings, if the site uses the plugin at all; without it a build would publish everything."""
    if not found.has_plugin:
        raise CannotRun(f"{found.config_name} does not list the plugin; write `plugins: [search, kept]`")
    documents_folder(found)
    return found


def for_audience(found: Settings, audience: str | None) -> Settings:
    """The settings with another audience."""
    if audience is None:
        return found
    if audience not in found.audiences:
        known = ", ".join(found.audiences)
        hint = did_you_mean(audience, found.audiences)
        raise CannotRun(f'"{audience}" is not an audience{hint} (audiences are: {known})')
    return replace(found, audience=audience)
