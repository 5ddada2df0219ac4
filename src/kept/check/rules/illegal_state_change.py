"""K908 illegal-state-change."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.records.record import Record
from kept.records.states import illegal_changes, lacking, written_states


@rule(
    "K908",
    on=Record,
    severity=Severity.ERROR,
    bad=(
        {"kb/records/support.yml": "tickets:\n  white-page: {status: closed}\n"},
        {"kb/records/support.yml": "tickets:\n  white-page: {history: [waiting], status: open}\n"},
        {"kb/records/support.yml": "releases:\n  v2: {history: [planned], status: released}\n"},
    ),
    good=(
        {
            "kb/records/support.yml": (
                "resolutions:\n  update: {status: verified}\n"
                "tickets:\n  white-page: {history: [open, waiting], status: closed, resolution: update}\n"
            )
        },
    ),
)
def illegal_state_change(record: Record, context: Context) -> Iterator[Diagnostic]:
    """A record that got into its state on no legal way says something untrue.

    A ticket is closed by a resolution, a release is out from a day on. With `history` each state must be one
    that may follow on the one before, beginning with the state in which such a record begins.
    """
    kind = record.kind
    states = tuple(written_states(record))
    has_history = record.node.get("history") is not None
    for state, before, legal in illegal_changes(kind, states) if has_history else ():
        way = f'cannot become "{state.raw}" after "{before}"' if before else f'cannot begin as "{state.raw}"'
        allowed = f"write one of: {', '.join(legal)}" if legal else f'"{before}" is the last state'
        yield context.diagnostic(state.span, f"a {kind.name} {way}", allowed)
    needed = lacking(kind, record.text("status"), record.node.keys())
    if needed:
        message = f'a {kind.name} that is "{states[-1].raw}" needs `{needed}`'
        yield context.diagnostic(states[-1].span, message, f"add `{needed}: …`, or set another state")
