"""Which pages are as they were in the last build, and what is to be remembered of the others.

A page is taken from the cache when everything that it was made of is the same: see `kept.site.inputs` for
what is known beforehand. What its links lead to was asked while it was rendered, and is asked again.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path

from jinja2 import TemplateSyntaxError, meta
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime, write_file

from kept.cache_folder import digest
from kept.site import inputs, page_cache
from kept.site.mount import MountedFiles
from kept.site.page_cache import Kept
from kept.site.plugin import plugin_of
from kept.site.standing import NOTHING_STANDS, Standing
from kept.values import dataclass


@dataclass(frozen=True)
class Memory:
    """What is known of the pages of one build, by their paths in the site."""

    path: Path | None = None
    common: str = ""
    """A digest of what all pages are made of."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Digests of what pages are made of; none when they may be made of more than that."""
    known: Mapping[str, Kept] = field(default_factory=dict)
    """Pages that are as they were."""
    standing: Standing = Standing()
    """The site that is there already, which has some of them."""
    bodies: Mapping[str, bytes] = field(default_factory=dict)
    """The HTML of the others, as the cache has it."""
    began: int = 0
    """When the texts were read (ns since the epoch)."""
    like: bytes = b""
    """The page that others are packed by."""
    is_there: bool = False
    """Whether the new site begins with the files of the one that stands."""

    @classmethod
    def of(
        cls,
        pages: tuple[Page, ...],
        nav: Navigation,
        config: MkDocsConfig,
        files: Files,
        path: Path,
        standing: Standing = NOTHING_STANDS,
        began: int = 0,
    ) -> Memory:
        """What the cache at `path` and the site that stands still know of these pages."""
        plugin = plugin_of(config)
        if plugin is None or not isinstance(files, MountedFiles):
            return cls()
        neighbours = [one for page in pages for one in (page.previous_page, page.next_page) if one]
        if any(one.title is None for one in neighbours):
            return cls()
        try:
            seen = _seen_by_all(nav, config)
            if seen is None:
                return cls()
            common = inputs.of_all(config, plugin.contents.settings) + seen
            keys = {
                page.file.src_uri: digest(common, inputs.of_page(page, plugin.shown(page), plugin.contents))
                for page in pages
            }
        except (inputs.Unknown, TemplateSyntaxError, OSError, ValueError):
            return cls()
        rows = page_cache.read(path)
        known = {
            uri: row
            for uri, key in keys.items()
            if (row := rows.get(uri)) and row.key == key and _leads_to_the_same(row, files)
        }
        elsewhere = _not_standing(pages, known, standing)
        like = page_cache.like_in(path) if known else b""
        bodies = page_cache.bodies(path, elsewhere, like)
        for uri in elsewhere - bodies.keys():
            del known[uri]
        return cls(path, common, keys, known, standing, bodies, began, like)

    def with_like(self, place: Path) -> Memory:
        """The memory with a page that others are packed by, unless it has one."""
        if self.path is None or self.like:
            return self
        try:
            return replace(self, like=place.read_bytes()[: page_cache.MOST_LIKE])
        except OSError:  # not every theme makes it
            return self

    def without(self, uris: set[str]) -> Memory:
        """The memory without some pages, which must be made anew."""
        return replace(self, known={uri: row for uri, row in self.known.items() if uri not in uris})

    def is_settled(self, page: Page) -> bool:
        """Whether the file of a page is still that whose text was read."""
        place = page.file.abs_src_path
        try:
            return place is None or os.stat(place).st_mtime_ns < self.began
        except OSError:
            return False

    def lent(self, pages: Iterable[Page]) -> frozenset[str]:
        """The paths in the site of the pages whose files are those of the site that stands."""
        return frozenset(
            page.file.dest_uri
            for page in pages
            if (known := self.known.get(page.file.src_uri)) and not known.is_empty
            if page.file.src_uri not in self.bodies
        )

    def put(self, page: Page) -> None:
        """Put a page that is as it was in its place. Raises `OSError`."""
        uri, place = page.file.src_uri, page.file.abs_dest_path
        if uri in self.bodies:
            write_file(page_cache.html_of(self.bodies[uri], self.like), place)
        elif not self.known[uri].is_empty and not self.is_there:
            self.standing.lend(page.file.dest_uri, place)


def _not_standing(pages: tuple[Page, ...], known: Mapping[str, Kept], standing: Standing) -> set[str]:
    """Those of the known pages whose files are not to be had from the site that stands.

    A file of which another page may make something else must not be shared with the site that stands.
    """
    places = Counter(page.file.dest_uri for page in pages)
    return {
        uri
        for uri, place in ((page.file.src_uri, page.file.dest_uri) for page in pages)
        if uri in known and not known[uri].is_empty
        if standing.pages.get(uri) != known[uri].key or places[place] > 1 or not standing.has(place)
    }


def _leads_to_the_same(row: Kept, files: MountedFiles) -> bool:
    return all(files.address(path) == address for path, address in row.asked.items())


def _seen_by_all(nav: Navigation, config: MkDocsConfig) -> str | None:
    """What every page may show of the others; nothing when that can't be said."""
    if config.extra_templates:
        return None
    names = _names_in_templates(config)
    if "pages" in names:
        return None
    is_ours = config.theme.name == "material" and "nav" not in names
    return repr([None if is_ours else str(nav), _moment(config, names)])


def _moment(config: MkDocsConfig, names: set[str]) -> str:
    """The moment of the build, for themes that may show it."""
    is_shown = config.theme.name != "material" or "build_date_utc" in names
    return get_build_datetime().isoformat() if is_shown else ""


def _names_in_templates(config: MkDocsConfig) -> set[str]:
    """What the templates that are used in place of the theme's ask for."""
    names: set[str] = set()
    if not config.theme.custom_dir:
        return names
    env = config.theme.get_env()
    for path in Path(config.theme.custom_dir).rglob("*.html"):
        names |= meta.find_undeclared_variables(env.parse(path.read_text("utf-8", "replace")))
    return names
