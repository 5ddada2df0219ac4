"""K905 unknown-record-state."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.near import did_you_mean
from kept.records.record import Record
from kept.records.states import written_states


@rule(
    "K905",
    on=Record,
    severity=Severity.ERROR,
    bad=(
        {"kb/records/support.yml": "tickets:\n  white-page: {status: opne}\n"},
        {"kb/records/support.yml": "tickets:\n  white-page: {status: waiting, history: [new]}\n"},
    ),
    good=({"kb/records/support.yml": "tickets:\n  white-page: {status: waiting, history: [open]}\n"},),
)
def unknown_record_state(record: Record, context: Context) -> Iterator[Diagnostic]:
    """A state that a record of this kind can't be in is counted by nobody."""
    for state in written_states(record):
        if state.raw not in record.kind.states:
            states = record.kind.states
            message = f'a {record.kind.name} cannot be "{state.raw}"{did_you_mean(state.raw, states)}'
            yield context.diagnostic(state.span, message, f"write one of: {', '.join(states)}")
