"""Which files need not be read again, because it is known that there is nothing in them.

A file without a leak has none now when

1. its bytes are the same, and so is its path: their digest is, or it is the very file that was looked at
   then, and somebody answers for nobody having changed it since, and
2. it is no copy of a private file (whose digests are compared each time), and
3. no phrase is guarded now that was not guarded then, or none that it can hold: to hold a phrase, it must
   have all of its words, and the words of each of its parts are kept; and
4. what a harmless text excused then is said by the same text still.

For then every phrase that is guarded now was looked for in these bytes, or cannot be there. What is guarded
no more is no reason to look. The same holds for a part of a file, such as the entries of a page in the search
index. Whatever is not known is looked at; so the answers are those of looking at everything.

Cost: nothing guarded anew: a look into a dictionary for a file. Else, once, the words of all parts are read.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import field

from kept.leaks.gathering import NOTHING, Gathered, candidates, packed
from kept.leaks.memory import PARTS, TEXTS, Clean, Excused, Known, Memory
from kept.leaks.reading import digest
from kept.leaks.scan import Leak, Scanner
from kept.parse.files import Stamp
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out of a file."""

    mark: str
    """The digest of its bytes."""
    leaks: tuple[Leak, ...] = ()
    parts: tuple[str, ...] = ()
    """The keys of its parts."""
    words: Mapping[str, bytes] = field(default_factory=dict)
    """Those of the parts that were read, packed."""
    excused: Mapping[str, Excused] = field(default_factory=dict)
    stamp: Stamp | None = None
    """Of the file, when there is one."""


@dataclass(frozen=True)
class Verdicts:
    """The files, and the parts of files, of which is known that there is nothing in them."""

    scanner: Scanner
    known: Known = Known()
    parts: frozenset[str] = frozenset()
    """The keys of the parts that are still clean."""
    now: Gathered = NOTHING
    memory: Memory | None = None
    """Where to keep what is found out."""

    @classmethod
    def of(
        cls,
        scanner: Scanner,
        now: Gathered,
        known: Known,
        memory: Memory,
        harmless: Callable[[], Container[str]],
    ) -> Verdicts:
        """What still holds of what is `known`; `harmless` are the keys of the harmless texts."""
        parts = {part for one in known.files.values() for part in one.parts}
        if parts and now is not known.gathered and (fresh := now.phrases - known.gathered.phrases):
            parts -= candidates(fresh, parts, memory.words(PARTS, parts), now.counts).keys()
        for key, excused in known.excused.items():
            phrases = now.phrases.intersection(excused)
            if phrases and not all(excused[phrase] in harmless() for phrase in phrases):
                parts.discard(key)
        return cls(scanner, known, frozenset(parts), now, memory)

    def is_clean(self, path: str, mark: str) -> bool:
        """Whether there is nothing in the bytes of this digest at this path."""
        known = self.known.files.get(path)
        return (
            known is not None
            and known.mark == mark
            and mark not in self.scanner.assets
            and self.parts.issuperset(known.parts)
        )

    def is_same(self, path: str, stamp: Stamp | None) -> bool:
        """Whether there is nothing in a file that nobody has changed since it had this stamp."""
        known = self.known.files.get(path)
        return (
            known is not None
            and stamp is not None
            and known.stamp == stamp
            and self.is_clean(path, known.mark)
        )

    def as_before(self, path: str, data: bytes) -> Verdict | None:
        """The verdict on a file of which is known that there is nothing in it."""
        if path in self.known.files and self.is_clean(path, mark := digest(data)):
            return Verdict(mark, parts=self.known.files[path].parts)
        return None

    def judge(self, path: str, data: bytes) -> Verdict:
        """Look at a file."""
        looked = self.scanner.look(path, data, self.parts)
        if self.memory is None or looked.leaks:
            return Verdict("", looked.leaks)
        seen = {key: one for key, one in looked.parts.items() if one is not None}
        return Verdict(
            digest(data),
            (),
            tuple(looked.parts),
            {key: packed(one.words) for key, one in seen.items()},
            {
                key: {phrase: self.scanner.witness(phrase) for phrase in one.excused}
                for key, one in seen.items()
                if one.excused
            },
        )

    def remember(self, paths: Sequence[str], verdicts: Mapping[str, Verdict | None]) -> None:
        """Keep what was found out of a site without leaks; files that are in no verdict were not read."""
        if self.memory is None:
            return
        looked = {path: one for path, one in verdicts.items() if one is not None}
        files = {path: self.known.files[path] for path in paths if path not in verdicts}
        files |= {path: Clean(one.mark, one.parts, one.stamp) for path, one in looked.items()}
        words = {PARTS + key: row for one in looked.values() for key, row in one.words.items()}
        words |= {TEXTS + key: row for key, row in self.now.new.items()}
        live = {key for one in files.values() for key in one.parts}
        kept = live - {key for one in looked.values() for key in one.words}
        excused = {key: one for key, one in self.known.excused.items() if key in kept}
        excused |= {key: one for verdict in looked.values() for key, one in verdict.excused.items()}
        now = Known(self.now, files, excused)
        if words or not now.is_as(self.known):
            self.memory.write(now, words)
