"""The words by which a private document would be recognised in a site, and only by it.

What a page of the site says itself is no secret, wherever else it is written: a phrase is guarded when no
public text holds it. Around a word that no public text has, three words are enough; of usual words it takes
more in a row. Who has which words is found out in `kept.leaks.gathering`. Cost: linear in the texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from html import unescape
from typing import NamedTuple, Protocol

from kept.leaks.given import Written
from kept.leaks.phrases import Phrase
from kept.leaks.words import aside, plain, units, words

WINDOW = 7
"""Words in a row that are no accident, though each of them is a usual one."""
STEP = 4
"""Words from the beginning of one window to that of the next, so that ten words in a row hold a whole one."""
SENTENCE = 5
"""Words that a sentence of usual words must have to be recognised."""


class Guard(NamedTuple):
    """A phrase that must not be found: its words, what it is, and the document that holds it."""

    phrase: Phrase
    kind: str
    origin: str


class Guards(Protocol):
    """All that is guarded."""

    @property
    def phrases(self) -> frozenset[Phrase]:
        """What must not be found."""

    @property
    def counts(self) -> Mapping[str, int]:
        """In how many public texts each word is."""

    def of(self, phrase: Phrase) -> list[Guard]:
        """What a phrase is, and in which documents."""


Row = tuple[str, ...]
Unit = tuple[Written, Row]
"""A sentence, heading, item, cell or name, and the text that it stands in."""


def units_of(hidden: Iterable[Written]) -> list[Unit]:
    """What private texts consist of."""
    return [(one, unit) for one in hidden for unit in _units(one)]


def telling_words(found: Iterable[Unit]) -> frozenset[str]:
    """The words that say something, of which a single one can give a text away."""
    return frozenset(word for _, unit in found for word in unit if _is_telling(word))


def vocabulary(text: str) -> set[str]:
    """The words of a public text, however they are written."""
    if "&" not in text:
        return set(words(text))
    return {*words(text), *words(unescape(text)), *words(plain(text))}


def phrases_of(found: Iterable[Unit], secret: AbstractSet[str]) -> Iterator[Guard]:
    """What tells the texts, when no public text has the words `secret`."""
    for one, unit in found:
        yield from _phrases(one, unit, secret)


def _units(one: Written) -> Iterator[Row]:
    if not one.is_name:
        yield from units(plain(one.text))
        yield from units(aside(one.text))
    elif name := tuple(words(plain(one.text))):
        yield name


def _is_telling(word: str) -> bool:
    """Whether a word says something; `a`, `of` and numbers do not."""
    return len(word) >= (4 if word.isascii() else 2) and not word.isdigit()


def _phrases(one: Written, unit: Row, secret: AbstractSet[str]) -> Iterator[Guard]:
    telling = sum(map(_is_telling, unit))
    if one.is_name and len(unit) <= WINDOW and (telling > 1 or not secret.isdisjoint(unit)):
        yield Guard(" ".join(unit), one.kind, one.origin)
    if secret.isdisjoint(unit):
        rows = _windows(unit) if len(unit) >= SENTENCE and telling > 2 else ()
        yield from (
            Guard(" ".join(row), one.kind, one.origin) for row in rows if sum(map(_is_telling, row)) > 2
        )
    elif len(unit) > 1 or len(unit[0]) > 5:
        for at, word in enumerate(unit):
            if word in secret:
                start = max(0, min(at - 1, len(unit) - 3))
                yield Guard(" ".join(unit[start : start + 3]), one.kind, one.origin)


def _windows(unit: Row) -> Iterator[Row]:
    last = max(0, len(unit) - WINDOW)
    for start in (*range(0, last, STEP), last):
        yield unit[start : start + WINDOW]
