"""Building a site: MkDocs' own stages in MkDocs' own order of events, with many pages at once.

What MkDocs does for one page after the other (read and render it, put it into the theme's template) is done
by several processes as long as no plugin or hook that may keep something from page to page has a say in it;
see `Split`. The bytes are those that MkDocs makes alone.

Cost: linear in the number of pages; what a page costs does not depend on it.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any
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

from kept.site import rendering, searching
from kept.site.split import READING, WRITING, Split
from kept.site.workers import FEWEST, Tell, mapped

log = logging.getLogger("mkdocs.commands.build")

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


def build(
    config: MkDocsConfig,
    *,
    jobs: int = 1,
    stateless: tuple[str, ...] = (),
    serve_url: str | None = None,
    tell: Tell | None = None,
    say: Say = log.info,
) -> None:
    """Make the whole site in `config.site_dir`, which must be empty.

    Raises what MkDocs raises: `Abort`, and whatever a plugin, hook or template does.
    """
    with _strict(config):
        try:
            site = prepared(config, serve_url)
            split = Split.of(config, jobs, stateless)
            for line in split.reasons if len(site.pages) >= FEWEST else ():
                say(line)
            read_pages(site, split, tell)
            site = _with_environment(site)
            write_pages(site, split, tell)
            config.plugins.on_post_build(config=config)
        except Exception as error:
            config.plugins.on_build_error(error=error)
            if isinstance(error, BuildError):
                log.error(str(error))
                raise Abort("Aborted with a BuildError!") from None
            raise


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
    config.plugins.on_pre_build(config=config)
    utils.clean_directory(config.site_dir)
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
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


def _page(file: File, config: MkDocsConfig) -> Page:
    return file.page if file.page is not None else Page(None, file, config)


def _with_environment(site: Site) -> Site:
    env = site.config.plugins.on_env(site.env, config=site.config, files=site.files)
    return replace(site, env=env)


_SITE: ContextVar[Site] = ContextVar("site")
"""The site that workers work on; they are forked from the process that has set it."""


@contextmanager
def _shared(site: Site) -> Iterator[None]:
    token = _SITE.set(site)
    try:
        yield
    finally:
        _SITE.reset(token)


def read_pages(site: Site, split: Split, tell: Tell | None) -> None:
    """Read and render every page."""
    with _shared(site):
        jobs = split.jobs(READING)
        for number, result in enumerate(mapped(_read, range(len(site.pages)), jobs, _half(tell, 0))):
            _hear(result.said)
            if result.error is not None:
                raise result.error
            vars(site.pages[number]).update(result.value)


def write_pages(site: Site, split: Split, tell: Tell | None) -> None:
    """Write everything to `site_dir`; what has precedence is written last."""
    config, files, nav, env = site.config, site.files, site.nav, site.env
    files.copy_static_files(inclusion=site.inclusion)
    for name in config.theme.static_templates:
        stages._build_theme_template(name, env, files, config, nav)
    for name in config.extra_templates:
        stages._build_extra_template(name, files, config, nav)
    with _shared(site):
        jobs = split.jobs(WRITING)
        for result in mapped(_write, range(len(site.pages)), jobs, _half(tell, 1)):
            _hear(result.said)
            if result.error is not None:
                raise result.error
            searching.add(config, result.value)


def _half(tell: Tell | None, which: int) -> Tell | None:
    """Progress of the first or the second half of the work."""
    return tell and (lambda done, total: tell(which * total + done, 2 * total))


Said = tuple[tuple[str, int, str], ...]
"""Names of loggers, levels and messages."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a page, and what was said meanwhile."""

    value: Any
    said: Said
    error: Exception | None


def _read(numbers: Sequence[int]) -> list[Result]:
    return _each(numbers, _read_one, _SITE.get())


def _write(numbers: Sequence[int]) -> list[Result]:
    return _each(numbers, _write_one, _SITE.get())


def _each(numbers: Sequence[int], task: Callable[[Page, Site], Any], site: Site) -> list[Result]:
    """The results for some pages, up to the first that fails."""
    results: list[Result] = []
    for number in numbers:
        value, failed = None, None
        with _listening() as said:
            try:
                value = task(site.pages[number], site)
            except Exception as error:  # noqa: BLE001 (a plugin, hook or template may raise anything)
                failed = _sendable(error)
        results.append(Result(value, tuple(said), failed))
        if failed is not None:
            break
    return results


FIXED = {"file", "parent", "children", "previous_page", "next_page", "render", "_Page__active"}
"""Attributes of a page that the navigation gives it; all others are made by reading it."""


def _read_one(page: Page, site: Site) -> dict[str, Any]:
    vars(page)["render"] = lambda config, files: rendering.render(page, config, files, site.converter)
    try:
        stages._populate_page(page, site.config, site.files)
    finally:
        del vars(page)["render"]
    return {name: value for name, value in vars(page).items() if name not in FIXED}


def _write_one(page: Page, site: Site) -> searching.Entries:
    with searching.collected(site.config) as entries:
        excluded = page.file.inclusion.is_excluded()  # type: ignore[no-untyped-call]
        stages._build_page(page, site.config, site.page_files, site.nav, site.env, excluded=excluded)
    return entries


@contextmanager
def _listening() -> Iterator[list[tuple[str, int, str]]]:
    """What is logged meanwhile, instead of its being shown: the pages' order decides about when it is."""
    said: list[tuple[str, int, str]] = []
    logger = logging.getLogger("mkdocs")
    before = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [_Notes(said)], False
    try:
        yield said
    finally:
        logger.handlers, logger.propagate = before


class _Notes(logging.Handler):
    def __init__(self, said: list[tuple[str, int, str]]) -> None:
        super().__init__()
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append((record.name, record.levelno, record.getMessage()))


def _hear(said: Said) -> None:
    for name, level, message in said:
        logging.getLogger(name).log(level, "%s", message)


def _sendable(error: Exception) -> Exception:
    """An error that another process can be told of."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 (whatever its class does when it is made anew)
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
