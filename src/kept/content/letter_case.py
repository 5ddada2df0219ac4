"""Whether a title is in sentence case, and which of its words are not: for English, and careful elsewhere.

A capital within a title says nothing by itself, since it may begin a name. There is proof of title case only
where a small word has one ("Reset Your Router"), or where words have one that the same article writes
without it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Protocol

from kept.late_patterns import late_pattern
from kept.values import dataclass

_SMALL = """
an and are as at but by can do does for from had has have how if in into is it its not of on or so that the
their then these this to via was were what when where which why will with within without you your
"""
SMALL_WORDS = frozenset(_SMALL.split())
"""English words that no name needs a capital for."""

_WELL_KNOWN = """
monday tuesday wednesday thursday friday saturday sunday january february april june july september october
november december english german french spanish italian dutch european american amazon android apache apple
azure bitbucket bluetooth chrome confluence debian docker ethernet excel facebook firefox git github gitlab
gmail google grafana homebrew instagram internet ios java javascript jenkins jira kubernetes linkedin linux
mac magento markdown microsoft mysql nginx outlook paypal postgres powershell prometheus python redis safari
salesforce shopify slack skype stripe terraform twitter ubuntu unix visa vimeo whatsapp windows wordpress
xbox youtube zendesk zoom
"""
NAMES = frozenset(_WELL_KNOWN.split())
"""Names that many texts hold and some write small; a capital is never wrong with them."""

_CHEAP = late_pattern(r"\S\s+[\"'(]?[^\W\d_a-z]")
"""A capital that isn't the first letter: without one there is nothing to look at."""

_SMALL_AND_LONG = late_pattern(
    rf"(?<=\s)(?!(?:{'|'.join(word for word in sorted(SMALL_WORDS) if len(word) > 3)})\b)[a-z]{{4,}}(?=\s|\Z)"
)
"""An ordinary word without a capital, which most titles have: they are in sentence case."""

_OPAQUE = late_pattern(
    r"`[^`]*`|\"[^\"]*\"|“[^”]*”|‘[^’]*’|«[^»]*»|(?<!\w)'[^']*'(?!\w)|\*\*.+?\*\*|<[^>]*>|\{[^}]*\}|\]\([^)]*\)"
)
"""Code, quotes, labels on a screen, markup: their letters are not the writer's."""

_TOKEN = late_pattern(r"\S+")
_EDGES = "()[]{}.,:;!?\"'“”‘’«»*_…"
_BEGINS = late_pattern(r"[:.!?)|/>–—…]$|^[-–—|/+&•]+$|^\W*\d+\W*$")
"""What a new sentence, item or name may follow."""

_LONGEST_ACRONYM = 5
_LONGEST = 300
"""Letters of a title that is looked at; one that is longer has another fault."""


@dataclass(frozen=True, slots=True)
class Change:
    """A word of a title with another case: where it begins, as it is, as it should be."""

    start: int
    word: str
    better: str


@dataclass(frozen=True, slots=True)
class Recased:
    """What is wrong with the case of a title: `is_shouted` for capitals throughout."""

    changes: tuple[Change, ...]
    is_shouted: bool = False

    def of(self, title: str) -> str:
        """The title with its words in their proper case."""
        for change in self.changes:
            end = change.start + len(change.word)
            title = title[: change.start] + change.better + title[end:]
        return title


class Evidence(Protocol):
    """What the text of an article says about the words of its title."""

    def is_common(self, word: str) -> bool:
        """Whether a word, given in lower case, is an ordinary one there."""

    def is_name(self, words: str) -> bool:
        """Whether neighbouring words, as the title has them, are the name of something there."""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    text: str
    is_first: bool


def recased(title: str, names: Mapping[str, str], evidence: Evidence) -> Recased | None:
    """The words of a title that should be written otherwise; `None` for a title in sentence case.

    `names` are words with a case of their own, by their lower case.
    """
    if len(title) > _LONGEST or not _CHEAP.search(title):
        return None
    if any(word.group() not in names for word in _SMALL_AND_LONG.finditer(title)):
        return None
    words = list(_words(title))
    return _shouted(words, names) or _in_title_case(words, names, evidence)


def _words(title: str) -> Iterator[_Word]:
    """The words, each with whether a capital is in order there: at the begin, or after a colon."""
    hidden = _OPAQUE.sub(lambda found: "\0" * len(found.group()), title)
    is_first = True
    for token in _TOKEN.finditer(hidden):
        text = token.group()
        core = text.strip(_EDGES)
        if core:
            start = token.start() + text.index(core)
            yield _Word(start, core, is_first or text[0] in "([{")
        is_first = bool(_BEGINS.search(text)) or (is_first and not core)


def _shouted(words: list[_Word], names: Mapping[str, str]) -> Recased | None:
    """Capitals throughout, in two words or more of which one cannot be an acronym."""
    plain = [word for word in words if _is_plain(word.text)]
    if len(plain) < 2 or not all(word.text.isupper() for word in plain):
        return None
    if any(
        "\0" not in word.text and not _is_plain(word.text) and word.text != word.text.upper()
        for word in words
    ):
        return None
    spoken = [word for word in plain if word.text.lower() not in names]
    if not any(len(word.text) > _LONGEST_ACRONYM or word.text.lower() in SMALL_WORDS for word in spoken):
        return None
    changes = []
    for word in plain:
        lowered = word.text.lower()
        better = names.get(lowered) or (lowered.capitalize() if word.is_first else lowered)
        if better != word.text:
            changes.append(Change(word.start, word.text, better))
    return Recased(tuple(changes), is_shouted=True) if changes else None


def _in_title_case(words: list[_Word], names: Mapping[str, str], evidence: Evidence) -> Recased | None:
    small: list[_Word] = []
    large: list[_Word] = []
    for word in words:
        text, lowered = word.text, word.text.lower()
        if word.is_first or not _is_plain(text) or lowered in names or lowered in NAMES:
            continue
        if text == lowered:
            if text not in SMALL_WORDS and len(text) > 1:
                return None  # an ordinary word without a capital: the others are names
        elif _is_capital(text):
            (small if lowered in SMALL_WORDS else large).append(word)
    if not small and len(large) < 2:
        return None
    named = _named(words, evidence)
    common = [word for word in large if word not in named and evidence.is_common(word.text.lower())]
    small = [word for word in small if word not in named]
    if not (small and (common or len(large) > 1)) and not (len(common) > 1 and len(common) == len(large)):
        return None
    articles = [word for word in words[:-1] if word.text == "A" and not word.is_first]
    changes = sorted((*small, *common, *articles), key=lambda word: word.start)
    return Recased(tuple(Change(word.start, word.text, word.text.lower()) for word in changes))


def _named(words: list[_Word], evidence: Evidence) -> frozenset[_Word]:
    """Words that are a name together with a neighbour: "Network Firewall"."""
    pairs = ((one, two) for one, two in pairwise(words) if _is_capital(two.text) and one.text[0].isupper())
    return frozenset(
        word for pair in pairs if evidence.is_name(" ".join(one.text for one in pair)) for word in pair
    )


def _is_capital(text: str) -> bool:
    return text[0].isupper() and text[1:].islower()


def _is_plain(text: str) -> bool:
    """Whether it is a word of letters alone."""
    return text.replace("'", "").replace("’", "").isalpha()
