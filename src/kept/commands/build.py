"""`kept build`: check everything, then make the site and put it in place whole."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from kept import library
from kept.cache_folder import FOLDER
from kept.check.run import check as run_check
from kept.commands.known_findings import errors_not_known
from kept.commands.ledger import update
from kept.commands.options import (
    FINDINGS,
    CannotRun,
    Progress,
    chosen_day,
    config_options,
    configuration_findings,
    documents_folder,
    loaded_settings,
    today_option,
    wants_color,
)
from kept.commands.texts import FilesOnDisk
from kept.commands.trust import trusted, untrusted_options
from kept.config import ConfigurationError, Settings
from kept.diagnostic import Diagnostic, Severity
from kept.diagram.known import Diagrams
from kept.near import did_you_mean
from kept.report import Report, plural, render
from kept.report.text import one_line
from kept.site.build import TIMEOUT, BuildFailed, build_site
from kept.site.output import NotOurs, check_target
from kept.site.plugin import Prepared
from kept.site.untrusted import target_in_project

MAKING = "Making pages: step {} of {} …"


@click.command()
@config_options
@click.option("--site-dir", type=click.Path(readable=False, path_type=Path), help="Where to put the site.")
@click.option("--audience", help="For whom the site is.  [default: audience of the settings]")
@click.option("--update-ledger", is_flag=True, help="Add what was published to the ledger of addresses.")
@click.option("--cache/--no-cache", default=True, help="Use what the last build made.", show_default=True)
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes that make pages.  [default: one for each core]"
)
@click.option("--cluster", metavar="ADDRESS", help="Make pages on a Dask cluster: `tcp://host:8786`.")
@untrusted_options
@click.option(
    "--timeout",
    type=click.FloatRange(1, 86400),
    default=TIMEOUT,
    show_default=True,
    help="The most seconds that one step may take: a plugin or hook for one page, or the page itself.",
)
@today_option
def build(
    config_path: Path,
    root: Path | None,
    site_dir: Path | None,
    audience: str | None,
    update_ledger: bool,
    cache: bool,
    jobs: int | None,
    cluster: str | None,
    untrusted: bool,
    allow: tuple[str, ...],
    timeout: float,
    today: date | None,
) -> None:
    """Check the documents and build the site.

    \b
    Exit codes: 0  the site is built and in place
                1  a document has an error; the old site stays
                2  the build could not run or failed; the old site stays
    """
    began = time.monotonic()
    if untrusted and update_ledger:
        raise CannotRun("--update-ledger writes into the project, which does not go with --untrusted")
    trust = trusted(config_path, root, allow, untrusted)
    settings = with_plugin(loaded_settings(config_path, root))
    found = for_audience(settings, audience)
    if update_ledger and found.audience != settings.audience:
        message = f"the ledger is that of the site for {settings.audience} readers: leave out --audience"
        raise CannotRun(message)
    day = chosen_day(today)
    diagrams = Diagrams(found.root / FOLDER if cache and not untrusted else None)
    knowledge = replace(library.load(found, Progress()), diagrams=diagrams)
    findings = run_check(knowledge, day)
    diagrams.save()
    errors = tuple(_unknown_errors(found, findings))
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
    if trust and not target_in_project(target, found):
        raise CannotRun(f"{target} leads out of the project through a link; choose another with `--site-dir`")
    pages = sum(article.is_published(found, day) for article in knowledge.articles)
    click.echo(f"Building {plural(pages, 'page')} for {found.audience} readers …", err=True)
    try:
        # What a stranger brings along as a cache could hold pages that nobody has looked at.
        memory = found.root / FOLDER / f"pages-{found.audience}.sqlite" if cache and not untrusted else None
        prepared = Prepared(
            settings=found,
            today=day,
            library=knowledge,
            trust=trust,
            is_checked=True,
            jobs=jobs or 0,
            cache=memory,
            cluster=cluster or "",
            tell=Progress(MAKING),
        )
        build_site(prepared, target, lambda line: click.echo(line, err=True), timeout)
    except BuildFailed as error:
        raise CannotRun(str(error)) from None
    left_out = len(knowledge.articles) - pages
    click.echo(f"Built {target} in {time.monotonic() - began:.1f} s: {plural(pages, 'page')}", nl=False)
    click.echo(f", {left_out} not for {found.audience} readers." if left_out else ".")
    if update_ledger:
        click.echo(update(knowledge, day))
    below = sum(item.severity is not Severity.ERROR for item in findings)
    if below:
        click.echo(f"{plural(below, 'finding')} below an error; `kept check` shows them.")
    if known := len(findings) - below:
        click.echo(f"{plural(known, 'known error')} in {found.baseline}.")


def _unknown_errors(found: Settings, findings: list[Diagnostic]) -> list[Diagnostic]:
    try:
        return errors_not_known(found, findings)
    except ConfigurationError as error:
        raise CannotRun("\n".join(one_line(item) for item in configuration_findings(error))) from None


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
