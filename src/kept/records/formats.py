"""What the network answers, as text: tables, JSON, GraphML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from kept.diagram.flowchart import shown
from kept.records.network import Part, Point, Touched


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns that line up."""
    lines = [[" ".join(shown(cell).split()) for cell in row] for row in (head, *rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    padded = (zip(line, widths, strict=True) for line in lines)
    return "".join("  ".join(cell.ljust(width) for cell, width in line).rstrip() + "\n" for line in padded)


def points_table(part: Part) -> str:
    """The points of a part, with those that each leads to."""
    targets: dict[int, list[str]] = {}
    for start, end in part.arrows:
        targets.setdefault(start, []).append(part.points[end].key)
    rows = (
        (point.key, point.name, ", ".join(targets.get(number, ())))
        for number, point in enumerate(part.points)
    )
    return table(("record", "name", "leads to"), rows)


def impact_table(touched: Iterable[Touched]) -> str:
    """What is touched, what is touched most first."""
    rows = (
        (f"{one.weight:.2f}", str(one.steps), one.point.key, one.point.name, one.via.key) for one in touched
    )
    return table(("weight", "steps", "record", "name", "by way of"), rows)


def part_json(part: Part) -> str:
    """A part as one object: its records, and pairs of keys."""
    keys = [point.key for point in part.points]
    return _json(
        {
            "records": [_point(point) for point in part.points],
            "relations": [{"from": keys[start], "to": keys[end]} for start, end in part.arrows],
        }
    )


def impact_json(key: str, touched: Iterable[Touched]) -> str:
    """What a record touches, as one object."""
    rows = [
        {**_point(one.point), "weight": one.weight, "steps": one.steps, "via": one.via.key} for one in touched
    ]
    return _json({"record": key, "touched": rows})


def graphml(part: Part) -> str:
    """A part in GraphML, which programs that draw graphs read (http://graphml.graphdrawing.org/)."""
    keys = [quoteattr(shown(point.key)) for point in part.points]
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '  <key id="kind" for="node" attr.name="kind" attr.type="string"/>',
        '  <key id="name" for="node" attr.name="name" attr.type="string"/>',
        '  <graph edgedefault="directed">',
        *(
            f'    <node id={key}><data key="kind">{point.kind}</data>'
            f'<data key="name">{escape(shown(point.name))}</data></node>'
            for key, point in zip(keys, part.points, strict=True)
        ),
        *(f"    <edge source={keys[start]} target={keys[end]}/>" for start, end in part.arrows),
    )
    return "\n".join((*lines, "  </graph>", "</graphml>", ""))


def _point(point: Point) -> dict[str, object]:
    return {"key": point.key, "kind": point.kind, "name": point.name}


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
