"""One walk over the library; every rule is told of the nodes it asked for.

Cost: linear in the number of nodes; a rule on `Library` must be linear in the number of articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from kept.check.rule import Context, Rule, find_rule, rules
from kept.config import ConfigurationError, Settings
from kept.content.article import Article
from kept.content.contract import ContentType
from kept.content.vocabulary import Vocabularies
from kept.diagnostic import Diagnostic, Severity
from kept.library import Library
from kept.parse.document import Document, Heading, Image, Link
from kept.parse.workflows import Workflow


def severities(settings: Settings) -> dict[str, Severity]:
    """The severity of each rule under these settings, by code."""
    found = {one.code: one.severity for one in rules()}
    for word, severity in settings.severity:
        one = find_rule(word)
        if one is not None and one.can_be_lowered:
            found[one.code] = severity
    return found


def unknown_rules(settings: Settings) -> list[str]:
    """Words under `severity` that name no rule."""
    return [word for word, _ in settings.severity if find_rule(word) is None]


def check(library: Library, today: date, paths: Iterable[str] | None = None) -> list[Diagnostic]:
    """All findings, by file and place; with `paths` only those in these files or below these folders."""
    levels = severities(library.settings)
    active = [one for one in rules() if levels[one.code] is not Severity.OFF]
    found = dict.fromkeys(_walk(library, today, active, levels))
    wanted = None if paths is None else tuple(paths)
    return sorted(
        (item for item in found if wanted is None or is_below(item.location.path, wanted)),
        key=lambda item: item.sort_key,
    )


def is_below(path: str, wanted: Iterable[str]) -> bool:
    """Whether a path is one of those wanted or lies below one."""
    return any(one in ("", ".") or path == one or path.startswith(one + "/") for one in wanted)


def _walk(
    library: Library, today: date, active: list[Rule], levels: dict[str, Severity]
) -> Iterator[Diagnostic]:
    by_kind: dict[type, list[Rule]] = {}
    for one in active:
        by_kind.setdefault(one.on, []).append(one)
    for one in by_kind.get(Library, ()):
        yield from one.check(library, Context(one, library, today, levels[one.code]))
    for one in by_kind.get(ContentType, ()):
        for content_type in library.types.values():
            source = content_type.document.source
            context = Context(one, library, today, levels[one.code], source=source)
            yield from one.check(content_type, context)
    for workflow in library.workflows:
        for one in by_kind.get(Workflow, ()):
            context = Context(one, library, today, levels[one.code], source=workflow.source)
            yield from one.check(workflow, context)
    for document in library.problem_files:
        for one in by_kind.get(Document, ()):
            context = Context(one, library, today, levels[one.code], source=document.source)
            yield from one.check(document, context)
    for article in library.articles:
        yield from _check_article(article, library, today, by_kind, levels)


def _check_article(
    article: Article,
    library: Library,
    today: date,
    by_kind: dict[type, list[Rule]],
    levels: dict[str, Severity],
) -> Iterator[Diagnostic]:
    document = article.document
    nodes: dict[type, tuple[object, ...]] = {Document: (document,)}
    if document.is_readable:
        nodes |= {
            Article: (article,),
            Heading: document.headings,
            Link: document.links,
            Image: document.images,
        }
    for kind, found in nodes.items():
        for one in by_kind.get(kind, ()):
            context = Context(one, library, today, levels[one.code], article, document.source)
            for node in found:
                yield from one.check(node, context)


def check_configuration(error: ConfigurationError) -> Iterator[Diagnostic]:
    """What is wrong with a configuration, as findings; there is no library yet that rules could look at."""
    nothing = Library(Settings(Path()), (), {}, Vocabularies())
    for one in rules():
        if one.on is ConfigurationError:
            yield from one.check(error, Context(one, nothing, date.min, one.severity))
