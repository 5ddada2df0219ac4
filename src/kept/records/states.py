"""The ways from state to state that records may take."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kept.records.kinds import Kind
from kept.records.record import Record, words
from kept.yaml_nodes import Scalar


def written_states(record: Record) -> Iterator[Scalar]:
    """The states of a record in the order of time: those of `history`, then `status`."""
    for field in ("history", "status"):
        value = record.node.get(field)
        if value is not None:
            yield from words(value)


def illegal_changes(kind: Kind, states: Collection[Scalar]) -> Iterator[tuple[Scalar, str, tuple[str, ...]]]:
    """Each state that may not follow on the one before: itself, that one, and those that may.

    About states that the kind does not have nothing is said.
    """
    before = ""
    for state in states:
        legal = kind.states.get(before, ()) if before else (kind.begin,)
        if state.raw in kind.states and (before in kind.states or not before) and state.raw not in legal:
            yield state, before, legal
        before = state.raw


def lacking(kind: Kind, state: str, fields: Collection[str]) -> str:
    """The field without which a record may not be in a state, if it is missing."""
    needed = kind.needs.get(state, "")
    return "" if needed in fields else needed
