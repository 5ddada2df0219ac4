"""The vocabularies: the words that the documents use for owners, tags, products."""

from __future__ import annotations

from collections import Counter

from kept.adopt.keys import KeyUse, words_of
from kept.adopt.mapping import Fields
from kept.content.scaffold import one_line_yaml
from kept.values import dataclass
from kept.yaml_nodes import Scalar

LISTS = (
    ("owners", "owner"),
    ("tags", "tags"),
    ("products", "products"),
    ("versions", "versions"),
    ("roles", "roles"),
)
"""Vocabularies, and the fields whose words they hold."""

MOST = 200
"""Words from which on a list is no vocabulary that a writer could know."""

REUSE = 3
"""How often a word of a vocabulary must be used, on average; below it writers made the words up."""


@dataclass(frozen=True, slots=True)
class Words:
    """One vocabulary: its words, other spellings that were used for them, or why it stays open."""

    name: str
    words: tuple[str, ...]
    uses: int
    spellings: tuple[tuple[str, str], ...] = ()
    open_because: str = ""


def infer_words(uses: tuple[KeyUse, ...], fields: Fields, owners: tuple[str, ...] = ()) -> tuple[Words, ...]:
    """The vocabularies that the documents have without knowing; `owners` are given by path."""
    found = []
    for name, field in LISTS:
        counts: Counter[str] = Counter(owners if field == "owner" else ())
        for use in uses:
            if use.name in fields.theirs(field):
                if field == "owner":
                    counts.update(node.raw.strip() for node in use.nodes if isinstance(node, Scalar))
                else:
                    counts.update(word for node in use.nodes for word in words_of(node))
        if counts:
            found.append(_words(name, counts))
    return tuple(found)


def _words(name: str, counts: Counter[str]) -> Words:
    """The commonest spelling of each word; others than that become findings, with the word to write."""
    spelled: dict[str, str] = {}
    for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        spelled.setdefault(word.casefold(), word)
    words = tuple(sorted(spelled.values(), key=str.casefold))
    total = counts.total()
    others = tuple(
        sorted((word, spelled[word.casefold()]) for word in counts if spelled[word.casefold()] != word)
    )
    if name != "owners" and (len(words) > MOST or total < REUSE * len(words)):
        reason = f"{len(words):,} words in {total:,} uses are no vocabulary yet"
        return Words(name, words, total, others, reason)
    return Words(name, words, total, others)


def vocabulary_text(found: tuple[Words, ...]) -> str:
    """The file of terms; empty when every list stays open."""
    blocks = []
    for one in found:
        if not one.open_because:
            terms = "".join(f"  - {one_line_yaml(word)}\n" for word in one.words)
            blocks.append(f"{one.name}:\n{terms}")
    head = "# Words that documents may use. A list that is not here is open: any word is accepted.\n"
    return head + "".join(blocks) if blocks else ""
