"""Texts as sequences of words: the one form in which what was written and what was built can be compared.

Markup, punctuation, letter case and the ways in which HTML, JSON and addresses write characters make no
difference. Everything here is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from unicodedata import normalize

_WORD = re.compile(r"[^\W_]+")
_COMBINING = re.compile("[\u0300-\u036f]")
_UNUSUAL = re.compile(r"[^\x00-\x7f]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_TARGET = re.compile(r"\]\((?:[^()\n]++|\([^()\n]*+\))*+\)|\]\[[^\[\]\n]*+\]|\[\^[^\[\]\n]*+\]")
_ATTRIBUTES = re.compile(r"\{:?[ \t]*[.#\w][^{}\n]*+\}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>")
_HEAD = re.compile(r"^([ \t]*(?:#{1,6}[ \t]|!!!|\?\?\?|===|```|~~~)[^\n]*+)\n", re.MULTILINE)
"""A line that is a block of its own, whatever the next one says: a heading, the title of a note, a tab."""
_QUOTE = re.compile(r"[\"']")
_VALUE = re.compile(
    r"\b(?:title|alt|label|placeholder|content|summary|caption|description|href)\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)')",
    re.IGNORECASE,
)
"""Attributes that say something, wherever they stand."""
_UNIT = re.compile(
    r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+>#|:]|\d+[.)]|```|~~~|!!!|\?\?\?|===))|(?<=[.!?;:])[\"')\]*_]*\s+|\|"
)


def normal(text: str) -> str:
    """A text in the one letter case and the one form of its characters in which texts are compared."""
    if not text.isascii():
        has_marks = _COMBINING.search(text) is not None
        text = _INVISIBLE.sub("", normalize("NFKC", text) if has_marks else _UNUSUAL.sub(_composed, text))
    return text.casefold()


def _composed(match: re.Match[str]) -> str:
    return normalize("NFKC", match[0])


def words(text: str) -> list[str]:
    """The words of a text, in order; `_` joins no words, as Markdown may write it with a backslash."""
    return _WORD.findall(normal(text))


def words_of(text: str) -> list[str]:
    """The words of a text that is `normal` already."""
    return _WORD.findall(text)


def plain(markdown: str) -> str:
    """About what readers read of a Markdown text: no addresses of links, no attributes, no tags."""
    if "]" in markdown:
        markdown = _TARGET.sub("] ", markdown)
    if "{" in markdown:
        markdown = _ATTRIBUTES.sub(" ", markdown)
    if "<" in markdown:
        markdown = _TAG.sub(" ", markdown)
    return unescape(markdown) if "&" in markdown else markdown


def aside(markdown: str) -> str:
    """What people read of that which `plain` leaves out, with an empty line between two texts: titles and
    addresses of links, values of attributes, and what only looks like some, such as a box of a diagram."""
    found: list[str] = []
    if "]" in markdown:
        found += (_QUOTE.sub("\n\n", one) for one in _TARGET.findall(markdown))
    if "{" in markdown:
        found += (one for one in _ATTRIBUTES.findall(markdown) if "=" not in one and one[1].isalpha())
    if "=" in markdown:
        found += ("".join(values) for values in _VALUE.findall(markdown))
    text = "\n\n".join(found)
    return unescape(text) if "&" in text else text


def units(text: str) -> Iterator[tuple[str, ...]]:
    """The sentences, headings, items and cells of a plain text, each as its words."""
    for unit in _UNIT.split(_HEAD.sub(r"\1\n\n", text)):
        found = words(unit)
        if found:
            yield tuple(found)
