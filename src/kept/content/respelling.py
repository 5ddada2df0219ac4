"""Fixes to a value of the front matter: another word in its place, written as YAML needs it there."""

from __future__ import annotations

from kept.diagnostic import Edit, Fix, Safety
from kept.text import Span
from kept.yaml_nodes import Node, Scalar, Sequence, YamlError, read, written


def respelled(node: Node, word: str, safety: Safety = Safety.UNSAFE) -> Fix | None:
    """Write `word` in the place of a value on one line; `None` for a block of text, a list or a mapping."""
    if not isinstance(node, Scalar) or node.style in ("|", ">") or node.tag:
        return None
    return Fix(f'write "{word}"', safety, (Edit(node.span, written(word, node)),))


def listed(node: Node) -> Fix | None:
    """Make a list of one item of a value on one line; `None` where it would become another value."""
    if not isinstance(node, Scalar) or node.style in ("|", ">") or "," in node.raw:
        return None
    if not node.style:
        try:
            found, _ = read(f"[{node.raw}]")
        except YamlError:
            return None
        items = found.items if isinstance(found, Sequence) else ()
        if [item.raw for item in items if isinstance(item, Scalar)] != [node.raw]:
            return None
    start, end = Span(node.span.start, node.span.start), Span(node.span.end, node.span.end)
    return Fix("make it a list of one item", Safety.UNSAFE, (Edit(start, "["), Edit(end, "]")))


def part_respelled(node: Scalar, part: Span, word: str, safety: Safety) -> Fix | None:
    """Write `word` in the place of a part of `a, b, c`; `None` where that could end or split the value."""
    quotes = node.span.end - node.span.start - len(node.raw)
    is_exact = quotes == (2 if node.style else 0) and node.style not in ("|", ">")
    if not is_exact or not all(char.isalnum() or char in " -_." for char in word):
        return None
    return Fix(f'write "{word}"', safety, (Edit(part, word),))
