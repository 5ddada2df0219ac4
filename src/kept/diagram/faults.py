"""What Mermaid refuses in a diagram: one after the other, as far as the repairs of those before carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kept.diagram.engine import Verdict, parse
from kept.diagram.fault import EDGES, NO_ANSWER, NOT_DRAWN, SYNTAX, UNKNOWN_KIND, Examined, Fault, Repair
from kept.diagram.places import place
from kept.diagram.prepared import Traced
from kept.diagram.repairs import SHORT, header_repair, repairs
from kept.text import Span

MOST = 10
"""Faults of one diagram that are reported."""

TRIES = 100
"""How often a diagram is parsed at most to find repairs."""

CHARACTERS = 400_000
"""How many characters are parsed at most for that: a long diagram must not take its time a hundredfold."""

_BLOCK = re.compile(
    r"\s*(?:subgraph|end|loop|alt|else|opt|par|and|rect|critical|break|box|state|class|namespace)\b"
)
_ADVICE = {EDGES: "split it into several diagrams"}
_CRASH = re.compile(r"Cannot (?:read|set) properties of |\S.{0,80} is not (?:a function|iterable)$")
"""What Mermaid says where it has not looked before it took something."""

_NO_KIND = "No diagram type detected"


def examine(text: str) -> Examined:
    """What Mermaid says of a diagram; a function of the text and the version of Mermaid alone."""
    verdict = parse(text)
    if verdict.accepted:
        return Examined(verdict.kind, tuple(_not_drawn(text, verdict)))
    if verdict.is_undecided:
        where = Span(0, len(text.split("\n", 1)[0]))
        is_known = verdict.message == ""  # else something is missing here, which is nobody's fault
        message = "Mermaid takes more than 5 seconds, or too much memory, to read this diagram"
        return Examined("", (Fault(NO_ANSWER, where, message, "split it into several"),) if is_known else ())
    return Examined("", tuple(_Search(text).faults(verdict)))


_OBSTACLES = {
    "group-in-itself": ("lies within itself", "call the group, or what lies in it, by another name"),
    "circle": ("flows back to itself", "a Sankey diagram flows in one direction: leave one of the flows out"),
    "date": (
        "is no date or length of time that Mermaid can read",
        "see `dateFormat`; a length is `3d` or `2w`",
    ),
    "no-day": ("leaves no day on which something could be done", "leave out fewer days"),
    "no-data": ("has nothing to draw", "add a line that begins with `bar` or `line`"),
}
"""Why Mermaid does not draw what it has read, and what to do."""


def _not_drawn(text: str, verdict: Verdict) -> Iterator[Fault]:
    if not verdict.obstacle:
        return
    what, help = _OBSTACLES[verdict.obstacle]
    subject = re.escape(verdict.subject.strip())
    word = re.search(rf"(?<!\w){subject}(?!\w)", text) if subject else None
    where = Span(*word.span()) if word else place(text, Verdict(accepted=False))
    name = f'"{_cut(word.group())}"' if word else "the diagram" if verdict.obstacle == "no-data" else "a task"
    yield Fault(NOT_DRAWN, where, f"Mermaid does not draw this diagram: {name} {what}", help)


class _Search:
    """The search for faults: what is known to be wrong is mended, or blanked out, and the rest read on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.made = Traced.of(text)
        self.tries = min(TRIES, CHARACTERS // max(len(text), 1))

    def faults(self, verdict: Verdict) -> Iterator[Fault]:
        """All faults, up to ten."""
        for _ in range(MOST):
            before = self.made
            where = place(before.text, verdict)
            repair, after = self._repaired(verdict, where)
            help = repair.help if repair else _ADVICE.get(_kind(verdict), "")
            known = repair and self._as_written(before, repair)
            yield Fault(
                _kind(verdict), _written(before, where), described(before.text, where, verdict), help, known
            )
            if repair is None:
                after = self._blanked(where)
            if after is None or after.accepted or after.is_undecided:
                return
            verdict = after

    def _repaired(self, verdict: Verdict, where: Span) -> tuple[Repair | None, Verdict | None]:
        """The first repair that Mermaid reads on with, which is made; and what it says then."""
        text, is_header = self.made.text, verdict.message.startswith(_NO_KIND)
        guesses = header_repair(text, where) if is_header else repairs(text, where, verdict.input or "")
        seen: set[tuple[Span, str]] = set()
        for repair in guesses:
            if (repair.span, repair.text) in seen or self.tries <= 0:
                continue
            seen.add((repair.span, repair.text))
            changed = self._changed(repair)
            after = self._parse(changed.text)
            left = len(text.rstrip()) - where.start
            if _is_further(changed.text, after, repair.span.start + len(repair.text), left):
                self.made = changed
                return repair, after
        return None, None

    def _blanked(self, where: Span) -> Verdict | None:
        """What Mermaid says without the line of a fault, when it comes further then."""
        text = self.made.text
        begin = text.rfind("\n", 0, where.start) + 1
        end = text.find("\n", where.start)
        end = len(text) if end < 0 else end
        line = text[begin:end]
        if not text[:begin].strip() or _BLOCK.match(line) or line.rstrip().endswith(("{", "}")):
            return None
        changed = self._changed(Repair(Span(begin, end), "", ""))
        after = self._parse(changed.text)
        if not _is_further(changed.text, after, begin, len(text.rstrip()) - where.start):
            return None
        self.made = changed
        return after

    def _parse(self, text: str) -> Verdict:
        verdict = parse(text)
        self.tries = 0 if verdict.is_undecided else self.tries - 1
        return verdict

    def _changed(self, repair: Repair) -> Traced:
        return self.made.with_change(repair.span, repair.text)

    def _as_written(self, before: Traced, repair: Repair) -> Repair | None:
        """A repair of the text as it was written; none of what another repair has put there."""
        span = _written(before, repair.span)
        if self.text[span.start : span.end] != before.text[repair.span.start : repair.span.end]:
            return None
        return replace(repair, span=span)


def _written(made: Traced, span: Span) -> Span:
    """A span of a changed text in the text as it was written."""
    start = made.origin(span.start)
    end = made.origin(span.end - 1) + 1 if span.end > span.start else start
    return Span(start, max(start, end))


def _kind(verdict: Verdict) -> str:
    if verdict.message.startswith(_NO_KIND):
        return UNKNOWN_KIND
    return EDGES if verdict.message.startswith("Edge limit exceeded") else SYNTAX


def _is_further(text: str, after: Verdict, end: int, left: int) -> bool:
    """Whether Mermaid reads on beyond a change that ends at an offset, and leaves less unread than before."""
    if after.accepted or after.is_undecided:
        return after.accepted
    if after.message.startswith(_NO_KIND) or after.input is None:
        return False
    start = place(text, after).start
    return start > end and len(text.rstrip()) - start < left


def described(text: str, where: Span, verdict: Verdict) -> str:
    """What is wrong at a place, in our words; Mermaid's own where it says why."""
    if verdict.message.startswith(_NO_KIND):
        word = text[where.start : where.end].split(maxsplit=1)[:1]
        return f'Mermaid has no diagram called "{_cut(word[0])}"' if word else "the diagram is empty"
    if verdict.message.startswith("Diagrams beginning"):
        return "the front matter of the diagram is not closed by a line `---`, indented like the first"
    if verdict.input is None:
        return f"the front matter of the diagram is no YAML: {_first_line(verdict.message)}"
    if _CRASH.match(verdict.message):
        return "Mermaid fails on this: what is named here is not known at this place, or written differently"
    if not verdict.expected and not verdict.is_lexical:
        return f"Mermaid refuses this: {_first_line(verdict.message)}"
    words = text[where.start : where.end]
    if words:
        return f'Mermaid cannot read "{_cut(words)}" here, so readers see an error instead of the diagram'
    if not text[where.start :].strip():
        return "the diagram ends too early: something in it is not closed"
    return "Mermaid expects more on this line, so readers see an error instead of the diagram"


def _first_line(message: str) -> str:
    return message.strip().split("\n", 1)[0]


def _cut(words: str) -> str:
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"
