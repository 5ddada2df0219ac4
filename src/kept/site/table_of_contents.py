"""Python-Markdown's table of contents, without what no page shows.

The extension numbers the headings, which all need, and makes the table itself, to be put in the place of
`[TOC]` and to be had from the converter. MkDocs takes neither: themes make the table from the headings. It is
made on pages that have the marker. And a heading of plain text, as most are, is not written as HTML first, to
be read again.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from markdown import Markdown
from markdown.extensions import toc
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.serializers import to_html_string, to_xhtml_string

from kept.site.known_code import fingerprint
from kept.site.tree_passes import QuickRawHtml, to_xhtml

KNOWN = {"180266be023aa581"}
"""Fingerprints of the code that this stands in for (of Markdown 3.11)."""

POSTPROCESSORS = {
    ("markdown.extensions.footnotes", "6bf0b957333399c4"): ("FootnotePostprocessor",),
    ("markdown.extensions.md_in_html", "e28812f4970e133f"): ("MarkdownInHTMLPostprocessor",),
    ("markdown.postprocessors", "bd30e317d0b1e125"): ("AndSubstitutePostprocessor", "RawHtmlPostprocessor"),
}
"""Those that change nothing in a text without the characters by which Python-Markdown marks places."""

NAME, PRIORITY = "toc", 5
"""Under which Python-Markdown registers its own."""

_SPECIAL = re.compile(r"[&<>\x02\x03]")


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

    def run(self, doc: Any) -> None:
        """As that of Python-Markdown, which puts the table where the text of an element is the marker."""
        if self.marker and self.marker in "".join(doc.itertext()):
            super().run(doc)
        else:
            converter: Any = self.md
            converter.toc_tokens, converter.toc = toc.nest_toc_tokens(self._numbered(doc)), ""

    def _numbered(self, doc: Any) -> list[Any]:
        """The headings of a page, all with an id and, if wanted, a link to themselves."""
        tokens: list[dict[str, Any]] = []
        headings = {tag for tag in {one.tag for one in doc.iter()} if self._is_heading(tag)}
        stays, unique = plain_stays(self.md), self._ids({one.get("id") for one in doc.iter()})
        for one in doc.iter():
            if one.tag not in headings:
                continue
            self.set_level(one)
            if stays and is_plain(one):
                inner, name = one.text.strip(), " ".join(one.text.split())
            else:
                inner = toc.render_inner_html(toc.remove_fnrefs(one), self.md)
                name = toc.strip_tags(inner)
            if "id" not in one.attrib:
                one.set("id", unique(self.slugify(html.unescape(name), self.sep)))
            label = ""
            if "data-toc-label" in one.attrib:
                label = toc.run_postprocessors(toc.unescape(one.attrib.pop("data-toc-label")), self.md)
                name = toc.escape_cdata(toc.strip_tags(label))
            level = int(one.tag[-1])
            if self.toc_top <= level <= self.toc_bottom:
                address = toc.unescape(one.attrib["id"])
                token = {"level": level, "id": address, "name": name, "html": inner, "data-toc-label": label}
                tokens.append(token)
            if self.use_anchors:
                self.add_anchor(one, one.attrib["id"])
            if self.use_permalinks not in (False, None):
                self.add_permalink(one, one.attrib["id"])
        return tokens

    def _ids(self, used: set[str]) -> Callable[[str], str]:
        unique: Any = toc.unique
        return partial(unique, ids=used, counters={})

    def _is_heading(self, tag: Any) -> bool:
        return isinstance(tag, str) and self.header_rgx.match(tag) is not None


def is_plain(heading: Any) -> bool:
    """Whether a heading is a text that means nothing in HTML, nor to Python-Markdown."""
    return bool(heading.text) and not len(heading) and not _SPECIAL.search(heading.text)


def plain_stays(converter: Any) -> bool:
    """Whether a heading of plain text is written as it stands."""
    is_known = all(
        type(one) is QuickRawHtml or type(one).__qualname__ in POSTPROCESSORS.get(_code_of(one), ())
        for one in converter.postprocessors
    )
    return is_known and converter.serializer in (to_xhtml, to_xhtml_string, to_html_string)


def _code_of(thing: object) -> tuple[str, str]:
    name = type(thing).__module__
    return name, fingerprint(sys.modules[name]) if name in sys.modules else ""
