"""What a `kept-graph` fence gets for an answer: the part of the network that the readers of a page may see.

A record that is for fewer readers than the page is not there for it: neither is it shown, nor does any way
lead through it.
"""

from __future__ import annotations

from collections.abc import Callable

from kept.cache_folder import digest
from kept.config import Settings
from kept.content.article import is_shown
from kept.diagram.flowchart import written
from kept.diagram.limits import MOST_ARROWS
from kept.diagram.limits import is_too_long as is_longer_than_read
from kept.index import GRAPH
from kept.near import nearest, words
from kept.records.fence import Wanted, asked, question
from kept.records.graphs import NO_RECORDS, Graphs
from kept.records.network import ARTICLE, Network, Part, Point
from kept.records.record import Records
from kept.values import dataclass

IsArticleShown = Callable[[str], bool]
"""Whether the readers of a page may see an article, by its path."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What rules may say about a graph."""

    missing: tuple[tuple[str, str], ...] = ()
    """What it begins at and is not there, each with what is probably meant."""
    hidden: tuple[tuple[str, str], ...] = ()
    """The records it begins at that are for other readers, each with its audience."""
    records: int = 0
    relations: int = 0
    is_too_long: bool = False
    """Whether its names are so long that Mermaid doesn't even read it."""
    left_out: int = 0
    """Records that nothing but their audience keeps out of a graph without any relation."""

    @property
    def is_too_large(self) -> bool:
        """Whether it is more than Mermaid draws."""
        return self.relations > MOST_ARROWS or self.is_too_long


def answer(network: Network, wanted: Wanted, audience: str, audiences: tuple[str, ...]) -> Answer:
    """What rules may say about a graph on a page for an audience; articles count as shown."""

    def shown(point: Point) -> bool:
        return is_visible(point, audience, audiences, lambda path: True)

    missing = [start for start in wanted.starts if start not in network.numbers]
    points = [network.points[network.numbers[one]] for one in wanted.starts if one in network.numbers]
    hidden = [point for point in points if not shown(point)]
    if missing or hidden:
        return Answer(
            tuple((start, _near(start, network)) for start in missing),
            tuple((point.key, _narrowest(point, audiences)) for point in hidden),
        )
    part = network.around(wanted.starts, wanted.depth, wanted.kinds, shown)
    if part.arrows:
        is_too_long = len(part.arrows) <= MOST_ARROWS and is_longer_than_read(written(part.chart("", "LR")))
        return Answer(records=len(part.points), relations=len(part.arrows), is_too_long=is_too_long)
    every = network.around(wanted.starts, wanted.depth, wanted.kinds)
    return Answer(left_out=len(every.points) - len(part.points))


def visible_part(
    network: Network, wanted: Wanted, audience: str, settings: Settings, is_article_shown: IsArticleShown
) -> Part | None:
    """The part that a page shows; `None` when it begins at what is not there for its readers.

    The audience of the site counts as well as that of the page.
    """

    def shown(point: Point) -> bool:
        return all(
            is_visible(point, one, settings.audiences, is_article_shown)
            for one in {audience, settings.audience}
        )

    numbers = [network.numbers.get(start) for start in wanted.starts]
    if any(number is None or not shown(network.points[number]) for number in numbers):
        return None
    return network.around(wanted.starts, wanted.depth, wanted.kinds, shown)


def is_visible(
    point: Point, audience: str, audiences: tuple[str, ...], is_article_shown: IsArticleShown
) -> bool:
    """Whether readers may see a point; a record that names no audience is for the narrowest."""
    if point.kind == ARTICLE:
        return is_article_shown(point.key)
    return is_shown(_narrowest(point, audiences), audience, audiences)


def _narrowest(point: Point, audiences: tuple[str, ...]) -> str:
    return point.audience or (audiences[-1] if audiences else "")


def _near(start: str, network: Network) -> str:
    kind, _, rest = start.partition("/")
    if not rest:  # an id alone
        return next((key for key in network.keys if key.partition("/")[2] == start), "")
    return nearest(start, words(network.keys_by_kind.get(kind) or network.keys)) or ""


def key_of(found: Answer, wanted: Wanted, audience: str) -> str:
    """The key under which a page has asked for an answer: it says what the answer was."""
    return f"{GRAPH}{digest(repr(found))}:{question(wanted, audience)}"


def is_as_before(key: str, graphs: Graphs, settings: Settings, records: Records = NO_RECORDS) -> bool:
    """Whether a key's question has the same answer still."""
    wanted, audience = asked(key.removeprefix(GRAPH).partition(":")[2])
    return key_of(graphs.answer(wanted, audience, settings, records), wanted, audience) == key
