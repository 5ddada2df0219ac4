"""The terms that fields may use: products, versions, owners, roles, tags (`kb/vocabulary.yml`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kept.diagnostic import Problem
from kept.text import Source, Span
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlError, read


@dataclass(frozen=True, slots=True)
class Term:
    """A term as documents write it, the name that readers see, and other words for it."""

    word: str
    name: str
    also: tuple[str, ...] = ()


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

    def meant(self, word: str) -> str | None:
        """The term of which `word` is another spelling, name or synonym."""
        folded = word.casefold()
        for term in self.terms:
            if folded in {other.casefold() for other in (term.word, term.name, *term.also)}:
                return term.word
        return None

    def display(self, word: str) -> str:
        """The name that readers see."""
        return next((term.name for term in self.terms if term.word == word), word)


@dataclass(frozen=True)
class Vocabularies:
    """All vocabularies, with the file they come from and what is wrong with it."""

    source: Source = Source("", "")
    by_name: dict[str, Vocabulary] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

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
    for key, value in node.entries:
        terms: list[Term] = []
        for item in _terms(value):
            if isinstance(item, Problem):
                found.append(item)
            else:
                terms.append(item)
        by_name[key.raw] = Vocabulary(key.raw, tuple(terms))
        found.extend(_ambiguous(key, terms))
    return Vocabularies(source, by_name, tuple(found))


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
    unknown = next((name for name, _ in value.entries if name.raw not in ("name", "also")), None)
    if unknown:
        return Problem("K006", unknown.span, f'a term has no "{unknown.raw}"', "write `name:` and `also:`")
    name, also = value.get("name") or key, value.get("also")
    if not isinstance(name, Scalar):
        return Problem("K006", name.span, "`name` must be text", "write `name: Support`")
    wrong = _not_words(also)
    if wrong is not None:
        return Problem("K006", wrong.span, "`also` must be a list of words", "write `also: [one, two]`")
    words = also.items if isinstance(also, Sequence) else ()
    return Term(key.raw, name.raw, tuple(word.raw for word in words if isinstance(word, Scalar)))


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
