"""Which drawings are good enough to stand in for Mermaid's own."""

from __future__ import annotations

import re
from collections import Counter

from kept.diagram.drawing.words import Words

_KINDS = {
    "block": "block diagrams are laid out in another way here",
    "c4": "C4 diagrams are laid out in another way here",
    "gantt": "Gantt charts are laid out in another way here",
    "flowchart-elk": "its layout needs the library ELK",
}
"""Kinds that are known to be off."""

_MARKS = re.compile(r"(?:\\n|[*_`~\s\u00a0\u200b\\\[\]])+")


def objection(source: str, words: Words) -> str:
    """Why a diagram is not drawn here, whatever would come of it; empty if it may be."""
    if words.kind in _KINDS:
        return _KINDS[words.kind]
    if not words.is_complete:
        return f"the words of a diagram of this kind ({words.kind}) are not known"
    if "$$" in source:
        return "it has a formula"
    if words.layout != "dagre":
        return f"it asks for another layout ({words.layout[:40]})"
    if words.look != "classic":
        return f"it asks for another look ({words.look[:40]})"
    if words.has_css:
        return "it has a style sheet of its own"
    return words.beyond


def missing(labels: tuple[str, ...], texts: tuple[str, ...]) -> str:
    """Why a drawing with these texts is not one of the diagram with these labels; empty if it is."""
    wanted = Counter(filter(None, map(_bare, labels)))
    drawn = [text for text in map(_bare, texts) if text]
    single = Counter(drawn)
    joined = "\0".join(drawn)
    for label, times in wanted.items():
        if single[label] >= times:
            continue
        pattern = "\0?".join(map(re.escape, label))
        if len(re.findall(rf"(?:^|(?<=\0)){pattern}(?=\0|$)", joined)) < times:
            shown = next(one for one in labels if _bare(one) == label)
            return f"the drawing lacks a label: {shown[:80]}"
    return ""


def _bare(text: str) -> str:
    """A text without what may change on its way: blanks, line ends, marks of emphasis."""
    return _MARKS.sub("", text)
