"""What one page needs to know of the rest of the site, noted by a build for the next one.

While only texts change, all of this stays as it is: the pages and files with their addresses, the order of
the pages, what is shown around each. With it a page is made as in a build of the whole site, without MkDocs'
objects for all the other pages. There is none for sites in which a page may show more of others: with another
theme, with plugins, hooks or templates that kept doesn't know.

Cost: linear in the number of pages to note and to read it, a fraction of a hundredth of a millisecond each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from kept.cache_folder import read_sealed, write_sealed
from kept.site.categories import PER_PAGE, is_generated, listed, source_of_list
from kept.site.mount import MountedFiles
from kept.site.neighbours import Entry, Level, Neighbours, Shown
from kept.values import dataclass

KNOWN = ("kept.", "material.plugins.search.")
"""Beginnings of the modules of plugins that ask nothing of a site but what is noted."""

SHOWS_MORE = re.compile(
    r"\b(children|pages|siblings|update_date)\b|"
    r"(?<![<\w/\"'-])nav(?![\w\"'-])|\b(previous|next)_page(?!\.(url|title)\b)"
)
"""What a template says that may show more of other pages than is noted, or the day of the sitemap."""

_NO_TEMPLATES = (".css", ".js", ".map", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".woff2")

VERSION = "3"
"""Of the form of the file."""

Row = list[Any]


class NotNoted(Exception):
    """A page needs more than is noted."""


@dataclass(frozen=True)
class Frame:
    """All that is around the texts; every value is one of JSON."""

    common: str
    """A digest of what all pages are made of."""
    has_navigation: bool
    home: str
    """The page at the root of the site; empty without one."""
    pages: Mapping[str, Row]
    """For each page: whether it is below the project's folder (else MkDocs'), its title, its day, where it is
    edited, the titles of the sections that it is in, the pages before and after it."""
    files: Mapping[str, Row]
    """For each file of the site, pages included: where it goes and whether it is included."""
    by_disk_path: Mapping[str, str]
    levels: Sequence[Row]
    at: Mapping[str, Row]
    """For each page the number of its level, and its own number there."""
    entries: Mapping[str, Row]
    titled: Sequence[str]
    """The pages with the titles of their documents."""
    has_graphs: bool
    """Whether there are pages that show graphs, with titles of others."""
    places: Sequence[Sequence[str]]
    """For each level where the pages of its list go."""
    lists: Mapping[str, Row]
    """For each page of a list the number of its level, its own number, and the titles of the sections that it
    is in."""

    def page(self, uri: str, config: MkDocsConfig, root: Path) -> Page:
        """A page as the navigation of the whole site would have it, not read yet. Raises `NotNoted`."""
        if uri in self.lists:
            return self._listed(uri, config)
        page = self._page(uri, config, root)
        _, _, _, _, above, before, after = self.pages[uri]
        page.parent = _sections(above)
        page.previous_page = self._page(before, config, root) if before else None
        page.next_page = self._page(after, config, root) if after else None
        return page

    def _page(self, uri: str, config: MkDocsConfig, root: Path) -> Page:
        if uri not in self.pages:
            raise NotNoted(uri)
        is_mounted, title, day, edit_url, *_ = self.pages[uri]
        file = self.file(uri, config, str(root) if is_mounted else config.docs_dir)
        page = Page(title, file, config)
        page.update_date, page.edit_url = day, edit_url
        return page

    def _listed(self, uri: str, config: MkDocsConfig) -> Page:
        """A page of the list of a section."""
        which, number, above = self.lists[uri]
        pages = listed(level_of(self.levels[which]), self.places[which], config)
        page: Page = pages[number]
        page.parent = _sections(above)
        page.previous_page = pages[number - 1] if number else None
        page.next_page = pages[number + 1] if number + 1 < len(pages) else None
        return page

    def file(self, uri: str, config: MkDocsConfig, folder: str | None = None) -> File:
        """A file of the site."""
        place, inclusion = self.files[uri]
        return File(
            uri,
            folder,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=place,
            inclusion=InclusionLevel[inclusion],
        )

    def navigation(self, config: MkDocsConfig, root: Path) -> Navigation:
        """A navigation that knows its home page, and whether there is anything in it."""
        home = [self._page(self.home, config, root)] if self.home else []
        return Navigation([Link("", "")] if self.has_navigation else [], home)

    def neighbours(self, pages: Iterable[Page]) -> Neighbours:
        """What is around some pages."""
        levels: dict[int, Level] = {}
        at: dict[str, tuple[Level, int]] = {}
        entries: dict[str, Entry] = {}
        lists: dict[str, tuple[Level, int]] = {}
        for page in pages:
            for one in (page, page.previous_page, page.next_page):
                if one is not None and one.file.src_uri in self.entries:
                    entries[one.file.src_uri] = Entry(*self.entries[one.file.src_uri])
            if page.file.src_uri in self.at:
                which, number = self.at[page.file.src_uri]
                if which not in levels:
                    levels[which] = level_of(self.levels[which])
                at[page.file.src_uri] = (levels[which], number)
            elif page.file.src_uri in self.lists:
                which, number, _ = self.lists[page.file.src_uri]
                lists[page.file.src_uri] = (level_of(self.levels[which]), number * PER_PAGE)
        return Neighbours(level_of(self.levels[0]), (), at, entries, lists)


class FramedFiles(MountedFiles):
    """The files of a site, each made when somebody asks for it."""

    def __init__(self, frame: Frame, pages: Iterable[Page], config: MkDocsConfig, docs_dir: str) -> None:
        super().__init__([], docs_dir, dict(frame.by_disk_path))
        self._src_uris = _Made(frame, config, {page.file.src_uri: page.file for page in pages})


class _Made(dict[str, File]):
    def __init__(self, frame: Frame, config: MkDocsConfig, known: Mapping[str, File]) -> None:
        super().__init__(known)
        self._frame, self._config = frame, config

    def get(self, uri: str, default: Any = None) -> Any:
        """The file of this path."""
        if uri not in self and uri in self._frame.files:
            self[uri] = self._frame.file(uri, self._config)
        return super().get(uri, default)


@dataclass(frozen=True, slots=True)
class Shows:
    """What pages show of others."""

    around: Neighbours | None
    titled: frozenset[str]
    """The pages with the titles of their documents."""
    has_graphs: bool


def noted_frame(
    pages: Sequence[Page],
    nav: Navigation,
    files: MountedFiles,
    config: MkDocsConfig,
    shows: Shows,
    common: str,
    root: Path,
) -> Frame | None:
    """What is noted of a site; nothing when a page may show more of others."""
    around = shows.around
    if around is None or not common or not is_known(config):
        return None
    numbers = {id(level): number for number, level in enumerate(around.levels)}
    return Frame(
        common,
        bool(nav.items),
        nav.homepage.file.src_uri if nav.homepage else "",
        {page.file.src_uri: _row(page, root) for page in pages if page.file.src_dir is not None},
        {file.src_uri: [file.dest_uri, file.inclusion.name] for file in files},
        files.by_disk_path,
        [_level_row(level) for level in around.levels],
        {uri: [numbers[id(level)], number] for uri, (level, number) in around.at.items()},
        {uri: _entry_row(one) for uri, one in around.entries.items()},
        sorted(shows.titled),
        shows.has_graphs,
        around.places,
        _lists(pages, around),
    )


def _lists(pages: Iterable[Page], around: Neighbours) -> dict[str, Row]:
    above = {page.file.src_uri: [one.title for one in page.ancestors] for page in pages if is_generated(page)}
    found = {
        source_of_list(place): [which, number]
        for which, places in enumerate(around.places)
        for number, place in enumerate(places)
    }
    return {uri: [*row, above[uri]] for uri, row in found.items() if uri in above}


def is_known(config: MkDocsConfig) -> bool:
    """Whether a page shows no more of others than is noted."""
    if config.theme.name != "material" or config.hooks or config.extra_templates:
        return False
    if not all(type(plugin).__module__.startswith(KNOWN) for plugin in config.plugins.values()):
        return False
    found = Path(config.theme.custom_dir).rglob("*") if config.theme.custom_dir else ()
    templates = (path for path in found if path.is_file() and not path.name.endswith(_NO_TEMPLATES))
    return not any(SHOWS_MORE.search(path.read_text("utf-8", "replace")) for path in templates)


def write_frame(path: Path, key: str, frame: Frame) -> None:
    """Keep it for builds of sites of which all but the texts has this digest. Raises `OSError`."""
    write_sealed(path, f"{VERSION}{key}", orjson.dumps(list(vars(frame).values())))


def read_frame(path: Path, key: str) -> Frame | None:
    """What was noted under this digest, if it is whole."""
    try:
        return Frame(*orjson.loads(read_sealed(path, f"{VERSION}{key}")))
    except (OSError, ValueError, TypeError):
        return None


def _row(page: Page, root: Path) -> Row:
    above = [one.title for one in page.ancestors]
    beside = (one.file.src_uri if one else "" for one in (page.previous_page, page.next_page))
    is_mounted = page.file.src_dir == str(root)
    return [is_mounted, vars(page).get("title"), page.update_date, page.edit_url, above, *beside]


def _sections(titles: Sequence[str]) -> Section | None:
    """Sections in each other, the innermost first."""
    above: Section | None = None
    for title in reversed(titles):
        section = Section(title, [])
        section.parent = above
        above = section
    return above


def _level_row(level: Level) -> Row:
    return [
        level.title,
        level.url,
        [_entry_row(one) for one in level.entries],
        level.all_url,
        level.has_index,
        [[*_values(one)] for one in level.above],
        [_entry_row(one) for one in level.way],
    ]


def _values(shown: Shown) -> Iterable[Any]:
    entries = [_entry_row(one) for one in shown.entries]
    return (shown.title, entries, shown.open, shown.is_current, shown.all_url, shown.all_label)


def level_of(row: Row) -> Level:
    """A level that was noted."""
    title, url, entries, all_url, has_index, above, way = row
    shown = (Shown(name, _entries(inside), *more) for name, inside, *more in above)
    return Level(title, url, _entries(entries), all_url, has_index, tuple(shown), _entries(way))


def _entry_row(one: Entry) -> Row:
    return [one.title, one.url, one.summary, one.is_section, one.is_elsewhere, one.pages]


def _entries(rows: Iterable[Row]) -> tuple[Entry, ...]:
    return tuple(Entry(*row) for row in rows)
