"""A document with its type and the values of its fields: what rules and builders ask about."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from shlex import quote
from typing import Any

from kept.config import Settings
from kept.content.contract import ContentType, SectionSpec, matched, outline
from kept.content.fields import COMMON_BY_NAME, COMMON_FIELDS, FieldSpec, Reading, is_empty, read_field
from kept.content.freshness import Freshness, State, freshness
from kept.content.vocabulary import Vocabularies
from kept.diagnostic import Problem
from kept.durations import Duration
from kept.globs import matches_any
from kept.parse.document import Document, Section, Snippet
from kept.text import Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar

_DECIDING = frozenset({"audience", "status", "embargo", "expires"})

PAGE = "page"
"""The type of a document in no contract's folder: the common fields, no required sections."""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """The value of a field, the node it was read from, and where its key stands (empty for a default)."""

    value: Any
    node: Node
    key_span: Span
    is_default: bool = False


@dataclass(frozen=True)
class Article:
    """One document of the knowledge base."""

    document: Document
    type: ContentType | None
    given: MappingType[str, FieldValue]
    problems: tuple[Problem, ...]
    site_path: str
    """Its path among the pages of the site (`src_uri` of MkDocs)."""
    url: str
    """Its address relative to the site's root."""
    anchors: frozenset[str] = frozenset()
    """Every id of its page, when it includes other files."""
    is_undecided: bool = False
    """Whether a field that decides who may read it is written twice, so that none counts."""
    missing_snippets: tuple[Snippet, ...] = ()
    """Inclusions of files that are not there."""
    former: tuple[str, ...] = ()
    """The addresses that it had before."""

    @property
    def path(self) -> str:
        """The path that messages name."""
        return self.document.source.path

    @property
    def type_name(self) -> str:
        """The name of its content type; `page` without one."""
        return self.type.name if self.type else PAGE

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The fields it may have."""
        return self.type.fields if self.type else COMMON_FIELDS

    @property
    def fields_by_name(self) -> MappingType[str, FieldSpec]:
        """The same by their names."""
        return self.type.by_name if self.type else COMMON_BY_NAME

    def value(self, name: str) -> Any:
        """The value of a field; `None` when it is missing, empty or wrong."""
        found = self.given.get(name)
        return found.value if found else None

    def field_span(self, name: str) -> Span:
        """Where the value of a field stands; the top of the file when it is not written."""
        found = self.given.get(name)
        return self.top if found is None or found.is_default else found.node.span

    @property
    def top(self) -> Span:
        """The place for what is missing from the front matter: its opening line."""
        return Span(0, 3) if self.document.body.start else Span(0, 0)

    @cached_property
    def title(self) -> str:
        """The title field, else the first heading of level 1, that of `nav:`, the file's name."""
        heading = self.document.title_heading
        written = self.value("title") or (heading.text if heading else "")
        return str(written or PurePosixPath(self.path).stem.replace("-", " ").capitalize())

    @property
    def is_titled(self) -> bool:
        """Whether anything but the name of its file says what it is called."""
        return bool(self.value("title") or self.document.title_heading)

    @property
    def title_span(self) -> Span:
        """Where its title stands."""
        heading = self.document.title_heading
        if heading and not self.value("title"):
            return heading.span
        return self.field_span("title")

    @cached_property
    def contracted(self) -> tuple[tuple[SectionSpec, Section], ...]:
        """Its sections that the contract speaks of, with what the contract says; several rules ask."""
        if self.type is None:
            return ()
        return tuple(matched(self.type.sections, outline(self.document)))

    @property
    def audience(self) -> str | None:
        """Who may read it; `None` when it doesn't say."""
        value = self.value("audience")
        return str(value) if value else None

    @property
    def review_every(self) -> Duration | None:
        """Its review interval, else that of its type."""
        own = self.value("review_every")
        return own or (self.type.review_every if self.type else None)

    @property
    def review_command(self) -> str:
        """What its reviewer types to write down that it is true."""
        by = self.value("owner") or self.value("reviewed_by") or "OWNER"
        return f"kept review {quote(self.path)} --by {quote(str(by))}"

    def freshness(self, today: date, due_soon: int) -> Freshness:
        """Whether it can still be trusted on the day `today`."""
        return freshness(
            reviewed=self.value("reviewed"),
            review_every=self.review_every,
            expires=self.value("expires"),
            today=today,
            due_soon=due_soon,
        )

    def is_published(self, settings: Settings, today: date) -> bool:
        """Whether it is in the site: readable, for its audience, no draft, and on a day that is its own."""
        return (
            self.document.is_readable
            and is_shown(self.audience, settings.audience, settings.audiences)
            and self.status == "published"
            and self.freshness(today, 0).state is not State.EXPIRED
            and not is_embargoed(self.embargo, today)
        )

    @property
    def embargo(self) -> str:
        """The day before which it is not in the site (ISO 8601); empty without one."""
        return str(self.value("embargo") or "")

    @property
    def status(self) -> str:
        """`published`, `draft` or `archived`; `unclear` when what decides about it cannot be read."""
        if self.has_wrong("status", "embargo", "expires") or self.is_undecided:
            return "unclear"
        return str(self.value("status") or "published")

    def has_wrong(self, *names: str) -> bool:
        """Whether one of the fields is written and could not be read."""
        return any(
            name in self.given and self.given[name].value is None and not is_empty(self.given[name].node)
            for name in names
        )


def is_embargoed(embargo: str, today: date) -> bool:
    """Whether something that is not to be seen before a day (ISO 8601) is still to come."""
    return bool(embargo) and embargo > today.isoformat()


def is_shown(audience: str | None, reader: str | None, audiences: tuple[str, ...]) -> bool:
    """Whether the site for `reader` may hold a page for `audience`; from the widest to the narrowest."""
    if audience not in audiences or reader not in audiences:
        return False
    return audiences.index(audience) <= audiences.index(reader)


def interpret(
    document: Document,
    *,
    settings: Settings,
    types: MappingType[str, ContentType],
    vocabularies: Vocabularies,
    site_path: str,
    url: str,
) -> Article:
    """Give a document its type and read its fields."""
    written = _written(document.front, settings)
    raw = _with_defaults(document.path, written, settings)
    content_type, found = _type_of(document.path, raw.get("type"), types)
    problems = [_at_home(problem, raw["type"], document) for problem in found]
    specs = content_type.by_name if content_type else COMMON_BY_NAME
    given: dict[str, FieldValue] = {}
    for name, entry in raw.items():
        spec = specs.get(name)
        if spec is None:
            given[name] = FieldValue(None, entry.node, entry.key_span, entry.is_default)
            continue
        read = read_field(spec, entry.node, Reading(vocabularies, entry.is_foreign))
        given[name] = FieldValue(read.value, entry.node, entry.key_span, entry.is_default)
        problems.extend(_at_home(problem, entry, document) for problem in read.problems)
    _fill_in(specs, given)
    _name_by_nav(site_path, document, given, settings)
    twice = _decides_twice(document, settings)
    return Article(document, content_type, given, tuple(problems), site_path, url, is_undecided=twice)


def _decides_twice(document: Document, settings: Settings) -> bool:
    twice = (problem.span for problem in document.problems if problem.code == "K003")
    words = (document.source.text[span.start : span.end].strip("\"'") for span in twice)
    return any(settings.field_names.get(word, word) in _DECIDING for word in words)


def _at_home(problem: Problem, entry: _Entry, document: Document) -> Problem:
    """A problem of a default value at the top of the document: its own place is in the configuration."""
    top = Span(0, 3 if document.body.start else 0)
    return replace(problem, span=top, fix=None) if entry.is_default else problem


def _fill_in(specs: MappingType[str, FieldSpec], given: dict[str, FieldValue]) -> None:
    """Defaults that the contract gives to fields that are not written."""
    for spec in specs.values():
        if spec.default is not None and spec.name not in given:
            value = read_field(spec, spec.default, Reading(Vocabularies())).value
            given[spec.name] = FieldValue(value, spec.default, Span(0, 0), is_default=True)


def _name_by_nav(
    site_path: str, document: Document, given: dict[str, FieldValue], settings: Settings
) -> None:
    """A page without a title of its own has the one that `nav:` gives it, as with MkDocs."""
    title = settings.nav_titles.get(site_path)
    written = given.get("title")
    heading = document.title_heading
    if title and (written is None or is_empty(written.node)) and not (heading and heading.text):
        given["title"] = FieldValue(title, Scalar(title, title, Span(0, 0)), Span(0, 0), is_default=True)


@dataclass(frozen=True, slots=True)
class _Entry:
    node: Node
    key_span: Span
    is_default: bool = False
    is_foreign: bool = False


def _written(front: Mapping | None, settings: Settings) -> dict[str, _Entry]:
    """The fields of the front matter under our names; our own name wins over another system's."""
    entries = {} if front is None else {key.raw: (key.span, node) for key, node in front.entries}
    names = settings.field_names
    found: dict[str, _Entry] = {}
    for name, (span, node) in entries.items():
        ours = names.get(name)
        if ours is None:
            found[name] = _Entry(node, span)
        elif ours not in entries:
            found[ours] = _Entry(node, span, is_foreign=True)
    return found


def _with_defaults(path: str, written: dict[str, _Entry], settings: Settings) -> dict[str, _Entry]:
    merged: dict[str, _Entry] = {}
    for defaults in settings.defaults:
        if matches_any(path, (defaults.path,)):
            for name, node in defaults.values:
                merged[name] = _Entry(node, Span(0, 0), is_default=True)
    for name, entry in written.items():
        if name not in merged or not is_empty(entry.node):
            merged[name] = entry
    return merged


def _type_of(
    path: str, entry: _Entry | None, types: MappingType[str, ContentType]
) -> tuple[ContentType | None, list[Problem]]:
    """The type that a document names, else that of the innermost contract's folder it lies in."""
    if entry and isinstance(entry.node, Scalar) and entry.node.raw.strip():
        name = entry.node.raw
        if name == PAGE:
            return None, []
        if name in types:
            return types[name], []
        return None, [Problem("K108", entry.node.span, name)]
    holding = [one for one in types.values() if one.folder and path.startswith(one.folder + "/")]
    if path.endswith(("/index.md", "/README.md")):
        return None, []
    return max(holding, key=lambda one: len(one.folder), default=None), []


def reference_fields(article: Article) -> Iterator[tuple[str, Scalar]]:
    """Fields of kind `reference`, also within lists, with the node that names the document."""
    return scalars_of_kind(article, "reference")


def scalars_of_kind(article: Article, kind: str) -> Iterator[tuple[str, Scalar]]:
    """Fields of a kind, also within lists, that are written in the article, each with its node."""
    for spec in article.fields:
        if spec.kind == kind or spec.kind in _WITH_PARTS:
            found = article.given.get(spec.name)
            if found is not None and not found.is_default:
                yield from _scalars(spec, found.node, kind)


_WITH_PARTS = ("list", "mapping")
"""The kinds of fields in which there may be others."""


def _scalars(spec: FieldSpec, node: Node, kind: str) -> Iterator[tuple[str, Scalar]]:
    if spec.kind == kind and isinstance(node, Scalar) and node.raw:
        yield spec.name, node
    elif spec.kind == "list" and spec.items and not isinstance(node, (Scalar, Mapping)):
        for item in node.items:
            yield from _scalars(spec.items, item, kind)
    elif spec.kind == "mapping" and isinstance(node, Mapping):
        for inner in spec.fields:
            value = node.get(inner.name)
            if value is not None:
                yield from _scalars(inner, value, kind)
