"""What kept has to say about a place in a file: frozen values that any report can print."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from kept.text import Source, Span
from kept.values import dataclass


class Severity(IntEnum):
    """How bad a finding is; comparable, `OFF` below everything."""

    OFF = 0
    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The name used in reports and in settings."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> Severity:
        """The severity of a word; raises `KeyError` for an unknown one."""
        return cls[word.upper()]


class Safety(StrEnum):
    """Whether a fix keeps the meaning of a document (`safe`) or needs a person's look (`unsafe`)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what `span` covers by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that makes a finding go away."""

    message: str
    safety: Safety
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Location:
    """A range in a file as people count it: 1-based, columns in characters, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def of(cls, source: Source, span: Span) -> Location:
        """The location of a span of a source."""
        start, end = source.position(span.start), source.position(max(span))
        return cls(source.path, start.line, start.column, end.line, end.column)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what is wrong, where, and what to write instead."""

    code: str
    rule: str
    severity: Severity
    location: Location
    message: str
    help: str = ""
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """By file, then by place, then by code; findings of one rule at one place keep their order."""
        where = self.location
        return (where.path, where.line, where.column, self.code)


@dataclass(frozen=True, slots=True)
class Problem:
    """A defect found while reading a file, before any rule runs; the rule of `code` reports it."""

    code: str
    span: Span
    message: str
    help: str = ""
    fix: Fix | None = None
