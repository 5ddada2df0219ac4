"""What Mermaid makes of a text before its parser gets it, with the way back.

It takes out front matter, directives and comments, and counts lines without them. Here the same is done so
that every character of the outcome knows where it was written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import pairwise

from kept.text import Span
from kept.values import dataclass

_TAG = re.compile(r"<(\w+)([^>]*)>", re.ASCII)
_ATTRIBUTE = re.compile(r'="([^"]*)"')
_FRONT_MATTER = re.compile(r"^([^\S\n\r]*)-{3}\s*[\n\r](.*?)[\n\r]\1-{3}\s*[\n\r]+", re.DOTALL)
_DIRECTIVE = re.compile(
    r"%{2}\{\s*(?:(\w+)\s*:|(\w+))\s*(?:(\w+)|((?:(?!\}%{2}).|\r?\n)*))?\s*(?:\}%{2})?",
    re.ASCII | re.IGNORECASE,
)
_COMMENT = re.compile(r"^\s*%%(?!\{)[^\n]+\n?", re.MULTILINE)
_STYLE_WITH_COLOUR = (re.compile(r"style.*:\S*#.*;"), re.compile(r"classDef.*:\S*#.*;"))
_ENTITY = re.compile(r"#\w+;", re.ASCII)
_BRACE = re.compile(r"\}\s*\n")


Put = Callable[[re.Match[str]], str]
"""What stands in for a match."""


@dataclass(frozen=True)
class Traced:
    """A text made from another: runs of characters that were kept, each with where it began before."""

    text: str
    runs: tuple[tuple[int, int], ...]
    """The begin of a run here, and the begin of the same run in the text at first; ascending."""
    size: int
    """The length of the text at first."""

    @classmethod
    def of(cls, text: str) -> Traced:
        """A text that nothing was done to yet."""
        return cls(text, ((0, 0),), len(text))

    def origin(self, offset: int) -> int:
        """Where a character came from; for one that was put in, where it was put."""
        if not self.runs:
            return 0
        run = max(0, bisect_right(self.runs, (offset, self.size + 1)) - 1)
        here, there = self.runs[run]
        following = self.runs[run + 1][1] if run + 1 < len(self.runs) else self.size
        return min(there + max(0, offset - here), following)

    def replaced(self, pattern: re.Pattern[str], put: str | Put = "", *, keep: int = 0) -> Traced:
        """With every match replaced; `keep=-1` leaves all of it but for its last character."""
        return self._changed(
            (
                found.end() - 1 if keep else found.start(),
                found.end(),
                put if isinstance(put, str) else put(found),
            )
            for found in pattern.finditer(self.text)
        )

    def with_change(self, span: Span, text: str) -> Traced:
        """With another text at a span."""
        return self._changed(((*span, text),))

    def _changed(self, changes: Iterable[tuple[int, int, str]]) -> Traced:
        """With other texts between pairs of offsets, in order."""
        parts: list[str] = []
        runs: list[tuple[int, int]] = []
        here = end = at = 0
        for start, stop, new in (*changes, (len(self.text), len(self.text), "")):
            runs.append((here, self.origin(end)))
            while at < len(self.runs) and self.runs[at][0] < start:
                run, there = self.runs[at]
                if run > end:
                    runs.append((here + run - end, there))
                at += 1
            parts += (self.text[end:start], new)
            here += start - end + len(new)
            end = stop
        return Traced("".join(parts), _joined(runs), self.size)

    def without_begin(self, length: int) -> Traced:
        """Without its first characters."""
        runs = [(0, self.origin(length))]
        runs += [(here - length, there) for here, there in self.runs if here > length]
        return Traced(self.text[length:], tuple(runs), self.size)


def _joined(runs: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Runs without those that are empty."""
    return tuple(one for one, following in pairwise([*runs, (-1, -1)]) if one[0] != following[0])


def prepared(text: str) -> Traced:
    """What Mermaid's parser gets of a diagram."""
    made = Traced.of(text)
    if "\r" in text:
        made = made.replaced(re.compile(r"\r\n?"), "\n")
    if "<" in text:
        quoted = _TAG.sub(
            lambda found: f"<{found[1]}{_ATTRIBUTE.sub(_in_single_quotes, found[2])}>", made.text
        )
        made = Traced(quoted, made.runs, made.size)
    if "---" in text:
        front = _FRONT_MATTER.match(made.text)
        made = made.without_begin(front.end()) if front else made
    if "%%" in text:
        made = made.replaced(_DIRECTIVE).replaced(_COMMENT)
    made = made.without_begin(len(made.text) - len(made.text.lstrip()))
    if "#" in text:
        for pattern in _STYLE_WITH_COLOUR:
            made = made.replaced(pattern, keep=-1)
        made = made.replaced(_ENTITY, _hidden)
    return Traced(made.text + "\n", made.runs, made.size)


def of_flowchart(made: Traced) -> Traced:
    """What the parser of flowcharts makes of that: nothing empty stands behind a brace."""
    return made.replaced(_BRACE, "}\n")


def _in_single_quotes(found: re.Match[str]) -> str:
    return f"='{found[1]}'"


def _hidden(entity: re.Match[str]) -> str:
    """A character code (`#35;`) as the letters that Mermaid hides it in."""
    name = entity.group()[1:-1]
    return ("ﬂ°°" if re.fullmatch(r"\+?\d+", name, re.ASCII) else "ﬂ°") + name + "¶ß"
