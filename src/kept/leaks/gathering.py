"""What is guarded, put together from what each private and each public text brings to it.

A private text has telling words; one that no public text has is secret. From its secret words follow its
phrases; those without a secret word are *usual*, and not guarded when a public text says them. So there are
three things to know of each text, and all of them are functions of that text and of few words besides:

* a public one: its words (which are counted over all), and which usual phrases it says;
* a private one: its telling words, and its phrases, which depend on those of its words that are secret.

When a text changes, what it brought is taken away and what it brings is added. A private text is read again
when one of its words has become secret or has ceased to be; a public text that is as it was is asked only for
usual phrases that nobody has asked about before, and is read only when it has all of their words. The guards
are the same, whatever was known: `gathered(h, p, known) == gathered(h, p)` in what is guarded.

Cost: with nothing known, each private text is read once and each public one twice; what is kept of a public
text is its words, packed (about 1 KB). After a change: what has changed, and a look at what is known.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from functools import cached_property

from kept.leaks.given import Given, Written, private_text, public_text
from kept.leaks.guards import Guard, phrases_of, telling_words, units_of, vocabulary
from kept.leaks.phrases import Phrase, Phrases
from kept.leaks.words import aside, plain, words
from kept.values import dataclass

FEW = 300
"""Phrases for which it pays to find out first which texts can hold them."""


Lines = Mapping[tuple[str, str], tuple[Phrase, ...]]
"""Phrases by their kind and the document that they are from."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a private text brings."""

    words: tuple[str, ...]
    """Its telling words."""
    certain: Lines
    """Its phrases with a secret word."""
    usual: Lines


@dataclass(frozen=True)
class Gathered:
    """All that is guarded, and from what that follows."""

    public: frozenset[str] = frozenset()
    """The keys of the public texts."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """In how many public texts each word is."""
    shares: Mapping[str, Share] = field(default_factory=dict)
    """What private texts bring, by their keys."""
    said: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    """The usual phrases that public texts say, by the keys of those that say any."""
    new: Mapping[str, bytes] = field(default_factory=dict)
    """The words of public texts that were read, packed."""

    @cached_property
    def phrases(self) -> frozenset[Phrase]:
        """What is guarded."""
        certain = {
            phrase for share in self.shares.values() for row in share.certain.values() for phrase in row
        }
        return frozenset(certain.union(self.usual.difference(*self.said.values())))

    @cached_property
    def usual(self) -> frozenset[Phrase]:
        """The phrases of which it is known what public texts say them."""
        return frozenset(_usual(self.shares.values()))

    def of(self, phrase: Phrase) -> list[Guard]:
        """What a phrase is, and in which documents."""
        return [
            Guard(phrase, kind, origin)
            for share in self.shares.values()
            for lines in (share.certain, share.usual)
            for (kind, origin), phrases in lines.items()
            if phrase in phrases
        ]


NOTHING = Gathered()

Words = Callable[[Iterable[str]], Mapping[str, frozenset[str]]]
"""The words of known public texts, by their keys; of those that are still known."""


def guards(hidden: Iterable[Written], published: Iterable[str]) -> Gathered:
    """The guards of private texts beside public ones, with nothing known."""
    return gathered([private_text(tuple(hidden))], map(public_text, published))


def gathered(
    hidden: Iterable[Given[tuple[Written, ...]]],
    public: Iterable[Given[str]],
    known: Gathered = NOTHING,
    words_of: Words = lambda keys: {},
) -> Gathered:
    """What private texts must not be found by; `known` is that of an earlier time."""
    private = {one.key: one for one in hidden}
    if not private:
        return NOTHING
    texts = {one.key: one for one in public}
    if known.public == texts.keys() and known.shares.keys() == private.keys():
        return known
    gone = known.public - texts.keys()
    lost = words_of(gone) if gone else {}
    if len(lost) < len(gone):
        known, lost = NOTHING, {}
    new: dict[str, bytes] = {}
    counts, touched = dict(known.counts), set[str]()
    for row in lost.values():
        _count(counts, row, -1)
        touched |= row
    for key in [key for key in texts if key not in known.public]:
        own = vocabulary(texts[key].read())
        new[key] = packed(own)
        _count(counts, own, 1)
        touched |= own
    turned = {word for word in touched if (word in counts) != (word in known.counts)}
    shares = {
        key: share
        if (share := known.shares.get(key)) is not None and turned.isdisjoint(share.words)
        else _share(one, counts)
        for key, one in private.items()
    }
    now = Gathered(frozenset(texts), counts, shares, {}, new)
    return replace(now, said=_said(now, texts, known, words_of))


def _count(counts: dict[str, int], found: Iterable[str], by: int) -> None:
    """A word that no text has is not in the counts."""
    for word in found:
        if left := counts.get(word, 0) + by:
            counts[word] = left
        else:
            del counts[word]


def _share(one: Given[tuple[Written, ...]], counts: dict[str, int]) -> Share:
    """What a private text brings, now that public ones have the words of `counts`."""
    units = units_of(one.read())
    own = telling_words(units)
    secret = own.difference(counts)
    certain: dict[tuple[str, str], dict[Phrase, None]] = {}
    usual: dict[tuple[str, str], dict[Phrase, None]] = {}
    for guard in phrases_of(units, secret):
        lines = usual if secret.isdisjoint(guard.phrase.split(" ")) else certain
        lines.setdefault((guard.kind, guard.origin), {})[guard.phrase] = None
    return Share(tuple(sorted(own)), _plain(certain), _plain(usual))


def _plain(lines: Mapping[tuple[str, str], Iterable[Phrase]]) -> Lines:
    return {source: tuple(phrases) for source, phrases in lines.items()}


def _usual(shares: Iterable[Share]) -> set[Phrase]:
    return {phrase for share in shares for row in share.usual.values() for phrase in row}


def _said(
    now: Gathered, texts: Mapping[str, Given[str]], known: Gathered, words_of: Words
) -> dict[str, tuple[Phrase, ...]]:
    """The usual phrases that public texts say, and some that are usual no more, for that stays true."""
    said = {key: phrases for key, phrases in known.said.items() if key in texts}
    if now.new and (every := Phrases(now.usual, now.counts)):
        for key in now.new:
            if found := _within(every, texts[key].read()):
                said[key] = found
    changed = [share for key, share in now.shares.items() if known.shares.get(key) is not share]
    if fresh := _usual(changed).difference(known.usual if changed else ()):
        others = now.public.difference(now.new)
        held = words_of(others) if others and len(fresh) <= FEW else {}
        for key, phrases in candidates(fresh, others, held, now.counts).items():
            if found := _within(phrases, texts[key].read()):
                said[key] = tuple({*said.get(key, ()), *found})
    return said


def _within(phrases: Phrases, text: str) -> tuple[Phrase, ...]:
    return tuple(phrases.within(words(plain(text))) | phrases.within(words(aside(text))))


def candidates(
    phrases: Iterable[Phrase],
    keys: Iterable[str],
    held: Mapping[str, frozenset[str]],
    counts: Mapping[str, int],
) -> dict[str, Phrases]:
    """The phrases that texts may say, by the words that they have; any, where these are not known."""
    wanted = [(phrase, frozenset(phrase.split(" "))) for phrase in phrases]
    if len(wanted) > FEW:
        return dict.fromkeys(keys, Phrases((phrase for phrase, _ in wanted), counts))
    every = frozenset().union(*(one for _, one in wanted))
    found: dict[str, Phrases] = {}
    for key in keys:
        common = every & held.get(key, every)
        if common and (left := [phrase for phrase, one in wanted if one <= common]):
            found[key] = Phrases(left, counts)
    return found


def packed(own: Iterable[str]) -> bytes:
    """Words as they are kept."""
    return zlib.compress("\n".join(own).encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes) -> frozenset[str]:
    """Words that were kept. Raises `ValueError` or `zlib.error` for anything else."""
    text = zlib.decompress(data).decode("utf-8", "surrogatepass")
    return frozenset(text.split("\n")) if text else frozenset()
