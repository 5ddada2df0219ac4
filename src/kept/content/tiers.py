"""The tiers of support that a document names in its front matter, and the way of cases through them."""

from __future__ import annotations

from collections.abc import Iterator

from kept.content.article import Article
from kept.durations import Timespan, parse_timespan
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier: its name, its two times and the tier above it, each with the node it is written in."""

    name: str
    node: Mapping
    response: Timespan | None = None
    resolution: Timespan | None = None
    above: str = ""

    def at(self, key: str) -> Node:
        """The node of a value; the whole tier when it has none."""
        return self.node.get(key) or self.node

    def written(self, key: str) -> str:
        """A value as it is written."""
        node = self.node.get(key)
        return node.raw if isinstance(node, Scalar) else ""


def tiers_of(article: Article) -> Iterator[tuple[Tier, ...]]:
    """The tiers of each field of that kind, in the order of the file."""
    for spec in article.fields:
        if spec.kind == "tiers" and spec.name in article.given:
            node = article.given[spec.name].node
            if isinstance(node, Sequence):
                yield tuple(_tier(item) for item in node.items if isinstance(item, Mapping))


def _tier(node: Mapping) -> Tier:
    tier = Tier("", node)
    return Tier(
        tier.written("name"),
        node,
        parse_timespan(tier.written("response")),
        parse_timespan(tier.written("resolution")),
        tier.written("escalates_to").strip(),
    )


def cycles(tiers: tuple[Tier, ...]) -> Iterator[tuple[Tier, ...]]:
    """Each way that never ends, as the tiers on it, from the first in the file on; linear in the tiers."""
    by_name = {tier.name: tier for tier in reversed(tiers)}
    done: set[str] = set()
    for tier in tiers:
        way: dict[str, Tier] = {}
        here: Tier | None = tier
        while here is not None and here.name not in done and here.name not in way:
            way[here.name] = here
            here = by_name.get(here.above)
        if here is not None and here.name in way:
            names = list(way)
            yield tuple(way[name] for name in names[names.index(here.name) :])
        done |= set(way)
