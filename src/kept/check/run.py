"""One walk over the library; every rule is told of the nodes it asked for.

Cost: linear in the number of nodes; a rule on `Library` must be linear in the number of articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from kept.check.included import included_fences
from kept.check.rule import Context, Rule, find_rule, rules
from kept.check.suppress import without_ignored, without_silenced
from kept.config import ConfigurationError, Settings
from kept.content.article import Article
from kept.content.contract import ContentType
from kept.content.vocabulary import Vocabularies
from kept.diagnostic import Diagnostic, Severity
from kept.library import Library
from kept.parse.document import Document, Fence, Heading, Image, Link
from kept.parse.workflows import Workflow
from kept.records.fence import LANGUAGE
from kept.records.record import Record, RecordFile
from kept.text import Source
from kept.values import dataclass


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
    checker = Checker.of(library, today)
    found = list(checker.shared(library))
    for article in library.articles:
        found.extend((*checker.article(article, library), *checker.included(article, library)))
    return reported(found, library.settings, today, paths)


def reported(
    found: Iterable[Diagnostic], settings: Settings, today: date, paths: Iterable[str] | None = None
) -> list[Diagnostic]:
    """Findings by file and place, each once, without those that are silenced by path.

    With `paths` only those in these files or below these folders.
    """
    wanted = None if paths is None else tuple(paths)
    left: Iterable[Diagnostic] = dict.fromkeys(found)
    if settings.ignore:
        left = without_ignored(settings, list(left), today, severities(settings), is_whole=wanted is None)
    return sorted(
        (item for item in left if wanted is None or is_below(item.location.path, wanted)),
        key=lambda item: item.sort_key,
    )


def is_below(path: str, wanted: Iterable[str]) -> bool:
    """Whether a path is one of those wanted or lies below one."""
    return any(one in ("", ".") or path == one or path.startswith(one + "/") for one in wanted)


@dataclass(frozen=True)
class Checker:
    """The rules that are on, by the kind of node that they look at, and the day they look on."""

    today: date
    by_kind: Mapping[type, tuple[tuple[Rule, Severity], ...]]
    levels: Mapping[str, Severity]
    """The severity of every rule by code, also of those that are off."""

    @classmethod
    def of(cls, library: Library, today: date) -> Checker:
        """The checker of a library under its settings."""
        levels = severities(library.settings)
        by_kind: dict[type, tuple[tuple[Rule, Severity], ...]] = {}
        for one in rules():
            if levels[one.code] is not Severity.OFF:
                by_kind[one.on] = (*by_kind.get(one.on, ()), (one, levels[one.code]))
        return cls(today, by_kind, levels)

    def article(self, article: Article, library: Library) -> list[Diagnostic]:
        """What is wrong with one article; what its rules ask of others goes to `library.asked`."""
        found = list(dict.fromkeys(self._article(article, library)))
        if "kept:" in article.document.source.text and article.document.is_readable:
            return without_silenced(article.document, found, library, self.today, self.levels)
        return found

    def included(self, article: Article, library: Library) -> list[Diagnostic]:
        """What is wrong with the diagrams that an article takes from files that are no articles.

        Only articles are ever changed by a fix, so there is none: what to write is in the help.
        """
        rules_of_fences = self.by_kind.get(Fence, ())
        if not article.document.snippets or not rules_of_fences:
            return []
        found: dict[str, list[Diagnostic]] = {}
        documents: dict[str, Document] = {}
        for document, fence in included_fences(article, library):
            documents[document.path] = document
            for one, level in rules_of_fences:
                context = Context(one, library, self.today, level, article, document.source)
                found.setdefault(document.path, []).extend(one.check(fence, context))
        left = (self._left(documents[path], items, library) for path, items in found.items())
        return [replace(one, fix=None) for items in left for one in items]

    def _left(self, document: Document, found: list[Diagnostic], library: Library) -> list[Diagnostic]:
        """The findings that comments in an included file leave; whether these are of use, others may know."""
        if "kept:" not in document.source.text:
            return found
        left = without_silenced(document, found, library, self.today, self.levels)
        return [one for one in left if one in found]

    def _article(self, article: Article, library: Library) -> Iterator[Diagnostic]:
        """What all rules find, in one context: each must be told before the next one is asked."""
        document = article.document
        nodes: dict[type, tuple[object, ...]] = {Document: (document,)}
        if document.is_readable:
            nodes |= {
                Article: (article,),
                Heading: document.headings,
                Link: document.links,
                Image: document.images,
                Fence: tuple(fence for fence in document.fences if _may_be_drawn(fence)),
            }
        context: Context | None = None
        for kind, given in nodes.items():
            for one, level in self.by_kind.get(kind, ()) if given else ():
                if context is None:
                    context = Context(one, library, self.today, level, article, document.source)
                context.rule, context.severity = one, level
                for node in given:
                    yield from one.check(node, context)

    def shared(self, library: Library) -> Iterator[Diagnostic]:
        """What is wrong with the library as a whole, with contracts, and with files that are no articles."""
        for one, level in self.by_kind.get(Library, ()):
            yield from one.check(library, Context(one, library, self.today, level))
        for content_type in library.types.values():
            yield from self._nodes(ContentType, content_type, content_type.document.source, library)
            for fence in content_type.document.fences:
                yield from self._nodes(Fence, fence, content_type.document.source, library)
        for workflow in library.workflows:
            yield from self._nodes(Workflow, workflow, workflow.source, library)
        for file in library.records.files:
            yield from self._nodes(RecordFile, file, file.source, library)
            for record in file.records:
                yield from self._nodes(Record, record, file.source, library)
        for document in library.problem_files:
            yield from self._nodes(Document, document, document.source, library)

    def _nodes(self, kind: type, node: object, source: Source, library: Library) -> Iterator[Diagnostic]:
        for one, level in self.by_kind.get(kind, ()):
            yield from one.check(node, Context(one, library, self.today, level, source=source))


def _may_be_drawn(fence: Fence) -> bool:
    """Whether a fence may hold a diagram or ask for a graph: rules on fences are about no others."""
    return "mermaid" in fence.info or LANGUAGE in fence.info


def check_configuration(error: ConfigurationError) -> Iterator[Diagnostic]:
    """What is wrong with a configuration, as findings; there is no library yet that rules could look at."""
    nothing = Library(Settings(Path()), (), {}, Vocabularies())
    for one in rules():
        if one.on is ConfigurationError:
            yield from one.check(error, Context(one, nothing, date.min, one.severity))
