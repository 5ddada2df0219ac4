"""What the network answers, as text: tables, JSON, GraphML."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from kept.diagram.flowchart import shown
from kept.records.articles import Articles
from kept.records.network import Part, Point, Touched

WIDEST = 100
"""Characters to which a column is filled up; what is longer sticks out, in place of widening all lines."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns that line up."""
    lines = [[" ".join(shown(cell).split()) for cell in row] for row in (head, *rows)]
    widths = [min(WIDEST, max(len(line[column]) for line in lines)) for column in range(len(head))]
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


def articles_table(found: Articles) -> str:
    """The articles, cluster by cluster, and a line that sums them up."""
    rows = (
        (
            str(one.cluster),
            str(one.links_in),
            str(one.links_out),
            "orphan" if one.is_orphan else "",
            one.point.key,
        )
        for one in found.by_cluster()
    )
    sizes = Counter(one.cluster for one in found.articles)
    counts = (
        _count(len(found.articles), "article", "articles"),
        _count(sum(size > 1 for size in sizes.values()), "cluster of several", "clusters of several"),
        _count(sum(one.is_orphan for one in found.articles), "orphan", "orphans"),
    )
    listed = table(("cluster", "links in", "links out", "", "article"), rows)
    return f"{listed}\n{', '.join(counts)}\n"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def articles_json(found: Articles) -> str:
    """The articles with their clusters, and the relations between all points."""
    keys = [point.key for point in found.part.points]
    articles = [
        {
            "path": one.point.key,
            "title": one.point.name,
            "cluster": one.cluster,
            "links_in": one.links_in,
            "links_out": one.links_out,
            "is_orphan": one.is_orphan,
        }
        for one in found.articles
    ]
    relations = [{"from": keys[start], "to": keys[end]} for start, end in found.part.arrows]
    return _json({"articles": articles, "relations": relations})


def articles_graphml(found: Articles) -> str:
    """The articles in GraphML; clusters and orphans are data of their nodes."""
    known = {one.point.key: one for one in found.articles}
    given = [known.get(point.key) for point in found.part.points]
    clusters = [str(one.cluster) if one else "" for one in given]
    orphans = [str(one.is_orphan).lower() if one else "" for one in given]
    return graphml(found.part, {"cluster": clusters, "orphan": orphans})


def impact_json(key: str, touched: Iterable[Touched]) -> str:
    """What a record touches, as one object."""
    rows = [
        {**_point(one.point), "weight": one.weight, "steps": one.steps, "via": one.via.key} for one in touched
    ]
    return _json({"record": key, "touched": rows})


def impact_graphml(part: Part, key: str, touched: Iterable[Touched]) -> str:
    """What a record touches in GraphML; how much and after how many steps is data of its nodes."""
    ranks = {one.point.key: (str(one.weight), str(one.steps)) for one in touched}
    ranks[key] = ("1", "0")
    given = [ranks.get(point.key, ("", "")) for point in part.points]
    return graphml(part, {"weight": [weight for weight, _ in given], "steps": [steps for _, steps in given]})


_TYPES = {"weight": "double", "steps": "int", "cluster": "int", "orphan": "boolean"}
"""What the values are that are no text; a point may have none."""


def graphml(part: Part, more: Mapping[str, Sequence[str]] | None = None) -> str:
    """A part in GraphML, which programs that draw graphs read (http://graphml.graphdrawing.org/).

    `more` holds further values of each point, by their name.
    """
    columns = {
        "kind": [point.kind for point in part.points],
        "name": [shown(point.name) for point in part.points],
        **(more or {}),
    }
    keys = [quoteattr(shown(point.key)) for point in part.points]
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *(
            f'  <key id="{name}" for="node" attr.name="{name}" attr.type="{_TYPES.get(name, "string")}"/>'
            for name in columns
        ),
        '  <graph edgedefault="directed">',
        *(
            f"    <node id={key}>"
            + "".join(
                f'<data key="{name}">{escape(word)}</data>'
                for name, word in zip(columns, row, strict=True)
                if word or name not in _TYPES
            )
            + "</node>"
            for key, row in zip(keys, zip(*columns.values(), strict=True), strict=True)
        ),
        *(f"    <edge source={keys[start]} target={keys[end]}/>" for start, end in part.arrows),
    )
    return "\n".join((*lines, "  </graph>", "</graphml>", ""))


def _point(point: Point) -> dict[str, object]:
    return {"key": point.key, "kind": point.kind, "name": point.name}


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
