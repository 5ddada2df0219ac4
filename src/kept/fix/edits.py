"""One round of fixes on one text: those that don't get in each other's way are applied, the others wait."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from kept.diagnostic import Edit, Fix
from kept.text import Span


def applied(text: str, fixes: Sequence[Fix]) -> tuple[str, tuple[int, ...]]:
    """The text after as many fixes as can be applied at once, and the indexes of those.

    A fix is applied as a whole or not at all; of two that overlap the earlier one in the text wins, and of
    two that are the same both count as applied. Fixes with places outside of the text are left out.
    """
    order = sorted(range(len(fixes)), key=lambda at: (_begin(fixes[at]), at))
    chosen: list[Edit] = []  # sorted, none overlaps another
    made: set[frozenset[Edit]] = set()
    done: list[int] = []
    for at in order:
        edits = sorted(fixes[at].edits, key=_place)
        same = frozenset(edits)
        if same in made:
            done.append(at)
        elif edits and _fit(edits, text) and not any(_is_taken(edit, chosen) for edit in edits):
            for edit in edits:
                insort(chosen, edit, key=_place)
            made.add(same)
            done.append(at)
    return _written(text, chosen), tuple(sorted(done))


def _place(edit: Edit) -> Span:
    return edit.span


def _begin(fix: Fix) -> tuple[int, int]:
    return min((edit.span for edit in fix.edits), default=(0, 0))


def _fit(edits: list[Edit], text: str) -> bool:
    """Whether all edits are within the text, and none overlaps the next."""
    inside = all(0 <= edit.span.start <= edit.span.end <= len(text) for edit in edits)
    return inside and not any(_overlap(one, other) for one, other in zip(edits, edits[1:], strict=False))


def _is_taken(edit: Edit, chosen: list[Edit]) -> bool:
    """Whether its place is taken by one of the edits around it."""
    at = bisect_left(chosen, edit.span, key=_place)
    return any(_overlap(edit, other) for other in chosen[max(0, at - 1) : at + 1])


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be made: they share a character, or their order would matter."""
    (a, b), (c, d) = one.span, other.span
    if a == b or c == d:
        return a <= d and c <= b
    return a < d and c < b


def _written(text: str, edits: list[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])
