"""Where in a front matter somebody is writing; the lines decide, for half-written YAML has no tree."""

from __future__ import annotations

import re

from kept.content.article import Article
from kept.content.fields import TIER, FieldSpec
from kept.editor.project import Opened, Project
from kept.text import Span
from kept.values import dataclass

_OPENING = re.compile(r"---[ \t]*(\r\n|\n|\r)")
_CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?=\r\n|\n|\r|\Z)")
_GIVEN_UP = re.compile(r"(?<=[\r\n])(?:#|[ \t]*(?:\r\n|\n|\r|\Z))")
"""Where a front matter that is not closed ends: at a heading or a blank line."""

_ENTRY = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?P<key>[A-Za-z_][\w-]*):(?P<rest>[ \t].*|)")
_ITEM = re.compile(r"(?P<indent> *)- +(?P<rest>[^:]*)")
_KEY = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?P<rest>[\w-]*)")
_TYPE = re.compile(r"^type:[ \t]+[\"']?([\w-]+)", re.MULTILINE)
_NAME = re.compile(r"^([A-Za-z_][\w-]*):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Writing:
    """What is being written: a value of `spec`, or without one the name of one of `fields`."""

    span: Span
    """What stands there already, up to the place of the cursor."""
    spec: FieldSpec | None = None
    fields: tuple[FieldSpec, ...] = ()
    taken: frozenset[str] = frozenset()
    """Names or terms that are written already."""


def front_span(text: str) -> Span | None:
    """The lines between the fences; also of a front matter that is not closed yet."""
    opening = _OPENING.match(text)
    if not opening:
        return None
    end = _CLOSING.search(text, opening.end()) or _GIVEN_UP.search(text, opening.end())
    return Span(opening.end(), end.start() if end else len(text))


def fields_of(project: Project, opened: Opened) -> tuple[FieldSpec, ...]:
    """The fields that a document may have, by the type that it names, also in unreadable front matter."""
    text = opened.source.text
    front = front_span(text)
    if not opened.article.document.is_readable and front:
        named = _TYPE.search(text, front.start, front.end)
        found = project.reader.types.get(named[1]) if named else None
        if found:
            return found.fields
    return opened.article.fields


def writing_at(project: Project, opened: Opened, offset: int) -> Writing | None:
    """What is being written at a place of the front matter; `None` elsewhere."""
    text = opened.source.text
    front = front_span(text)
    if front is None or not front.start <= offset <= front.end:
        return None
    specs = {spec.name: spec for spec in fields_of(project, opened)}
    lines = re.split(r"\r\n|\n|\r", text[front.start : offset])
    last = lines[-1]
    if entry := _ENTRY.fullmatch(last):
        if not entry["rest"]:
            return None  # a blank must follow the colon first
        parent = _parent(lines[:-1], len(entry["indent"]))
        fields = _inner(specs.get(_ours(project, parent))) if parent else tuple(specs.values())
        name = entry["key"] if parent else _ours(project, entry["key"])
        spec = next((one for one in fields if one.name == name), None)
        return _value(spec, entry["rest"].lstrip(), offset) if spec else None
    if item := _ITEM.fullmatch(last):
        spec = specs.get(_ours(project, _parent(lines[:-1], len(item["indent"]), is_item=True)))
        if spec is None:
            return None
        if inner := _inner(spec):
            return Writing(_ended(item["rest"], offset), fields=inner)
        written = _items(text[front.start : front.end])
        return Writing(_ended(item["rest"], offset), spec.items or spec, taken=written)
    if key := _KEY.fullmatch(last):
        span = _ended(key["rest"], offset)
        if not key["indent"] and not key["dash"]:
            names = frozenset(_ours(project, name) for name in _NAME.findall(text, front.start, front.end))
            return Writing(span, fields=tuple(specs.values()), taken=names)
        inner = _inner(specs.get(_ours(project, _parent(lines[:-1], len(key["indent"])))))
        return Writing(span, fields=inner) if inner else None
    return None


def _ours(project: Project, name: str) -> str:
    return project.settings.field_names.get(name, name)


def _parent(lines: list[str], indent: int, *, is_item: bool = False) -> str:
    """The key of the margin that the lines belong to; empty at the margin itself."""
    if not indent and not is_item:
        return ""
    for line in reversed(lines):
        found = _ENTRY.fullmatch(line)
        if found and not found["indent"] and not found["dash"]:
            return found["key"]
    return ""


def _inner(spec: FieldSpec | None) -> tuple[FieldSpec, ...]:
    """The fields within a field."""
    if spec is None:
        return ()
    if spec.kind == "tiers":
        return TIER.fields
    if spec.kind == "list" and spec.items:
        return _inner(spec.items)
    return spec.fields


def _ended(text: str, offset: int) -> Span:
    return Span(offset - len(text), offset)


def _items(front: str) -> frozenset[str]:
    return frozenset(re.findall(r"(?m)^ *- +[\"']?([^:\r\n\"']+?)[\"']?[ \t]*\r?$", front))


def _value(spec: FieldSpec, rest: str, offset: int) -> Writing | None:
    """The value of a field after its colon: one word, or the last of several in brackets."""
    if rest.startswith("["):
        if "]" in rest:
            return None
        *before, word = rest[1:].split(",")
        taken = frozenset(one.strip(" \"'") for one in before)
        return Writing(_ended(word.lstrip(), offset), spec.items or spec, taken=taken)
    if rest.startswith(("{", "|", ">", "&", "*", "!")) or "#" in rest:
        return None
    if spec.kind == "terms" and not spec.single and "," in rest:
        *before, word = rest.split(",")
        return Writing(_ended(word.lstrip(), offset), spec, taken=frozenset(map(str.strip, before)))
    return Writing(_ended(rest, offset), spec)


def field_at(project: Project, article: Article, offset: int) -> tuple[FieldSpec, Span] | None:
    """The field whose name stands at a place, and where its name is."""
    specs = {spec.name: spec for spec in article.fields}
    front = article.document.front
    for key, _ in front.entries if front else ():
        if key.span.start <= offset <= key.span.end:
            spec = specs.get(_ours(project, key.raw))
            return (spec, key.span) if spec else None
    return None
