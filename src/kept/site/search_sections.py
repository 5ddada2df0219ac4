"""The sections of a page as Material's search plugin finds them, without its HTML parser.

The parser of the standard library takes a page apart character by character, for HTML of any kind. What a
page holds after it has been sanitised is regular: one expression takes it apart. What is done with the parts
is what Material's parser does with them, with the same results; any page that is not regular is left to that.

Cost: linear in the length of the page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from operator import add
from typing import Any, NamedTuple

from material.plugins.search import plugin as material  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import PluginCollection
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

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

MARK = "data-search-"
_MARKS = re.compile(rf'\s?{MARK}\w+="[^"]+"')
"""Attributes that are for the search, and taken out of the page."""

LEAVES = {
    tag: f"/{tag}" for tag in ("p", "code", "li", "sub", "sup", "td", "th", "a", "strong", "em", "span")
}
"""Elements that mostly hold nothing but text, and their ends."""

_TELLING = re.compile("data-search-exclude|linenodiv|headerlink|&", re.IGNORECASE)
"""What is in the attributes of elements that are not like others."""

Section = Any


def take_apart_fast(plugin: Any, plugins: PluginCollection) -> None:
    """Let Material's plugin, which is one of these, find the sections of pages in this way."""
    methods, own = plugins.events["page_context"], plugin.on_page_context
    if type(plugin) is not material.SearchPlugin or fingerprint(material) not in KNOWN or own not in methods:
        return
    if type(plugin.search_index) is not material.SearchIndex:
        return

    def on_page_context(
        context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """As `SearchPlugin.on_page_context`, which looks for its marks in all texts."""
        if plugin.config.enabled:
            _add_entries(plugin.search_index, page)
            if page.content and MARK in page.content:
                page.content = _MARKS.sub("", page.content)

    methods[methods.index(own)] = on_page_context
    origins = vars(plugins)["_event_origins"]
    origins[on_page_context] = origins[own]


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


class _Tag(NamedTuple):
    """A regular tag."""

    name: str
    attributes: str
    """As they are written."""
    is_end: bool
    is_telling: bool
    """Whether its element may not be like others."""
    end: str
    """What is written in the tag that ends it, if it mostly holds nothing but text."""


def sections(html: str) -> list[Section] | None:
    """The sections of a page; nothing when its HTML is not regular."""
    before, written, texts = _split(html)
    tags = _tags(written)
    if tags is None:  # there may be brackets within attributes
        before, written, texts = _split_by_expression(html)
        tags = _tags(written) if "<" not in "".join((before, *texts)) else None
    return _taken_apart(before, tags, written, texts) if tags is not None else None


_Split = tuple[str, list[str], list[str]]
"""The text before the first tag, what is between the brackets of each, and the text after each."""


def _split(html: str) -> _Split:
    """A page at its brackets, which takes a quarter of the time of an expression for tags."""
    before, *pieces = html.split("<")
    parts = [piece.partition(">") for piece in pieces]
    return before, [tag if end else "" for tag, end, _ in parts], [text for _, _, text in parts]


def _split_by_expression(html: str) -> _Split:
    before, *pieces = _TAG.split(html)
    return before, list(map(add, pieces[::3], pieces[1::3])), pieces[2::3]


def _tags(written: list[str]) -> list[_Tag] | None:
    """The tags; nothing when one of them is not regular."""
    found = [tag for one in written if (tag := _known(one) if len(one) < _SHORT else _tag(one))]
    return found if len(found) == len(written) else None


def _tag(written: str) -> _Tag | None:
    """A tag by what is between its brackets; nothing when it is not regular."""
    found = _TAG.fullmatch(f"<{written}>")
    if found is None:
        return None
    name, attributes = found.groups()
    low = name.lower()
    if name[0] == "/":
        return None if attributes else _Tag(low[1:], "", True, False, "")
    if low in _OTHERWISE or "&" in attributes and low in HEADINGS:
        return None
    return _Tag(low, attributes, False, bool(_TELLING.search(attributes)), LEAVES.get(name, ""))


_SHORT = 60
"""Characters of tags that are known by what is written; most are on every page."""
_known = lru_cache(1000)(_tag)


def _taken_apart(before: str, tags: list[_Tag], written: list[str], texts: list[str]) -> list[Section]:
    made = _Sections()
    made.text(before)
    following, at = (*written[1:], ""), 0
    while at < len(tags):
        name, attributes, is_end, is_telling, end = tags[at]
        if is_end:
            made.end(name)
        elif end and following[at] == end and not is_telling and made.leaf(name, texts[at]):
            at += 1
            if texts[at] == "\n":
                made.shown.append(" ")  # as `text` does it after anything but room
                at += 1
                continue
        elif name not in material.void:
            made.begin(name, attributes, is_telling)
        if text := texts[at]:
            made.text(text)
        at += 1
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
        self.shown: list[str] = []
        """Where the text of the last leaf went."""
        self.permalinks: list[int] = []
        """Where in the context the links are that headings have to themselves."""

    def leaf(self, tag: str, text: str) -> bool:
        """An element with nothing but text in it; false when it is not like others."""
        section, data = self.section, unescape(text) if "&" in text else text
        if section is None or section.depth > len(self.context) + 1 or not data or data.isspace():
            return False
        if self.is_skipping or self.permalinks or tag in self.skipped or "pre" in self.context:
            return False
        shown = _escaped(data.replace("\n", " "))
        self.shown = self._target()
        self.shown.extend((f"<{tag}>", shown, f"</{tag}>") if tag in SHOWN else (shown,))
        return True

    def begin(self, tag: str, written: str, is_telling: bool) -> None:
        """As `handle_starttag`."""
        context = self.context
        context.append(tag)
        attributes: dict[str, str] = {}
        named = ""
        if is_telling or written and tag in HEADINGS:
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
        texts = self.section.text
        if self.section.el.tag in self.context:
            if not self.permalinks:
                self.section.title.append(_escaped(data))
        elif not is_space:
            texts.append(_escaped(data))
        elif is_code or not texts or not texts[-1].isspace():
            texts.append(data)


def _escaped(text: str) -> str:
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def _close(texts: list[str], tag: str) -> None:
    """Write the end of an element, or take it away when there is nothing in it."""
    start = texts.index(f"<{tag}>")
    if all(texts[at].isspace() for at in range(start + 1, len(texts))):
        del texts[start:]
    else:
        texts.append(f"</{tag}>")
