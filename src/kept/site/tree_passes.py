"""What Python-Markdown does to each element of a page in the end, in fewer steps.

Three passes go over the whole tree: line ends are put between blocks, escaped characters are put back, and
the tree is written down. They ask of each element again what is the same for all of its kind, or look through
texts that hold nothing for them. The results are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import HTML_EMPTY

from markdown import Markdown, postprocessors, serializers, treeprocessors
from markdown.postprocessors import RawHtmlPostprocessor
from markdown.serializers import RE_AMP, to_xhtml_string
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import HTML_PLACEHOLDER, STX

from kept.site.known_code import fingerprint

KNOWN = {"bf575e7cb994079e"}
KNOWN_POSTPROCESSORS = {"bd30e317d0b1e125"}
KNOWN_SERIALIZERS = {"7cef1af99da20252"}
"""Fingerprints of the code that this stands in for (of Markdown 3.11)."""

PRETTIFY, PRETTIFY_PRIORITY = "prettify", 10
UNESCAPE, UNESCAPE_PRIORITY = "unescape", 0
RAW_HTML = "raw_html"
"""Under which Python-Markdown registers its own."""

_PLACE = re.compile(HTML_PLACEHOLDER % "([0-9]+)")

DEEP = 100
"""Elements in each other, from where on Python-Markdown writes them down, which needs no stack for it."""


def pass_quickly(converter: Markdown) -> None:
    """Let a converter go over its trees in this way."""
    registered = converter.treeprocessors
    if fingerprint(treeprocessors) in KNOWN:
        if PRETTIFY in registered and type(registered[PRETTIFY]) is PrettifyTreeprocessor:
            registered.register(QuickPrettifying(converter), PRETTIFY, PRETTIFY_PRIORITY)
        if UNESCAPE in registered and type(registered[UNESCAPE]) is UnescapeTreeprocessor:
            registered.register(QuickUnescaping(converter), UNESCAPE, UNESCAPE_PRIORITY)
    if fingerprint(postprocessors) in KNOWN_POSTPROCESSORS:
        put_back = converter.postprocessors
        if RAW_HTML in put_back and type(put_back[RAW_HTML]) is RawHtmlPostprocessor:
            put_back[RAW_HTML].__class__ = QuickRawHtml
    if converter.serializer is to_xhtml_string and fingerprint(serializers) in KNOWN_SERIALIZERS:
        converter.serializer = to_xhtml


class QuickPrettifying(PrettifyTreeprocessor):
    """Python-Markdown's own, but asks once of each kind of element whether it is a block."""

    blocks: frozenset[Any]

    def run(self, root: Any) -> None:
        """As that of Python-Markdown."""
        kinds = {one.tag for one in root.iter()}
        self.blocks = frozenset(filter(self.md.is_block_level, kinds))
        super().run(root)

    def _prettifyETree(self, elem: Any) -> None:  # noqa: N802
        blocks, tag = self.blocks, elem.tag
        if tag in blocks and tag not in ("code", "pre"):
            if len(elem) and elem[0].tag in blocks and not (elem.text and elem.text.strip()):
                elem.text = "\n"
            for child in elem:
                if child.tag in blocks:
                    self._prettifyETree(child)
        if not elem.tail or not elem.tail.strip():
            elem.tail = "\n"


class QuickUnescaping(UnescapeTreeprocessor):
    """Python-Markdown's own, but looks only through what may hold an escaped character."""

    def run(self, root: Any) -> None:
        """Put back all escaped characters, but for those in code."""
        for element in root.iter():
            text, tail = element.text, element.tail
            if text and STX in text and element.tag != "code":
                element.text = self.unescape(text)
            if tail and STX in tail:
                element.tail = self.unescape(tail)
            for name, value in element.items():
                if value is not None and STX in value:
                    element.set(name, self.unescape(value))


class QuickRawHtml(RawHtmlPostprocessor):
    """Python-Markdown's own, but looks for places in the text by what they begin with, not at each sign."""

    def run(self, text: str) -> str:
        """Put back the HTML for which something stands in a text, and in that HTML."""
        stash: Any = self.md.htmlStash
        made: list[str] = []
        at = 0
        for found in _PLACE.finditer(text) if stash.html_counter else ():
            begin, end, number = *found.span(), int(found[1])
            if number >= stash.html_counter:
                continue
            html = self.stash_to_string(stash.rawHtmlBlocks[number])
            if text[max(begin - 3, at) : begin] == "<p>" and text[end : end + 4] == "</p>":
                begin, end = begin - 3, end + 4
                html = html if self.isblocklevel(html) else f"<p>{html}</p>"
            made += (text[at:begin], self.run(html))
            at = end
        return "".join((*made, text[at:]))


def to_xhtml(element: Any) -> str:
    """An element and all that is in it as XHTML."""
    made: list[str] = []
    _write(made.append, element, 0)
    return "".join(made)


def _write(write: Callable[[str], None], element: Any, depth: int) -> None:
    tag, items = element.tag, element.items()
    attributes = _attributes(items) if items else ""
    if type(tag) is not str or attributes is None or depth > DEEP:
        write(to_xhtml_string(element))  # something rare
        return
    begin, end, is_raw = _kind(tag)
    if end:
        write(f"{begin}{attributes}>")
        text = element.text
        if text:
            write(text if is_raw else _escaped(text))
        for child in element:
            _write(write, child, depth + 1)
        write(end)
    else:
        write(f"{begin}{attributes} />")
    tail = element.tail
    if tail:
        write(_escaped(tail))


@lru_cache(maxsize=512)
def _kind(tag: str) -> tuple[str, str, bool]:
    name = tag.lower()
    return f"<{tag}", "" if name in HTML_EMPTY else f"</{tag}>", name in ("script", "style")


def _attributes(items: list[tuple[Any, Any]]) -> str | None:
    made = ""
    for name, value in sorted(items):
        if not isinstance(name, str) or not isinstance(value, str):
            return None
        escaped = _escaped(value).replace('"', "&quot;")
        made += f' {name}="{escaped}"'
    return made


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text
