"""Near misses: the word a writer probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is most like `word`, or `None` when none is near.

    Near is a normalised Damerau-Levenshtein similarity (insertions, deletions, substitutions and swaps of
    neighbours, over the longer length) of at least 0.7, without regard to case.
    """
    from rapidfuzz import process  # slow to import, and most runs have no near miss to look for
    from rapidfuzz.distance import DamerauLevenshtein

    options = {option.casefold(): option for option in sorted(set(candidates), reverse=True)}
    found = process.extractOne(
        word.casefold(),
        list(options),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=0.7,
    )
    return options[found[0]] if found else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """`: did you mean "…"?`, or nothing when no candidate is near."""
    candidate = nearest(word, candidates)
    return f': did you mean "{candidate}"?' if candidate else ""
