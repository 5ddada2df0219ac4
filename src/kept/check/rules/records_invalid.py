"""K901 records-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.records.record import RecordFile


@rule(
    "K901",
    on=RecordFile,
    severity=Severity.ERROR,
    bad=(
        {"kb/records/support.yml": "tickets: [\n"},
        {"kb/records/support.yml": "- open\n- closed\n"},
        {"kb/records/support.yml": "tickets: [white-page]\n"},
        {"kb/records/support.yml": "tickets:\n  white-page: open\n"},
    ),
    good=({"kb/records/support.yml": "tickets:\n  white-page: {status: open}\n"},),
)
def records_invalid(file: RecordFile, context: Context) -> Iterator[Diagnostic]:
    """A file of records that can't be read leaves holes in every graph that would show them."""
    for problem in file.problems:
        if problem.code == context.rule.code:
            yield context.report(problem)
