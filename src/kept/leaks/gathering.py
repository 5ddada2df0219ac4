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
from dataclasses import dataclass, field
from functools import cached_property

from kept.leaks.given import Given, Written, private_text, public_text
from kept.leaks.guards import Guard, phrases_of, telling_words, units_of, vocabulary
from kept.leaks.phrases import Phrase, Phrases
from kept.leaks.words import plain, words

FEW = 300
"""Phrases for which it pays to find out first which texts can hold them."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a private text brings."""

    words: frozenset[str]
    """Its telling words."""
    secret: frozenset[str]
    """Those that no public text has."""
    certain: tuple[Guard, ...]
    """Its phrases with a secret word."""
    usual: tuple[Guard, ...]


@dataclass(frozen=True)
class Gathered:
    """All that is guarded, and from what that follows."""

    public: frozenset[str] = frozenset()
    """The keys of the public texts."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """In how many public texts each word is."""
    shares: Mapping[str, Share] = field(default_factory=dict)
    """What private texts bring, by their keys."""
    said: Mapping[str, frozenset[Phrase]] = field(default_factory=dict)
    """The usual phrases that public texts say, by the keys of those that say any."""
    new: Mapping[str, bytes] = field(default_factory=dict)
    """The words of public texts that were read, packed."""

    @cached_property
    def guards(self) -> tuple[Guard, ...]:
        """What is guarded."""
        said = frozenset().union(*self.said.values())
        return tuple(
            guard
            for share in self.shares.values()
            for guard in (*share.certain, *(one for one in share.usual if one.phrase not in said))
        )

    @cached_property
    def phrases(self) -> frozenset[Phrase]:
        """The phrases that are guarded."""
        return frozenset(guard.phrase for guard in self.guards)

    @cached_property
    def usual(self) -> frozenset[Phrase]:
        """The phrases of which it is known what public text says them."""
        return frozenset(guard.phrase for share in self.shares.values() for guard in share.usual)


NOTHING = Gathered()

Words = Callable[[Iterable[str]], Mapping[str, frozenset[str]]]
"""The words of known public texts, by their keys; of those that are still known."""


def guards(hidden: Iterable[Written], published: Iterable[str]) -> tuple[Guard, ...]:
    """The guards of private texts beside public ones, with nothing known."""
    return gathered([private_text(tuple(hidden))], map(public_text, published)).guards


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
    gone = known.public - texts.keys()
    lost = words_of(gone) if gone else {}
    if len(lost) < len(gone):
        known = NOTHING
    counts = dict(known.counts)
    for key in gone & known.public:
        for word in lost[key]:
            counts[word] -= 1
            if not counts[word]:
                del counts[word]
    new: dict[str, bytes] = {}
    for key in [key for key in texts if key not in known.public]:
        own = vocabulary(texts[key].read())
        new[key] = packed(own)
        for word in own:
            counts[word] = counts.get(word, 0) + 1
    shares = {key: _share(one, counts, known.shares.get(key)) for key, one in private.items()}
    found = Gathered(frozenset(texts), counts, shares, {}, new)
    said = _said(found, texts, known, words_of)
    return Gathered(found.public, counts, shares, said, new)


def _share(one: Given[tuple[Written, ...]], counts: dict[str, int], known: Share | None) -> Share:
    """What a private text brings, now that public ones have the words of `counts`."""
    if known is not None and known.secret == known.words.difference(counts):
        return known
    units = units_of(one.read())
    own = telling_words(units)
    secret = own.difference(counts)
    certain: list[Guard] = []
    usual: list[Guard] = []
    for guard in dict.fromkeys(phrases_of(units, secret)):
        (usual if secret.isdisjoint(guard.phrase) else certain).append(guard)
    return Share(own, secret, tuple(certain), tuple(usual))


def _said(
    now: Gathered, texts: Mapping[str, Given[str]], known: Gathered, words_of: Words
) -> dict[str, frozenset[Phrase]]:
    """The usual phrases that public texts say."""
    said = {
        key: left for key, phrases in known.said.items() if key in texts and (left := phrases & now.usual)
    }
    if now.usual and now.new:
        every = Phrases(now.usual)
        for key in now.new:
            if found := _within(every, texts[key].read()):
                said[key] = found
    if fresh := now.usual - known.usual:
        others = now.public.difference(now.new)
        held = words_of(others) if others and len(fresh) <= FEW else {}
        for key, phrases in candidates(fresh, others, held).items():
            if found := _within(phrases, texts[key].read()):
                said[key] = said.get(key, frozenset()) | found
    return said


def _within(phrases: Phrases, text: str) -> frozenset[Phrase]:
    return frozenset(phrases.within(words(plain(text))))


def candidates(
    phrases: Iterable[Phrase], keys: Iterable[str], held: Mapping[str, frozenset[str]]
) -> dict[str, Phrases]:
    """The phrases that texts may say, by the words that they have; any, where these are not known."""
    wanted = [(phrase, frozenset(phrase)) for phrase in phrases]
    if len(wanted) > FEW:
        return dict.fromkeys(keys, Phrases(phrase for phrase, _ in wanted))
    every = frozenset().union(*(one for _, one in wanted))
    found: dict[str, Phrases] = {}
    for key in keys:
        common = every & held.get(key, every)
        if common and (left := [phrase for phrase, one in wanted if one <= common]):
            found[key] = Phrases(left)
    return found


def packed(own: Iterable[str]) -> bytes:
    """Words as they are kept."""
    return zlib.compress("\n".join(own).encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes) -> frozenset[str]:
    """Words that were kept. Raises `ValueError` or `zlib.error` for anything else."""
    text = zlib.decompress(data).decode("utf-8", "surrogatepass")
    return frozenset(text.split("\n")) if text else frozenset()
