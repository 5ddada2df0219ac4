"""K902 unknown-record-kind."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.near import did_you_mean
from kept.records.kinds import BY_NAME, BY_PLURAL
from kept.records.record import RecordFile


@rule(
    "K902",
    on=RecordFile,
    severity=Severity.ERROR,
    bad=(
        {"kb/records/support.yml": "ticket:\n  white-page: {status: open}\n"},
        {"kb/records/support.yml": "invoices:\n  may: {}\n"},
    ),
    good=({"kb/records/support.yml": "tickets:\n  white-page: {status: open}\n"},),
)
def unknown_record_kind(file: RecordFile, context: Context) -> Iterator[Diagnostic]:
    """Records below a word that names no kind are read by nobody."""
    for section in file.sections:
        if section.raw not in BY_PLURAL:
            kind = BY_NAME.get(section.raw)
            meant = f': did you mean "{kind.plural}"?' if kind else did_you_mean(section.raw, BY_PLURAL)
            message = f'there is no kind of records "{section.raw}"{meant}'
            yield context.diagnostic(section.span, message, f"write one of: {', '.join(BY_PLURAL)}")
