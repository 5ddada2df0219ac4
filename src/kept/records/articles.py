"""The knowledge base itself as a graph: articles, the links between them, and what they apply to.

A cluster is a group of articles that links connect. The first pages of folders link to everything, so they
connect nothing here. An orphan is an article to which no other one links.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kept.diagram.flowchart import Arrow, Box, Flowchart, Style
from kept.records.network import ARTICLE, Part, Point
from kept.values import dataclass

APPLIES = "applies-to"
_FIRST_PAGES = frozenset({"index", "README"})
_STYLES = (
    Style(ARTICLE, "#ffffff", "#000000"),
    Style("orphan", "#bf360c", "#ffffff"),
    Style(APPLIES, "#1565c0", "#ffffff"),
)


@dataclass(frozen=True, slots=True)
class Placed:
    """An article: its cluster (from 1, the largest first), and how many links lead to it and from it."""

    point: Point
    cluster: int
    links_in: int
    links_out: int
    is_orphan: bool


@dataclass(frozen=True)
class Articles:
    """The articles, and the graph of them and what they apply to."""

    articles: tuple[Placed, ...]
    part: Part

    def by_cluster(self) -> list[Placed]:
        """The articles, cluster by cluster."""
        return sorted(self.articles, key=lambda one: (one.cluster, one.point.key))

    def chart(self, title: str, direction: str) -> Flowchart:
        """It as a flowchart: a frame around each cluster of several, orphans in a colour of their own."""
        known = {one.point.key: one for one in self.articles}
        sizes = Counter(one.cluster for one in self.articles)
        boxes = []
        for point in self.part.points:
            placed = known.get(point.key)
            style = "orphan" if placed and placed.is_orphan else point.kind
            group = f"Cluster {placed.cluster}" if placed and sizes[placed.cluster] > 1 else ""
            boxes.append(Box(point.name, style, group))
        arrows = tuple(Arrow(*pair) for pair in self.part.arrows)
        return Flowchart(tuple(boxes), arrows, _STYLES, title, direction)


def articles(
    titles: Mapping[str, str],
    links: Mapping[str, Sequence[str]],
    applies_to: Mapping[str, Sequence[str]],
    wanted: Iterable[str],
) -> Articles:
    """The graph of the wanted articles, from the titles, links and subjects of all, by their paths.

    Whether one is an orphan all articles decide.
    """
    linked = Counter(end for start, ends in links.items() for end in set(ends) if end != start)
    paths = list(wanted)
    numbers = {path: number for number, path in enumerate(paths)}
    points = [Point(path, ARTICLE, titles[path] or path) for path in paths]
    arrows: dict[tuple[int, int], None] = {}
    for path in paths:
        for end in links[path]:
            if end in numbers and end != path:
                arrows[numbers[path], numbers[end]] = None
        for word in applies_to[path]:
            key = f"{APPLIES}/{word}"
            if key not in numbers:
                numbers[key] = len(points)
                points.append(Point(key, APPLIES, word))
            arrows[numbers[path], numbers[key]] = None
    clusters = _clusters(paths, arrows)
    placed = tuple(
        Placed(
            points[number],
            clusters[number],
            linked[path],
            len({*links[path]} - {path}),
            linked[path] == 0 and not _is_first_page(path),
        )
        for number, path in enumerate(paths)
    )
    return Articles(placed, Part(tuple(points), tuple(arrows)))


def _clusters(paths: Sequence[str], arrows: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The cluster of each article, by their numbers."""
    import rustworkx  # brings numpy

    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(paths)))
    connecting = [
        pair for pair in arrows if all(end < len(paths) and not _is_first_page(paths[end]) for end in pair)
    ]
    graph.add_edges_from_no_data(connecting)
    found = sorted(map(sorted, rustworkx.connected_components(graph)), key=lambda one: (-len(one), one))
    return {number: place for place, members in enumerate(found, 1) for number in members}


def _is_first_page(path: str) -> bool:
    return posixpath.splitext(posixpath.basename(path))[0] in _FIRST_PAGES
