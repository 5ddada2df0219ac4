"""Findings that a writer has silenced: by a comment in the article, or by path in `mkdocs.yml`.

`by_comments` looks at one document and its findings, `by_paths` at the settings and all findings; neither
needs the other. What a suppression itself does wrong is found by the rules on `Suppression`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from kept.check.rule import Context, Rule, find_rule, rules
from kept.config import Ignored, Settings
from kept.content.vocabulary import Vocabularies
from kept.diagnostic import Diagnostic, Edit, Fix, Problem, Safety, Severity
from kept.external.places import ExternalLink
from kept.globs import matches_any
from kept.library import Library
from kept.near import Words, nearest
from kept.parse.document import Document
from kept.parse.suppressions import END, IGNORE, START, VERBS, Comment, read_comments
from kept.text import Source, Span
from kept.values import dataclass

_Range = tuple[int, int]
"""The first and the last line (from 1) of what is meant."""


@dataclass(frozen=True, slots=True)
class Word:
    """A rule as a suppression names it."""

    text: str
    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment or one entry of `ignore`: what it names, and which of that silenced nothing."""

    source: Source
    span: Span
    words: tuple[Word, ...]
    reason: str
    needs_reason: bool = True
    unused: tuple[Word, ...] = ()
    problems: tuple[Problem, ...] = ()

    def without(self, word: Word) -> Fix | None:
        """Take out one of its words, or the whole comment with the last one."""
        if self.problems:
            return None
        if len(self.words) == len(self.unused):
            safety = Safety.UNSAFE if _parts_text(self.source, self.span) else Safety.SAFE
            return Fix("remove the comment", safety, (Edit(_whole(self.source, self.span), ""),))
        at = bisect_left(self.words, word.span, key=lambda one: one.span)
        if at:
            span = Span(self.words[at - 1].span.end, word.span.end)
        else:
            span = Span(word.span.start, self.words[1].span.start)
        return Fix(f"remove {word.text}", Safety.SAFE, (Edit(span, ""),))


def without_silenced(
    document: Document,
    found: list[Diagnostic],
    library: Library,
    today: date,
    levels: Mapping[str, Severity],
) -> list[Diagnostic]:
    """The findings of one document that its comments leave, and those about the comments.

    `levels` is the severity of each rule: a suppression of one that is off is not called unused.
    """
    suppressions, hidden = by_comments(document, found, _active(levels))
    left = [item for index, item in enumerate(found) if index not in hidden]
    return left + list(_about(suppressions, library, today, levels))


def without_ignored(
    settings: Settings,
    found: list[Diagnostic],
    today: date,
    levels: Mapping[str, Severity],
    *,
    is_whole: bool,
) -> list[Diagnostic]:
    """The findings that the settings leave, and those about the settings.

    `is_whole` says that no paths narrow the run, so that an entry that silences nothing does so everywhere.
    """
    suppressions, hidden = by_paths(settings.ignore, found, _active(levels) if is_whole else ())
    left = [item for index, item in enumerate(found) if index not in hidden]
    nothing = Library(settings, (), {}, Vocabularies())
    return left + list(_about(suppressions, nothing, today, levels))


def _active(levels: Mapping[str, Severity]) -> set[str]:
    """The rules that every check runs; what other servers answer is not asked by each."""
    asked = {one.code for one in rules() if one.on is ExternalLink}
    return {code for code, level in levels.items() if level is not Severity.OFF} - asked


def _about(
    suppressions: Iterable[Suppression], library: Library, today: date, levels: Mapping[str, Severity]
) -> Iterator[Diagnostic]:
    """What the rules on suppressions find."""
    asked = [one for one in rules() if one.on is Suppression and levels[one.code] is not Severity.OFF]
    for item in suppressions:
        for one in asked:
            yield from one.check(item, Context(one, library, today, levels[one.code], source=item.source))


def by_comments(
    document: Document, findings: list[Diagnostic], active: Collection[str]
) -> tuple[list[Suppression], set[int]]:
    """What the comments of a document silence: the suppressions, and the indexes of silenced findings."""
    paired = _Paired(document)
    by_code: dict[str, list[tuple[int, int]]] = {}
    for index, item in enumerate(findings):
        by_code.setdefault(item.code, []).append((item.location.line, index))
    for places in by_code.values():
        places.sort()
    silent: dict[str, set[_Range]] = {}
    unused: dict[int, list[Word]] = {}
    for at, word, ranges in paired.meant:
        places = by_code.get(word.code, [])
        if any(_within(places, one) for one in ranges):
            silent.setdefault(word.code, set()).update(ranges)
        elif word.code in active:
            unused.setdefault(at, []).append(word)
    for at, words in unused.items():
        paired.made[at] = replace(paired.made[at], unused=tuple(words))
    return paired.made, set(_all_within(by_code, silent))


def _within(places: list[tuple[int, int]], lines: _Range) -> range:
    """Which of these places (line and index of a finding, sorted) lie within the lines."""
    return range(bisect_left(places, (lines[0], 0)), bisect_left(places, (lines[1] + 1, 0)))


def _all_within(
    by_code: Mapping[str, list[tuple[int, int]]], silent: Mapping[str, set[_Range]]
) -> Iterator[int]:
    """The indexes of the findings in lines that are silent for their rule; none is looked at twice."""
    for code, lines in silent.items():
        places, done = by_code[code], 0
        for one in sorted(lines):
            found = _within(places, one)
            yield from (places[at][1] for at in range(max(done, found.start), found.stop))
            done = max(done, found.stop)


class _Paired:
    """The comments of a document, starts with their ends: which lines are meant for which rule."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self.made: list[Suppression] = []
        self.meant: list[tuple[int, Word, tuple[_Range, ...]]] = []
        self.open: dict[str, tuple[int, Word]] = {}
        for comment in read_comments(document):
            self.add(comment)
        for at, word in self.open.values():
            self.complain(at, word, *_NEVER_ENDED)

    def add(self, comment: Comment) -> None:
        if comment.verb not in VERBS and nearest(comment.verb, VERBS) is None:
            return  # "kept: …" in somebody's own words
        at = len(self.made)
        self.made.append(_suppression(comment, self.source))
        words = self.made[at].words
        if comment.verb == IGNORE:
            ranges = tuple(_lines(span, self.source) for span in comment.covers)
            self.meant += [(at, word, ranges) for word in words]
        elif comment.verb == START:
            self.start(at, words)
        elif comment.verb == END:
            last = self.source.position(comment.span.start).line
            self.end(at, words if comment.words else [word for _, word in self.open.values()], last)

    def start(self, at: int, words: Iterable[Word]) -> None:
        for word in words:
            if word.code in self.open:
                self.complain(at, word, *_STARTED_TWICE)
            else:
                self.open[word.code] = (at, word)

    def end(self, at: int, words: Iterable[Word], last: int) -> None:
        for word in words:
            if word.code not in self.open:
                self.complain(at, word, *_NEVER_STARTED)
                continue
            begun, first = self.open.pop(word.code)
            line = self.source.position(self.made[begun].span.start).line
            self.meant.append((begun, first, ((line, last),)))

    def complain(self, at: int, word: Word, message: str, help: str) -> None:
        problem = Problem("K703", word.span, message.format(word=word.text), help.format(word=word.text))
        self.made[at] = replace(self.made[at], problems=(*self.made[at].problems, problem))


_STARTED_TWICE = (
    "{word} is silent already where this begins",
    "remove it, or end the first one before it",
)
_NEVER_STARTED = (
    "no `ignore-start {word}` stands before this end",
    "write the start, or remove the end",
)
_NEVER_ENDED = (
    "`ignore-start {word}` is never ended, so it silences nothing",
    "write `<!-- kept: ignore-end {word} -->` where it ends",
)


def _suppression(comment: Comment, source: Source) -> Suppression:
    words, problems = _known(comment.words)
    if comment.verb not in VERBS:
        near = nearest(comment.verb, VERBS)
        message = f'"{comment.verb}" is not what kept is told in a comment: did you mean "{near}"?'
        problems = [Problem("K703", comment.span, message, f"write `{near}`")]
    elif not comment.words and comment.verb != END:
        help = f"write `<!-- kept: {comment.verb} K204 and the reason -->`"
        problems = [Problem("K703", comment.span, "the comment names no rule, so it silences nothing", help)]
    return Suppression(
        source,
        comment.span,
        words,
        comment.reason,
        needs_reason=comment.verb != END and not problems,
        problems=tuple(problems),
    )


def _known(words: Iterable[tuple[str, Span]]) -> tuple[tuple[Word, ...], list[Problem]]:
    """The rules that are named, and a problem for each word that names none that can be silenced."""
    found: list[Word] = []
    problems: list[Problem] = []
    for text, span in words:
        one = _rule(text)
        if one is None:
            problems.append(_unknown(text, span))
        elif not one.can_be_lowered or one.on is Suppression:
            message = f"{one.code} cannot be silenced"
            help = "mend the file; nobody can know what is in it" if one.code < "K1" else "mend the comment"
            problems.append(Problem("K703", span, message, help))
        else:
            found.append(Word(text, span, one.code))
    return tuple(found), problems


@lru_cache(maxsize=1024)
def _rule(word: str) -> Rule | None:
    return find_rule(word)


@lru_cache(maxsize=1)
def _names() -> Words:
    return Words(word for one in rules() for word in (one.code, one.name))


def _unknown(text: str, span: Span) -> Problem:
    near = nearest(text, _names())
    message = f'there is no rule "{text}"' + (f': did you mean "{near}"?' if near else "")
    fix = Fix(f'write "{near}"', Safety.UNSAFE, (Edit(span, near),)) if near else None
    return Problem("K703", span, message, "name rules first, then the reason; `kept rules` lists them", fix)


def by_paths(
    entries: tuple[Ignored, ...], findings: list[Diagnostic], active: Collection[str]
) -> tuple[list[Suppression], set[int]]:
    """What the entries of `ignore` silence: the suppressions, and the indexes of silenced findings.

    Only rules in `active` are called unused.
    """
    if not entries:
        return [], set()
    known = [_known(entry.rules) for entry in entries]
    by_code: dict[str, list[int]] = {}
    for number, (words, _) in enumerate(known):
        for word in words:
            by_code.setdefault(word.code, []).append(number)
    used: set[tuple[int, str]] = set()
    hidden: set[int] = set()
    for index, item in enumerate(findings):
        for number in by_code.get(item.code, ()):
            if _matches(item.location.path, entries[number].path):
                used.add((number, item.code))
                hidden.add(index)
    return [
        Suppression(
            entry.source,
            entry.span,
            words,
            entry.reason,
            unused=tuple(one for one in words if one.code in active and (number, one.code) not in used),
            problems=tuple(problems),
        )
        for number, (entry, (words, problems)) in enumerate(zip(entries, known, strict=True))
    ], hidden


@lru_cache(maxsize=65536)
def _matches(path: str, pattern: str) -> bool:
    return matches_any(path, (pattern,))


def entry_problems(entry: Ignored) -> tuple[Problem, ...]:
    """What keeps an entry of `ignore` from being used, as problems of the configuration."""
    _, problems = _known(entry.rules)
    return tuple(replace(one, code="K007", message=f"`ignore`: {one.message}", fix=None) for one in problems)


def _lines(span: Span, source: Source) -> _Range:
    last = max(span.start, span.end - 1)
    return source.position(span.start).line, source.position(last).line


def _parts_text(source: Source, span: Span) -> bool:
    """Whether it stands on a line of its own between two lines of text, which would become one paragraph."""
    own = source.line_starts[source.position(span.start).line - 1]
    if not _COMMENT.match(source.text, own):
        return False
    lines = [source.line(source.position(at).line + step) for at, step in ((span.start, -1), (span.end, 1))]
    return all(line.strip() for line in lines)


def _whole(source: Source, span: Span) -> Span:
    """A comment with its line when nothing else stands there, else with the blanks before it."""
    text, number = source.text, source.position(span.start).line
    start = source.line_starts[number - 1]
    last = source.position(span.end).line
    end = source.line_starts[last] if last < len(source.line_starts) else len(text)
    if _BLANK.fullmatch(text, start, span.start) and _BLANK.fullmatch(text, span.end, end):
        if not text[span.end : end].endswith(("\r", "\n")):
            start = len(text[:start].rstrip())  # the last line, which has no end
        return Span(start, end)
    before = span.start
    while before > start and text[before - 1] in " \t":
        before -= 1
    return Span(before, span.end)


_COMMENT = re.compile(r"\s*<!--")
_BLANK = re.compile(r"\s*")
