"""The words by which a private document would be recognised in a site, and only by it.

What a page of the site says itself is no secret, wherever else it is written: a phrase is guarded when no
public text holds it. Its key is a word that no public text has, else the one of its words that is rarest
there. Looking for keys is quick, and only where one is found the whole phrase is looked for, so a word alone
is a leak only if it is a name. Cost: linear in the texts; of the public ones nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from kept.leaks.words import plain, units, words
from kept.leaks.written import Written

WINDOW = 7
"""Words in a row that are no accident, though each of them is a usual one."""
STEP = 4
"""Words from the beginning of one window to that of the next, so that ten words in a row hold a whole one."""
SENTENCE = 5
"""Words that a sentence of usual words must have to be recognised."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A phrase that must not be found: its words, what it is, and the document that holds it."""

    phrase: tuple[str, ...]
    kind: str
    origin: str


Guards = Mapping[str, Sequence[Guard]]
"""All that is guarded, by its key."""


def guards(hidden: Iterable[Written], published: Callable[[], Iterable[str]]) -> Guards:
    """The guards of private texts; `published` gives the public ones, and is asked twice."""
    found = [(one, unit) for one in hidden for unit in _units(one)]
    counts = dict.fromkeys((word for _, unit in found for word in unit if _is_telling(word)), 0)
    for text in published() if counts else ():
        for word in counts.keys() & {*words(text), *(words(unescape(text)) if "&" in text else ())}:
            counts[word] += 1
    secret = frozenset(word for word, count in counts.items() if not count)
    phrases = dict.fromkeys(guard for one, unit in found for guard in _phrases(one, unit, secret))
    by_key: dict[str, list[Guard]] = {}
    usual: dict[str, list[Guard]] = {}
    for one in phrases:
        if key := next((word for word in one.phrase if word in secret), ""):
            by_key.setdefault(key, []).append(one)
        else:
            rarest = min(
                (word for word in one.phrase if word in counts), key=lambda word: (counts[word], word)
            )
            usual.setdefault(rarest, []).append(one)
    for text in published() if usual else ():
        _drop(usual, words(plain(text)))
    for key, left in usual.items():
        by_key.setdefault(key, []).extend(left)
    return by_key


def _drop(guarded: dict[str, list[Guard]], said: list[str]) -> None:
    """Take out what a public text says."""
    if keys := guarded.keys() & set(said):
        text = spoken(said)
        for key in keys:
            left = [one for one in guarded[key] if spoken(one.phrase) not in text]
            if left:
                guarded[key] = left
            else:
                del guarded[key]


def spoken(said: Iterable[str]) -> str:
    """Words with a blank around each, in which phrases in the same form can be looked up."""
    return f" {' '.join(said)} "


def _units(one: Written) -> Iterator[tuple[str, ...]]:
    if not one.is_name:
        yield from units(plain(one.text))
    elif name := tuple(words(plain(one.text))):
        yield name


def _is_telling(word: str) -> bool:
    """Whether a word says something; `a`, `of` and numbers do not."""
    return len(word) >= (4 if word.isascii() else 2) and not word.isdigit()


def _phrases(one: Written, unit: tuple[str, ...], secret: frozenset[str]) -> Iterator[Guard]:
    telling = sum(map(_is_telling, unit))
    if one.is_name and len(unit) <= WINDOW and (telling > 1 or not secret.isdisjoint(unit)):
        yield Guard(unit, one.kind, one.origin)
    if secret.isdisjoint(unit):
        rows = _windows(unit) if len(unit) >= SENTENCE else ()
        yield from (Guard(row, one.kind, one.origin) for row in rows if sum(map(_is_telling, row)) > 2)
    elif len(unit) > 1 or len(unit[0]) > 5:
        for at, word in enumerate(unit):
            if word in secret:
                start = max(0, min(at - 1, len(unit) - 3))
                yield Guard(unit[start : start + 3], one.kind, one.origin)


def _windows(unit: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    last = max(0, len(unit) - WINDOW)
    for start in (*range(0, last, STEP), last):
        yield unit[start : start + WINDOW]
