"""Markdown to HTML as MkDocs does it, but with one converter for many pages where that makes no difference.

Setting up Python-Markdown with its extensions takes about as long as converting a short page. Extensions of
Python-Markdown and PyMdown forget the last page when they are reset, as their documentation promises; of any
other that isn't known, so with one of them each page has a converter of its own.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from kept.site.block_processors import ask_only_able
from kept.site.fences import keep_formatters, look_between
from kept.site.front_matter import keep_it_simple
from kept.site.inline_patterns import look_before
from kept.site.source_passes import look_first
from kept.site.table_of_contents import is_plain, only_where_marked, plain_stays
from kept.site.tree_passes import pass_quickly

RESET = ("markdown.extensions", "pymdownx", "material.extensions")
"""Packages whose extensions keep nothing from page to page."""

COUNTING = {"UNIQUE_IDS": True}
"""An option of footnotes that numbers the pages of one converter."""


def reusable(config: MkDocsConfig) -> markdown.Markdown | None:
    """A converter for all pages; nothing when an extension might remember the last page."""
    keep_formatters()
    keep_it_simple()
    made = _converter(config)
    if all(map(_is_known, [*extensions(config), *made.registeredExtensions])):
        ask_only_able(made)
        look_before(made)
        look_between(made)
        look_first(made)
        only_where_marked(made)
        pass_quickly(made)
        return made
    return None


def _is_known(extension: Extension) -> bool:
    package = type(extension).__module__
    counts = any(extension.config.get(name, [None])[0] == value for name, value in COUNTING.items())
    return package.startswith(tuple(f"{name}." for name in RESET)) and not counts


def extensions(config: MkDocsConfig) -> list[Extension]:
    """All extensions of the configuration, also those that don't register themselves with a converter."""
    named, given = config["markdown_extensions"], config["mdx_configs"] or {}
    build = markdown.Markdown().build_extension
    return [one if isinstance(one, Extension) else build(one, dict(given.get(one, {}))) for one in named]


def _converter(config: MkDocsConfig) -> markdown.Markdown:
    return markdown.Markdown(
        extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"] or {}
    )


class _RawHtml(pages._RawHTMLPreprocessor):
    """MkDocs' own search for ids in HTML, for pages with HTML."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line for line in lines) else lines


class _Links(pages._RelativePathTreeprocessor):
    """MkDocs' own, for links that lead to other places than their own page."""

    def path_to_url(self, url: str) -> str:
        return url if url.startswith("#") else super().path_to_url(url)


class Title(pages._ExtractTitleTreeprocessor):
    """MkDocs' own, which copies a heading and writes it as HTML; a plain text is the title as it stands."""

    def run(self, root: Any) -> Any:
        """Take the title from a page that begins with a heading."""
        first = root[0] if len(root) else None
        if first is None or first.tag != "h1" or not plain_stays(self.md):
            return super().run(root)
        link = first[0] if len(first) == 1 else None
        if link is not None and link.tag == "a" and link.get("class") == "headerlink" and not link.tail:
            alone = Element("h1")
            alone.text = first.text
            first = alone
        if not is_plain(first):
            return super().run(root)
        self.title = " ".join((first.text or "").split())
        return root


def render(page: Page, config: MkDocsConfig, files: Files, shared: markdown.Markdown | None) -> None:
    """Convert a page that has been read (as `Page.render` of MkDocs 1.6 does)."""
    used: Any = shared.reset() if shared is not None else _converter(config)
    html = _RawHtml()
    anchors = pages._ExtractAnchorsTreeprocessor(page.file, files, config)
    links = _Links(page.file, files, config)
    title = Title()
    for one in (html, anchors, links, title):
        one._register(used)
    assert page.markdown is not None
    used.toc_tokens = []
    page.content = used.convert(page.markdown)
    page.toc = get_toc(used.toc_tokens)
    page._title_from_render = title.title
    page.present_anchor_ids = anchors.present_anchor_ids | html.present_anchor_ids
