"""The pages of a site whose texts have changed, when nothing else has: made without the others.

What was noted of the site (see `kept.site.frame`) stands for all other pages. The result is what a build of
the whole site would have made of these pages and of the search index; whatever may concern other pages (the
first diagram of a page, something to be said of one, a text that is just being written) ends in `NotNoted`.

Cost: that of the pages, and a copy of the search index.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date, write_file

from kept.cache_folder import digest
from kept.content.redirects import output_file
from kept.diagram.drawing.left import Left
from kept.site import engine, inputs, page_cache, rendering, searching
from kept.site.categories import is_of_list
from kept.site.engine import Site
from kept.site.frame import Frame, FramedFiles, NotNoted
from kept.site.memory import Memory
from kept.site.plugin import SitePlugin, diagrams_of, plugin_of
from kept.site.redirects import renamed
from kept.site.results import Result
from kept.values import dataclass

INDEX = Path("search", "search_index.json")
SITEMAP = "sitemap.xml"


@dataclass(frozen=True)
class Retoucher:
    """Makes pages of one site, one lot after the other, while nothing but texts changes."""

    config: MkDocsConfig
    frame: Frame
    env: Any
    converter: Any
    plugin: SitePlugin
    cache: Path
    """The file that remembers pages."""

    @classmethod
    def of(cls, config: MkDocsConfig, frame: Frame, cache: Path) -> Retoucher:
        """For a configuration that has been loaded."""
        config = config.plugins.on_config(config)
        searching.hasten(config)
        config.plugins.on_pre_build(config=config)
        env = engine.environment(config)
        plugin = plugin_of(config)
        assert plugin is not None
        plugin.give_to_templates(env, config)
        return cls(config, frame, env, rendering.reusable(config), plugin, cache)

    def retouch(
        self, uris: Sequence[str], old: Path, began: int, jobs: int
    ) -> tuple[Mapping[str, str], Mapping[str, Left]]:
        """Make some pages of the site that is at `old` anew, and its search index, in the site's new folder.

        Gives the digests of what the pages are made of, and the diagrams that are left on them to browsers.
        Raises `NotNoted`, and what plugins and templates
        raise.
        """
        rows = page_cache.read_some(self.cache, uris)
        if rows.keys() != set(uris) or any(row.is_empty for row in rows.values()):
            raise NotNoted("a page is not remembered")
        site = self._site(uris, began)
        self.env.globals["kept_diagrams"] = {page.url: rows[page.file.src_uri].scripts for page in site.pages}
        numbers = range(len(site.pages))
        for page, result in zip(site.pages, engine.read_several(site, numbers, jobs), strict=True):
            vars(page).update(_quiet(result))
            if diagrams_of(page) != rows[page.file.src_uri].diagrams:
                raise NotNoted("a page has got its first diagram, or lost its last one")
            self.plugin.drawings.learn(vars(page).pop("drawings", {}))
        pieces: dict[str, str] = {}
        new: list[page_cache.Row] = []
        for page, result in zip(site.pages, engine.write_several(site, numbers, jobs), strict=True):
            piece, row = _quiet(result)
            if row is None or not Path(page.file.abs_dest_path).exists():
                raise NotNoted("a page is not to be remembered")
            pieces[page.file.src_uri] = piece
            new.append(row)
        if self._has_index():
            made = replaced((old / INDEX).read_bytes(), [(rows[uri].entries, pieces[uri]) for uri in uris])
            place = Path(self.config.site_dir) / INDEX
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(made)
        page_cache.add(self.cache, new)
        self.plugin.drawings.save()
        return site.memory.keys, engine.left_on(site.pages)

    def put_around(self, before: Frame, uris: Sequence[str], old: Path) -> None:
        """Make what shows days and titles of some pages besides pages. Raises `NotNoted`, `OSError`."""
        self._put_days(before, uris, old)
        self._put_former_addresses(uris, old)

    def _put_days(self, before: Frame, uris: Sequence[str], old: Path) -> None:
        """Make the sitemap anew if some pages have other days than before."""
        days = {uri: (before.pages[uri][2], self.frame.pages[uri][2]) for uri in uris}
        if all(day == new for day, new in days.values()):
            return
        text = (old / SITEMAP).read_text("utf-8")
        for uri, (day, new) in days.items():
            page = self.frame.page(uri, self.config, self.plugin.contents.settings.root)
            if page.canonical_url:
                row, wanted = (_row_of_sitemap(page.canonical_url, one) for one in (day, new))
                if text.count(row) != 1:
                    raise NotNoted("the sitemap is another one")
                text = text.replace(row, wanted)
        every = [row[2] for row in self.frame.pages.values()]
        every += [get_build_date()] if any(map(is_of_list, self.frame.files)) else []
        moment = datetime.fromisoformat(max(every)).replace(tzinfo=UTC).timestamp()
        place = Path(self.config.site_dir) / SITEMAP
        place.write_text(text, "utf-8")
        with (  # as MkDocs does it
            place.with_suffix(".xml.gz").open("wb") as file,
            gzip.GzipFile(f"{SITEMAP}.gz", "wb", fileobj=file, mtime=int(moment)) as packed,
        ):
            packed.write(text.encode())

    def _put_former_addresses(self, uris: Sequence[str], old: Path) -> None:
        """Make the pages at the former addresses of some pages anew, which show their titles."""
        for uri in uris:
            facts = self.plugin.contents.by_site_path[uri].facts
            for address in facts.redirects:
                place, file = output_file(address), self.frame.file(uri, self.config)
                html = renamed(_text_at(old / place), place, file, facts.title, self.config)
                if html:
                    write_file(html.encode(), str(Path(self.config.site_dir) / place))

    def _has_index(self) -> bool:
        return any(name in self.config.plugins for name in searching.NAMES)

    def _site(self, uris: Sequence[str], began: int) -> Site:
        """The pages, and of all others what is noted."""
        config, contents = self.config, self.plugin.contents
        root = contents.settings.root
        pages = tuple(self.frame.page(uri, config, root) for uri in uris)
        files = FramedFiles(self.frame, pages, config, contents.settings.docs_dir.removeprefix("./"))
        self.plugin.neighbours = self.frame.neighbours(pages)
        keys = {page.file.src_uri: self._key(page) for page in pages}
        return Site(
            config,
            files,
            self.frame.navigation(config, root),
            self.env,
            pages,
            tuple(page.file for page in pages),
            InclusionLevel.is_included,
            self.converter,
            Memory(self.cache, self.frame.common, keys, began=began),
        )

    def _key(self, page: Page) -> str:
        return digest(self.frame.common, inputs.of_page(page, self.plugin.shown(page), self.plugin.contents))


def replaced(index: bytes, pieces: Sequence[tuple[str, str]]) -> bytes:
    """A search index with the entries of some pages replaced. Raises `NotNoted`."""
    changes: list[tuple[int, bytes, bytes]] = []
    for old, new in ((before.encode(), after.encode()) for before, after in pieces):
        if bool(old) != bool(new):
            raise NotNoted("a page is found by search that was not, or the other way round")
        if old and old != new:
            at = index.find(old)
            if at < 0 or index.rfind(old) != at:
                raise NotNoted("the entries of a page are not in the index")
            changes.append((at, old, new))
    made, end = [], 0
    for at, old, new in sorted(changes):
        made += [index[end:at], new]
        end = at + len(old)
    return b"".join([*made, index[end:]])


def _row_of_sitemap(url: str, day: str) -> str:
    """A page as MkDocs' template of the sitemap has it."""
    return f"<loc>{escape(url)}</loc>\n         <lastmod>{day}</lastmod>"


def _text_at(place: Path) -> str:
    try:
        return place.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _quiet(result: Result) -> Any:
    """What a page has become, if there is nothing to be said of it. Raises `NotNoted`."""
    if result.error is not None or result.said:
        raise NotNoted("there is something to be said of a page")
    return result.value
