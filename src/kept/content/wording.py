"""The words that texts should use (`terms:` in the vocabulary): one for each thing, with those to avoid.

A form under `also` is another spelling of the same word ("e-mail" for "email"); one under `instead` is
another word, which may mean something else in places ("login" for "sign in").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from kept.diagnostic import Problem
from kept.text import Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence

_KEYS = ("also", "instead", "why")
_FORM = re.compile(r"[^\s|`<>\[\]{}]+(?: [^\s|`<>\[\]{}]+)*")
_BEFORE = "[ \\t\\n\\r(\\[|*>~\"'\u201c\u2018\u00ab\u2013\u2014:;,!?&]"
"""Signs after which a word begins: a list, without the begin of the text, because it is quick to search."""

_AFTER = r"(?![\w/\\@(=-]|\.\w|::)"
_GAP = r"(?:[ \t]+|[ \t]*\r?\n[ \t>]*)"
_IN_AN_ADDRESS = re.compile(r"://|\bwww\.|\bmailto:|@|\]\(")
_LONGEST_ADDRESS = 400
_LONGEST_FORM = 80
_FEW = 40
"""So many forms are looked for one by one before the whole expression is tried."""


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
        """Every form to avoid in a text, where it is a word; cheap where there is none."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a few letters, such as "İ", become two
            lowered = "".join(letter.lower() if letter.isascii() else letter for letter in text)
        if len(self._by_form) <= _FEW and not any(probe in lowered for probe in self._probes):
            return
        for found in self._pattern.finditer("\n" + lowered):
            avoided = self._avoided(text, Span(found.start("form") - 1, found.end("form") - 1))
            if avoided is not None and not _is_in_an_address(text, avoided.span.start):
                yield avoided

    def _avoided(self, text: str, span: Span) -> Avoided | None:
        """What is to be avoided at a place; nothing where the pattern found a word that holds a form."""
        form = " ".join(text[span.start : span.end].replace(">", " ").split())
        single, is_plural = form, False
        if form.lower() not in self._by_form and form[-1:] in "sS":
            single, is_plural = form[:-1], True
        for preference in self._by_form.get(single.lower(), ()):
            word = preference.word
            differs_in_case = single.lower() == word.lower()
            if differs_in_case and single not in preference.also + preference.instead:
                continue
            better = word if differs_in_case else in_the_case_of(single, word)
            return Avoided(
                span,
                form,
                better + form[len(single) :],
                preference,
                is_spelling=single.lower() in {other.lower() for other in preference.also},
                is_plural=is_plural,
                is_capital_only=single[1:] == word[1:] and single[:1].lower() == word[:1],
            )
        return None

    @cached_property
    def _by_form(self) -> dict[str, list[Preference]]:
        """By form in lower case; more than one only where forms differ in nothing but their capitals."""
        found: dict[str, list[Preference]] = {}
        for one in self.preferences:
            for form in (*one.also, *one.instead):
                found.setdefault(form.lower(), []).append(one)
        return found

    @cached_property
    def _probes(self) -> tuple[str, ...]:
        """Texts in lower case of which one must be there before the pattern is worth its time."""
        probes: set[str] = set()
        for form in self._by_form:
            first, *others = form.split()
            probes |= {f"{first}{end}" for end in "\r\n \t"} if others else {form}
        return tuple(sorted(probes))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """One expression for all forms and for the words that hold a form, which are passed over whole."""
        whole = {
            one.word.lower()
            for one in self.preferences
            if any(form in one.word.lower() for form in self._by_form)
        }
        return re.compile(f"{_BEFORE}(?P<form>{_as_tree({*self._by_form, *whole})}s?){_AFTER}")


def _is_in_an_address(text: str, start: int) -> bool:
    """Whether what stands before a place on its line makes it a part of an address, or of `{…}`."""
    begin = max(0, start - _LONGEST_ADDRESS)
    line = text[max(begin, text.rfind("\n", begin, start) + 1) : start]
    if line.rfind("{") > line.rfind("}"):
        return True
    word = line[max(line.rfind(" "), line.rfind("\t")) + 1 :]
    return bool(_IN_AN_ADDRESS.search(word))


def _as_tree(words: Iterable[str]) -> str:
    """An expression for words in which those with a common begin share it; longer words come first."""
    by_letter: dict[str, set[str]] = {}
    for word in words:
        by_letter.setdefault(word[:1], set()).add(word[1:])
    branches = [
        (_GAP if letter == " " else re.escape(letter)) + _as_tree(rest)
        for letter, rest in sorted(by_letter.items())
        if letter
    ]
    if "" in by_letter:
        return f"(?:{'|'.join(branches)})?" if branches else ""
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else "".join(branches)


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
        if not _is_form(key):
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
            if not isinstance(item, Scalar) or not _is_form(item):
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


def _is_form(word: Scalar) -> bool:
    """Whether a text could hold it: letters and signs with single blanks between, nothing of Markdown's."""
    return isinstance(word.value, str) and len(word.raw) <= _LONGEST_FORM and bool(_FORM.fullmatch(word.raw))
