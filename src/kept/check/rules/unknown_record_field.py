"""K903 unknown-record-field."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.globs import matches_any
from kept.near import did_you_mean
from kept.records.record import Record


@rule(
    "K903",
    on=Record,
    severity=Severity.WARNING,
    bad=(
        {"kb/records/support.yml": "tickets:\n  white-page: {status: open, prioritty: high}\n"},
        {"kb/records/support.yml": "customers:\n  global-tech: {phone: on request}\n"},
    ),
    good=(
        {"kb/records/support.yml": "tickets:\n  white-page: {status: open, priority: high}\n"},
        {
            "mkdocs.yml": "site_name: Help\nplugins:\n  - kept:\n      extra_fields: [crm_*]\n",
            "kb/records/support.yml": "tickets:\n  white-page: {status: open, crm_number: 12}\n",
        },
    ),
)
def unknown_record_field(record: Record, context: Context) -> Iterator[Diagnostic]:
    """A field that a record of this kind doesn't have is without effect, and mostly a slip of the pen.

    Fields that another program needs are named in the setting `extra_fields`.
    """
    for key, _ in record.node.entries:
        if key.raw not in record.kind.fields and not matches_any(
            key.raw, context.library.settings.extra_fields
        ):
            names = record.kind.fields
            message = f'a {record.kind.name} has no field "{key.raw}"{did_you_mean(key.raw, names)}'
            yield context.diagnostic(key.span, message, f"write one of: {', '.join(names)}")
