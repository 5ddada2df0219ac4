"""Category pages: a section of the navigation without an index page gets a page that lists what is in it.

A list of more than a hundred entries is paged. Next to an index page that an author wrote, a large section
gets its list at an address of its own. What is in the site already keeps its address: a category then takes
another one.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape, unescape
from urllib.parse import quote

from markdown.extensions.toc import slugify_unicode
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc
from mkdocs.utils import get_relative_url

from kept.contents import Contents
from kept.site.neighbours import (
    AT_TOP,
    Entry,
    Level,
    Neighbours,
    Own,
    counted,
    is_large,
    neighbours,
    pages_below,
)
from kept.site.taken import Taken, folders
from kept.values import dataclass

PER_PAGE = 100
"""Entries of one page of a list."""
GENERATED = ".kept/"
"""Where generated pages say that they come from: no document can lie there, so none lends them its fields."""


def with_categories(nav: Navigation, files: Files, contents: Contents, config: MkDocsConfig) -> Neighbours:
    """Put a page for each section into the site. Returns what is around every page, these pages included."""
    planned = _Plan(nav, files, contents, config)
    found = neighbours(nav, {key: one.own for key, one in planned.lists.items()}, contents, config.site_name)
    at, entries, lists = dict(found.at), dict(found.entries), dict(found.lists)
    for level, one in zip(found.levels, planned.lists.values(), strict=True):
        pages = [_page(number, level, one, config) for number in range(len(one.places))]
        for number, page in enumerate(pages):
            page.parent = one.section
            page.previous_page = pages[number - 1] if number else None
            page.next_page = pages[number + 1] if number + 1 < len(pages) else None
            files.append(page.file)
            source = page.file.src_uri
            entries[source] = Entry(str(page.title), page.url, is_section=True)
            if number or level.has_index or not level.above:
                lists[source] = (level, number * PER_PAGE)
            else:
                at[source] = (level, -1)
    places = tuple(one.places for one in planned.lists.values())
    return replace(found, at=at, entries=entries, lists=lists, places=places)


def listed(level: Level, places: Sequence[str], config: MkDocsConfig) -> list[Page]:
    """The pages of the list of a section, without the section itself."""
    return [
        _page(number, level, _List(None, Own(level.url, level.all_url), tuple(places)), config)
        for number in range(len(places))
    ]


def page_of_list(places: Sequence[str], number: int) -> str:
    """Where the page of a list comes from that lists the entry of a number."""
    return source_of_list(places[number // PER_PAGE])


def source_of_list(place: str) -> str:
    """Where a page of a list says that it comes from."""
    return f"{GENERATED}{place.removesuffix('.html')}.md"


def is_generated(page: Page) -> bool:
    """Whether a page is one of a category."""
    return is_of_list(page.file.src_uri) and page.file.generated_by is not None


def is_of_list(source: str) -> bool:
    """Whether a page of a list says that it comes from there."""
    return source.startswith(GENERATED)


def category_html(page: Page) -> str:
    """The text of a category page, which its file holds below its fields."""
    return page.file.content_string.partition("\n---\n")[2]


def category_toc(page: Page) -> TableOfContents:
    """Its title, which readers can skip to."""
    name = str(page.title)
    return get_toc([{"level": 1, "id": _TITLE, "name": name, "children": []}])


_TITLE = "category"


@dataclass(frozen=True, slots=True)
class _List:
    """A section, its own page, and the files of the list of its entries, in their order."""

    section: Section | None
    own: Own
    places: tuple[str, ...]


class _Plan:
    """The addresses of all lists, in the order of the navigation, by the `id()` of their sections."""

    def __init__(self, nav: Navigation, files: Files, contents: Contents, config: MkDocsConfig) -> None:
        self.contents, self.config = contents, config
        self.taken = Taken(file.dest_uri for file in files)
        self.used: Counter[str] = Counter()
        self.in_folder = Counter(
            folder
            for page in {page.file.src_uri: page for page in pages_below(nav.items)}.values()
            for folder in folders(page.file.src_uri)
        )
        self.indexes: set[str] = set()
        self.lists: dict[int, _List] = {}
        places = self._places("", ("all",), len(nav.items)) if len(nav.items) > AT_TOP.all else ()
        home = nav.homepage.url if nav.homepage else ""
        self.lists[id(nav)] = _List(None, Own(home, self._first(places)), places)
        self._sections(nav.items, "")

    def _sections(self, items: Sequence[StructureItem], above: str) -> None:
        for section in items:
            if isinstance(section, Section) and id(section) not in self.lists:
                found = self._list(section, above)
                self.lists[id(section)] = found
                self._sections(section.children, self._home(found))

    def _list(self, section: Section, above: str) -> _List:
        index = self._index(section)
        count = len(section.children)
        if index is not None:
            folder = posixpath.dirname(index.file.dest_uri)
            places = self._places(folder, ("all",), count - 1) if is_large(section, self.contents) else ()
            return _List(section, Own(index.url, self._first(places), index), places)
        named = posixpath.join(above, slugify_unicode(plain_title(section.title), "-") or "section")
        folder = self._folder(section)
        candidates = (folder, named) if folder and self._holds_all(section, folder) else (named,)
        places = self._places("", candidates, count)
        return _List(section, Own(self._first(places), self._first(places)), places)

    def _index(self, section: Section) -> Page | None:
        for page in section.children:
            if isinstance(page, Page) and page.is_index and page.file.src_uri not in self.indexes:
                self.indexes.add(page.file.src_uri)
                return page
        return None

    def _home(self, found: _List) -> str:
        if found.own.index is not None:
            return posixpath.dirname(found.own.index.file.dest_uri)
        return posixpath.dirname(found.places[0])

    def _folder(self, section: Section) -> str:
        """The folder that a section shows, if all that is in it lies in one."""
        inside = {posixpath.dirname(one.file.src_uri) for one in section.children if isinstance(one, Page)}
        for one in section.children:
            if isinstance(one, Section):
                inside.add(posixpath.dirname(self._folder(one)))
        return posixpath.commonpath(inside) if inside else ""

    def _holds_all(self, section: Section, folder: str) -> bool:
        below = {page.file.src_uri for page in pages_below(section.children)}
        return self.in_folder[folder] == sum(source.startswith(f"{folder}/") for source in below)

    def _places(self, base: str, names: Sequence[str], count: int) -> tuple[str, ...]:
        """Free places for the pages of a list: in the folder of the first of the names that is free."""
        first = next(place for place in self._candidates(base, names) if self.taken.take(place))
        folder = posixpath.dirname(first)
        further = (
            next(place for place in self._numbered(folder, number) if self.taken.take(place))
            for number in range(2, -(-count // PER_PAGE) + 1)
        )
        return (first, *further)

    def _candidates(self, base: str, names: Sequence[str]) -> Iterator[str]:
        for name in names:
            yield posixpath.join(base, name, "index.html")
        last = posixpath.join(base, names[-1])
        while True:
            self.used[last] += 1
            yield f"{last}-{self.used[last] + 1}/index.html"

    def _numbered(self, folder: str, number: int) -> Iterator[str]:
        ending = "/index.html" if self.config.use_directory_urls else ".html"
        name = f"{folder}/page-{number}"
        while True:
            yield name + ending
            name += "-more"

    def _first(self, places: tuple[str, ...]) -> str:
        return self._url(places[0]) if places else ""

    def _url(self, place: str) -> str:
        if self.config.use_directory_urls and posixpath.basename(place) == "index.html":
            place = f"{posixpath.dirname(place)}/"
        return quote(place)


def plain_title(title: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", title))


def _page(number: int, level: Level, found: _List, config: MkDocsConfig) -> Page:
    """One page of a list, with its file."""
    place = found.places[number]
    file = File.generated(config, source_of_list(place), content="")
    file.dest_uri = place
    urls = _urls(found.places, config)
    title = level.title if not number else f"{level.title}, page {number + 1}"
    page = Page(title, file, config)
    file.content_string = _fields(level, number) + _html(level, number, urls, title)
    return page


def _urls(places: Sequence[str], config: MkDocsConfig) -> list[str]:
    ending = "index.html" if config.use_directory_urls else ""
    return [quote(place.removesuffix(ending) if ending else place) for place in places]


def _fields(level: Level, number: int) -> str:
    """Front matter; JSON is YAML. Only the first page is to be found by search."""
    fields = {
        "description": escape(f"{counted(level.entries)} in {plain_title(level.title)}"),
        "search": {"exclude": True} if number else {"boost": 0.5},
    }
    return f"---\n{json.dumps(fields)}\n---\n"


def _html(level: Level, number: int, urls: Sequence[str], title: str) -> str:
    first = number * PER_PAGE
    here = urls[number]
    rows = "".join(_row(entry, here) for entry in level.entries[first : first + PER_PAGE])
    return (
        f'<h1 id="{_TITLE}">{title}</h1>\n<p>{counted(level.entries)}</p>\n'
        f'<ul class="kept-list" data-search-exclude="true">\n{rows}</ul>\n{_pager(number, urls)}'
    )


def _row(entry: Entry, here: str) -> str:
    target = entry.url if entry.is_elsewhere else _relative(entry.url, here)
    kind = " kept-list__item--section" if entry.is_section else ""
    count = (
        f" <small>{entry.pages:,} article{'s' if entry.pages != 1 else ''}</small>"
        if entry.is_section
        else ""
    )
    said = f"<p>{entry.summary}</p>" if entry.summary else ""
    return f'<li class="kept-list__item{kind}"><a href="{target}">{entry.title}</a>{count}{said}</li>\n'


def _pager(number: int, urls: Sequence[str]) -> str:
    """Links to the page before and after, the first, the last and those near by: a bounded number of them."""
    if len(urls) == 1:
        return ""
    here, last = urls[number], len(urls) - 1
    shown = sorted({0, last, *range(max(number - 2, 0), min(number + 2, last) + 1)})
    parts = []
    if number:
        parts.append(f'<a rel="prev" href="{_relative(urls[number - 1], here)}">Previous</a>')
    for position, one in enumerate(shown):
        if position and one - shown[position - 1] > 1:
            parts.append("<span>…</span>")
        current = ' aria-current="page"' if one == number else ""
        parts.append(f'<a href="{_relative(urls[one], here)}"{current}>{one + 1}</a>')
    if number < last:
        parts.append(f'<a rel="next" href="{_relative(urls[number + 1], here)}">Next</a>')
    links = "\n".join(parts)
    return f'<nav class="kept-pages" aria-label="Pages" data-search-exclude="true">\n{links}\n</nav>\n'


def _relative(url: str, here: str) -> str:
    return get_relative_url(url or "./", here)
