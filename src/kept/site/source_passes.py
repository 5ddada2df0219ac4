"""What is done to the text of a page before its blocks are parsed, where there is something to do.

Python-Markdown looks for HTML with a parser that is made for each page, and for lines of spaces with a
regular expression that tries every place. Many pages have no character that HTML could begin with, or no
such line.
"""

from __future__ import annotations

import re

from markdown import Markdown, preprocessors
from markdown.extensions import md_in_html
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.util import ETX, STX

from kept.site.known_code import fingerprint

KNOWN = {"a6ae4d9c72a43925"}
KNOWN_IN_HTML = {"e28812f4970e133f"}
"""Fingerprints of the code that this stands in for (of Markdown 3.11)."""

SPACES, HTML = "normalize_whitespace", "html_block"
"""Under which Python-Markdown registers its own."""

_LINE_OF_SPACES = re.compile(r"(?<=\n) +\n")


def look_first(converter: Markdown) -> None:
    """Let a converter do this only where there is something to do."""
    is_known = fingerprint(preprocessors) in KNOWN
    is_known_in_html = fingerprint(md_in_html) in KNOWN_IN_HTML
    for name, theirs, ours, known in (
        (SPACES, NormalizeWhitespace, SparingSpaces, is_known),
        (HTML, HtmlBlockPreprocessor, SparingHtml, is_known),
        (HTML, md_in_html.HtmlBlockPreprocessor, SparingMarkdownInHtml, is_known_in_html),
    ):
        registered = converter.preprocessors
        if known and name in registered and type(registered[name]) is theirs:
            registered[name].__class__ = ours


class SparingSpaces(NormalizeWhitespace):
    """Python-Markdown's own, but looks for lines of spaces only where there may be some."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines with one kind of line end, without tabs, and without spaces on empty lines."""
        source = "\n".join(lines).replace(STX, "").replace(ETX, "")
        source = source.replace("\r\n", "\n").replace("\r", "\n") + "\n\n"
        source = source.expandtabs(self.md.tab_length)
        if "\n " in source and " \n" in source:
            source = _LINE_OF_SPACES.sub("\n", source)
        return source.split("\n")


class SparingHtml(HtmlBlockPreprocessor):
    """Python-Markdown's own, for pages with HTML."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines, with what stands for each block of HTML in its place."""
        return super().run(lines) if _may_hold_html(lines) else "\n".join(lines).split("\n")


class SparingMarkdownInHtml(md_in_html.HtmlBlockPreprocessor):
    """That of the extension for Markdown in HTML, for pages with HTML."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines, with what stands for each block of HTML in its place."""
        return super().run(lines) if _may_hold_html(lines) else "\n".join(lines).split("\n")


def _may_hold_html(lines: list[str]) -> bool:
    return any("<" in line or "&" in line for line in lines)
