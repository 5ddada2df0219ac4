"""YAML with a span on every key and value, read by libyaml, that cannot run code or expand without limit.

Values follow YAML 1.1 as PyYAML's `SafeLoader` reads them. A scalar that has the form of a date but names no
day (`2026-02-30`) keeps its text, so that a rule can say so at its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import yaml
from yaml.constructor import SafeConstructor

from kept.diagnostic import Problem
from kept.text import Span
from kept.values import dataclass

ALIAS_BUDGET = 50
"""Aliases (`*name`) that one document may use. More is a mistake or an attack ("billion laughs")."""

NODE_BUDGET = 20_000
"""Nodes that one document may hold once its aliases are expanded."""

DEPTH_BUDGET = 100
"""Levels of nesting that one document may have."""

LONGEST_KEY = 1024
"""Characters of a key on one line (YAML 1.1, section 9.1.1)."""

_CORE = "tag:yaml.org,2002:"
_TEXT = f"{_CORE}str"
_CORE_TYPES = ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value")
_CORE_TAGS = frozenset(_CORE + name for name in _CORE_TYPES)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PARSER = getattr(getattr(yaml, "cyaml", None), "CParser", _LOADER)
"""What gives events, without all that makes values of them."""


Value = str | int | float | bool | bytes | date | datetime | None


class Scalar(NamedTuple):
    """A single value: `value` as Python reads it, `raw` as it is written, without quotes.

    `tag` is empty unless the file names one that YAML's core schema does not have. `style` is the sign that
    it is written with: a quote, `|` or `>`, or nothing.
    """

    value: Value
    raw: str
    span: Span
    tag: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; a repeated key appears once, with its first value."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span
    tag: str = ""

    def get(self, key: str) -> Node | None:
        """The value of a key."""
        return next((value for name, value in self.entries if name.raw == key), None)

    def key(self, name: str) -> Scalar | None:
        """The key itself, for its span."""
        return next((key for key, _ in self.entries if key.raw == name), None)

    def keys(self) -> tuple[str, ...]:
        """The names of all keys."""
        return tuple(key.raw for key, _ in self.entries)


Node = Scalar | Sequence | Mapping


class YamlError(Exception):
    """The text is not YAML that kept accepts: what is wrong, where, and what to do."""

    def __init__(self, message: str, span: Span, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.help = help


def plain(node: Node | None) -> object:
    """The value of a node as plain Python: dict, list or scalar."""
    match node:
        case Mapping():
            return {key.raw: plain(value) for key, value in node.entries}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.value
    return None


def read(
    text: str, offset: int = 0, *, tags_allowed: bool = False, most: int = NODE_BUDGET
) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document; spans are shifted by `offset`. An empty document is `None`.

    Repeated keys are returned as problems (K003). Raises `YamlError` for text that is not YAML, for tags
    beyond the core schema (unless `tags_allowed`), and for aliases or nesting beyond the budgets. A text
    without aliases may hold as many values as `most` says.
    """
    try:
        return _QuickReader(text, offset, most).document()
    except (_Unusual, yaml.YAMLError):
        return _read_with_care(text, offset, tags_allowed=tags_allowed, most=most)


class _Unusual(Exception):
    """The document uses something that hardly any does, or breaks a rule."""


class _QuickReader:
    """Reads documents without anchors, aliases and tags, by the parser's events.

    Whatever it doesn't know it leaves to the reader below, which says what is wrong, too. On documents that
    both read they agree.
    """

    def __init__(self, text: str, offset: int, most: int) -> None:
        self.next: Callable[[], Any] = _PARSER(text).get_event
        self.scalar = _scalar_reader(offset)
        self.offset = offset
        self.left = most - 1
        self.problems: list[Problem] = []

    def document(self) -> tuple[Node | None, list[Problem]]:
        """The document. Raises `_Unusual`, and what PyYAML raises."""
        self.next()
        root = None
        if isinstance(self.next(), yaml.DocumentStartEvent):
            root = self._node(self.next(), 0)
            self.next()
            if not isinstance(self.next(), yaml.StreamEndEvent):
                raise _Unusual
        return root, self.problems

    def _node(self, event: Any, depth: int) -> Node:
        kind: type = event.__class__
        if kind is yaml.ScalarEvent:
            return self.scalar(event)
        if kind is yaml.AliasEvent or depth >= DEPTH_BUDGET or self.left < 0:
            raise _Unusual
        if event.anchor is not None or event.tag is not None:
            raise _Unusual
        begin = event.start_mark.index + self.offset
        made = self._mapping if kind is yaml.MappingStartEvent else self._sequence
        return made(begin, depth + 1)

    def _mapping(self, begin: int, depth: int) -> Mapping:
        read, scalar, is_scalar = self.next, self.scalar, yaml.ScalarEvent
        found: dict[str, tuple[Scalar, Node]] = {}
        while (event := read()).__class__ is is_scalar:
            key, below = scalar(event), read()
            value = scalar(below) if below.__class__ is is_scalar else self._node(below, depth)
            self.left -= 2
            if key.raw in found:
                self.problems.append(_duplicate(key))
            elif key.raw == "<<":
                raise _Unusual
            else:
                found[key.raw] = (key, value)
        if event.__class__ is not yaml.MappingEndEvent:
            raise _Unusual
        return Mapping(tuple(found.values()), self._span(begin, event))

    def _sequence(self, begin: int, depth: int) -> Sequence:
        read, scalar, is_scalar = self.next, self.scalar, yaml.ScalarEvent
        items: list[Node] = []
        while (event := read()).__class__ is not yaml.SequenceEndEvent:
            items.append(scalar(event) if event.__class__ is is_scalar else self._node(event, depth))
        self.left -= len(items)
        return Sequence(tuple(items), self._span(begin, event))

    def _span(self, begin: int, end: Any) -> Span:
        if self.left < 0:
            raise _Unusual
        return Span(begin, end.end_mark.index + self.offset)


def _scalar_reader(offset: int) -> Callable[[Any], Scalar]:
    """What makes a scalar of an event; one call for each, since this is done a million times."""
    new = tuple.__new__  # the class itself takes twice as long

    def scalar(event: Any) -> Scalar:
        if event.anchor is not None or event.tag is not None:
            raise _Unusual
        raw = value = event.value
        if event.implicit[0] and raw[:1] in _TELLING:
            value = _plain_value(raw)
        span = new(Span, (event.start_mark.index + offset, event.end_mark.index + offset))
        return new(Scalar, (value, raw, span, "", event.style or ""))

    return scalar


_TELLING = frozenset(yaml.SafeLoader.yaml_implicit_resolvers)
"""What words begin with that may mean another thing than themselves."""


@lru_cache(maxsize=4096)
def _plain_value(raw: str) -> Value:
    """What a word without quotes means (YAML 1.1, as PyYAML's `Resolver` has it).

    Days and numbers are the same in many articles.
    """
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    for tag, pattern in resolvers.get(raw[:1], ()):
        if pattern.match(raw):
            return _value(yaml.ScalarNode(tag, raw))
    return raw


def _read_with_care(
    text: str, offset: int, *, tags_allowed: bool, most: int
) -> tuple[Node | None, list[Problem]]:
    try:
        aliases = 0 if _is_harmless(text) else _measure(text, offset)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise _syntax_error(error, text, offset) from None
    if root is None:
        return None, []
    converter = _Converter(offset, tags_allowed, NODE_BUDGET if aliases else most, has_aliases=aliases > 0)
    return converter.convert(root, 0), converter.problems


def _is_harmless(text: str) -> bool:
    """Whether there is no alias, and too few signs that could open a level to exceed the depth."""
    return "*" not in text and sum(map(text.count, "[{-:?")) < DEPTH_BUDGET


def _measure(text: str, offset: int) -> int:
    """Walk the parser's events before anything is built, so that no input is expanded beyond the budgets.

    Returns the number of aliases.
    """
    aliases = depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        span = _span(event, offset)
        if isinstance(event, yaml.AliasEvent):
            aliases += 1
            if aliases > ALIAS_BUDGET:
                raise YamlError(
                    f"more than {ALIAS_BUDGET} aliases (`*name`) in one document",
                    span,
                    "write the values out",
                )
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEPTH_BUDGET:
                raise YamlError(f"nested more than {DEPTH_BUDGET} levels deep", span, "flatten it")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return aliases


def _span(item: Any, offset: int) -> Span:
    """Where a node or event stands; PyYAML's marks count characters."""
    return Span(offset + item.start_mark.index, offset + item.end_mark.index)


def written(word: str, like: Scalar) -> str:
    """A word as YAML in the place of another one: quoted as that one was, or where it must be quoted."""
    if like.style == "'" and word.isprintable():
        return "'" + word.replace("'", "''") + "'"
    if like.style != '"' and _is_plain(word):
        return word
    return json.dumps(word, ensure_ascii=False)


def _is_plain(word: str) -> bool:
    """Whether it means itself without quotes, also within `[…]`."""
    try:
        node, _ = read(f"[{word}]")
    except YamlError:
        return False
    items = node.items if isinstance(node, Sequence) else ()
    only = items[0] if len(items) == 1 else None
    return isinstance(only, Scalar) and only.raw == word and not isinstance(only.value, (bool, type(None)))


class _Converter:
    """Turns PyYAML's nodes into ours; holds what accumulates on the way: problems and the node count."""

    def __init__(self, offset: int, tags_allowed: bool, most: int, has_aliases: bool) -> None:
        self.offset = offset
        self.tags_allowed = tags_allowed
        self.most = most
        self.has_aliases = has_aliases
        self.problems: list[Problem] = []
        self.count = 0

    def convert(self, node: yaml.Node, depth: int) -> Node:
        span = _span(node, self.offset)
        self.count += 1
        if self.count > self.most or depth > DEPTH_BUDGET:
            if self.has_aliases:
                raise YamlError("aliases (`*name`) expand beyond all bounds", span, "write the values out")
            raise YamlError(f"more than {self.most:,} values in one text", span, "shorten the lists")
        tag = "" if node.tag in _CORE_TAGS else self._tag(node, span)
        if isinstance(node, yaml.ScalarNode):
            value = node.value if tag else _value(node)
            return Scalar(value, node.value, span, tag, node.style or "")
        if isinstance(node, yaml.MappingNode):
            return Mapping(tuple(self._entries(node, depth)), span, tag)
        return Sequence(tuple(self.convert(item, depth + 1) for item in node.value), span, tag)

    def _tag(self, node: yaml.Node, span: Span) -> str:
        name = node.tag.removeprefix(_CORE)
        if not self.tags_allowed:
            shown = f"!!{name}" if node.tag.startswith(_CORE) else node.tag
            raise YamlError(f"the tag `{shown}` is not allowed here", span, "write a plain value")
        return f"!!{name}" if node.tag.startswith(_CORE) else str(node.tag)

    def _entries(self, node: yaml.MappingNode, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Scalar] = {}
        merged: list[tuple[Scalar, Node]] = []
        for key_node, value_node in node.value:
            key, value = self.convert(key_node, depth + 1), self.convert(value_node, depth + 1)
            if not isinstance(key, Scalar):
                raise YamlError(
                    "a `{` or `[` where a word must stand", key.span, "put the value in quotes to mean text"
                )
            if key_node.tag == f"{_CORE}merge":
                merged.extend(_merged_entries(value))
            elif key.raw in seen:
                self.problems.append(_duplicate(key))
            else:
                seen[key.raw] = key
                yield key, value
        for key, value in merged:
            if key.raw not in seen:
                seen[key.raw] = key
                yield key, value


def _value(node: yaml.Node) -> Value:
    if node.tag == _TEXT:
        return str(node.value)
    try:
        value = SafeConstructor().construct_object(node)
    except (ValueError, OverflowError, yaml.YAMLError):
        return str(node.value)
    known = value is None or isinstance(value, (str, int, float, bool, date, datetime))
    return value if known else str(node.value)


def _merged_entries(value: Node) -> Iterator[tuple[Scalar, Node]]:
    if isinstance(value, Mapping):
        yield from value.entries
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from _merged_entries(item)


def _duplicate(key: Scalar) -> Problem:
    return Problem(
        "K003",
        key.span,
        f'"{key.raw}" is written twice; readers of YAML disagree on which one counts',
        "keep one of the two",
    )


def _syntax_error(error: yaml.YAMLError, text: str, offset: int) -> YamlError:
    """libyaml's complaint, at its place, in words a writer can act on."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if problem in _TOLD_AT_THE_BEGIN:
        marks.reverse()
    mark = next((mark for mark in marks if mark), None)
    position = getattr(error, "position", None)
    index = mark.index if mark else position if isinstance(position, int) else 0
    start = min(index, len(text))
    line = text[text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
    before = line[: start - text.rfind("\n", 0, start) - 1]
    conflict = _CONFLICT.search(text)
    if conflict and text.find("\n>>>>>>>", conflict.end()) > 0:
        at = Span(offset + conflict.start(), offset + conflict.start() + 7)
        return YamlError("a merge conflict is left in the file", at, "keep one side, and remove the marks")
    words, advice = _explained(problem, line, before)
    return YamlError(words, Span(offset + start, offset + start), advice)


_CONFLICT = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)

_TOLD_AT_THE_BEGIN = frozenset(
    {
        "found unexpected end of stream",
        "could not find expected ':'",
        "did not find expected ',' or ']'",
        "did not find expected ',' or '}'",
        "did not find expected alphabetic or numeric character",
    }
)
"""Complaints that libyaml places where the text ends; where it was opened tells a writer more."""

_EXPLAINED = {
    "could not find expected ':'": (
        "this line has no `key: value`",
        "write one `key: value` a line",
    ),
    "found character that cannot start any token": (
        "a character that no value can begin with",
        'put the value in quotes if it begins with `@`, `%`, "`" or a tab',
    ),
    "found unexpected end of stream": ("a quote is opened and never closed", "close the quote"),
    "did not find expected ',' or ']'": ("a `[` is opened and not closed", "close it with `]`"),
    "did not find expected ',' or '}'": ("a `{` is opened and not closed", "close it with `}`"),
    "did not find expected alphabetic or numeric character": (
        "`*` and `&` at the beginning of a value have a meaning of their own",
        "put the value in quotes",
    ),
    "did not find expected node content": (
        "a value is missing or cannot be read",
        "close every `[` and `{`, and put text in quotes",
    ),
    "found undefined alias": (
        "a value that begins with `*` refers to another one, and there is none",
        "put the value in quotes",
    ),
    "but found another document": (
        "a second `---` line begins another document, which nobody would read",
        "remove the line, or quote it",
    ),
    "control characters are not allowed": (
        "a control character, which most editors don't show",
        "delete it, and write the text around it again",
    ),
    "did not find expected <document start>": (
        "text outside of `key: value`",
        "write one `key: value` a line",
    ),
    "did not find expected key": (
        "this does not line up with the keys above it",
        "write all keys of one level below each other",
    ),
    "mapping values are not allowed in this context": (
        "a second `: ` in one value",
        'put the value in quotes: `title: "Login: a white page"`',
    ),
}


def _explained(problem: str, line: str, before: str) -> tuple[str, str]:
    """What is wrong and what to do, from libyaml's words and the line (and what stands before the place)."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return "a tab is used to indent", "indent with spaces; YAML does not allow tabs"
    if problem == "did not find expected key" and before.rstrip().endswith(("'", '"')):
        return (
            "text follows a closing quote",
            'quote the whole value, and write `\\"` for a quote in it',
        )
    if len(before) > LONGEST_KEY:
        return f"a key of more than {LONGEST_KEY:,} characters", "shorten it"
    if problem.startswith("mapping values") and indent and ": " not in before:
        return "this line is indented and so continues the value above", "begin the key at the margin"
    known = "write one `key: value` a line, and quote values that hold `: ` or begin with a sign"
    return _EXPLAINED.get(problem, (problem, known))
