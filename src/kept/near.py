"""Near misses: the word a writer probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

MOST = 20_000
"""Words to choose from; among more, nothing is looked for."""

GUESSES = 500
"""Wrong addresses on one page for which is said what was probably meant; more have another cause."""


class Words:
    """Words to choose from, made ready once for many questions."""

    def __init__(self, words: Iterable[str], most: int = MOST) -> None:
        different = set(words)
        chosen = sorted(different, reverse=True) if len(different) <= most else ()
        self.by_folded = {word.casefold(): word for word in chosen}
        self.folded = list(self.by_folded)


@lru_cache(maxsize=32)
def words(candidates: tuple[str, ...]) -> Words:
    """The words of a tuple that is asked about again and again."""
    return Words(candidates)


def nearest(word: str, candidates: Iterable[str] | Words) -> str | None:
    """The candidate that is most like `word`, or `None` when none is near.

    Near is a normalised Damerau-Levenshtein similarity (insertions, deletions, substitutions and swaps of
    neighbours, over the longer length) of at least 0.7, without regard to case.
    """
    from rapidfuzz import process  # slow to import, and most runs have no near miss to look for
    from rapidfuzz.distance import DamerauLevenshtein

    options = candidates if isinstance(candidates, Words) else Words(candidates)
    found = process.extractOne(
        word.casefold(),
        options.folded,
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=0.7,
    )
    return options.by_folded[found[0]] if found else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """`: did you mean "…"?`, or nothing when no candidate is near."""
    candidate = nearest(word, candidates)
    return f': did you mean "{candidate}"?' if candidate else ""
