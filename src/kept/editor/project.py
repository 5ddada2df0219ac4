"""A knowledge base while somebody writes in it: the files on the disk, and the texts of an editor over them.

A `Project` is a value; every change of a text or a file gives another one that shares what is the same. All
articles are known by their facts alone (see `kept.index`), taken from the last check; only the open documents
are parsed and checked, again when their text changes or something that their rules asked about.

Cost of a keystroke: one document is parsed and checked; when its facts change the dictionaries of the index
are copied, and of the other open documents those are checked again that asked for these facts.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from functools import cached_property

from kept.baseline import Baseline, Entry, compare
from kept.check import incremental
from kept.check.run import Checker, reported
from kept.config import Settings
from kept.content.article import Article
from kept.content.fingerprint import NOTHING_KNOWN, Evidence, Reviews, read_fingerprint, text_digest
from kept.diagnostic import Diagnostic
from kept.editor.positions import EditorText
from kept.evidence import ReadHistory, gather, no_history
from kept.globs import matches_any
from kept.index import Facts, Index, changed_keys
from kept.ledger import Ledger, read_ledger
from kept.library import Library, Reader, asset_paths, facts_of, files
from kept.parse import unreadable
from kept.parse.document import Document
from kept.parse.files import Found, at, decode
from kept.records.graphs import Graphs
from kept.text import Source
from kept.values import dataclass

ReadBaseline = Callable[[Settings], Baseline | None]

_PLAIN = Found("", "")


@dataclass(frozen=True)
class Opened:
    """A document as an editor has it, and what was found in it."""

    text: EditorText
    article: Article
    facts: Facts
    evidence: Evidence
    asked: frozenset[str]
    findings: tuple[Diagnostic, ...]

    @property
    def path(self) -> str:
        """The path that messages name."""
        return self.article.path

    @property
    def source(self) -> Source:
        """The text without a byte order mark."""
        return self.text.source


@dataclass(frozen=True)
class Project:
    """What is known of a knowledge base."""

    settings: Settings
    today: date
    reader: Reader
    index: Index
    found: Mapping[str, Found]
    """All files of the content folders by path, in the order in which they are found."""
    reviews: Reviews
    """What stands behind the review dates, with the git history, as of the last check."""
    ledger: Ledger
    """The addresses that have ever been published."""
    shared: tuple[Diagnostic, ...] = ()
    """What is wrong with contracts, the vocabulary and other files that are no articles."""
    known: Mapping[str, Baseline] = field(default_factory=dict)
    """The baseline, by path."""
    targets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The paths that each article links to, as of the last check."""
    opened: Mapping[str, Opened] = field(default_factory=dict)
    """The documents that an editor has open, by path."""
    graphs: Graphs = field(default_factory=lambda: Graphs(use_cache=True), compare=False)

    @cached_property
    def library(self) -> Library:
        """What rules ask about other articles."""
        reader = self.reader
        return Library(
            self.settings,
            (),
            reader.types,
            reader.vocabularies,
            self.index,
            reviews=self.reviews,
            ledger=self.ledger,
            graphs=self.graphs,
        )

    @cached_property
    def checker(self) -> Checker:
        """The rules."""
        return Checker.of(self.library, self.today)

    def holds(self, path: str) -> bool:
        """Whether a file at a path of the project is an article, also one that is not on the disk yet."""
        if path in self.index.by_path:
            return True
        parts = path.split("/")
        return (
            replace(_PLAIN, path=path).is_markdown
            and path.isprintable()
            and not any(part.startswith(".") for part in parts)
            and any(_is_below(path, folder) for folder, _ in self.settings.folders())
            and not any(matches_any(one, self.settings.exclude) for one in _and_above(path))
        )

    def document(self, path: str) -> Document:
        """A document as it is now: in the editor, else on the disk."""
        if path in self.opened:
            return self.opened[path].article.document
        found = self.found.get(path) or at(self.settings.root, path)
        if found is None:
            return self.reader.parsed(Source(path, ""))
        return self.reader.document(found)

    def findings(self, path: str) -> tuple[Diagnostic, ...]:
        """What is to be shown in a file: without what the settings silence and the baseline knows."""
        opened = self.opened.get(path)
        found: Iterable[Diagnostic] = (
            opened.findings if opened else (one for one in self.shared if one.location.path == path)
        )
        shown = reported(found, self.settings, self.today, (path,))
        baseline = self.known.get(path)
        if baseline is None or opened is None:
            return tuple(shown)
        return compare(baseline, shown, {path: opened.source}).new


def load(
    settings: Settings,
    today: date,
    history: ReadHistory,
    read_baseline: ReadBaseline,
    *,
    use_cache: bool = True,
) -> Project:
    """Everything that is on the disk, from the last check as far as it holds. Raises `ConfigurationError`."""
    baseline = read_baseline(settings)
    checked = incremental.check(settings, today, history=history, use_cache=use_cache)
    found = files(settings)
    facts = {path: entry.facts for path, entry in checked.entries.items()}
    pages = (facts[file.path] for file in found if file.path in facts)
    return Project(
        settings,
        today,
        Reader.of(settings, found),
        Index(tuple(pages), asset_paths(found, settings)),
        {file.path: file for file in found},
        checked.reviews,
        read_ledger(settings.root, settings.ledger),
        checked.shared,
        _by_path(baseline),
        {path: entry.targets for path, entry in checked.entries.items()},
    )


def with_text(project: Project, path: str, text: EditorText) -> tuple[Project, frozenset[str]]:
    """The project with the text of an editor, and the open documents in which other things are found now."""
    article = _article(project, path, text)
    evidence = _evidence(project, article, project.opened.get(path))
    now = _with_facts(project, {path: facts_of(article)})
    keys = changed_keys(_facts(project, path), _facts(now, path))
    now = replace(now, opened={**now.opened, path: _checked(now, article, text, evidence)})
    return _again(now, [other for other in now.opened if other != path], keys, {path})


def without_text(project: Project, path: str) -> tuple[Project, frozenset[str]]:
    """The project after an editor has closed a document: what is on the disk counts."""
    if path not in project.opened:
        return project, frozenset()
    left = {name: one for name, one in project.opened.items() if name != path}
    now = replace(project, opened=left)
    return with_files(now, (path,)) or (now, frozenset())


def with_files(project: Project, paths: Iterable[str]) -> tuple[Project, frozenset[str]] | None:
    """The project after files have come, changed or gone; `None` when it must be loaded again.

    Second: the open documents that were checked again. Files that an editor has open are known already.
    """
    changed: dict[str, Facts | None] = {}
    others = False
    for path in paths:
        location = project.settings.root / path
        if not project.holds(path):
            was = path in project.found
            others |= was != (location.is_file() and _is_content(project, path))
            others |= was or (not location.suffix and _is_content(project, path))  # perhaps a folder
            continue
        if path in project.opened:
            continue
        exists = location.is_file()
        if exists != (path in project.found) and posixpath.basename(path) in ("index.md", "README.md"):
            return None
        changed[path] = facts_of(project.reader.article(_read(project, path))) if exists else None
    moved = others or any((facts is None) == (path in project.found) for path, facts in changed.items())
    moved |= any(facts is None and path in project.index.by_path for path, facts in changed.items())
    if moved:
        found = files(project.settings)
        project = replace(project, found={file.path: file for file in found})
        known = project.index.by_path | {path: facts for path, facts in changed.items() if facts}
        pages = [file.path for file in found if file.is_markdown]
        pages += [path for path in project.opened if path not in project.found]
        unknown = [path for path in pages if path not in known]
        if len(unknown) > MANY:
            return None
        known |= {path: facts_of(project.reader.article(_read(project, path))) for path in unknown}
        index = Index(tuple(known[path] for path in pages), asset_paths(found, project.settings))
        project = replace(project, index=index)
    else:
        project = _with_facts(project, {path: facts for path, facts in changed.items() if facts})
    return _again(project, [*project.opened], None, set())


MANY = 300
"""New files from which on everything is loaded again, in the background."""


def checked_as(project: Project, opened: Opened, text: str) -> tuple[Diagnostic, ...]:
    """What would be found in an open document if it had another text."""
    other = EditorText(Source(opened.path, text))
    article = _article(project, opened.path, other)
    evidence = _evidence(project, article, opened)
    return _checked(_with_facts(project, {opened.path: facts_of(article)}), article, other, evidence).findings


def _by_path(baseline: Baseline | None) -> dict[str, Baseline]:
    found: dict[str, list[Entry]] = {}
    for entry in baseline.entries if baseline else ():
        found.setdefault(entry.path, []).append(entry)
    return {path: Baseline(tuple(entries)) for path, entries in found.items()}


def _article(project: Project, path: str, text: EditorText) -> Article:
    """The article of an editor's text, which is read as a file with these bytes would be."""
    data = text.raw.text.encode("utf-8", "replace")
    source, problem = decode(path, data)
    reader = project.reader
    return reader.article(unreadable(source, problem) if problem else reader.parsed(source))


def _read(project: Project, path: str) -> Document:
    """A document as it is on the disk."""
    found = at(project.settings.root, path)
    return project.reader.document(found or Found(path, str(project.settings.root / path)))


def _facts(project: Project, path: str) -> tuple[Facts, ...]:
    found = project.index.by_path.get(path)
    return (found,) if found else ()


def _with_facts(project: Project, facts: Mapping[str, Facts]) -> Project:
    index = project.index
    for path, one in facts.items():
        if path not in index.by_path:
            index = Index((*index.facts, one), index.assets)
        elif index.by_path[path] != one:
            index = index.replacing(path, one)
    return project if index is project.index else replace(project, index=index)


def _checked(project: Project, article: Article, text: EditorText, evidence: Evidence) -> Opened:
    reviews = Reviews({article.path: evidence} if evidence != NOTHING_KNOWN else {})
    listening = replace(project.library, asked=set(), reviews=reviews)
    findings = project.checker.article(article, listening)
    return Opened(
        text, article, facts_of(article), evidence, frozenset(listening.asked), tuple(dict.fromkeys(findings))
    )


def _again(
    project: Project, paths: Iterable[str], keys: set[str] | None, changed: set[str]
) -> tuple[Project, frozenset[str]]:
    """Check open documents again if they asked for one of the keys; all without keys."""
    opened = dict(project.opened)
    for path in paths:
        one = opened[path]
        if keys is None or not keys.isdisjoint(one.asked):
            article = one.article if keys is not None else _article(project, path, one.text)
            opened[path] = _checked(project, article, one.text, one.evidence)
            changed.add(path)
    return replace(project, opened=opened), frozenset(changed)


def _evidence(project: Project, article: Article, last: Opened | None) -> Evidence:
    """What stands behind the review of an article that is being written.

    What it depends on is looked at once, and again when the front matter or what it includes changes; what
    the git history said at the last check holds as long as the date of the review is the same.
    """
    if last is not None and _reviewed_as(article) == _reviewed_as(last.article):
        recorded = read_fingerprint(str(article.value("review_fingerprint") or ""))
        if recorded is None:
            return last.evidence
        text = text_digest(article.document, project.settings.field_names)
        return replace(last.evidence, text_changed=recorded.text != text)
    if not article.document.is_readable:
        return NOTHING_KNOWN
    documents = _Documents(project)
    own = gather([article], project.settings, no_history, documents=documents).by_path.get(article.path)
    own = own or NOTHING_KNOWN
    before = project.reviews.by_path.get(article.path)
    if before is None or not _is_as_on_disk(project, article):
        return own
    if own.changed or own.lost or own.changed_unnamed:
        return replace(own, date_alone=before.date_alone)
    return replace(own, date_alone=before.date_alone, changed=before.changed, changed_on=before.changed_on)


def _is_as_on_disk(project: Project, article: Article) -> bool:
    """Whether the review of an article is the one that its file on the disk has."""
    if article.path not in project.found:
        return False
    there = project.reader.article(_read(project, article.path))
    return _reviewed_as(there) == _reviewed_as(article)


def _reviewed_as(article: Article) -> tuple[object, ...]:
    """What the evidence for a review depends on, but for the text."""
    fields = ("reviewed", "reviewed_by", "review_fingerprint", "watch")
    values = (article.given.get(name) for name in fields)
    targets = tuple(one.target for one in article.document.snippets)
    return (*(repr(one.value) if one else None for one in values), targets, article.document.is_readable)


class _Documents(Mapping[str, Document]):
    """The documents that articles depend on, each parsed when it is asked for."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def __getitem__(self, path: str) -> Document:
        if path not in self.project.index.by_path:
            raise KeyError(path)
        return self.project.document(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self.project.index.by_path)

    def __len__(self) -> int:
        return len(self.project.index.by_path)


def _is_content(project: Project, path: str) -> bool:
    inside = any(_is_below(path, folder) for folder, _ in project.settings.folders())
    return inside and not any(matches_any(one, project.settings.exclude) for one in _and_above(path))


def _is_below(path: str, folder: str) -> bool:
    folder = os.path.normpath(folder)
    return folder == "." or path.startswith(folder + "/")


def _and_above(path: str) -> Iterator[str]:
    """A path and those of the folders that it lies in."""
    while path:
        yield path
        path = posixpath.dirname(path)
