"""Which pages are as they were in the last build, and what is to be remembered of the others.

A page is taken from the cache when everything that it was made of is the same: see `kept.site.inputs` for
what is known beforehand. What its links lead to was asked while it was rendered, and is asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import meta
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kept.site import inputs, page_cache
from kept.site.mount import MountedFiles
from kept.site.page_cache import Kept
from kept.site.plugin import SitePlugin


@dataclass(frozen=True)
class Memory:
    """What is known of the pages of one build, by their paths in the site."""

    path: Path | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    """Digests of what pages are made of; none when they may be made of more than that."""
    known: Mapping[str, Kept] = field(default_factory=dict)
    """Pages that are as they were."""

    @classmethod
    def of(cls, pages: tuple[Page, ...], config: MkDocsConfig, files: Files, path: Path | None) -> Memory:
        """What the cache at `path` still knows of these pages."""
        plugin = next((one for one in config.plugins.values() if isinstance(one, SitePlugin)), None)
        if plugin is None or path is None or not isinstance(files, MountedFiles) or not _is_plain(config):
            return cls()
        neighbours = [one for page in pages for one in (page.previous_page, page.next_page) if one]
        if any(one.title is None for one in neighbours):
            return cls()
        try:
            common = inputs.of_all(config, plugin.library)
            keys = {
                page.file.src_uri: inputs.digest(
                    common, inputs.of_page(page, plugin.shown(page), plugin.library)
                )
                for page in pages
            }
        except (inputs.Unknown, OSError, ValueError):
            return cls()
        rows = page_cache.read(path)
        known = {
            uri: row
            for uri, key in keys.items()
            if (row := rows.get(uri)) and row.key == key and _leads_to_the_same(row, files)
        }
        return cls(path, keys, known)

    def without(self, uris: set[str]) -> Memory:
        """The memory without some pages, which must be made anew."""
        return Memory(self.path, self.keys, {uri: row for uri, row in self.known.items() if uri not in uris})


def _leads_to_the_same(row: Kept, files: MountedFiles) -> bool:
    return all(files.address(path) == address for path, address in row.asked.items())


def _is_plain(config: MkDocsConfig) -> bool:
    """Whether pages can't know more of the site than a theme shows of it."""
    if config.extra_templates or not config.theme.custom_dir:
        return not config.extra_templates
    env = config.theme.get_env()
    names: set[str] = set()
    for path in Path(config.theme.custom_dir).rglob("*.html"):
        names |= meta.find_undeclared_variables(env.parse(path.read_text("utf-8", "replace")))
    return not names & {"nav", "pages", "build_date_utc"}
