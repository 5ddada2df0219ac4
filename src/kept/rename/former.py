"""Changes a list in a front matter, such as `redirect_from`, and leaves every other byte as it is."""

from __future__ import annotations

import re
from collections.abc import Collection

from kept.diagnostic import Edit
from kept.parse.document import Document
from kept.text import Span
from kept.yaml_nodes import Mapping, Scalar, Sequence, written

_PLAIN = Scalar("", "", Span(0, 0))


def with_item(document: Document, name: str, item: str, without: Collection[str]) -> tuple[Edit, ...]:
    """The edits after which the field has one more item, and none of those it must not have.

    An item that must go makes room for the new one; an empty `item` only removes.
    """
    front = document.front
    node = front.get(name) if front else None
    if isinstance(node, Sequence):
        return tuple(_in_list(document, node, item, without))
    if not item:
        return ()
    if node is None or front is None:
        return (_new_field(document, f"{name}: [{_yaml(item)}]"),)
    assert isinstance(node, (Scalar, Mapping))
    old = document.source.slice(node.span).rstrip()
    if old:
        return (Edit(Span(node.span.start, node.span.start + len(old)), f"[{old}, {_yaml(item)}]"),)
    key = front.key(name)
    colon = document.source.text.find(":", key.span.end if key else node.span.start) + 1
    return (Edit(Span(colon, colon), f" [{_yaml(item)}]"),)


def _in_list(document: Document, node: Sequence, item: str, without: Collection[str]) -> list[Edit]:
    text = document.source.text
    gone = [one for one in node.items if isinstance(one, Scalar) and one.raw in without]
    if gone and item:
        return [Edit(gone[0].span, written(item, gone[0])), *(_removed(text, node, one) for one in gone[1:])]
    if gone and len(gone) == len(node.items):
        return [_whole_field(document, node)]
    if gone:
        return [_removed(text, node, one) for one in gone]
    return [_added(text, node, item)] if item else []


def _added(text: str, node: Sequence, item: str) -> Edit:
    last = node.items[-1] if node.items else None
    if text[node.span.start] == "[":
        if last is None:
            return Edit(Span(node.span.start + 1, node.span.start + 1), _yaml(item))
        return Edit(Span(last.span.end, last.span.end), f", {_yaml(item)}")
    assert last is not None
    begin = _line_start(text, last.span.start)
    end = last.span.start + len(text[last.span.start : last.span.end].rstrip())
    after = re.compile(r"[^\r\n]*(\r\n|\n|\r|\Z)").match(text, end)
    assert after is not None
    prefix = text[begin : last.span.start]
    return Edit(Span(after.end(), after.end()), f"{prefix}{_yaml(item)}{after[1] or chr(10)}")


def _removed(text: str, node: Sequence, one: Scalar) -> Edit:
    """An item that is not the only one, with its line, or with the comma beside it."""
    if text[node.span.start] != "[":
        return Edit(Span(_line_start(text, one.span.start), _line_end(text, one.span.end)), "")
    comma = re.compile(r"\s*,\s*").match(text, one.span.end)
    if comma:
        return Edit(Span(one.span.start, comma.end()), "")
    return Edit(Span(text.rfind(",", 0, one.span.start), one.span.end), "")


def _whole_field(document: Document, node: Sequence) -> Edit:
    front, text = document.front, document.source.text
    assert front is not None
    key = next(key for key, value in front.entries if value is node)
    end = node.span.start + len(text[node.span.start : node.span.end].rstrip())
    return Edit(Span(_line_start(text, key.span.start), _line_end(text, end)), "")


def _new_field(document: Document, line: str) -> Edit:
    """A field that is not there yet, as the last one."""
    front, text = document.front, document.source.text
    newline = _newline(text)
    if not document.body.start:
        return Edit(Span(0, 0), newline.join(("---", line, "---", "")))
    if front is None or not front.entries:
        return Edit(Span(document.front_span.end, document.front_span.end), line + newline)
    if text[front.span.start] == "{":
        last = front.entries[-1][1].span.end
        return Edit(Span(last, last), f", {line}")
    first = front.entries[0][0].span.start
    indent = text[_line_start(text, first) : first]
    return Edit(Span(document.front_span.end, document.front_span.end), indent + line + newline)


def _line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def _line_end(text: str, place: int) -> int:
    found = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)").match(text, place)
    return found.end() if found else len(text)


def _newline(text: str) -> str:
    found = re.search(r"\r\n|\n|\r", text)
    return found.group() if found else "\n"


def _yaml(word: str) -> str:
    return written(word, _PLAIN)
