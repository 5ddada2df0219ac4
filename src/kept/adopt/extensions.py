"""Which extensions the documents are written for, when there is no configuration yet that names them.

Other systems have these signs built in; Python-Markdown shows them as they are typed until it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kept.parse.document import Document

_SIGNS = (
    ("attr_list", r"\{[:#]"),
    ("footnotes", r"^\[\^[^\]\s]+\]:"),
    ("md_in_html", r"<\w+\s[^<>\n]*\bmarkdown\b"),
    ("pymdownx.details", r"^\?\?\?\+? "),
    ("pymdownx.quotes: {callouts: true}", r"^[ \t]*> \[!\w+\]"),
    ("pymdownx.tabbed: {alternate_style: true}", r"^=== \""),
    ("pymdownx.tasklist: {custom_checkbox: true}", r"^[ \t]*[-*+] \[[ xX]\] "),
    ("pymdownx.tilde: {subscript: false}", r"~~\S"),
)
_SEARCHES = tuple((extension, re.compile(sign, re.MULTILINE)) for extension, sign in _SIGNS)

_ASCII_SLUGS = "{permalink: true}"
_UNICODE_SLUGS = (
    "{permalink: true, slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}"
)
"""Ids of headings that keep the letters of every language; by default all but a to z are left out."""


def extensions(documents: Iterable[Document]) -> tuple[str, ...]:
    """The entries of `markdown_extensions`, in the order of their names."""
    given = list(documents)
    return tuple(sorted(_all(given)))


def _all(documents: list[Document]) -> Iterator[str]:
    yield from ("admonition", "tables", "pymdownx.superfences")
    foreign = any(_is_foreign(document) for document in documents)
    yield f"toc: {_UNICODE_SLUGS if foreign else _ASCII_SLUGS}"
    for extension, sign in _SEARCHES:
        if any(sign.search(document.source.text, document.body.start) for document in documents):
            yield extension


def _is_foreign(document: Document) -> bool:
    """Whether a heading has letters that the ids of Python-Markdown leave out."""
    return any(one.isalpha() and not one.isascii() for heading in document.headings for one in heading.text)
