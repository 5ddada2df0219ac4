"""Phrases that are looked for in a text, all of them at once.

Each is filed under two of its words that follow each other, one of them its longest: a page holds few such
pairs. Where it does, the words around the pair are looked up as a whole, in as many ways as the phrases with
this pair have forms. Cost: linear in the text; how many phrases there are hardly counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Phrase = tuple[str, ...]
"""Words in a row, in `normal` form."""


class Phrases:
    """Phrases by the words under which they are filed."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._all = frozenset(phrases)
        self._pairs: dict[Phrase, set[tuple[int, int]]] = {}
        """Where a phrase begins and ends, as seen from its pair."""
        for phrase in self._all:
            size = len(phrase)
            if size > 1:
                at = min(phrase.index(max(phrase, key=len)), size - 2)
                self._pairs.setdefault(phrase[at : at + 2], set()).add((-at, size - at))
        self._words = frozenset(phrase[0] for phrase in self._all if len(phrase) == 1)

    def __bool__(self) -> bool:
        return bool(self._all)

    def within(self, said: Sequence[str]) -> set[Phrase]:
        """Those that stand in a row of words."""
        pairs = self._pairs
        found = {
            phrase
            for place, pair in enumerate(zip(said, said[1:], strict=False))
            if pair in pairs
            for begin, end in pairs[pair]
            if place + begin >= 0 and (phrase := tuple(said[place + begin : place + end])) in self._all
        }
        return found | {(word,) for word in self._words.intersection(said)} if self._words else found


def spoken(said: Iterable[str]) -> str:
    """Words with a blank around each, in which phrases in the same form can be looked up."""
    return f" {' '.join(said)} "
