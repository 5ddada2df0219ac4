"""Python-Markdown's search for inline markup, without the patterns that cannot match.

Python-Markdown tries some twenty regular expressions on each piece of text, one after the other. Most texts
hold none of the characters without which an expression cannot match: these are worked out from the expression
itself, and it is tried where there is one. The results are the same.

Cost: one look at each piece of text, however many patterns there are.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, treeprocessors
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

from kept.site.known_code import fingerprint

KNOWN = {"bf575e7cb994079e"}
"""Fingerprints of the code that this stands in for (of Markdown 3.11)."""

NAME, PRIORITY = "inline", 20
"""Under which Python-Markdown registers its own."""

Needed = frozenset[str] | None
"""Characters of which a text must hold one; nothing when there may be a match without any."""

MANY = 16
"""Characters, beyond which nothing is gained by looking for them."""


def look_before(converter: Markdown) -> None:
    """Let a converter try only patterns that can match."""
    registered = converter.treeprocessors
    if NAME not in registered or type(registered[NAME]) is not InlineProcessor:
        return
    if fingerprint(treeprocessors) in KNOWN:
        registered.register(SparingInlineProcessor(converter), NAME, PRIORITY)


class SparingInlineProcessor(InlineProcessor):
    """Python-Markdown's own, but for the loop over the patterns."""

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        """As that of Python-Markdown; patterns may have been added since the last page."""
        self.patterns = tuple(self.inlinePatterns)
        self.plan = _plan(tuple(map(_needed_by, self.patterns)))
        if ancestors is not None:
            return super().run(tree, ancestors)
        self.stashed_nodes: dict[str, Any] = {}
        self.parent_map: dict[Any, Any] = {}  # in which nobody looks above the whole tree
        rows = deque([(tree, [tree.tag.lower()])])
        while rows:
            element, self.ancestors = rows.popleft()
            if element is not tree:
                self.ancestors.append(element.tag.lower())
            rows.extend(self._children(element))
        return tree

    def _children(self, element: Any) -> list[tuple[Any, list[str]]]:
        """Apply the patterns to the texts in an element; what is to be looked through after it."""
        rows, made = [], []
        for child in element:
            text, tail = child.text, child.tail
            if text and not isinstance(text, AtomicString) and not self._is_plain(text):
                self.ancestors.append(child.tag.lower())
                child.text = None
                found = self._InlineProcessor__processPlaceholders(
                    self._InlineProcessor__handleInline(text), child
                )
                self.ancestors.pop()
                rows += found
                made.append((child, found))
            if tail and not self._is_plain(tail):
                self._put_behind(child, element, self._InlineProcessor__handleInline(tail))
            if len(child):
                rows.append((child, self.ancestors[:]))
        for child, found in made:
            for at, (one, _) in enumerate(found):
                child.insert(at, one)
        return rows

    def _put_behind(self, child: Any, element: Any, tail: str) -> None:
        carrier, child.tail = Element("d"), None
        found = self._InlineProcessor__processPlaceholders(tail, carrier, False)
        if carrier.tail:
            child.tail = carrier.tail
        at = list(element).index(child) + 1
        for one, _ in reversed(found):
            element.insert(at, one)

    def _is_plain(self, text: str) -> bool:
        """Whether no pattern can match in a text, and none has."""
        return not self.plan.able(text) and INLINE_PLACEHOLDER_PREFIX not in text

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Apply the patterns from a number on, each as often as it matches."""
        if isinstance(data, AtomicString):
            return data
        patterns, able, apply = self.patterns, self.plan.able, self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        numbers = able(data)
        at, start, last = bisect_left(numbers, patternIndex), 0, -1
        while at < len(numbers):
            number = numbers[at]
            data, matched, start = apply(patterns[number], data, number, start if number == last else 0)
            last = number
            if matched:  # what came of it may hold other characters
                numbers = able(data)
                at = bisect_left(numbers, number)
            else:
                at += 1
        return data

    def _InlineProcessor__processPlaceholders(self, data: Any, parent: Any, isText: bool = True) -> Any:  # noqa: N802, N803
        """Put what the patterns made into an element; most texts are as they were."""
        if not data or INLINE_PLACEHOLDER_PREFIX in data:
            return super()._InlineProcessor__processPlaceholders(data, parent, isText)  # type: ignore[misc]
        if isText:
            parent.text = parent.text + data if parent.text else data
        else:
            parent.tail = parent.tail + data if parent.tail else data
        return []


class _Plan:
    """Which patterns of a row can match in a text."""

    def __init__(self, needs: Sequence[Needed]) -> None:
        self.needs = needs
        looked_for = frozenset[str]().union(*(one for one in needs if one))
        # Without any, an expression that finds nothing.
        self.find = re.compile(
            f"[{re.escape(''.join(sorted(looked_for)))}]" if looked_for else "(?!)"
        ).findall
        self.numbers: dict[frozenset[str], tuple[int, ...]] = {}

    def able(self, text: str) -> tuple[int, ...]:
        """The numbers of the patterns."""
        found = frozenset(self.find(text))
        numbers = self.numbers.get(found)
        if numbers is None:
            able = (at for at, one in enumerate(self.needs) if one is None or not one.isdisjoint(found))
            numbers = self.numbers[found] = tuple(able)
        return numbers


@lru_cache(maxsize=32)
def _plan(needs: tuple[Needed, ...]) -> _Plan:
    return _Plan(needs)


def _needed_by(pattern: Any) -> Needed:
    if type(pattern).getCompiledRegExp is not Pattern.getCompiledRegExp:
        return None  # it may have another expression the next time
    return needed(pattern.getCompiledRegExp())


@lru_cache(maxsize=256)
def needed(expression: re.Pattern[str]) -> Needed:
    """Characters without which a regular expression does not match anywhere."""
    try:
        parser: Any = importlib.import_module("re._parser")
        parsed = parser.parse(expression.pattern, expression.flags)
    except (ImportError, AttributeError, re.error, RecursionError):
        return None  # of a Python that has no such parser
    return _of_all(parsed, bool(expression.flags & re.IGNORECASE))


def _of_all(items: Iterable[tuple[Any, Any]], any_case: bool) -> Needed:
    """The rarest of what the parts of an expression need, one after the other."""
    found = [one for item in items if (one := _of_one(*item, any_case)) is not None]
    return min(found, key=_frequency, default=None)


def _of_one(operation: Any, argument: Any, any_case: bool) -> Needed:
    match str(operation):
        case "LITERAL":
            return _characters([argument], any_case)
        case "IN":
            return _characters(_members(argument), any_case)
        case "SUBPATTERN":
            _, added, _, items = argument
            return _of_all(items, any_case or bool(added & re.IGNORECASE))
        case "ASSERT":
            return _of_all(argument[1], any_case)
        case "ATOMIC_GROUP":
            return _of_all(argument, any_case)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if argument[0] > 0:
            return _of_all(argument[2], any_case)
        case "BRANCH":
            each = [_of_all(items, any_case) for items in argument[1]]
            together = frozenset[str]().union(*(one for one in each if one))
            return together if None not in each and len(together) <= MANY else None
    return None


def _members(argument: Iterable[tuple[Any, Any]]) -> list[int] | None:
    """The codes of a set of characters; nothing when they are too many, or not named one by one."""
    codes: list[int] = []
    for operation, value in argument:
        if str(operation) == "LITERAL":
            codes.append(value)
        elif str(operation) == "RANGE" and value[1] - value[0] < MANY:
            codes += range(value[0], value[1] + 1)
        else:
            return None
    return codes


def _characters(codes: list[int] | None, any_case: bool) -> Needed:
    found = frozenset(map(chr, codes or ()))
    is_cased = any_case and any(
        one.isalpha() or not one.isascii() for one in found
    )  # others may stand for it
    return found if found and len(found) <= MANY and not is_cased else None


def _frequency(characters: frozenset[str]) -> int:
    """How often, roughly, one of them is found in a text."""
    return sum(
        20 if one.isalnum() or one == " " else 4 if one.isspace() or one in ".,:" else 1 for one in characters
    )
