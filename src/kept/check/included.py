"""Diagrams that stand in files which an article includes, where these are no articles themselves.

Nobody looks at such a file but through the articles that include it, where readers see its diagrams. What
is wrong is found at its own lines, once for all articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kept.config import MarkdownSettings
from kept.content.article import Article
from kept.library import Library
from kept.parse import parse
from kept.parse.document import Document, Fence
from kept.parse.files import Stamp, at, read_source, stamp_of
from kept.parse.snippets import expanded, included
from kept.text import Source, Span

_WHOLE = re.compile(r"\s*-+8<-+[ \t]+([\"'])(?P<name>[^\"'\n:]+)\1\s*")
"""The code of a fence that is nothing but another file."""


def included_fences(article: Article, library: Library) -> Iterator[tuple[Document, Fence]]:
    """The fences that an article takes from elsewhere, each with the file that it stands in."""
    settings, document = library.settings, article.document
    options = dict(settings.markdown.snippets or ())
    if settings.markdown.snippets is None or not document.snippets:
        return
    root = settings.root.resolve()
    paths = [one.resolve() for one in dict.fromkeys(included(document, settings.root, options))]
    names = [one.relative_to(root).as_posix() for one in paths if one.is_relative_to(root)]
    fences = {found["name"]: one for one in document.fences if (found := _WHOLE.fullmatch(one.code))}
    shown: frozenset[str] | None = None
    for name in names:
        if name in library.index.by_path:
            continue
        file = _document(settings.root, name, stamp_of(settings.root / name))
        if file is None:
            continue
        if whole := next((one for key, one in fences.items() if f"/{name}".endswith(f"/{key}")), None):
            yield file, replace(whole, code=file.source.text.rstrip("\r\n"), span=Span(0, 0))
            continue
        if file.fences and shown is None:
            shown = _lines(expanded(document, settings.root, options))
        for fence in file.fences:
            if shown is not None and _lines(fence.code) <= shown:  # else it is in another part of the file
                yield file, fence


def _lines(text: str) -> frozenset[str]:
    return frozenset(line.strip(" \t\r>") for line in text.split("\n"))


@lru_cache(maxsize=64)
def _document(root: Path, name: str, stamp: Stamp | None) -> Document | None:
    """A file, read and parsed once for all articles that include it; nobody asks for its headings."""
    found = at(root, name) if stamp else None
    source, problem = read_source(found) if found else (Source(name, ""), None)
    return parse(source, MarkdownSettings(), lambda text, separator: "") if found and not problem else None
