"""Records as they are written: values with their places, and indexes over all files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from kept.diagnostic import Problem
from kept.records.kinds import Field, Holds, Kind
from kept.text import Source, Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence

CODES = "K9"
"""What the codes of all findings about records begin with."""

MOST_CIRCLES = 10
"""Circles of records that are looked for; once they are mended, so are the next."""

RELATIONS = frozenset({Holds.RECORD, Holds.RECORDS})


@dataclass(frozen=True, slots=True)
class Relation:
    """That a record names another: the key of the other one (`ticket/…`), by which field, and where."""

    field: Field
    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its kind, its id with its place, and its fields as they are written."""

    kind: Kind
    id: Scalar
    node: Mapping

    @property
    def key(self) -> str:
        """How others name it."""
        return f"{self.kind.name}/{self.id.raw}"

    @property
    def name(self) -> str:
        """What people call it."""
        return self.text("name") or self.id.raw

    @property
    def audience(self) -> str:
        """The audience that it names; empty when it is for the narrowest."""
        return self.text("audience")

    def text(self, field: str) -> str:
        """The text of a field; empty without one."""
        found = self.node.get(field)
        return found.raw if isinstance(found, Scalar) and found.value is not None else ""

    def values(self) -> Iterator[tuple[Field, Node]]:
        """The fields that it has, of those that its kind knows."""
        for key, value in self.node.entries:
            field = self.kind.fields.get(key.raw)
            if field is not None:
                yield field, value

    def relations(self) -> Iterator[Relation]:
        """The records that it names."""
        for field, value in self.values():
            if field.holds in RELATIONS:
                for item in words(value):
                    yield Relation(field, full_key(item.raw, field.of), item.span)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One file of records, with what is wrong with it as a file."""

    source: Source
    sections: tuple[Scalar, ...] = ()
    """The keys that say of which kind the records below them are."""
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Records:
    """All records of a project."""

    files: tuple[RecordFile, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, tuple[Record, Source]]:
        """Each record and its file; of several with one key the first counts."""
        found: dict[str, tuple[Record, Source]] = {}
        for file in self.files:
            for record in file.records:
                found.setdefault(record.key, (record, file.source))
        return found

    @cached_property
    def circles(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The ways on which records lead back to themselves by records of their own kind.

        Each by the relation that it begins with (who names whom), and of those that meet one; not more than
        `MOST_CIRCLES`.
        """
        named = {
            key: {one.target for one in record.relations() if one.field.of == record.kind.name}
            for key, (record, _) in self.by_key.items()
        }
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for key, others in named.items():
            if key in others:
                others.remove(key)
                found[key, key] = (key, key)
        while len(found) < MOST_CIRCLES:
            try:
                TopologicalSorter(named).prepare()
            except CycleError as error:
                way = tuple(reversed(error.args[1]))
                found[way[0], way[1]] = way
                named[way[0]].remove(way[1])
            else:
                break
        return found

    @cached_property
    def keys_by_kind(self) -> dict[str, tuple[str, ...]]:
        """The keys of the records of each kind."""
        found: dict[str, list[str]] = {}
        for key, (record, _) in self.by_key.items():
            found.setdefault(record.kind.name, []).append(key)
        return {name: tuple(keys) for name, keys in found.items()}


def words(node: Node) -> Iterator[Scalar]:
    """The words of a value that may be one or a list."""
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Scalar) and item.value is not None:
            yield item


def full_key(written: str, kind: str) -> str:
    """The key that a reference means: its kind may be left out, since the field says it."""
    return written if "/" in written else f"{kind}/{written}"
