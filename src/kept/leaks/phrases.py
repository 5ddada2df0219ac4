"""Phrases that are looked for in a text, all of them at once.

Each is filed under two of its words that follow each other, one of them its rarest: a page holds few such
pairs. Where it does, the words around the pair are looked up as a whole, in as many ways as the phrases with
this pair have forms. Cost: linear in the text; how many phrases there are hardly counts. To file them pays
from some pages on; before, each row of words in the text is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Phrase = str
"""Words in a row, in `normal` form, a blank between them."""

PAYS = 6
"""Words of texts for each phrase from which on it pays to file the phrases."""


class Phrases:
    """Phrases that can be looked for; `counts` says in how many texts a word is."""

    def __init__(self, phrases: Iterable[Phrase], counts: Mapping[str, int]) -> None:
        self._all = frozenset(phrases)
        self._counts = counts
        self._sizes = tuple({phrase.count(" ") + 1 for phrase in self._all})
        self._pairs: dict[tuple[str, ...], set[tuple[int, int]]] = {}
        """Where phrases begin and end, as seen from their pair."""
        self._heads: frozenset[str] = frozenset()
        self._words: frozenset[str] = frozenset()
        self._left = PAYS * len(self._all)

    def __bool__(self) -> bool:
        return bool(self._all)

    def within(self, said: Sequence[str]) -> set[Phrase]:
        """Those that stand in a row of words."""
        if self._left > 0:
            self._left -= len(said)
            rows = (zip(*(said[at:] for at in range(size)), strict=False) for size in self._sizes)
            return set().union(*(self._all.intersection(map(" ".join, row)) for row in rows))
        if not self._heads and not self._words:
            self._file()
        heads, pairs = self._heads, self._pairs
        found = {
            phrase
            for place, word in enumerate(said)
            if word in heads and (pair := tuple(said[place : place + 2])) in pairs
            for begin, end in pairs[pair]
            if place + begin >= 0 and (phrase := " ".join(said[place + begin : place + end])) in self._all
        }
        return found | self._words.intersection(said) if self._words else found

    def _file(self) -> None:
        for phrase in self._all:
            row = phrase.split(" ")
            if len(row) > 1:
                rare = [self._counts.get(word, 0) for word in row]
                at = min(rare.index(min(rare)), len(row) - 2)
                self._pairs.setdefault(tuple(row[at : at + 2]), set()).add((-at, len(row) - at))
        self._heads = frozenset(pair[0] for pair in self._pairs)
        self._words = frozenset(phrase for phrase in self._all if " " not in phrase)


def spoken(said: Iterable[str]) -> str:
    """Words with a blank around each, in which phrases can be looked up with a blank around them."""
    return f" {' '.join(said)} "
