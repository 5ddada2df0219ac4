"""What is around a page: the sections that it is in, the pages beside it, the pages before and after it.

A page shows this instead of the whole navigation. What all pages of a section share is made once for the
section; a page adds a window of bounded size, so a page costs the same in a site of any size. Titles are
HTML; addresses start at the root of the site, and the template puts the way to the root before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from html import escape
from itertools import accumulate
from typing import NamedTuple

from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_markdown_title, meta

from kept.cache_folder import digest
from kept.contents import Contents, Sheet
from kept.values import dataclass


class Limit(NamedTuple):
    """How many entries of a section are shown: all, or a window that has a link to the others."""

    all: int
    window: int
    characters: int
    """Of titles and addresses; beyond it, fewer entries are shown."""


AT_TOP = Limit(20, 16, 2000)
"""Of the navigation of the site."""
ON_THE_WAY = Limit(10, 8, 1000)
"""Of a section at the top that holds the section of the page."""
DEEPER = Limit(3, 3, 500)
"""Of a section between that and the section of the page."""
ON_THE_WAYS = (AT_TOP, ON_THE_WAY, DEEPER)
BESIDE = Limit(30, 20, 3000)
"""Of the section of the page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the navigation: a page, a section or a link to elsewhere."""

    title: str
    url: str
    summary: str = ""
    is_section: bool = False
    is_elsewhere: bool = False
    pages: int = 0
    """In a section, at any depth."""

    @property
    def words(self) -> str:
        """What pages show of it, in words that are the same exactly if that is."""
        return repr((self.title, self.url, self.is_section, self.is_elsewhere))

    @property
    def brief(self) -> Entry:
        """What pages show of it that are no list: neither its summary nor how much there is in it.

        So a new page in a section concerns those beside it, and not all that show the section.
        """
        return Entry(self.title, self.url, "", self.is_section, self.is_elsewhere)


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a section that one page shows."""

    title: str
    entries: tuple[Entry, ...]
    open: int = -1
    """The place among the entries of that which holds the page, or is it."""
    is_current: bool = False
    """The page is that of the section itself."""
    all_url: str = ""
    all_label: str = ""

    def before(self, root: str, near: str) -> str:
        """The entries before that which is open, or all, as HTML; see `_as_html`."""
        return _as_html(self.entries[: self.open] if self.open >= 0 else self.entries, root, near)

    def after(self, root: str, near: str) -> str:
        """The entries after that which is open, as HTML."""
        return _as_html(self.entries[self.open + 1 :] if self.open >= 0 else (), root, near)


def _as_html(entries: Iterable[Entry], root: str, near: str) -> str:
    """Entries that are not open, which a page has dozens of: a template takes ten times as long for them.

    `root` is the way from the page to the root of the site, and `near` the folder of which the pages have a
    short address.
    """
    return "".join(
        f'\n<li class="md-nav__item md-nav__item--pruned md-nav__item--nested"><a href="{root}{one.url}"'
        f' class="md-nav__link"><span class="md-ellipsis">{one.title}</span>'
        '<span class="md-nav__icon md-icon"></span></a></li>'
        if one.is_section
        else f'\n<li class="md-nav__item"><a href="{_from(one, root, near)}" class="md-nav__link">'
        f'<span class="md-ellipsis">{one.title}</span></a></li>'
        for one in entries
    )


def _from(entry: Entry, root: str, near: str) -> str:
    """The address of a page that is not open, or of another site."""
    if near and entry.url.startswith(near):
        return f"../{entry.url[len(near) :]}"
    return entry.url if entry.is_elsewhere else root + entry.url


@dataclass(frozen=True)
class Level:
    """A section; the outermost level is the site itself. What all its pages need is worked out once."""

    title: str
    url: str
    entries: tuple[Entry, ...]
    all_url: str
    """The page that lists all entries; empty when there are so few that the sidebar does."""
    has_index: bool
    """An author wrote the page of the section."""
    above: tuple[Shown, ...] = ()
    way: tuple[Entry, ...] = ()
    """The home page and the sections that this one is in."""

    @property
    def way_inside(self) -> tuple[Entry, ...]:
        """The way to what is in it; nothing at the top, where everything is one step away."""
        return (*self.way, Entry(self.title, self.url, is_section=True)) if self.above else ()

    @cached_property
    def all_label(self) -> str:
        """`All sections and articles`: with how many, each new one would concern all pages of its section."""
        kinds = (("sections", True), ("articles", False))
        found = {one.is_section for one in self.entries}
        return f"All {' and '.join(name for name, is_section in kinds if is_section in found)}"

    @cached_property
    def _brief(self) -> tuple[Entry, ...]:
        return tuple(one.brief for one in self.entries)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        """The characters of titles and addresses before each entry, and of all."""
        return tuple(accumulate((len(one.title) + len(one.url) for one in self.entries), initial=0))

    @cached_property
    def _words(self) -> tuple[str, ...]:
        """The entries in words that are the same exactly if they are."""
        return tuple(one.words for one in self.entries)

    @cached_property
    def _common_words(self) -> str:
        """A digest of all that does not depend on the page."""
        mine = (self.title, self.url, self.all_url, self.all_label, self.has_index, self.above, self.way)
        return digest(repr(mine))

    def _window(self, at: int, limit: Limit, first: int) -> slice:
        """The entries around one; without one (-1), those from the entry `first` on."""
        count = len(self.entries)
        window = limit.window if count > limit.all else count
        start = _start(at, first, window, count)
        size = self._ends[start + window] - self._ends[start]
        if size > limit.characters and self.all_url:
            window = min(max(window * limit.characters // size, 3), window)
            start = _start(at, first, window, count)
        return slice(start, start + window)

    def described(self, at: int, limit: Limit, first: int) -> str:
        """All that is shown of it and above it, in words that are the same exactly if that is."""
        window = self._window(at, limit, first)
        is_part = window.stop - window.start < len(self.entries)
        known = repr((at - window.start, first, is_part)) if at >= 0 else repr((at, first, is_part))
        return "\n".join([self._common_words, known, *self._words[window]])

    def shown(self, at: int, limit: Limit, *, first: int = 0, is_current: bool = False) -> Shown:
        """The part of it around an entry; without one (-1), that which begins with the entry `first`."""
        window = self._window(at, limit, first)
        start, entries = window.start, self._brief[window]
        is_part = len(entries) < len(self.entries)
        return Shown(
            title=self.title,
            entries=entries,
            open=at - start if at >= 0 else -1,
            is_current=is_current,
            all_url=self.all_url if is_part else "",
            all_label=self.all_label if is_part else "",
        )


def _start(at: int, first: int, window: int, count: int) -> int:
    """Where a window begins: an entry is in its middle, unless it is near an end."""
    return min(max(at - window // 2, first), count - window)


@dataclass(frozen=True, slots=True)
class Place:
    """What the templates print around one page."""

    levels: tuple[Shown, ...]
    way: tuple[Entry, ...]
    previous: Entry | None = None
    next: Entry | None = None
    all_url: str = ""
    """On an author's index page of a large section: where all its entries are listed."""
    all_label: str = ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The places of all pages of the navigation."""

    top: Level
    levels: tuple[Level, ...]
    at: Mapping[str, tuple[Level, int]]
    """For each page (its `src_uri`) its section and its number there; -1 for the page of the section."""
    entries: Mapping[str, Entry]
    lists: Mapping[str, tuple[Level, int]]
    """For each page that goes on with a list, its section and the first entry that it lists."""
    places: tuple[tuple[str, ...], ...] = ()
    """For each section the files of the pages that list its entries, in their order."""

    def place(self, page: Page | None) -> Place:
        """Where a page is; a page that the navigation leaves out sees the top of it."""
        if page is None:
            return Place((self.top.shown(-1, AT_TOP),), ())
        around = _Around(
            self.entries.get(_source(page.previous_page)), self.entries.get(_source(page.next_page))
        )
        if (found := self.lists.get(page.file.src_uri)) is not None:
            return _place_of_list(*found, around)
        if (found := self.at.get(page.file.src_uri)) is not None:
            return _place_of_page(*found, around)
        return Place((self.top.shown(-1, AT_TOP),), (), *around)

    def described(self, page: Page) -> str:
        """All that `place` says of a page, in words that are the same exactly if that is.

        Pages of a section share most of it, which is put into words once.
        """
        beside = (self.entries.get(_source(one)) for one in (page.previous_page, page.next_page))
        around = "\n".join(one.words if one else "" for one in beside)
        uri = page.file.src_uri
        if (found := self.lists.get(uri)) is not None:
            level, first = found
            return f"list\n{level.described(-1, _limit(level), first)}\n{around}"
        if (found := self.at.get(uri)) is not None:
            level, number = found
            return f"page\n{level.described(number, _limit(level), 0)}\n{around}"
        return f"other\n{self.top.described(-1, AT_TOP, 0)}\n{around}"


class _Around(NamedTuple):
    previous: Entry | None
    next: Entry | None


def _source(page: Page | None) -> str:
    return page.file.src_uri if page is not None else ""


def _limit(level: Level) -> Limit:
    return BESIDE if level.above else AT_TOP


def _place_of_page(level: Level, number: int, around: _Around) -> Place:
    is_own = number < 0
    is_large = is_own and level.has_index and level.all_url
    return Place(
        levels=(*level.above, level.shown(number, _limit(level), is_current=is_own)),
        way=level.way if is_own else level.way_inside,
        previous=around.previous,
        next=around.next,
        all_url=level.all_url if is_large else "",
        all_label=level.all_label if is_large else "",
    )


def _place_of_list(level: Level, first: int, around: _Around) -> Place:
    """Of a further page of a category, or of a list beside an index page."""
    shown = level.shown(-1, _limit(level), first=first)
    return Place((*level.above, shown), level.way_inside or level.way, *around)


@dataclass(frozen=True, slots=True)
class Own:
    """The page of a section: its address, and that of the list of its entries, if it has one."""

    url: str
    all_url: str = ""
    index: Page | None = None


def neighbours(nav: Navigation, owns: Mapping[int, Own], contents: Contents, site_name: str) -> Neighbours:
    """Everything that is shown around pages; cost: linear in the entries of the navigation.

    `owns` has the page of each section by the `id()` of the section, and that of the site by that of `nav`.
    """
    return _Builder(owns, contents).build(nav, site_name)


class _Builder:
    def __init__(self, owns: Mapping[int, Own], contents: Contents) -> None:
        self.owns = owns
        self.contents = contents
        self.levels: list[Level] = []
        self.at: dict[str, tuple[Level, int]] = {}
        self.entries: dict[str, Entry] = {}

    def build(self, nav: Navigation, site_name: str) -> Neighbours:
        home = (self._page(nav.homepage),) if nav.homepage else ()
        top = self._level(escape(site_name, quote=False), nav.items, self.owns[id(nav)], (), home)
        return Neighbours(top, tuple(self.levels), self.at, self.entries, {})

    def _level(
        self,
        title: str,
        items: list[StructureItem],
        own: Own,
        above: tuple[Shown, ...],
        way: tuple[Entry, ...],
    ) -> Level:
        listed = [item for item in items if item is not own.index]
        level = Level(
            title=title,
            url=own.url,
            entries=tuple(self._entry(item) for item in listed),
            all_url=own.all_url,
            has_index=own.index is not None,
            above=above,
            way=way,
        )
        self.levels.append(level)
        if own.index is not None:
            self.entries[own.index.file.src_uri] = Entry(title, own.url, is_section=True)
            self.at.setdefault(own.index.file.src_uri, (level, -1))
        for number, item in enumerate(listed):
            if isinstance(item, Page):
                self.at.setdefault(item.file.src_uri, (level, number))
            elif isinstance(item, Section):
                inside = (*above, level.shown(number, ON_THE_WAYS[min(len(above), 2)]))
                self._level(item.title, item.children, self.owns[id(item)], inside, level.way_inside or way)
        return level

    def _entry(self, item: StructureItem) -> Entry:
        if isinstance(item, Page):
            said = summary(self._sheet(item.file))
            return replace(self._page(item), summary=said) if said else self._page(item)
        if isinstance(item, Section):
            own = self.owns[id(item)]
            sheet = self._sheet(own.index.file) if own.index else None
            count = sum(1 for _ in pages_below(item.children))
            return Entry(item.title, own.url, summary(sheet), is_section=True, pages=count)
        url = str(getattr(item, "url", ""))
        return Entry(str(item.title or escape(url)), escape(url), is_elsewhere=is_elsewhere(url))

    def _page(self, page: Page) -> Entry:
        found = self.entries.get(page.file.src_uri)
        if found is None:
            found = Entry(page_title(page, self.contents), page.url)
            self.entries[page.file.src_uri] = found
        return found

    def _sheet(self, file: File) -> Sheet | None:
        return self.contents.by_site_path.get(file.src_uri)


def page_title(page: Page, contents: Contents) -> str:
    """The title as MkDocs will find it when it has read the page."""
    given = page.__dict__.get("title")
    if given is not None:
        return str(given)
    sheet = contents.by_site_path.get(page.file.src_uri)
    return escape(sheet.title, quote=False) if sheet else _title_of_other(page.file)


def is_large(section: Section, contents: Contents) -> bool:
    """Whether the pages of a section can't all be shown beside each of them."""
    pages = [one for one in section.children if isinstance(one, Page)]
    if len(section.children) - 1 > BESIDE.all:
        return True
    return sum(len(page_title(one, contents)) + len(one.url) for one in pages) > BESIDE.characters


def _title_of_other(file: File) -> str:
    """The title of a page that is not from the content folders, such as one that another plugin made."""
    try:
        text, fields = meta.get_data(file.content_string)
    except (OSError, ValueError):
        text, fields = "", {}
    title = fields.get("title") or get_markdown_title(text)
    return str(title or file.name.replace("-", " ").replace("_", " ").capitalize())


def summary(sheet: Sheet | None) -> str:
    """What an article says of itself in a list, as HTML."""
    said = sheet.metadata.summary if sheet else ""
    return escape(" ".join(said.split()), quote=False)


def pages_below(items: list[StructureItem]) -> Iterator[Page]:
    """The pages of a part of the navigation, at any depth."""
    for item in items:
        if isinstance(item, Page):
            yield item
        elif isinstance(item, Section):
            yield from pages_below(item.children)


def is_elsewhere(url: str) -> bool:
    """An address that does not depend on the page that it is on."""
    return url.startswith(("/", "#")) or bool(_SCHEME.match(url))


_SCHEME = re.compile("[a-zA-Z][a-zA-Z0-9+.-]*:")
"""How an address of another site begins (RFC 3986, 3.1)."""


def counted(entries: tuple[Entry, ...]) -> str:
    """`3 sections and 1,200 articles`."""
    sections = sum(entry.is_section for entry in entries)
    found = [
        f"{count:,} {noun}{'s' if count != 1 else ''}"
        for count, noun in ((sections, "section"), (len(entries) - sections, "article"))
        if count
    ]
    return " and ".join(found)
