"""All records as one graph, to be asked: what is around one, what a ticket touches, which way leads to which.

Cost: linear in what an answer is about and its neighbours; a path looks at all only where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from kept.diagram.flowchart import Arrow, Box, Flowchart, Style
from kept.garbage import not_collected
from kept.records.kinds import KINDS
from kept.records.rows import Row
from kept.values import dataclass

if TYPE_CHECKING:
    from rustworkx import PyDiGraph

ARTICLE = "article"
STYLES = (
    *(Style(kind.name, kind.fill, kind.ink) for kind in KINDS),
    Style(ARTICLE, "#ffffff", "#000000"),
)
WORTH_PER_STEP = 0.5
"""What is left of the weight of an impact after each step; ways that meet add up."""

_SPREADS = frozenset({"product", "resolution"})
"""What passes a defect on: a product to those it is a part of, and to whoever has it; not a customer to all
that they have, nor a service to all that it answers."""


class Point(NamedTuple):
    """A record, or an article that records name."""

    key: str
    kind: str
    name: str
    audience: str = ""
    """Who may see a record, if it says so."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Something that is touched: how much (1 is the record itself), after how many steps, by way of what."""

    point: Point
    weight: float
    steps: int
    via: Point


@dataclass(frozen=True)
class Part:
    """Some points, and the arrows between them by their numbers in `points`."""

    points: tuple[Point, ...]
    arrows: tuple[tuple[int, int], ...]

    def chart(self, title: str, direction: str) -> Flowchart:
        """It as a flowchart."""
        boxes = tuple(Box(point.name, point.kind) for point in self.points)
        return Flowchart(boxes, tuple(Arrow(*one) for one in self.arrows), STYLES, title, direction)


@dataclass(frozen=True)
class Network:
    """All points and arrows; `arrows` holds the numbers of two points each, one pair after the other."""

    points: tuple[Point, ...]
    arrows: tuple[int, ...]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Network:
        """The network of all records; what they name and is not there is left out.

        Of several records with one key the first counts.
        """
        by_key: dict[str, Row] = {}
        for row in rows:
            by_key.setdefault(row.key, row)
        points = [Point(*row[:4]) for row in by_key.values()]
        numbers = {key: number for number, key in enumerate(by_key)}
        find = numbers.get
        starts: list[int] = []
        ends: list[int] = []
        for number, row in enumerate(by_key.values()):
            after = [other for other in map(find, row.leads_to) if other is not None]
            before = [other for other in map(find, row.led_by) if other is not None]
            for path in row.articles:
                if path not in numbers:
                    numbers[path] = len(points)
                    points.append(Point(path, ARTICLE, path))
                after.append(numbers[path])
            starts += [number] * len(after) + before
            ends += after + [number] * len(before)
        arrows = dict.fromkeys(zip(starts, ends, strict=True))
        return cls(tuple(points), tuple(chain.from_iterable(arrows)))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each point by its key."""
        return {point.key: number for number, point in enumerate(self.points)}

    @cached_property
    def graph(self) -> PyDiGraph[int, None]:
        """The arrows, ready to be followed."""
        import rustworkx  # brings numpy

        made: PyDiGraph[int, None] = rustworkx.PyDiGraph()  # without a search for arrows that are there
        made.add_nodes_from(range(len(self.points)))
        with not_collected():
            made.add_edges_from_no_data(list(self.pairs()))
        return made

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The arrows as pairs."""
        ends = iter(self.arrows)
        return zip(ends, ends, strict=True)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of all points."""
        return tuple(self.numbers)

    @cached_property
    def keys_by_kind(self) -> dict[str, tuple[str, ...]]:
        """The keys of the records of each kind."""
        found: dict[str, list[str]] = {}
        for point in self.points:
            found.setdefault(point.kind, []).append(point.key)
        return {kind: tuple(keys) for kind, keys in found.items()}

    def around(
        self,
        starts: Sequence[str],
        depth: int,
        kinds: Collection[str] = (),
        is_there: Callable[[Point], bool] = lambda point: True,
    ) -> Part:
        """What is at most `depth` steps away, whichever way the arrows point; of these kinds, if any.

        What is not there by the word of `is_there` is as if there were no such point.
        """
        points = self.points
        border = [self.numbers[key] for key in starts]
        seen = dict.fromkeys(border)
        for _ in range(depth):
            border = list(
                dict.fromkeys(
                    other
                    for number in border
                    for other in self._beside(number)
                    if other not in seen
                    if (not kinds or points[other].kind in kinds) and is_there(points[other])
                )
            )
            seen |= dict.fromkeys(border)
        return self._part(seen)

    def impact(self, key: str, depth: int) -> list[Touched]:
        """What a defect in this record touches, what is touched most first."""
        start = self.numbers[key]
        weights, steps, via = {start: 1.0}, {start: 0}, {start: start}
        border = [start]
        for step in range(1, depth + 1):
            reached: dict[int, None] = {}
            for number in border:
                if number != start and self.points[number].kind not in _SPREADS:
                    continue
                for other in self._beside(number):
                    if steps.setdefault(other, step) == step:
                        weights[other] = weights.get(other, 0) + weights[number] * WORTH_PER_STEP
                        via.setdefault(other, number)
                        reached[other] = None
            border = list(reached)
        touched = [
            Touched(self.points[number], weights[number], steps[number], self.points[via[number]])
            for number in steps
            if number != start
        ]
        return sorted(touched, key=lambda one: (-one.weight, one.steps, one.point.key))

    def path(self, start: str, end: str) -> Part | None:
        """The shortest way from one record to another, whichever way the arrows point; `None` without one."""
        first, last = self.numbers[start], self.numbers[end]
        from_first, from_last = {first: first}, {last: last}
        border, other_border = [first], [last]
        while border and other_border:
            if len(border) > len(other_border):  # from both ends, always where less is to be looked at
                border, other_border = other_border, border
                from_first, from_last = from_last, from_first
            meeting = next((number for number in border if number in from_last), None)
            if meeting is not None:
                way = [*_back(meeting, from_first)][::-1] + [*_back(meeting, from_last)][1:]
                return self._part(dict.fromkeys(way if way[0] == first else way[::-1]))
            reached: dict[int, int] = {}
            for number in border:
                for other in self._beside(number):
                    if other not in from_first:
                        reached.setdefault(other, number)
            from_first |= reached
            border = list(reached)
        return None

    def part_of(self, keys: Collection[str]) -> Part:
        """These points, and the arrows between them."""
        return self._part({self.numbers[key]: None for key in keys})

    def whole(self) -> Part:
        """Everything."""
        return Part(self.points, tuple(self.pairs()))

    def _beside(self, number: int) -> Iterator[int]:
        yield from self.graph.successor_indices(number)
        yield from self.graph.predecessor_indices(number)

    def _part(self, numbers: dict[int, None]) -> Part:
        places = {number: place for place, number in enumerate(numbers)}
        arrows = tuple(
            (place, places[other])
            for number, place in places.items()
            for other in sorted(self.graph.successor_indices(number))
            if other in places
        )
        return Part(tuple(self.points[number] for number in numbers), arrows)


def _back(number: int, before: dict[int, int]) -> Iterator[int]:
    """The way back to where a search began."""
    yield number
    while before[number] != number:
        number = before[number]
        yield number
