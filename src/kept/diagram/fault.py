"""What Mermaid refuses in a diagram, as frozen values."""

from __future__ import annotations

from kept.text import Span
from kept.values import dataclass

SYNTAX = "syntax"
UNKNOWN_KIND = "unknown-kind"
EDGES = "edges"
NO_ANSWER = "no-answer"
NOT_DRAWN = "not-drawn"


@dataclass(frozen=True, slots=True)
class Repair:
    """A change to the text of a diagram; `is_safe` when the drawing says what the writer wrote."""

    span: Span
    text: str
    help: str
    is_safe: bool = True


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that Mermaid refuses, at a span of the diagram's text, and what mends it, if known."""

    kind: str
    span: Span
    message: str
    help: str = ""
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a diagram: its kind, when Mermaid accepts it, and else what is wrong with it."""

    kind: str
    faults: tuple[Fault, ...] = ()
