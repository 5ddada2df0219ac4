"""Changes a few fields of a front matter and leaves every other byte as it is.

Only the spans of the values are replaced, and new fields get lines of their own below those that are
there. Whatever came out is read again: if it doesn't say exactly what was meant, nothing is changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as MappingType

from kept.diagnostic import Edit
from kept.parse.document import Document
from kept.parse.front_matter import read_front_matter
from kept.text import Source, Span
from kept.yaml_nodes import Mapping, Node, Scalar, YamlError, read


def with_fields(document: Document, values: MappingType[str, str]) -> str | None:
    """The text of a document in which fields (by the names it uses) have these values; `None` if that
    cannot be done without touching something else."""
    edits = tuple(_edits(document, values))
    text = applied(document.source.text, edits)
    return text if _says(text, document, values) else None


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    """The text after edits that don't overlap; those at one place are made in their order."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda one: one.span.start):
        parts += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join((*parts, text[done:]))


def _edits(document: Document, values: MappingType[str, str]) -> list[Edit]:
    front, text = document.front, document.source.text
    edits: list[Edit] = []
    missing: dict[str, str] = {}
    for name, value in values.items():
        node = front.get(name) if front else None
        key = front.key(name) if front else None
        if node is None or key is None:
            missing[name] = value
        elif not (isinstance(node, Scalar) and node.value is not None and node.raw == value):
            edits.append(_replacing(text, key, node, value))
    if missing:
        written = [name for name in values if name not in missing]
        edits.append(_adding(document, missing, written[-1] if written else ""))
    return edits


def _replacing(text: str, key: Scalar, node: Node, value: str) -> Edit:
    """Another value for a field that is there; the quotes that stand around the old one stay."""
    old = text[node.span.start : node.span.end].rstrip()
    if old:
        quote = old[0] if old[0] in "\"'" and old.endswith(old[0]) and len(old) > 1 else ""
        plain_in_quotes = quote and not set(value) & set("\\\"'")
        span = Span(node.span.start, node.span.start + len(old))
        return Edit(span, f"{quote}{value}{quote}" if plain_in_quotes else as_yaml(value))
    colon = text.find(":", key.span.end) + 1
    return Edit(Span(colon, colon), f" {as_yaml(value)}")


def _adding(document: Document, values: MappingType[str, str], after: str) -> Edit:
    """Fields that are not there yet, below the field `after`, else at the end of the front matter."""
    front, text = document.front, document.source.text
    pairs = [f"{name}: {as_yaml(value)}" for name, value in values.items()]
    newline = _newline(text)
    if front is None and not document.body.start:
        return Edit(Span(0, 0), newline.join(("---", *pairs, "---", "")))
    if front is None or not front.entries:
        place = document.front_span.end
        return Edit(Span(place, place), "".join(pair + newline for pair in pairs))
    node = front.get(after) or front.entries[-1][1]
    if text[front.span.start] == "{":
        return Edit(Span(node.span.end, node.span.end), "".join(f", {pair}" for pair in pairs))
    first = front.entries[0][0].span.start
    indent = text[text.rfind(newline[-1], 0, first) + 1 : first]
    end = node.span.start + len(text[node.span.start : node.span.end].rstrip())
    place = _next_line(text, end, newline) if after else document.front_span.end
    return Edit(Span(place, place), "".join(indent + pair + newline for pair in pairs))


def _newline(text: str) -> str:
    """How the first line of a text ends."""
    place = next((index for index, char in enumerate(text) if char in "\r\n"), -1)
    return "\n" if place < 0 else "\r\n" if text[place : place + 2] == "\r\n" else text[place]


def _next_line(text: str, place: int, newline: str) -> int:
    found = text.find(newline, place)
    return len(text) if found < 0 else found + len(newline)


def as_yaml(value: str) -> str:
    """A value as front matter holds it: in quotes only where YAML would read something else."""
    try:
        node, _ = read(f"x: {value}\n")
    except YamlError:
        return json.dumps(value, ensure_ascii=False)
    found = node.get("x") if isinstance(node, Mapping) else None
    is_plain = isinstance(found, Scalar) and found.raw == value and found.value is not None
    is_text = isinstance(found, Scalar) and (isinstance(found.value, str) or _is_day(value))
    return value if is_plain and is_text and "#" not in value else json.dumps(value, ensure_ascii=False)


def _is_day(value: str) -> bool:
    return len(value) == 10 and value[4] == value[7] == "-"


def _says(text: str, before: Document, values: MappingType[str, str]) -> bool:
    """Whether a text has the same fields and the same body as before, but for these values."""
    after = read_front_matter(Source(before.path, text))
    if after.problems or after.fields is None:
        return False
    old = {key.raw: _raw(node) for key, node in (before.front.entries if before.front else ())}
    new = {key.raw: _raw(node) for key, node in after.fields.entries}
    same_body = text[after.body_start :] == before.source.text[before.body.start :]
    return same_body and new == {**old, **values}


def _raw(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.raw
    if isinstance(node, Mapping):
        return {key.raw: _raw(value) for key, value in node.entries}
    return [_raw(item) for item in node.items]
