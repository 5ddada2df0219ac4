"""What a Markdown file holds: frozen values, each with its span in the file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping as MappingType
from functools import cached_property

from kept.diagnostic import Problem
from kept.text import Source, Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `text` as readers see it, `anchor` the id it has in the built page (HTML may give none)."""

    level: int
    text: str
    anchor: str
    span: Span


@dataclass(frozen=True, slots=True)
class Link:
    """A link: `target` as written, `span` the whole link, `target_span` the address alone."""

    target: str
    text: str
    span: Span
    target_span: Span


@dataclass(frozen=True, slots=True)
class Image:
    """An image; `alt` is the text for readers who do not see it."""

    target: str
    alt: str
    span: Span
    target_span: Span


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced code block: the first word of its info string, and its code."""

    language: str
    info: str
    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class RawHtml:
    """HTML as written: a block, or one inline tag."""

    html: str
    span: Span

    @property
    def is_comment(self) -> bool:
        """Whether it is nothing but a comment, which readers do not see."""
        text = self.html.strip()
        return text.startswith("<!--") and text.endswith("-->") and "-->" not in text[4:-3]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line that includes another file (pymdownx.snippets): `--8<-- "path"`."""

    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Admonition:
    """A `!!!` admonition, a `???` details block or a `===` content tab."""

    kind: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """An item of a task list: `- [ ]` or `- [x]`."""

    checked: bool
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Label:
    """Bold text that names what follows it: `**Duration**: 5 minutes`."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it, up to the next heading of its level or a higher one.

    `has_text` says whether anything but comments stands between the heading and the next heading.
    """

    heading: Heading
    span: Span
    has_text: bool
    children: tuple[Section, ...]


@dataclass(frozen=True)
class Document:
    """One Markdown file, parsed once; every rule, index and builder reads this value."""

    source: Source
    front: Mapping | None
    front_span: Span
    body: Span
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    fences: tuple[Fence, ...] = ()
    html: tuple[RawHtml, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    admonitions: tuple[Admonition, ...] = ()
    tasks: tuple[Task, ...] = ()
    labels: tuple[Label, ...] = ()
    blocks: tuple[int, ...] = ()
    """The offsets at which visible blocks (paragraphs, lists, code, tables, HTML) begin, ascending."""
    other_anchors: frozenset[str] = frozenset()
    """Ids of the page that are not on headings."""
    problems: tuple[Problem, ...] = ()
    has_directives: bool = False
    """Whether a line `::: name` stands for headings that only the build knows."""

    @property
    def path(self) -> str:
        """The path that messages name."""
        return self.source.path

    @property
    def is_readable(self) -> bool:
        """Whether the file could be read as a document at all."""
        return not (self.problems and any(problem.code in UNREADABLE for problem in self.problems))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every id that a link can lead to."""
        return self.other_anchors | {heading.anchor for heading in self.headings if heading.anchor}

    @cached_property
    def definitions(self) -> MappingType[str, list[Span]]:
        """Where each address of links is defined (`[name]: address`), but for code that shows how."""
        found: dict[str, list[Span]] = {}
        for match in _DEFINITION.finditer(self.source.text, self.body.start):
            span = Span(*match.span(match.lastgroup or 0))
            fence = bisect_right(self.fences, span.start, key=lambda one: one.span.start) - 1
            if fence < 0 or self.fences[fence].span.end <= span.start:
                found.setdefault(self.source.slice(span), []).append(span)
        return found

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The headings as a tree."""
        sections, _ = _sections_from(self, 0, 0)
        return sections

    @cached_property
    def title_heading(self) -> Heading | None:
        """The first heading of level 1."""
        return next((heading for heading in self.headings if heading.level == 1), None)


_DEFINITION = re.compile(
    r"^[ ]{0,3}\[[^\]\r\n]+\]:[ \t]*(?:<(?P<quoted>[^>\r\n]+)>|<?(?P<plain>[^>\s]+)(?=[>\s]|\Z))",
    re.MULTILINE,
)

UNREADABLE = frozenset({"K001", "K002", "K004"})
"""Codes of problems after which a file is not a document that could be published."""


def _sections_from(document: Document, index: int, above: int) -> tuple[tuple[Section, ...], int]:
    """The sections from heading `index` on that are deeper than level `above`, and where they stop."""
    headings = document.headings
    found: list[Section] = []
    while index < len(headings) and headings[index].level > above:
        heading = headings[index]
        children, after = _sections_from(document, index + 1, heading.level)
        text_end = headings[index + 1].span.start if index + 1 < len(headings) else document.body.end
        end = headings[after].span.start if after < len(headings) else document.body.end
        first = bisect_left(document.blocks, heading.span.end)
        has_text = first < len(document.blocks) and document.blocks[first] < text_end
        found.append(Section(heading, Span(heading.span.start, end), has_text, children))
        index = after
    return tuple(found), index
