"""Looking for what is guarded in the files of a site: every byte, whatever it is packed or written in.

What is found in a file depends on the file alone, and a file without anything guarded stays so as long as its
bytes and what is guarded are the same. When more is guarded than before, a file can only hold one of the new
phrases if it has all of its words: so the words of what was looked at are kept, and few files are read again.

Cost: a file costs the same whatever else the site holds, and how much is guarded hardly counts. Pieces of
HTML that many pages share are looked at once: what the theme says around a text is nearly all of a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import field

from kept.leaks.given import Given
from kept.leaks.guards import Guard, Guards
from kept.leaks.phrases import Phrase, Phrases, spoken
from kept.leaks.reading import NotInParts, Part, digest, parts, pieces, readable, texts
from kept.leaks.words import words, words_of
from kept.values import dataclass

KNOWN_PIECES = 20_000
"""Pieces of HTML that are remembered as clean: those of the first pages hold all that the theme says."""
PIECE_LIMIT = 2_000
"""Characters of the longest piece that is remembered."""
SHOWN = 60
"""Characters of what is found that a message shows."""

_BETWEEN = r"(?:[^\w\0]|_){1,60}"


@dataclass(frozen=True, slots=True)
class Leak:
    """A piece of a private document in a file of the site."""

    path: str
    guard: Guard

    @property
    def found(self) -> str:
        """What was found, shortened."""
        text = self.guard.phrase
        return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


@dataclass(slots=True)
class Seen:
    """What was seen in a part of a file."""

    words: set[str] = field(default_factory=set)
    guards: dict[Guard, None] = field(default_factory=dict)
    """In the order in which they are told."""
    excused: set[Phrase] = field(default_factory=set)
    """Guarded phrases that may be there, because a harmless text says them."""

    def add(self, other: Seen) -> None:
        """See this too."""
        self.words |= other.words
        self.guards |= other.guards
        self.excused |= other.excused


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of a file."""

    leaks: tuple[Leak, ...]
    parts: Mapping[str, Seen | None]
    """Its parts by their keys; nothing for those that were known."""


class Scanner:
    """Looks through files one after the other; each answer depends on the file alone.

    `assets` are the digests of private files with the documents that show them; `harmless` gives
    texts that may be on every site, and is asked only when something is found.
    """

    def __init__(
        self,
        guards: Guards,
        assets: Mapping[str, Guard],
        harmless: Callable[[], Iterable[Given[str]]] = tuple,
    ) -> None:
        self.guards = guards
        self.assets = assets
        self._harmless = harmless
        self._said: tuple[tuple[str, str], ...] | None = None
        self._witnesses: dict[Phrase, str] = {}
        self._pieces: dict[str, Seen | None] = {}
        self._phrases = Phrases(guards.phrases, guards.counts)

    def __bool__(self) -> bool:
        return bool(self._phrases or self.assets)

    def scan(self, path: str, data: bytes) -> list[Leak]:
        """Everything that is guarded and found in a file or in its path, each document once for each kind."""
        return list(self.look(path, data).leaks)

    def look(self, path: str, data: bytes, clean: Container[str] = ()) -> Looked:
        """The leaks of a file, and its parts; those of which the keys are `clean` are not read."""
        try:
            seen = self._parts(parts(path, data), clean)
        except NotInParts:
            seen = self._parts([Part(path, path, data)], clean)
        found = [guard for one in seen.values() if one for guard in one.guards]
        if self.assets and (asset := self.assets.get(digest(data))):
            found.insert(0, asset)
        first: dict[tuple[str, str], Guard] = {}
        for guard in found:
            first.setdefault((guard.origin, guard.kind), guard)
        return Looked(tuple(Leak(path, guard) for guard in first.values()), seen)

    def witness(self, phrase: Phrase) -> str:
        """The key of a harmless text that says a phrase; empty when none does."""
        if self._said is None:
            self._said = tuple((one.key, spoken(words(one.read()))) for one in self._harmless())
        answer = self._witnesses.get(phrase)
        if answer is None:
            wanted = f" {phrase} "
            answer = next((key for key, text in self._said if wanted in text), "")
            self._witnesses[phrase] = answer
        return answer

    def _parts(self, given: Iterable[Part], clean: Container[str]) -> dict[str, Seen | None]:
        keyed = [(part.key, part) for part in given]
        return {key: None if key in clean else self._part(part) for key, part in keyed}

    def _part(self, part: Part) -> Seen:
        seen = Seen()
        for text in texts(part):  # also without a phrase: there may be one the next time
            new = []
            for piece in pieces(text):
                if piece in self._pieces:
                    seen.add(self._known(piece))
                else:
                    new.append(piece)
            if new:
                seen.add(self._new(new))
        return seen

    def _known(self, piece: str) -> Seen:
        """A piece that many files share; its words are found out when it is met again."""
        known = self._pieces[piece]
        if known is None:
            known = self._pieces[piece] = self._in(piece)
        return known

    def _new(self, new: list[str]) -> Seen:
        """Pieces, looked at together; each is remembered unless there is anything in it."""
        seen = self._in("\0".join(new))
        if len(self._pieces) < KNOWN_PIECES:
            for piece in new:
                if len(piece) < PIECE_LIMIT and (not seen.guards or not self._in(piece).guards):
                    self._pieces[piece] = None
        return seen

    def _in(self, piece: str) -> Seen:
        text = readable(piece)
        said = words_of(text)
        seen = Seen(set(said))
        found: list[Guard] = []
        for phrase in self._phrases.within(said):
            if _stand_together(phrase, text):
                if self.witness(phrase):
                    seen.excused.add(phrase)
                else:
                    found += self.guards.of(phrase)
        seen.guards = dict.fromkeys(sorted(found, key=_by_order))
        return seen


def _by_order(guard: Guard) -> tuple[str, str, int, Phrase]:
    """The longest phrase of a kind comes first."""
    return guard.origin, guard.kind, -guard.phrase.count(" "), guard.phrase


def _stand_together(phrase: Phrase, text: str) -> bool:
    """Whether words stand in a text as a phrase: no block, cell or attribute ends between them."""
    pattern = _BETWEEN.join(map(re.escape, phrase.split(" ")))
    return re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", text) is not None
