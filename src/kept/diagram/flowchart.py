"""Writes flowcharts of Mermaid in which every text means itself.

A label is put in quotation marks, and all of it that could mean something to Mermaid, to its reader of
Markdown or to the browser becomes a character code. What no code can hide is broken up by an empty `<wbr>`.
Space is shown as pages show it: one blank for any run, none at the ends; line ends stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.late_patterns import late_pattern
from kept.values import dataclass

DIRECTIONS = ("TD", "TB", "BT", "LR", "RL")

_CODED = late_pattern(r"[^0-9A-Za-z ,._()/'+=!?\-\u0080-\U0010ffff]")
_DIRECTION = late_pattern(r"d(?=irection)", re.IGNORECASE)
"""Mermaid takes a whole line that holds `direction LR` for a command, also within quotation marks."""

_MARKS = late_pattern(r"(?<=ﬂ)(?=°)|(?<=¶)(?=ß)")
"""Between these characters Mermaid hides character codes, and shows them as one wherever they stand."""

_UNSEEN = late_pattern(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no page can hold."""

_LINE_ENDS = late_pattern(r"\s*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*")


@dataclass(frozen=True, slots=True)
class Style:
    """How the nodes of one kind look: the colours of their box and of their text, as `#rrggbb`."""

    name: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Box:
    """A node: what it shows, the name of its style, and what the frame around it and others says."""

    label: str
    style: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """An edge, by the numbers of the boxes that it begins and ends at."""

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Flowchart:
    """Boxes, numbered from 0, and arrows between them."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...] = ()
    styles: tuple[Style, ...] = ()
    title: str = ""
    direction: str = "TD"


def written(chart: Flowchart) -> str:
    """The text of a flowchart. Raises `ValueError` for a direction that Mermaid does not have."""
    if chart.direction not in DIRECTIONS:
        raise ValueError(f'"{chart.direction}" is no direction; write one of: {", ".join(DIRECTIONS)}')
    return "\n".join(_lines(chart)) + "\n"


def _lines(chart: Flowchart) -> Iterator[str]:
    yield f"flowchart {chart.direction}"
    title = " ".join(shown(chart.title).split())
    if title:  # an empty one would swallow the next line
        yield f"    accTitle: {label(title)}"
    groups: dict[str, list[int]] = {}
    for number, box in enumerate(chart.boxes):
        groups.setdefault(box.group, []).append(number)
    for place, (group, numbers) in enumerate(groups.items()):
        boxes = (f'    n{number}["{label(chart.boxes[number].label)}"]' for number in numbers)
        yield from _framed(place, group, boxes) if shown(group) else boxes
    for arrow in chart.arrows:
        words = f'|"{label(arrow.label)}"|' if shown(arrow.label) else ""
        yield f"    n{arrow.start} -->{words} n{arrow.end}"
    for style in chart.styles:
        members = [f"n{number}" for number, box in enumerate(chart.boxes) if box.style == style.name]
        if members:
            yield f"    classDef {style.name} fill:{style.fill},stroke:{style.ink},color:{style.ink}"
            yield f"    class {','.join(members)} {style.name}"


def _framed(place: int, group: str, lines: Iterator[str]) -> Iterator[str]:
    yield f'    subgraph g{place}["{label(group)}"]'
    yield from lines
    yield "    end"


def shown(text: str) -> str:
    """What readers see of a text: its words, with one blank between two, and its line ends."""
    plain = _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)
    lines = (" ".join(line.split()) for line in _LINE_ENDS.split(plain))
    return "\n".join(lines).strip("\n")


def label(text: str) -> str:
    """A text as it stands between quotation marks; a blank for one that shows nothing."""
    lines = shown(text).split("\n")
    return "<br>".join(map(_coded, lines)) or " "


def _coded(line: str) -> str:
    broken = _MARKS.sub("\0", line)
    coded = _CODED.sub(lambda found: "<wbr>" if found[0] == "\0" else f"#{ord(found[0])};", broken)
    return _DIRECTION.sub(lambda found: f"#{ord(found[0])};", coded)
