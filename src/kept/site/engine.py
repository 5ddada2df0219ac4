"""Building a site: MkDocs' own stages in MkDocs' own order of events, with many pages at once.

What MkDocs does for one page after the other (read and render it, put it into the theme's template) is done
by several processes as long as no plugin or hook that may keep something from page to page has a say in it;
see `Split`. The bytes are those that MkDocs makes alone.

Cost: linear in the number of pages; what a page costs does not depend on it.
"""

from __future__ import annotations

import functools
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urljoin

from jinja2.environment import Environment
from markdown import Markdown
from mkdocs import utils
from mkdocs.commands import build as stages
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from kept.diagram.drawing.left import Left
from kept.site import inputs, page_cache, rendering, searching, templates
from kept.site.addresses import remember_addresses
from kept.site.compiled_templates import keep_compiled
from kept.site.figures import Needs
from kept.site.filled_templates import can_be_filled, filled, load, settled, words_of
from kept.site.frame import Frame, Shows, noted_frame
from kept.site.graphs import ASKED
from kept.site.held import held
from kept.site.memory import Memory
from kept.site.mount import MountedFiles
from kept.site.plugin import THEME, diagrams_of, left_of, plugin_of
from kept.site.results import Result, each, heard
from kept.site.sanitise import MANY
from kept.site.spare import Twin
from kept.site.split import READING, WRITING, Split
from kept.site.standing import NOTHING_STANDS, SAME, Standing
from kept.site.steps import page_path
from kept.site.theme_files import add_files_from_theme
from kept.site.workers import FEWEST, Meanwhile, Tell, mapped, nothing
from kept.site.writing import noted
from kept.values import dataclass

log = logging.getLogger("mkdocs.commands.build")

FEWEST_FILLED = 400
"""Pages for which it pays to fill in what is the same on all of them, which takes as long as these."""

FEWEST_PLAIN = 200
"""Pages for which it pays to make ready what recognises plain HTML."""

Say = Callable[[str], None]
Inclusion = Callable[[InclusionLevel], bool]


@dataclass(frozen=True, slots=True)
class Site:
    """A site before its pages are made: everything that a page needs to know of the others."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    pages: tuple[Page, ...]
    page_files: tuple[File, ...]
    inclusion: Inclusion
    """Which files are in it: a preview shows drafts too."""
    converter: Markdown | None
    """One for all pages; nothing when each must have its own."""
    memory: Memory = Memory()
    elsewhere: Elsewhere | None = None
    """Other machines that make pages too."""
    twin: Twin | None = None
    """What is to have each page, too."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a site was made of."""

    pages: Mapping[str, str]
    """For each page that was remembered, the digest of what it was made of."""
    places: tuple[str, ...] | None
    """The files and folders besides the contents; `None` when that can't be said of all of it."""
    frame: Frame | None = None
    """What the next build may make single pages with."""
    replaced: frozenset[str] | None = None
    """The files that differ from those of the site before, if only these were put in place."""
    gone: frozenset[str] = frozenset()
    """The files of the site before that are not in this one, if `replaced` says what differs."""
    lent: frozenset[str] = frozenset()
    """The files of the site before that were taken over as they are."""
    left: Mapping[str, Left] = field(default_factory=dict)
    """The diagrams that readers' browsers draw since kept can't, by the pages that were looked at."""


def build(
    config: MkDocsConfig,
    *,
    jobs: int = 1,
    stateless: tuple[str, ...] = (),
    cache: Path | None = None,
    standing: Standing = NOTHING_STANDS,
    began: int | None = None,
    serve_url: str | None = None,
    tell: Tell | None = None,
    say: Say = log.info,
    elsewhere: Elsewhere | None = None,
    twin: Twin | None = None,
    is_there: bool = False,
) -> Made:
    """Make the whole site in `config.site_dir`, which must have no files in it.

    Pages that are as they were in the last build are taken from the site that is `standing`, else from
    `cache`, which is a file; `began` says when the texts were read (ns since the epoch). A `twin` gets each
    page as well. With `is_there` those of the site that stands need not be put in place. Returns what the
    site was made of. Raises what MkDocs raises: `Abort`, and whatever a plugin, hook or template does.
    """
    began = began or time.time_ns()
    with _strict(config):
        try:
            site = prepared(config, serve_url)
            split = Split.of(config, jobs, stateless)
            for line in split.reasons if len(site.pages) >= FEWEST else ():
                say(line)
            remember: Remember = Memory
            if cache is not None and split.is_pure:
                is_safe = not split.at_the_end  # what is shared with the site that stands stays as it is
                old = standing if is_safe else NOTHING_STANDS
                remember = functools.cache(partial(_memory, site, cache, old, began, is_there=is_there))
            if elsewhere is not None or not _has_time(config, cache):
                site = replace(site, memory=remember())
            if elsewhere is not None and elsewhere.joins(site, split, say):
                site = replace(site, elsewhere=elsewhere)
            site = replace(site, twin=twin)
            site = _read(site, split, tell, remember)
            _write_others(site)
            not_found = Path(config.site_dir, "404.html")  # it has nothing but what is around all texts
            site = replace(site, memory=site.memory.with_like(not_found))
            framed = functools.cache(partial(_frame, site, split))
            rows = _written(site, split, tell, framed)
            lent = site.memory.lent(site.pages)
            with held(SAME, lent):
                config.plugins.on_post_build(config=config)
            if site.memory.path is not None:
                page_cache.write(site.memory.path, rows, site.memory.keys, site.memory.like)
            return replace(_made(site, split, rows, framed), lent=lent)
        except Exception as error:
            config.plugins.on_build_error(error=error)
            if isinstance(error, BuildError):
                log.error(str(error))
                raise Abort("Aborted with a BuildError!") from None
            raise


def _has_time(config: MkDocsConfig, cache: Path | None) -> bool:
    """Whether it can be said while pages are read what they are made of.

    Nothing is known of any then, and no file that another one includes may change before it is looked at.
    """
    plugin = plugin_of(config)
    sheets = plugin.contents.sheets if plugin is not None else ()
    return cache is not None and not cache.is_file() and not any(one.included for one in sheets)


def _memory(site: Site, cache: Path, old: Standing, began: int, *, is_there: bool) -> Memory:
    known = Memory.of(site.pages, site.nav, site.config, site.files, cache, old, began)
    return replace(known, is_there=is_there)


def _made(
    site: Site, split: Split, rows: Sequence[page_cache.Row], framed: Callable[[], Frame | None]
) -> Made:
    remembered = site.memory.known.keys() | {page for page, *_ in rows}
    pages = {uri: key for uri, key in site.memory.keys.items() if uri in remembered}
    left = left_on(site.pages)
    is_all_known = bool(pages) and split.is_closed and len(pages) == len(site.pages)
    if not is_all_known:
        return Made(pages, None, left=left)
    return Made(pages, tuple(inputs.places(site.config)), framed(), left=left)


def left_on(pages: Iterable[Page]) -> dict[str, Left]:
    """What is left on which pages to the browsers of readers."""
    return {page.file.src_uri: left for page in pages if (left := left_of(page))}


def _frame(site: Site, split: Split) -> Frame | None:
    plugin = plugin_of(site.config)
    if plugin is None or not isinstance(site.files, MountedFiles) or not split.is_closed:
        return None
    shows = Shows(plugin.neighbours, frozenset(plugin.titled), _has_graphs(site))
    root = plugin.contents.settings.root
    return noted_frame(site.pages, site.nav, site.files, site.config, shows, site.memory.common, root)


def _has_graphs(site: Site) -> bool:
    """Whether a page has asked for a graph, which shows titles of others."""
    known = (one.asked for one in site.memory.known.values())
    made = (vars(page).get("asked") or {} for page in site.pages)
    return any(path.startswith(ASKED) for asked in (*known, *made) for path in asked)


@contextmanager
def _strict(config: MkDocsConfig) -> Iterator[None]:
    """With `strict: true` a warning is an error in the end."""
    counter = utils.CountHandler()
    counter.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    if config.strict:
        logger.addHandler(counter)
    try:
        yield
        if counts := counter.get_counts():
            found = ", ".join(f"{count} {level.lower()}s" for level, count in counts)
            raise Abort(f"Aborted with {found} in strict mode!")
    finally:
        logger.removeHandler(counter)


def prepared(config: MkDocsConfig, serve_url: str | None = None) -> Site:
    """Everything up to the pages: configuration, files and navigation, with their events."""
    inclusion = InclusionLevel.is_in_serve if serve_url else InclusionLevel.is_included
    config = config.plugins.on_config(config)
    searching.hasten(config)
    config.plugins.on_pre_build(config=config)
    files = get_files(config)
    env = environment(config)
    add_files_from_theme(files, env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    nav = config.plugins.on_nav(nav, config=config, files=files)
    page_files = tuple(files.documentation_pages(inclusion=inclusion))
    pages = tuple(_page(file, config) for file in page_files)
    drafts = [
        urljoin(serve_url or "", page.file.url)
        for page in pages
        if page.file.inclusion.is_excluded()  # type: ignore[no-untyped-call]
    ]
    if drafts:
        log.info("Built only for the preview, as `draft_docs` says:\n  - %s", "\n  - ".join(drafts))
    return Site(config, files, nav, env, pages, page_files, inclusion, rendering.reusable(config))


def environment(config: MkDocsConfig) -> Environment:
    """The theme's templates."""
    env = config.theme.get_env()
    env.auto_reload = False  # a template that changes meanwhile is not looked for at each use
    templates.prepare(env)
    remember_addresses(env)
    keep_compiled(env)
    return env


def _page(file: File, config: MkDocsConfig) -> Page:
    return file.page if file.page is not None else Page(None, file, config)


Remember = Callable[[], Memory]
"""Says what is known of the pages of a site; it has to be asked before they are read."""

_SITE: ContextVar[Site] = ContextVar("site")
"""The site that workers work on; they are forked from the process that has set it."""


def _read(site: Site, split: Split, tell: Tell | None, remember: Remember) -> Site:
    """Read and render the pages that are not known, and make the templates ready."""
    for page in site.pages:
        if (known := site.memory.known.get(page.file.src_uri)) is not None:
            vars(page)["diagrams"], vars(page)["left"] = known.diagrams, known.left
    ready = functools.cache(partial(_ready, site, split, remember))
    _read_pages(site, split, _unknown(site), _half(tell, 0), ready)
    memory, templates_of_pages = ready()
    before = site = replace(site, memory=memory)
    site = replace(site, env=site.config.plugins.on_env(site.env, config=site.config, files=site.files))
    differing = {
        page.file.src_uri
        for page in site.pages
        if (known := site.memory.known.get(page.file.src_uri)) and known.scripts != _scripts(page, site)
    }
    if differing:  # that a page has got the first diagram of the site may concern all others
        site = replace(site, memory=site.memory.without(differing))
        _read_pages(site, split, [one for one in _unknown(site) if one not in set(_unknown(before))], None)
        return replace(site, env=_filled(site, split))
    return replace(site, env=templates_of_pages) if site.env is before.env else site


def _ready(site: Site, split: Split, remember: Remember) -> tuple[Memory, Environment]:
    """What is made ready while pages are read: what is known of them, and the templates."""
    site = replace(site, memory=remember())
    return site.memory, _filled(site, split)


def _filled(site: Site, split: Split) -> Environment:
    """The templates, with all filled in that is the same on so many pages."""
    env, common = site.env, site.memory.common
    if not common or split.in_context or len(_unknown(site)) < FEWEST_FILLED:
        return env
    if not can_be_filled(env, site.config.theme):
        return env
    made = filled(env, {"config": settled(site.config)}, words_of(env, site.config, THEME), common)
    load(made, ("main.html", *site.config.theme.static_templates))
    return made


def _unknown(site: Site) -> list[int]:
    """The numbers of the pages that are to be made."""
    return [at for at, page in enumerate(site.pages) if page.file.src_uri not in site.memory.known]


def _scripts(page: Page, site: Site) -> Needs:
    pages: Any = site.env.globals.get("kept_diagrams", {})
    needed: Needs = pages.get(page.url, "")
    return needed


def _read_pages(
    site: Site, split: Split, numbers: Sequence[int], tell: Tell | None, meanwhile: Meanwhile = nothing
) -> None:
    with held(_SITE, site), held(MANY, len(numbers) >= FEWEST_PLAIN):
        results = _results(site, split, READING, numbers, tell, meanwhile)
        for number, result in zip(numbers, results, strict=False):
            vars(site.pages[number]).update(heard(result))
            if result.is_warning:
                vars(site.pages[number])["asked"] = None


def _write_others(site: Site) -> None:
    """Write to `site_dir` what is no page; pages that come to the same place have precedence."""
    config, files, nav, env = site.config, site.files, site.nav, site.env
    files.copy_static_files(inclusion=site.inclusion)
    for name in config.theme.static_templates:
        stages._build_theme_template(name, env, files, config, nav)
    for name in config.extra_templates:
        stages._build_extra_template(name, files, config, nav)


def _written(site: Site, split: Split, tell: Tell | None, meanwhile: Meanwhile) -> list[page_cache.Row]:
    """Write the pages to `site_dir`; what is to be remembered of them."""
    for page in site.pages:
        if page.file.src_uri in site.memory.known:
            site.memory.put(page)
    pieces = {uri: one.entries for uri, one in site.memory.known.items()}
    numbers, rows = _unknown(site), []
    with held(_SITE, site):
        results = _results(site, split, WRITING, numbers, _half(tell, 1), meanwhile)
        for number, result in zip(numbers, results, strict=False):
            page, row = heard(result)
            pieces[site.pages[number].file.src_uri] = page
            rows += [row] if row is not None and not result.is_warning else []
    if split.in_turn[WRITING]:
        _refuse_deleted(site, split.in_turn[WRITING])
    searching.put_together(site.config, [pieces[page.file.src_uri] for page in site.pages])
    return rows


def _refuse_deleted(site: Site, names: tuple[str, ...]) -> None:
    """Pages that were written must still be there; those that a hook has made empty never were."""
    for page in site.pages:
        if vars(page).get("is_written") and not os.path.exists(page.file.abs_dest_path):
            root = Path(site.config.config_file_path or "").parent
            raise Abort(
                f"{page_path(page, root)}: its page was written and is gone: {' or '.join(names)} deletes "
                f"{page.file.dest_uri}; to leave a page out, give it `status: draft`"
            )


def _results(
    site: Site,
    split: Split,
    stage: tuple[str, ...],
    numbers: Sequence[int],
    tell: Tell | None,
    meanwhile: Meanwhile,
) -> Iterator[Result]:
    jobs = split.jobs(stage)
    if site.elsewhere is not None and jobs > 1 and len(numbers) >= FEWEST:
        made = site.elsewhere.read if stage is READING else site.elsewhere.write
        return made(site, numbers, tell)
    return mapped(_read_some if stage is READING else _write_some, numbers, jobs, tell, meanwhile)


def _half(tell: Tell | None, which: int) -> Tell | None:
    """Progress of the first or the second half of the work."""
    return tell and (lambda done, total: tell(which * total + done, 2 * total))


class Elsewhere(Protocol):
    """Other machines, which prepare the site themselves; the bytes are the same."""

    def joins(self, site: Site, split: Split, say: Say) -> bool:
        """Whether they can take part; if not, say why."""

    def read(self, site: Site, numbers: Sequence[int], tell: Tell | None) -> Iterator[Result]:
        """Read and render pages; the results in the order of their numbers, each with attributes."""

    def write(self, site: Site, numbers: Sequence[int], tell: Tell | None) -> Iterator[Result]:
        """Make whole pages and write them; the results as of `_write_one`."""


def read_here(site: Site, numbers: Sequence[int]) -> list[Result]:
    """The results of reading some pages in this process, up to the first that fails."""
    return each((site.pages[number] for number in numbers), partial(_read_one, site=site))


def read_several(site: Site, numbers: Sequence[int], jobs: int) -> list[Result]:
    """The same of many pages, in several processes."""
    with held(_SITE, site), held(MANY, len(numbers) >= FEWEST_PLAIN):
        return list(mapped(_read_some, numbers, jobs))


def write_several(site: Site, numbers: Sequence[int], jobs: int) -> list[Result]:
    """The results of writing many pages in several processes, up to the first that fails of each."""
    with held(_SITE, site):
        return list(mapped(_write_some, numbers, jobs))


def write_here(site: Site, numbers: Sequence[int]) -> list[Result]:
    """The results of writing some pages in this process, up to the first that fails."""
    return each((site.pages[number] for number in numbers), partial(_write_one, site=site))


def _read_some(numbers: Sequence[int]) -> list[Result]:
    return read_here(_SITE.get(), numbers)


def _write_some(numbers: Sequence[int]) -> list[Result]:
    return write_here(_SITE.get(), numbers)


FIXED = {"file", "parent", "children", "previous_page", "next_page", "render", "_Page__active"}
"""Attributes of a page that the navigation gives it; all others are made by reading it."""


def _read_one(page: Page, site: Site) -> dict[str, Any]:
    vars(page)["render"] = lambda config, files: rendering.render(page, config, files, site.converter)
    asked: dict[str, str | None] = {}
    if isinstance(site.files, MountedFiles):
        site.files.asked = asked
    try:
        stages._populate_page(page, site.config, site.files)
    finally:
        del vars(page)["render"]
    return {name: value for name, value in vars(page).items() if name not in FIXED} | {"asked": asked}


def _write_one(page: Page, site: Site) -> tuple[str, page_cache.Row | None]:
    """Write a page; its entries of the search index, and what is to be remembered of it."""
    diagrams = diagrams_of(page)
    with searching.collected(site.config) as entries, noted() as written:
        excluded = page.file.inclusion.is_excluded()  # type: ignore[no-untyped-call]
        stages._build_page(page, site.config, site.page_files, site.nav, site.env, excluded=excluded)
    vars(page)["is_written"] = page.file.abs_dest_path in written
    piece = searching.as_json(entries)
    uri = page.file.src_uri
    if site.twin is not None:
        site.twin.take(page.file.dest_uri)
    asked: dict[str, str | None] | None = vars(page)["asked"]
    if uri not in site.memory.keys or asked is None or not site.memory.is_settled(page):
        return piece, None
    html = written.get(page.file.abs_dest_path, b"")
    scripts, key = _scripts(page, site), site.memory.keys[uri]
    kept = page_cache.Kept(key, asked, diagrams, left_of(page), scripts, not html, piece)
    return piece, page_cache.packed(uri, kept, html, site.memory.like)
