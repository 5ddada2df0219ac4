"""`kept build`: check everything, then make the site and put it in place whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import date
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kept.cache_folder import FOLDER
from kept.check.together import CAN_HELP, Group, Lost, helpers
from kept.commands.contents import checked_contents
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
from kept.contents import Contents
from kept.cores import cores
from kept.diagnostic import Diagnostic, Severity
from kept.garbage import collected_seldom
from kept.near import did_you_mean
from kept.report import Report, plural, render
from kept.report.text import one_line
from kept.site.output import NotOurs, check_target
from kept.site.prepared import TIMEOUT, Prepared, Retouch
from kept.site.standing import NOTHING_STANDS, Standing, note, noted, standing_after, standing_now
from kept.site.unchanged import Inputs, inputs_of, state_of
from kept.site.untrusted import Trust, target_in_project
from kept.values import dataclass

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MOST_RETOUCHED = 24
PART = 8
"""Up to so many changed texts, or such a part of all, only their pages are made."""

MAKING = "Making pages: step {} of {} …"


class _Seconds(click.FloatRange):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found: float = super().convert(value, param, ctx)
        if isnan(found):  # which is neither more nor less than any limit
            self.fail(f"{value} is not a number of seconds", param, ctx)
        return found


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
    type=_Seconds(1, 86400),
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
    began = time.time_ns()
    click.get_current_context().with_resource(collected_seldom())
    if untrusted and update_ledger:
        raise CannotRun("--update-ledger writes into the project, which does not go with --untrusted")
    trust = trusted(config_path, root, allow, untrusted)
    functions = trust.allowed.functions if trust else None
    settings = with_plugin(loaded_settings(config_path, root, functions))
    found = for_audience(settings, audience)
    if update_ledger and found.audience != settings.audience:
        message = f"the ledger is that of the site for {settings.audience} readers: leave out --audience"
        raise CannotRun(message)
    target = _target(found, site_dir, trust)
    order = _Order(found, chosen_day(today), target, began, has_cache=cache and not untrusted)
    processes = jobs or cores()
    stands = click.get_current_context().with_resource(_looked_at(order, processes))
    contents, findings = checked_contents(
        found, order.today, Progress(), use_cache=order.has_cache, jobs=processes, meanwhile=_builder
    )
    if errors := _unknown_errors(found, findings):
        report = Report(tuple(errors), FilesOnDisk(found.root), len(contents.sheets), wants_color())
        click.echo(render(report, "text"), nl=False)
        click.echo("Nothing was built: a site is built from documents without errors.", err=True)
        raise SystemExit(FINDINGS)
    now = _now(order, contents, stands)
    if not now.is_there:
        pages = plural(len(contents.published(order.today)), "page")
        click.echo(f"Building {pages} for {found.audience} readers …", err=True)
        prepared = Prepared(
            settings=found,
            today=order.today,
            contents=contents,
            trust=trust,
            is_checked=True,
            jobs=jobs or 0,
            # What a stranger brings along as a cache could hold pages that nobody has looked at.
            cache=order.memory if order.has_cache else None,
            spare=order.spare if order.has_cache else None,
            retouch=_retouch(order, contents, now) if now.is_framed else None,
            standing=now.standing,
            cluster=cluster or "",
            tell=Progress(MAKING),
            began=began,
        )
        _build(order, prepared, now, timeout)
    elif not now.standing.is_settled():
        note(order.note, replace(now.standing, moment=began))
    _tell(order, contents, findings, now.is_there)
    if update_ledger:
        click.echo(update(found, (one.facts for one in contents.sheets), order.today))


def _builder() -> None:
    """Load what makes sites, which takes as long as to check an article."""
    import kept.site.build  # noqa: F401


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be built, when it was begun (ns since the epoch), and where it is remembered."""

    settings: Settings
    today: date
    target: Path
    began: int
    has_cache: bool

    @property
    def note(self) -> Path:
        """The file that has the state of the site that stands."""
        return self.settings.root / FOLDER / f"site-{self.settings.audience}.json"

    @property
    def spare(self) -> Path:
        """Where a second folder with the files of the site is kept."""
        return self.settings.root / FOLDER / f"spare-{self.settings.audience}"

    @property
    def frame(self) -> Path:
        """The file that has what pages need to know of the rest of the site."""
        return self.settings.root / FOLDER / f"frame-{self.settings.audience}.json"

    @property
    def memory(self) -> Path:
        """The file that remembers pages."""
        return self.settings.root / FOLDER / f"pages-{self.settings.audience}.sqlite"


@dataclass(frozen=True, slots=True)
class _Now:
    """The site that stands, and what one would be made of now."""

    standing: Standing
    inputs: Inputs
    read: int
    """The moment (ns since the epoch) of which the inputs speak."""
    is_framed: bool
    """Whether no more than articles can have changed."""

    @property
    def is_there(self) -> bool:
        """Whether there is nothing to do."""
        return self.is_framed and self.inputs == self.standing.inputs


def _now(order: _Order, contents: Contents, stands: Callable[[Standing], bool]) -> _Now:
    if not order.has_cache:
        return _Now(NOTHING_STANDS, Inputs(), order.began, is_framed=False)
    standing = noted(order.note, order.target)
    read = standing.read or order.began
    inputs = inputs_of(contents, read)
    if inputs.frame and inputs.frame == standing.inputs.frame and stands(standing):
        return _Now(standing, inputs, read, is_framed=True)
    if read != order.began:
        inputs = inputs_of(contents, order.began)
    return _Now(standing, inputs, order.began, is_framed=False)


def _target(found: Settings, site_dir: Path | None, trust: Trust | None) -> Path:
    """Where the site is to be. Raises `CannotRun` unless kept may put it there."""
    target = site_dir if site_dir is not None else found.root / found.site_dir
    try:
        check_target(target, (found.root / folder for folder, _ in found.folders()), found.root)
    except NotOurs as error:
        raise CannotRun(str(error)) from None
    if trust and not target_in_project(target, found):
        raise CannotRun(f"{target} leads out of the project through a link; choose another with `--site-dir`")
    return target


@contextmanager
def _looked_at(order: _Order, processes: int) -> Iterator[Callable[[Standing], bool]]:
    """Whether a site stands as it is noted: another process looks at its files while this one checks."""

    def look(_: object, talk: Connection) -> None:
        standing = noted(order.note, order.target)
        talk.send((standing.moment, standing.state, _stands(standing, order.began)))

    def told(standing: Standing) -> bool:
        with suppress(Lost):
            for moment, state, stands in group.hear():
                if (moment, state) == (standing.moment, standing.state):
                    return bool(stands)
        return _stands(standing, order.began)

    pays = order.has_cache and processes > 1 and CAN_HELP and order.note.is_file()
    with helpers(look, [()]) if pays else nullcontext(Group()) as group:
        yield told


def _stands(standing: Standing, now: int) -> bool:
    """Whether the rest of what a site was made of, and the site itself, are as they were."""
    state = state_of(standing.places, standing.read, since=now)
    return bool(state) and state == standing.state and standing.is_whole()


def _retouch(order: _Order, contents: Contents, now: _Now) -> Retouch | None:
    """The pages that have changed, unless there are so many that a whole build takes hardly longer."""
    inputs, before = now.inputs, now.standing.inputs
    texts, faces = (
        {path for path, _ in one.items() ^ other.items()}
        for one, other in ((inputs.texts, before.texts), (inputs.faces, before.faces))
    )
    published = contents.published(order.today)
    if len(texts | faces) > max(MOST_RETOUCHED, len(published) // PART):
        return None
    pages = tuple(uri for uri, one in published.items() if one.facts.path in texts | faces)
    faced = tuple(uri for uri in pages if published[uri].facts.path in faces)
    return Retouch(pages, faced, order.frame, now.standing.around_texts)


def _build(order: _Order, prepared: Prepared, now: _Now, timeout: float) -> None:
    """Put the site in place and note its state."""
    from kept.diagram.drawing.left import told_of_left
    from kept.site.build import BuildFailed, build_site  # MkDocs is needed only now
    from kept.site.frame import write_frame

    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        click.echo(line, err=True)

    try:
        made = build_site(prepared, order.target, say, timeout)
    except BuildFailed as error:
        raise CannotRun(str(error)) from None
    sheets = prepared.contents.by_site_path if prepared.contents else {}
    left = {sheets[uri].facts.path if uri in sheets else uri: one for uri, one in made.left.items()}
    if line := told_of_left(left, by_chromium=order.settings.diagrams.draw == "chromium"):
        click.echo(line, err=True)
    if order.has_cache:
        is_to_be_repeated = bool(said) or made.places is None
        places = made.places or ()
        state = state_of(places, now.read, since=order.began)
        inputs = Inputs() if is_to_be_repeated else now.inputs
        new = Standing(order.target, inputs, places, state, now.read, made.pages, moment=order.began)
        with suppress(OSError):
            if made.replaced is None:
                new = standing_now(replace(new, moment=time.time_ns()), order.spare)
            else:
                new = standing_after(now.standing, new, order.spare, made.replaced, made.gone)
            note(order.note, new)
            if made.frame is not None and new.around_texts:
                write_frame(order.frame, new.around_texts, made.frame)


def _tell(order: _Order, contents: Contents, findings: Sequence[Diagnostic], is_there: bool) -> None:
    """What was done, and what there is to know."""
    seconds = (time.time_ns() - order.began) / 1e9
    published = len(contents.published(order.today))
    done = f"{order.target} is up to date" if is_there else f"Built {order.target} in {seconds:.1f} s"
    click.echo(f"{done}: {plural(published, 'page')}", nl=False)
    left_out = len(contents.sheets) - published
    audience = order.settings.audience
    click.echo(f", {left_out} not for {audience} readers." if left_out else ".")
    below = sum(item.severity is not Severity.ERROR for item in findings)
    if below:
        click.echo(f"{plural(below, 'finding')} below an error; `kept check` shows them.")
    if known := len(findings) - below:
        click.echo(f"{plural(known, 'known error')} in {order.settings.baseline}.")


def _unknown_errors(found: Settings, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    try:
        return errors_not_known(found, list(findings))
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
