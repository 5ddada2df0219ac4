"""The terms that fields may use: products, versions, owners, roles, tags (`kb/vocabulary.yml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime
from functools import cached_property

from kept.content.wording import Wording, read_wording
from kept.diagnostic import Problem
from kept.near import did_you_mean
from kept.text import Source, Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlError, read

TERMS = "terms"
"""The key under which the file says which words to write in the text; no vocabulary of its own."""

_TERM_KEYS = ("name", "also", "left", "successor")


@dataclass(frozen=True, slots=True)
class Term:
    """A term as documents write it, the name that readers see, and other words for it."""

    word: str
    name: str
    also: tuple[str, ...] = ()
    left: date | None = None
    """The day from which it is no longer there: an owner who left, a team that was dissolved."""
    successor: str = ""
    """The term that takes its place."""

    def has_left(self, today: date) -> bool:
        """Whether it is no longer there on the day `today`."""
        return self.left is not None and self.left <= today


@dataclass(frozen=True)
class Vocabulary:
    """One list of terms."""

    name: str
    terms: tuple[Term, ...]

    def __contains__(self, word: str) -> bool:
        return any(term.word == word for term in self.terms)

    def words(self) -> tuple[str, ...]:
        """The terms as documents write them."""
        return tuple(term.word for term in self.terms)

    def offered(self) -> tuple[str, ...]:
        """The terms that a new document should choose from: those that have not left, nor are about to."""
        return tuple(term.word for term in self.terms if term.left is None)

    def meant(self, word: str) -> str | None:
        """The term of which `word` is another spelling, name or synonym."""
        folded = word.casefold()
        for term in self.terms:
            if folded in {other.casefold() for other in (term.word, term.name, *term.also)}:
                return term.word
        return None

    def get(self, word: str) -> Term | None:
        """The term that documents write as `word`."""
        return next((term for term in self.terms if term.word == word), None)

    def successor(self, term: Term, today: date) -> Term | None:
        """Who takes the place of a term that has left: the first on the way who is still there."""
        seen = {term.word}
        found = self.get(term.successor)
        while found is not None and found.has_left(today) and found.word not in seen:
            seen.add(found.word)
            found = self.get(found.successor)
        return None if found is None or found.has_left(today) else found

    @cached_property
    def names(self) -> dict[str, str]:
        """Every way to write a term in a text, folded, with the name that readers see."""
        return {
            _spaced(form): term.name
            for term in reversed(self.terms)
            for form in (*term.also, term.word, term.name)
            if _spaced(form)
        }

    @cached_property
    def mention(self) -> re.Pattern[str]:
        """Finds the names of terms in a folded text, one or several of a kind ("support agents")."""
        forms = sorted(map(re.escape, self.names), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(forms) or '(?!)'})(?:e?s)?(?!\w)")

    def is_mentioned(self, text: str) -> bool:
        """Whether a text names a term, in whatever form and case."""
        return bool(self.mention.search(_spaced(text)))

    def display(self, word: str) -> str:
        """The name that readers see."""
        return next((term.name for term in self.terms if term.word == word), word)


def _spaced(text: str) -> str:
    """A name for comparison: without case, `support-agent` like "Support agent"."""
    return " ".join(text.replace("-", " ").replace("_", " ").split()).casefold()


_NAMES = frozenset({"products", "versions"})
"""Vocabularies whose terms are names; those of others begin with a capital as every title does."""


def _proper(text: str, is_name: bool) -> Iterator[str]:
    """The words of a name that keep their case; a capital at its begin counts only if others have one."""
    words = re.findall(r"[^\W\d_][\w'’]*", text)
    has_capitals = any(word != word.lower() for word in words[1:])
    for number, word in enumerate(words):
        if is_name or word[1:] != word[1:].lower() or (word != word.lower() and (number > 0 or has_capitals)):
            yield word


@dataclass(frozen=True)
class Vocabularies:
    """All vocabularies, with the file they come from and what is wrong with it."""

    source: Source = Source("", "")
    by_name: dict[str, Vocabulary] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    wording: Wording = Wording()

    @cached_property
    def proper_words(self) -> dict[str, str]:
        """Words with a case of their own, by their lower case: those of names, and of words to write."""
        texts = [(one.word, True) for one in self.wording.preferences]
        for vocabulary in self.by_name.values():
            of_products = vocabulary.name in _NAMES
            texts += [
                (text, of_products)
                for term in vocabulary.terms
                for text in (term.word, term.name, *term.also)
            ]
        return {word.lower(): word for text, is_name in texts for word in _proper(text, is_name)}

    def get(self, name: str) -> Vocabulary | None:
        """A vocabulary; `None` when the file has none of that name, and any term is accepted."""
        return self.by_name.get(name)


def read_vocabularies(source: Source) -> Vocabularies:
    """Read a vocabulary file; what is wrong with it is in `problems` (K006)."""
    try:
        node, problems = read(source.text)
    except YamlError as error:
        message = f"the vocabulary cannot be read: {error.message}"
        return Vocabularies(source, {}, (Problem("K006", error.span, message, error.help),))
    found = [Problem("K006", item.span, item.message, item.help) for item in problems]
    if node is None:
        return Vocabularies(source, {}, tuple(found))
    if not isinstance(node, Mapping):
        message = "the vocabulary is not `name: [terms]` lines"
        return Vocabularies(
            source, {}, (Problem("K006", Span(0, 0), message, "write `products: [one, two]`"),)
        )
    by_name: dict[str, Vocabulary] = {}
    wording = Wording()
    for key, value in node.entries:
        if key.raw == TERMS:
            wording, wrong = read_wording(value)
            found.extend(wrong)
            continue
        terms: list[Term] = []
        for item in _terms(value):
            if isinstance(item, Problem):
                found.append(item)
            else:
                terms.append(item)
        by_name[key.raw] = Vocabulary(key.raw, tuple(terms))
        found.extend(_ambiguous(key, terms))
        found.extend(_lost_successors(value, by_name[key.raw]))
    return Vocabularies(source, by_name, tuple(found), wording)


def _terms(node: Node) -> Iterator[Term | Problem]:
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar) and item.raw:
                yield Term(item.raw, item.raw)
            else:
                yield Problem("K006", item.span, "a term must be a word", "write `- word`")
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield _term(key, value)
    elif not (isinstance(node, Scalar) and node.value is None):
        yield Problem("K006", node.span, "a vocabulary must be a list of terms", "write `[one, two]`")


def _term(key: Scalar, value: Node) -> Term | Problem:
    if isinstance(value, Scalar):
        return Term(key.raw, value.raw if value.value is not None else key.raw)
    if not isinstance(value, Mapping):
        return Problem("K006", value.span, f'"{key.raw}" must have a name or `name:` and `also:`')
    unknown = next((name for name, _ in value.entries if name.raw not in _TERM_KEYS), None)
    if unknown:
        return Problem("K006", unknown.span, f'a term has no "{unknown.raw}"', "write `name:` and `also:`")
    departure = _departure(value.get("left"), value.get("successor"))
    if isinstance(departure, Problem):
        return departure
    name, also = value.get("name") or key, value.get("also")
    if not isinstance(name, Scalar):
        return Problem("K006", name.span, "`name` must be text", "write `name: Support`")
    wrong = _not_words(also)
    if wrong is not None:
        return Problem("K006", wrong.span, "`also` must be a list of words", "write `also: [one, two]`")
    words = also.items if isinstance(also, Sequence) else ()
    also_words = tuple(word.raw for word in words if isinstance(word, Scalar))
    return Term(key.raw, name.raw, also_words, *departure)


def _departure(left: Node | None, successor: Node | None) -> tuple[date | None, str] | Problem:
    """Since when a term is no longer there, and what takes its place."""
    if left is None:
        if successor is None:
            return None, ""
        message = "`successor` says who takes over, and nobody has left"
        return Problem("K006", successor.span, message, "add `left: YYYY-MM-DD`")
    if successor is not None and not (isinstance(successor, Scalar) and successor.raw.strip()):
        return Problem("K006", successor.span, "`successor` must be a term", "write `successor: support`")
    day = left.value if isinstance(left, Scalar) else None
    if isinstance(day, datetime):
        day = day.date()
    if day is True:
        day = date.min
    if not isinstance(day, date):
        return Problem("K006", left.span, "`left` must be a day", "write it as YYYY-MM-DD")
    return day, successor.raw if isinstance(successor, Scalar) else ""


def _lost_successors(node: Node, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Successors that are no terms, or that lead back to where they came from."""
    if not isinstance(node, Mapping):
        return
    for term in vocabulary.terms:
        entry = node.get(term.word)
        place = entry.get("successor") if isinstance(entry, Mapping) else None
        if place is None or not term.successor:
            continue
        if vocabulary.get(term.successor) is None:
            message = f'the successor "{term.successor}" is not a term of "{vocabulary.name}"'
            meant = did_you_mean(term.successor, {*vocabulary.words()} - {term.word})
            yield Problem("K006", place.span, message + meant, "name a term of the same vocabulary")
        elif vocabulary.successor(term, date.max) is None:
            message = f'"{term.word}" is succeeded by "{term.successor}", and in the end by nobody'
            yield Problem("K006", place.span, message, "name somebody who is still there")


def _not_words(also: Node | None) -> Node | None:
    """What keeps a value from being a list of words."""
    if isinstance(also, Sequence):
        return next((word for word in also.items if not isinstance(word, Scalar)), None)
    return also


def _ambiguous(key: Scalar, terms: list[Term]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for term in terms:
        for word in {term.word.casefold(), *(other.casefold() for other in term.also)}:
            if seen.setdefault(word, term.word) != term.word:
                message = f'in "{key.raw}", "{word}" stands for both "{seen[word]}" and "{term.word}"'
                yield Problem("K006", key.span, message, "keep it with one of them")
