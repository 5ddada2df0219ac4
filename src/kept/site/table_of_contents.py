"""Python-Markdown's table of contents, without the part that no page shows.

The extension numbers the headings, which all need, and makes the table itself, to be put in the place of
`[TOC]` and to be had from the converter. MkDocs takes neither: themes make the table from the headings. It is
made on pages that have the marker.
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from markdown.extensions import toc
from markdown.extensions.toc import TocExtension, TocTreeprocessor

from kept.site.known_code import fingerprint

KNOWN = {"180266be023aa581"}
"""Fingerprints of the code that this stands in for (of Markdown 3.11)."""

NAME, PRIORITY = "toc", 5
"""Under which Python-Markdown registers its own."""


def only_where_marked(converter: Markdown) -> None:
    """Let a converter make tables of contents only on pages that show one."""
    registered = converter.treeprocessors
    if (
        NAME not in registered
        or type(registered[NAME]) is not TocTreeprocessor
        or fingerprint(toc) not in KNOWN
    ):
        return
    extensions = [one for one in converter.registeredExtensions if type(one) is TocExtension]
    if len(extensions) == 1:
        own = MarkedTableOfContents(converter, extensions[0].getConfigs())
        registered.register(own, NAME, PRIORITY)


class MarkedTableOfContents(TocTreeprocessor):
    """Python-Markdown's own, but for the table on pages without the marker."""

    is_marked = False

    def run(self, doc: Any) -> None:
        """As that of Python-Markdown, which puts the table where the text of an element is the marker."""
        self.is_marked = any(self.marker in (one.text or "") for one in doc.iter()) if self.marker else False
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Any:
        """The table; an empty one where it is not shown."""
        return super().build_toc_div(toc_list if self.is_marked else [])

    def replace_marker(self, root: Any, elem: Any) -> None:
        """Put the table in the place of the marker."""
        if self.is_marked:
            super().replace_marker(root, elem)
