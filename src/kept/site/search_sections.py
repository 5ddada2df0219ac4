"""The sections of a page as Material's search plugin finds them, without its HTML parser.

The parser of the standard library takes a page apart character by character, for HTML of any kind. What a
page holds after it has been sanitised is regular: one expression takes it apart. What is done with the parts
is what Material's parser does with them, with the same results; any page that is not regular is left to that.

Cost: linear in the length of the page.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

from material.plugins.search import plugin as material  # type: ignore[import-untyped]
from mkdocs.structure.pages import Page

from kept.site.known_code import fingerprint

KNOWN = {"cc8a3ac0a8862662"}
"""Fingerprints of the code that this stands in for (of mkdocs-material 9.8)."""

_TAG = re.compile(
    r"<(/[a-zA-Z][a-zA-Z0-9]*|[a-zA-Z][a-zA-Z0-9]*)"
    r"((?:[ \n]+[a-zA-Z_:][-a-zA-Z0-9_:.]*=\"[^\"]*\")*)>"
)
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][-a-zA-Z0-9_:.]*)=\"([^\"]*)\"")

_OTHERWISE = frozenset(
    (
        "iframe",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "script",
        "style",
        "template",
        "textarea",
        "title",
        "xmp",
    )
)
"""Elements that parsers, some of them or some versions, read in another way than others."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SKIPPED = frozenset(("object", "script", "style"))
SHOWN = frozenset(("p", "code", "pre", "li", "ol", "ul", "sub", "sup"))
"""Elements that the index shows; of others, only the text."""

Section = Any


def take_apart_fast(index: Any) -> None:
    """Let an index of Material's plugin find the sections of pages in this way."""
    if type(index) is material.SearchIndex and fingerprint(material) in KNOWN:
        index.add_entry_from_context = lambda page: _add_entries(index, page)


def _add_entries(index: Any, page: Page) -> None:
    """As `SearchIndex.add_entry_from_context`."""
    if (page.meta.get("search") or {}).get("exclude"):
        return
    html = page.content or ""
    found = sections(html)
    for section in found if found is not None else sections_by_parser(html):
        if not section.is_excluded():
            index.create_entry_for_section(section, page.toc, page.url, page)


def sections_by_parser(html: str) -> list[Section]:
    """The sections of any page."""
    parser = material.Parser()
    parser.feed(html)
    parser.close()
    return list(parser.data)


def sections(html: str) -> list[Section] | None:
    """The sections of a page; nothing when its HTML is not regular."""
    pieces = _TAG.split(html)
    if any("<" in text for text in pieces[::3]):
        return None
    made = _Sections()
    made.text(pieces[0])
    for at in range(1, len(pieces), 3):
        tag, attributes, text = pieces[at : at + 3]
        tag = tag.lower()
        if tag[0] == "/":
            if attributes:
                return None
            made.end(tag[1:])
        elif tag in _OTHERWISE or "&" in attributes and tag in HEADINGS:
            return None
        elif tag not in material.void:
            made.begin(tag, attributes)
        if text:
            made.text(text)
    return made.found


class _Sections:
    """What Material's parser keeps while it reads; its elements are equal when their names are."""

    def __init__(self) -> None:
        self.found: list[Section] = []
        self.section: Section = None
        self.context: list[str] = []
        self.skipped = set(SKIPPED)
        self.is_skipping = False
        """Whether an element of the context is to be skipped."""
        self.permalinks: list[int] = []
        """Where in the context the links are that headings have to themselves."""

    def begin(self, tag: str, written: str) -> None:
        """As `handle_starttag`."""
        context = self.context
        context.append(tag)
        attributes: dict[str, str] = {}
        named = ""
        if written:
            attributes = {name.lower(): value for name, value in _ATTRIBUTE.findall(written)}
            named = unescape(attributes.get("class", ""))
            if tag == "a" and named == "headerlink":
                self.permalinks.append(len(context))
            if tag in HEADINGS and "id" in attributes:
                self._head(tag, attributes)
        if self.section is None:
            self._preface(0)
        if "data-search-exclude" in attributes or named == "linenodiv":
            self.skipped.add(tag)
            self.is_skipping = True
            return
        self.is_skipping = self.is_skipping or tag in self.skipped
        if tag in SHOWN and not self.is_skipping:
            self._target().append(f"<{tag}>")

    def _head(self, tag: str, attributes: dict[str, str]) -> None:
        depth = len(self.context)
        if tag != "h1" and not self.found:
            self._preface(depth)
        self.section = material.Section(material.Element(tag, attributes), depth)
        if self.found:
            self.section.id = attributes["id"]
        self.found.append(self.section)

    def _preface(self, depth: int) -> None:
        self.section = material.Section(material.Element("hx"), depth)
        self.found.append(self.section)

    def _target(self) -> list[str]:
        """Where text belongs: in the title while the heading is open."""
        section = self.section
        texts: list[str] = section.title if section.el.tag in self.context else section.text
        return texts

    def end(self, tag: str) -> None:
        """As `handle_endtag`."""
        context = self.context
        if not context or context[-1] != tag:
            return
        if self.section.depth > len(context):
            self._leave()
        if self.permalinks and self.permalinks[-1] == len(context):
            self.permalinks.pop()
        context.pop()
        if tag in self.skipped:
            if tag not in SKIPPED:
                self.skipped.remove(tag)
            self.is_skipping = not self.skipped.isdisjoint(context)
            return
        if tag in SHOWN and not self.is_skipping:
            _close(self._target(), tag)

    def _leave(self) -> None:
        """A heading within another element: what follows belongs to the section before."""
        for section in reversed(self.found):
            if section.depth <= len(self.context):
                self.section.depth = float("inf")
                self.section = section
                break

    def text(self, written: str) -> None:
        """As `handle_data`."""
        if not written or self.is_skipping:
            return
        data = unescape(written) if "&" in written else written
        is_space = data.isspace()
        is_code = "pre" in self.context
        if not is_code:
            data = " " if is_space else data.replace("\n", " ")
        if self.section is None:
            self._preface(0)
        if self.section.el.tag in self.context:
            if not self.permalinks:
                self.section.title.append(escape(data, quote=False))
        elif is_space:
            texts = self.section.text
            if is_code or not texts or not texts[-1].isspace():
                texts.append(data)
        else:
            self.section.text.append(escape(data, quote=False))


def _close(texts: list[str], tag: str) -> None:
    """Write the end of an element, or take it away when there is nothing in it."""
    start = texts.index(f"<{tag}>")
    if all(texts[at].isspace() for at in range(start + 1, len(texts))):
        del texts[start:]
    else:
        texts.append(f"</{tag}>")
