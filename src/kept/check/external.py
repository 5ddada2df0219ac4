"""The findings about links to other servers: rules on `ExternalLink`, run only when servers were asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from kept.check.rule import Context
from kept.check.run import Checker, is_below
from kept.check.suppress import by_comments
from kept.diagnostic import Diagnostic
from kept.external.answers import Answers
from kept.external.places import ExternalLink, places
from kept.library import Library
from kept.text import Source


def check_external(
    library: Library,
    today: date,
    pages: Mapping[str, frozenset[str]],
    answers: Answers,
    configuration: Source,
    paths: Iterable[str] | None = None,
) -> list[Diagnostic]:
    """What the answers of other servers say about the addresses in the pages of the built site."""
    active = Checker.of(library, today).by_kind.get(ExternalLink, ())
    wanted = None if paths is None else tuple(paths)
    found: dict[str, list[Diagnostic]] = {}
    for place in places(library, pages, answers, configuration):
        if wanted is None or is_below(place.source.path, wanted):
            for one, level in active:
                context = Context(one, library, today, level, place.article, place.source)
                found.setdefault(place.source.path, []).extend(one.check(place.link, context))
    return [one for path, findings in found.items() for one in _audible(path, findings, library)]


def _audible(path: str, found: list[Diagnostic], library: Library) -> list[Diagnostic]:
    """The findings in a file that no comment in it silences."""
    article = library.by_path.get(path)
    if article is None or "kept:" not in article.document.source.text:
        return found
    _, hidden = by_comments(article.document, found, ())
    return [one for index, one in enumerate(found) if index not in hidden]
