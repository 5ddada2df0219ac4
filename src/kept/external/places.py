"""Where the addresses of a built page stand in the files that people write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kept.content.article import Article, scalars_of_kind
from kept.external.addresses import address
from kept.external.answers import Answer, Answers
from kept.library import Library
from kept.text import Source, Span
from kept.values import dataclass

_BARE = re.compile(r"(?:https?:)?//[^\s<>\"'`)\]}]+")
_FOLLOWING = ".,;:!?*_"


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """An address at one place of a file: as it is written there, and what its server said."""

    address: str
    written: str
    span: Span
    answer: Answer


@dataclass(frozen=True, slots=True)
class Place:
    """An external link and the file that it is in; `article` is `None` for the configuration."""

    source: Source
    article: Article | None
    link: ExternalLink


def places(
    library: Library, pages: Mapping[str, frozenset[str]], answers: Answers, configuration: Source
) -> Iterator[Place]:
    """Every place of the addresses in `answers` that the pages of a built site hold (by path in the site).

    What no file holds comes from the theme, a hook or a plugin, and so from the configuration; or from a
    file that an article includes, when no page without inclusions has it.
    """
    by_page = articles_by_page(library)
    shared: set[str] = set()
    included: list[tuple[Article, set[str]]] = []
    for page, addresses in sorted(pages.items()):
        wanted = {one: answers[one] for one in addresses if one in answers}
        article = by_page.get(page)
        links = list(_in_article(article, wanted)) if article and wanted else []
        left = wanted.keys() - {link.address for link in links}
        if article:
            yield from (Place(article.document.source, article, link) for link in links)
        if article and article.document.snippets:
            included.append((article, left))
        else:
            shared |= left
    for article, left in included:
        span = article.document.snippets[0].span
        for one in sorted(left - shared):
            yield Place(article.document.source, article, ExternalLink(one, one, span, answers[one]))
    for one in sorted(shared):
        link = next(_bare(configuration.text, {one}), (one, one, Span(0, 0)))
        yield Place(configuration, None, ExternalLink(*link, answers[one]))


def articles_by_page(library: Library) -> dict[str, Article]:
    """The articles by the path of their file in the built site."""
    return {
        f"{one.url}index.html" if one.url.endswith("/") or not one.url else one.url: one
        for one in library.articles
    }


def field_addresses(article: Article) -> frozenset[str]:
    """Addresses in the article's fields, whether or not the page shows them."""
    found = (address(node.raw) for _, node in scalars_of_kind(article, "url"))
    return frozenset(one for one in found if one)


def _in_article(article: Article, wanted: Mapping[str, Answer]) -> Iterator[ExternalLink]:
    left = set(wanted)
    for one, written, span in _written(article):
        if one in wanted:
            left.discard(one)
            yield ExternalLink(one, written, span, wanted[one])
    for one, written, span in _bare(article.document.source.text, left):
        left.discard(one)
        yield ExternalLink(one, written, span, wanted[one])


def _written(article: Article) -> Iterator[tuple[str, str, Span]]:
    document = article.document
    written = [(link.target, link.target_span) for link in document.links]
    written += [(image.target, image.target_span) for image in document.images]
    written += [(node.raw, node.span) for _, node in scalars_of_kind(article, "url")]
    for target, span in dict.fromkeys(written):
        one = address(target)
        if one:
            yield one, target, span


def _bare(text: str, wanted: Iterable[str]) -> Iterator[tuple[str, str, Span]]:
    """Addresses in plain text, HTML or YAML."""
    left = set(wanted)
    for match in _BARE.finditer(text) if left else ():
        for written in dict.fromkeys((match.group(), match.group().rstrip(_FOLLOWING))):
            one = address(written.replace("&amp;", "&"))
            if one in left:
                yield one, written, Span(match.start(), match.start() + len(written))
                break
