"""The words that texts should use (`terms:` in the vocabulary): one for each thing, with those to avoid.

A form under `also` is another spelling of the same word ("e-mail" for "email"); one under `instead` is
another word, which may mean something else in places ("login" for "sign in").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kept.diagnostic import Problem
from kept.text import Span
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence

_KEYS = ("also", "instead", "why")
_FORM = re.compile(r"[^\s|`<>\[\]{}]+(?: [^\s|`<>\[\]{}]+)*")
_SKIPPED = (
    r"(?:https?|ftp|mailto|tel):\S+",
    r"www\.\S+",
    r"[\w.+-]+@[\w-]+\.[\w.-]+",
    r"\{\{.*?\}\}",
    r"\{[:#.][^{}\n]*\}",
)
"""Addresses, macros and attribute lists: their words are not the writer's."""

_BEFORE = r"(?<![\w./\\@#$-])"
_AFTER = r"(?![\w/\\@(=-]|\.\w|::)"
_GAP = r"(?:[ \t]+|[ \t]*\r?\n[ \t>]*)"


@dataclass(frozen=True, slots=True)
class Preference:
    """A word to write, the forms to avoid, and the reason that its team gives."""

    word: str
    also: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Avoided:
    """A form to avoid that stands in a text, and what to write in its place."""

    span: Span
    form: str
    word: str
    preference: Preference
    is_spelling: bool
    is_plural: bool
    is_capital_only: bool
    """Whether nothing but a capital at its begin is wrong with it, as every sentence has one."""


@dataclass(frozen=True)
class Wording:
    """All preferences together."""

    preferences: tuple[Preference, ...] = ()

    def find(self, text: str) -> Iterator[Avoided]:
        """Every form to avoid in a text; cheap where there is none."""
        if self._may_be_in(text):
            for found in self._pattern.finditer(text):
                if found["form"] is not None:
                    avoided = self._avoided(found)
                    if avoided is not None:
                        yield avoided

    def _may_be_in(self, text: str) -> bool:
        folded, exact = self._probes
        lowered = text.lower()
        return any(probe in lowered for probe in folded) or any(probe in text for probe in exact)

    def _avoided(self, found: re.Match[str]) -> Avoided | None:
        form = " ".join(found["form"].replace(">", " ").split())
        preference = self._by_form.get(form) or self._by_form.get(form.lower())
        if preference is None:
            return None
        plural = found["plural"] or ""
        if form.lower() == preference.word.lower():
            word, is_spelling = preference.word, True
        else:
            word = in_the_case_of(form, preference.word)
            is_spelling = form.lower() in {other.lower() for other in preference.also}
        rest = form[1:] == preference.word[1:] and form[:1].lower() == preference.word[:1]
        span = Span(found.start("form"), found.end("plural") if plural else found.end("form"))
        return Avoided(span, form + plural, word + plural, preference, is_spelling, bool(plural), rest)

    @cached_property
    def _by_form(self) -> dict[str, Preference]:
        """By form: in lower case, or as it is written where only its capitals differ from the word."""
        found: dict[str, Preference] = {}
        for one in self.preferences:
            for form in (*one.also, *one.instead):
                found[form if form.lower() == one.word.lower() else form.lower()] = one
        return found

    @cached_property
    def _probes(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Texts, lowered and exact, of which one must be there before the pattern is worth its time."""
        folded: set[str] = set()
        exact: set[str] = set()
        for form, one in self._by_form.items():
            wanted = exact if form.lower() == one.word.lower() else folded
            first, *others = form.split()
            wanted |= {form, *(f"{first}{end}" for end in "\r\n" if others)}
        return tuple(sorted(folded)), tuple(sorted(exact))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """One expression for all forms; what it skips, and words that hold a form, come first."""
        forms = sorted(self._by_form, key=lambda form: (-len(form), form))
        lowered = {form.lower() for form in forms}
        whole = sorted(
            {one.word for one in self.preferences if any(form in one.word.lower() for form in lowered)},
            key=lambda word: (-len(word), word),
        )
        skipped = [
            *_SKIPPED,
            *(f"(?<!\\w){_spaced(word)}s?(?!\\w)" for word in whole if word.lower() not in lowered),
        ]
        alternatives = "|".join(
            f"(?-i:{_spaced(form)})" if form.lower() == self._by_form[form].word.lower() else _spaced(form)
            for form in forms
        )
        end = r"(?P<plural>(?<=[^\W\d_])(?<![sS])s)?"
        return re.compile(
            f"(?:{'|'.join(skipped)})|{_BEFORE}(?P<form>{alternatives}){end}{_AFTER}", re.IGNORECASE
        )


def _spaced(form: str) -> str:
    """A form as an expression; a blank in it may be a line's end."""
    return _GAP.join(map(re.escape, form.split()))


def in_the_case_of(form: str, word: str) -> str:
    """The word to write for a form: with a capital where the form has one, and the word none of its own."""
    if word != word.lower():
        return word
    if form.isupper() and sum(letter.isalpha() for letter in form) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if form[:1].isupper() else word


def read_wording(node: Node) -> tuple[Wording, list[Problem]]:
    """Read `terms:` of the vocabulary; what is wrong is left out, with a problem (K006) for each."""
    if isinstance(node, Scalar) and node.value is None:
        return Wording(), []
    if not isinstance(node, Mapping):
        message = "`terms` must say which word to write for which others"
        return Wording(), [Problem("K006", node.span, message, "write `email: [e-mail]`, one word a line")]
    words = {key.raw.lower(): key.raw for key, _ in node.entries}
    reader = _Reader(words)
    preferences = tuple(one for key, value in node.entries if (one := reader.preference(key, value)))
    return Wording(preferences), reader.problems


class _Reader:
    """Reads one word after the other; knows which form already belongs to which word."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words
        self.taken: dict[str, str] = {}
        self.problems: list[Problem] = []

    def problem(self, node: Node, message: str, help: str) -> None:
        self.problems.append(Problem("K006", node.span, message, help))

    def preference(self, key: Scalar, value: Node) -> Preference | None:
        if not isinstance(key.value, str) or not _FORM.fullmatch(key.raw):
            self.problem(
                key, f'"{key.raw}" is no word that a text could hold', "write it in quotes, without markup"
            )
            return None
        before = len(self.problems)
        if not isinstance(value, Mapping):
            value = Mapping(((Scalar("also", "also", value.span), value),), value.span)
        for name, _ in value.entries:
            if name.raw not in _KEYS:
                self.problem(name, f'a word has no "{name.raw}"', f"known are: {', '.join(_KEYS)}")
        also = tuple(self.forms(key, value.get("also")))
        instead = tuple(self.forms(key, value.get("instead")))
        reason = value.get("why")
        why = reason.raw if isinstance(reason, Scalar) else ""
        if reason is not None and not isinstance(reason, Scalar):
            self.problem(reason, "`why` must be text", "write one sentence")
        if not also and not instead:
            if len(self.problems) == before:
                self.problem(key, f'"{key.raw}" has no form to avoid', f"write `{key.raw}: [another form]`")
            return None
        return Preference(key.raw, also, instead, why)

    def forms(self, key: Scalar, node: Node | None) -> Iterator[str]:
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return
        items = node.items if isinstance(node, Sequence) else (node,)
        for item in items:
            if (
                not isinstance(item, Scalar)
                or not isinstance(item.value, str)
                or not _FORM.fullmatch(item.raw)
            ):
                self.problem(item, "a form to avoid must be a word", f"write `{key.raw}: [one, two]`")
            elif item.raw == key.raw:
                self.problem(item, f'"{item.raw}" is the word to write and to avoid', "write the other form")
            elif item.raw.lower() in self.words and item.raw.lower() != key.raw.lower():
                message = f'"{item.raw}" is to be avoided for "{key.raw}", and is a word to write itself'
                self.problem(item, message, "keep one of the two")
            elif self.taken.setdefault(item.raw.lower(), key.raw) != key.raw:
                message = (
                    f'"{item.raw}" is to be avoided for both "{self.taken[item.raw.lower()]}" and "{key.raw}"'
                )
                self.problem(item, message, "keep it with one of them")
            else:
                yield item.raw
