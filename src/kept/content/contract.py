"""A content type: what a document must be, and where one is not that yet.

It is read from its template (`contract_reader`), which is contract, scaffold and documentation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import field
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache

from kept.content.fields import COMMON_FIELDS, FieldSpec
from kept.diagnostic import Problem
from kept.durations import Duration
from kept.parse.document import Document, Section, Task
from kept.text import Span
from kept.values import dataclass

_NUMBERING = re.compile(r"^\d+(?:\.\d+)*[.)]?\s+")


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A section name for comparison: without case, numbering, surplus blanks and final punctuation."""
    return _NUMBERING.sub("", " ".join(name.split())).rstrip(" :.?!").casefold()


@dataclass(frozen=True, slots=True)
class LabelSpec:
    """What a contract says about a bold label: its names, and what must stand after it.

    `of` names the vocabulary whose terms it holds; `kind` is `duration` for a length of time.
    """

    name: str
    also: tuple[str, ...] = ()
    of: str = ""
    kind: str = "text"

    def accepts(self, label: str) -> bool:
        """Whether a label is this one, by its name or a synonym."""
        return folded(label) in folded_names(self.name, self.also)


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """What a contract says about one section."""

    name: str
    also: tuple[str, ...] = ()
    pattern: str = ""
    optional: bool = False
    repeat: bool = False
    labels: tuple[LabelSpec, ...] = ()
    checklist: bool = False
    checklist_items: tuple[str, ...] = ()
    numbered_steps: bool = False
    prerequisites: bool = False
    sections: tuple[SectionSpec, ...] = ()
    span: Span = Span(0, 0)
    names: frozenset[str] = field(init=False, repr=False, compare=False)
    """Its name and synonyms as they are compared."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(map(folded, (self.name, *self.also))))

    def accepts(self, heading: str) -> bool:
        """Whether a heading names this section: its name, a synonym, or its pattern."""
        if self.pattern:
            return fnmatchcase(" ".join(heading.split()).casefold(), self.pattern.casefold())
        return folded(heading) in self.names

    @property
    def shown(self) -> str:
        """How messages name it."""
        return self.name or self.pattern


@lru_cache(maxsize=1024)
def folded_names(name: str, also: tuple[str, ...]) -> frozenset[str]:
    """All names of a section or label, as they are compared."""
    return frozenset(folded(one) for one in (name, *also))


@dataclass(frozen=True)
class ContentType:
    """A content type: its fields and sections, its folder, its scaffold."""

    name: str
    document: Document
    summary: str = ""
    folder: str = ""
    review_every: Duration | None = None
    review_at_most: Duration | None = None
    """The longest interval that a document may give itself; `review_every` where the contract has none."""
    own_fields: tuple[FieldSpec, ...] = ()
    sections: tuple[SectionSpec, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @cached_property
    def fields(self) -> tuple[FieldSpec, ...]:
        """All fields: the common ones as this type has them, then its own."""
        own = {spec.name: spec for spec in self.own_fields}
        common = tuple(own.pop(spec.name, spec) for spec in COMMON_FIELDS)
        return common + tuple(own.values())

    @cached_property
    def by_name(self) -> Mapping[str, FieldSpec]:
        """All fields by their names."""
        return {spec.name: spec for spec in self.fields}

    def spec(self, name: str) -> FieldSpec | None:
        """The field of a name."""
        return self.by_name.get(name)

    @property
    def scaffold(self) -> str:
        """The body that `kept new` copies."""
        return self.document.source.slice(self.document.body)


def outline(document: Document) -> tuple[Section, ...]:
    """The sections that a contract speaks of: those below the title, or the topmost ones without a title."""
    found: list[Section] = []
    for section in document.sections:
        found.extend(section.children if section.heading.level == 1 else (section,))
    return tuple(found)


def unmet(
    specs: tuple[SectionSpec, ...], sections: tuple[Section, ...], parent: Section | None = None
) -> Iterator[tuple[SectionSpec, Section | None]]:
    """Required sections that are missing, each with the section in which it is missed."""
    for spec in specs:
        matching = [section for section in sections if spec.accepts(section.heading.text)]
        if not matching and not spec.optional:
            yield spec, parent
        for section in matching:
            yield from unmet(spec.sections, section.children, section)


def matched(
    specs: tuple[SectionSpec, ...], sections: tuple[Section, ...]
) -> Iterator[tuple[SectionSpec, Section]]:
    """Each section of a document that its contract speaks of, with what the contract says."""
    for section in sections:
        spec = next((one for one in specs if one.accepts(section.heading.text)), None)
        if spec is not None:
            yield spec, section
            yield from matched(spec.sections, section.children)


def tasks_in(section: Section, document: Document) -> tuple[Task, ...]:
    """The items of task lists in a section."""
    first = bisect_left(document.tasks, section.span.start, key=_start)
    return document.tasks[first : bisect_left(document.tasks, section.span.end, first, key=_start)]


def _start(task: Task) -> int:
    return task.span.start


def lacking(spec: SectionSpec, section: Section, document: Document) -> list[str]:
    """Items that the contract demands of a checklist and that it does not have.

    An item may say more than is demanded: "Tell the team: done in the stand-up" is "Tell the team".
    """
    if not spec.checklist_items:
        return []
    given = [" ".join(item.text.split()).casefold() for item in tasks_in(section, document)]
    return [item for item in spec.checklist_items if not any(folded(item) in text for text in given)]
