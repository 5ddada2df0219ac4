"""HTML in an article as a browser would get it: tags outside of code and comments, with their attributes.

CommonMark and Python-Markdown disagree on what is HTML (`<img/src=x>` is to one and not to the other), so
tags are looked for in the text itself, as generously as a browser reads them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kept.content.article import Article
from kept.globs import matches_any
from kept.late_patterns import late_pattern
from kept.parse.code import Places, code_of
from kept.text import Span
from kept.values import dataclass

_COMMENT = late_pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = late_pattern(
    r"<(?P<name>[a-zA-Z][\w:.-]*)"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}')*+(?=>)|[^<>]{0,4000})"
)
_ATTRIBUTE = late_pattern(
    r"(?P<name>[^\s\"'<>/=]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"?|'(?P<single>[^']*)'?|(?P<bare>[^\s\"'>]*)))?"
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag: its name in small letters, and its value without entities."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening tag: its name in small letters."""

    name: str
    attributes: tuple[Attribute, ...]
    span: Span


def tags(article: Article, suspicious: re.Pattern[str]) -> Iterator[Tag]:
    """The tags that begin where the pattern matches, in an article whose HTML is not trusted.

    `suspicious` must match from a `<` on. Nearly all articles have no match and cost one search.
    """
    document = article.document
    text = document.source.text
    if "<" not in text:
        return
    starts = [found.start() for found in suspicious.finditer(text, document.body.start)]
    if not starts:
        return
    code = code_of(document)
    comments = _comments(text, document.body.start, code)
    for start in starts:
        if start in code or start in comments:
            continue
        found = _TAG.match(text, start)
        if found:
            yield _tag(found)


def _comments(text: str, start: int, code: Places) -> Places:
    """The comments that are no code."""
    found = (Span(*one.span()) for one in _COMMENT.finditer(text, start))
    return Places(tuple(span for span in found if span.start not in code))


def is_trusted(article: Article, patterns: tuple[str, ...]) -> bool:
    """Whether raw HTML is allowed in the article (`trusted_html`)."""
    return bool(patterns) and matches_any(article.path, patterns)


def _tag(found: re.Match[str]) -> Tag:
    begin = found.start("attributes")
    attributes = tuple(
        Attribute(
            one["name"].lower(),
            html.unescape(one["double"] or one["single"] or one["bare"] or ""),
            Span(begin + one.start(), begin + one.end()),
        )
        for one in _ATTRIBUTE.finditer(found["attributes"])
    )
    return Tag(found["name"].lower(), attributes, Span(found.start(), found.end() + 1))
