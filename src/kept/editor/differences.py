"""Two texts → the edits that make one of the other, line by line, so that an editor keeps its cursor."""

from __future__ import annotations

from difflib import SequenceMatcher

from kept.diagnostic import Edit
from kept.text import Source, Span

LONGEST = 2_000
"""Lines up to which it is worth the time to look for small differences."""


def edits_between(before: str, after: str) -> tuple[Edit, ...]:
    """The edits; none of them begins or ends within a line end."""
    old, new = _lines(before), _lines(after)
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    if max(len(old), len(new)) > LONGEST:
        return (Edit(Span(starts[first], starts[first + len(old)]), "".join(new)),)
    return tuple(
        Edit(Span(starts[first + a], starts[first + b]), "".join(new[c:d]))
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if kind != "equal"
    )


def _lines(text: str) -> list[str]:
    starts = (*Source("", text).line_starts, len(text))
    return [text[start:end] for start, end in zip(starts, starts[1:], strict=False)]
