"""Records as nodes that Python can connect and draw: `graph.Customer_GlobalTechSolutions.add(ticket)`.

A graph has a node for any name, made when it is first asked for. What a name begins with says of which kind
it is (`Customer_…`, `SupportTicket_…`, see `kept.records.kinds`); one without such a word is drawn as a
product, and may be in any state.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, MutableMapping

from kept.diagram.flowchart import Arrow, Box, Flowchart, Style, written
from kept.near import did_you_mean
from kept.records.kinds import BY_NAME, KINDS, Kind
from kept.records.record import Record, Records
from kept.records.states import lacking

_BY_PREFIX = {prefix: kind for kind in KINDS for prefix in kind.prefixes}
_STYLES = tuple(Style(kind.name, kind.fill, kind.ink) for kind in KINDS)
_STATUS = "status"


class IllegalChange(ValueError):
    """A record cannot get into a state from the one that it is in, or not yet."""


class Metadata(MutableMapping[str, object]):
    """The fields of a node; `status` takes legal states alone, in any case (`Open`, `In Progress`)."""

    def __init__(self, name: str, kind: Kind | None) -> None:
        self._name = name
        self._kind = kind
        self._values: dict[str, object] = {}

    def __getitem__(self, key: str) -> object:
        return self._values[key]

    def __setitem__(self, key: str, value: object) -> None:
        if key == _STATUS and self._kind is not None:
            self._change(self._kind, _state(value))
        self._values[key] = value

    def __delitem__(self, key: str) -> None:
        del self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)

    def take(self, record: Record) -> None:
        """Have the values that a record is written with, whose way to its state the check looks at."""
        given = ((key.raw, record.text(key.raw)) for key, _ in record.node.entries)
        self._values |= {name: text for name, text in given if text}

    def complain(self) -> None:
        """Raise `IllegalChange` if something is missing without which it may not be in its state."""
        state = _state(self._values.get(_STATUS, ""))
        given = [name for name, value in self._values.items() if value not in (None, "")]
        needed = lacking(self._kind, state, given) if self._kind else ""
        if needed:
            raise IllegalChange(f'{self._name} is "{state}", which needs metadata["{needed}"]')

    def _change(self, kind: Kind, state: str) -> None:
        before = _state(self._values.get(_STATUS, ""))
        if state not in kind.states:
            meant = did_you_mean(state, kind.states)
            raise IllegalChange(f'{self._name}: a {kind.name} cannot be "{state}"{meant}')
        legal = kind.states.get(before, (kind.begin,))
        if state not in (before, *legal):
            way = f'become "{state}" after "{before}"' if before else f'begin as "{state}"'
            help = f"it can be: {', '.join(legal)}" if legal else f'"{before}" is its last state'
            raise IllegalChange(f"{self._name}: a {kind.name} cannot {way}; {help}")


class Node:
    """One record: its name, its kind if that is known, its metadata, and the nodes that it leads to."""

    def __init__(self, name: str, kind: Kind | None, label: str = "") -> None:
        self.name = name
        self.kind = kind
        self.label = label or name
        self.metadata = Metadata(name, kind)
        self._leads_to: dict[int, Node] = {}

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def leads_to(self) -> tuple[Node, ...]:
        """The nodes that were added to it, in order."""
        return tuple(self._leads_to.values())

    def add(self, *others: Node) -> Node:
        """Lead to other nodes, to each once; returns this one. Raises `TypeError` for what is no node."""
        for other in others:
            if not isinstance(other, Node):
                raise TypeError(
                    f"{self.name} leads to nodes alone, and {other!r} is none: ask the graph for one"
                )
            self._leads_to.setdefault(id(other), other)
        return self

    def to_mmd(self, direction: str = "TD", title: str = "") -> str:
        """The text of a Mermaid flowchart of this node and all that it leads to.

        Raises `IllegalChange` if one of them may not be in its state.
        """
        numbers = {id(self): 0}
        found, waiting = [self], deque([self])
        arrows: list[Arrow] = []
        while waiting:
            node = waiting.popleft()
            node.metadata.complain()
            for other in node.leads_to:
                if id(other) not in numbers:
                    numbers[id(other)] = len(found)
                    found.append(other)
                    waiting.append(other)
                arrows.append(Arrow(numbers[id(node)], numbers[id(other)]))
        boxes = tuple(Box(node.label, node.kind.name if node.kind else "product") for node in found)
        return written(Flowchart(boxes, tuple(arrows), _STYLES, title, direction))


class Graph:
    """Nodes by name: `graph.SupportTicket_Orion_001`, or `graph["ticket/orion-001"]` for a record."""

    def __init__(self, records: Records | None = None) -> None:
        self._by_key: dict[str, Node] = {}
        self._by_spelling: dict[tuple[str, str], Node] = {}
        for key, (record, _) in records.by_key.items() if records else ():
            node = self._by_key[key] = Node(key, record.kind, record.name)
            node.metadata.take(record)
            self._by_spelling.setdefault((record.kind.name, _folded(record.id.raw)), node)
        for key, (record, _) in records.by_key.items() if records else ():
            for relation in record.relations():
                other = self._by_key.get(relation.target)
                if other is not None:
                    start, end = self._by_key[key], other
                    if relation.field.is_backward:
                        start, end = end, start
                    start.add(end)

    def __getattr__(self, name: str) -> Node:
        """The node of a name, or of the record whose kind and id it spells."""
        if name.startswith("_"):
            raise AttributeError(name)
        prefix, _, rest = name.partition("_")
        kind = _BY_PREFIX.get(prefix) if rest else None
        spelling = (kind.name, _folded(rest)) if kind else ("product", _folded(name))
        if spelling not in self._by_spelling:
            self._by_spelling[spelling] = Node(name, kind)
        return self._by_spelling[spelling]

    def __getitem__(self, key: str) -> Node:
        """The node of a record by its key."""
        if key in self._by_key:
            return self._by_key[key]
        kind = key.partition("/")[0]
        known = [one for one in self._by_key if one.startswith(kind + "/")] if kind in BY_NAME else BY_NAME
        raise KeyError(f'there is no record "{key}"{did_you_mean(key, known)}')

    def __iter__(self) -> Iterator[Node]:
        return iter(
            {id(node): node for node in (*self._by_key.values(), *self._by_spelling.values())}.values()
        )


def _folded(name: str) -> str:
    """A name for comparison: `Global-Tech_Solutions` like `GlobalTechSolutions`."""
    return re.sub(r"[\W_]", "", name).casefold()


def _state(value: object) -> str:
    return "-".join(str(value).replace("_", " ").casefold().split())
