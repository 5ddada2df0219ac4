"""The fields that the documents have: how often each is used, and which kind of values stand in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from kept.content.dates import AmbiguousDate, ImpossibleDate, to_date
from kept.content.fields import is_empty
from kept.durations import parse_duration
from kept.parse.document import Document
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence

ENOUGH = 0.8
"""The share of a field's values that must be of a kind before the field counts as of that kind."""

_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True)
class KeyUse:
    """One field as the documents use it: the values that are not empty, with the paths they are in."""

    name: str
    values: tuple[tuple[str, Node], ...]
    empty: int = 0

    @property
    def count(self) -> int:
        """In how many documents it has a value."""
        return len(self.values)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words that its name is made of: `lastReviewed-on` → last, reviewed, on."""
        return tuple(word.lower() for word in _TOKEN.findall(self.name))

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The values alone."""
        return tuple(node for _, node in self.values)


def key_uses(documents: Iterable[Document]) -> tuple[KeyUse, ...]:
    """Every field of the front matters, the most used first."""
    values: dict[str, list[tuple[str, Node]]] = {}
    empty: Counter[str] = Counter()
    for document in documents:
        for key, node in document.front.entries if document.front else ():
            found = values.setdefault(key.raw, [])
            if is_empty(node):
                empty[key.raw] += 1
            else:
                found.append((document.path, node))
    uses = (KeyUse(name, tuple(found), empty[name]) for name, found in values.items())
    return tuple(sorted(uses, key=lambda use: (-use.count, use.name)))


def share(nodes: Iterable[Node], is_kind: object) -> float:
    """The share of values that are of a kind."""
    assert callable(is_kind)
    kinds = [bool(is_kind(node)) for node in nodes]
    return sum(kinds) / len(kinds) if kinds else 0.0


def words_of(node: Node) -> tuple[str, ...]:
    """The words of a value: `a, b` and `[a, b]` are two."""
    if isinstance(node, Scalar):
        return tuple(word.strip() for word in node.raw.split(",") if word.strip())
    if isinstance(node, Sequence):
        return tuple(item.raw.strip() for item in node.items if isinstance(item, Scalar) and item.raw.strip())
    return ()


def day_of(node: Node) -> date | None:
    """The day that a value names."""
    try:
        return to_date(node.value, node.raw) if isinstance(node, Scalar) else None
    except (AmbiguousDate, ImpossibleDate):
        return None


def is_date(node: Node) -> bool:
    """Whether it has the form of a date, also one that can be two days or none."""
    try:
        return isinstance(node, Scalar) and to_date(node.value, node.raw) is not None
    except (AmbiguousDate, ImpossibleDate):
        return True


def is_duration(node: Node) -> bool:
    """Whether it is a length of time."""
    return isinstance(node, Scalar) and parse_duration(node.raw) is not None


def is_text(node: Node) -> bool:
    """Whether it is one piece of text."""
    return isinstance(node, Scalar) and isinstance(node.value, str)


def is_word(node: Node) -> bool:
    """Whether it is a short text on one line, such as a name."""
    return (
        isinstance(node, Scalar)
        and isinstance(node.value, str)
        and len(node.raw) <= 60
        and "\n" not in node.raw
    )


def is_list(node: Node) -> bool:
    """Whether it is a list of words, or words with commas between them, or a single one."""
    if isinstance(node, Sequence):
        return all(isinstance(item, Scalar) for item in node.items)
    return isinstance(node, Scalar) and len(node.raw) < 2000 and not isinstance(node.value, bool)


def is_paths(node: Node) -> bool:
    """Whether it is a list of addresses below the site."""
    return isinstance(node, Sequence) and all("/" in word or "." in word for word in words_of(node))


def shape(node: Node) -> str:
    """How a message names the kind of a value."""
    if isinstance(node, Mapping):
        return "mappings"
    if isinstance(node, Sequence):
        return "lists"
    if is_date(node):
        return "dates"
    if is_duration(node):
        return "lengths of time"
    return "text" if isinstance(node.value, str) else f"{type(node.value).__name__} values"


def date_form(node: Scalar) -> str:
    """The form of a date as letters: `2026-11-20` is `YYYY-MM-DD`."""
    text = node.raw.strip()
    for pattern, form in _FORMS:
        if re.fullmatch(pattern, text):
            return form
    return "another form"


_FORMS = (
    (r"\d{4}-\d{2}-\d{2}", "YYYY-MM-DD"),
    (r"\d{4}-\d{2}-\d{2}[T ].*", "YYYY-MM-DD with a time"),
    (r"\d{4}/\d{1,2}/\d{1,2}", "YYYY/MM/DD"),
    (r"\d{1,2}\.\d{1,2}\.\d{4}", "DD.MM.YYYY"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "NN/NN/YYYY"),
    (r"\d{8}", "YYYYMMDD"),
    (r"\d{1,2}(?:st|nd|rd|th)? [A-Za-z]+ \d{4}", "20 November 2026"),
    (r"[A-Za-z]+ \d{1,2}(?:st|nd|rd|th)?,? \d{4}", "November 20, 2026"),
)
