"""K909 personal-data-in-record."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.records.record import RecordFile


@rule(
    "K909",
    on=RecordFile,
    severity=Severity.WARNING,
    bad=(
        {"kb/records/support.yml": "customers:\n  c1: {name: Maria Keller}\n"},
        {"kb/records/support.yml": "tickets:\n  t1: {summary: Ms Okafor sees a white page}\n"},
        {"kb/records/support.yml": "customers:\n  c1: {} # call +44 20 7183 8750\n"},
        {"kb/records/support.yml": "tickets:\n  t1: {reported_by: Wanjiru Kamau}\n"},
        {"kb/records/support.yml": "customers:\n  c1: {region: '12 Baker Street, London'}\n"},
    ),
    good=(
        {
            "kb/records/support.yml": (
                "customers:\n"
                "  c1: {name: Global Tech Solutions}\n"
                "  c2: {name: Robert Brandt GmbH, summary: Write to support@router-makers.com}\n"
            )
        },
    ),
)
def personal_data_in_record(file: RecordFile, context: Context) -> Iterator[Diagnostic]:
    """A person's name, address or number in a record stays in the history of the repository for ever.

    Records are about organisations. Names are found by a title, by a common given name in front of them,
    and in fields that ask for one (`contact`, `reported_by`); with them email addresses, phone numbers, the
    addresses of houses, and bank accounts. What `allowed_contacts` lists may stand.
    """
    from kept.records.personal import personal, persons_in_fields  # most projects have no records

    found = [*personal(file.source.text, context.library.settings.allowed_contacts)]
    seen = {one.span for one in found}
    for record in file.records:
        found += (one for one in persons_in_fields(record) if one.span not in seen)
    for one in found:
        yield context.diagnostic(one.span, f'"{one.words}" looks like {one.looks_like}', _ADVICE)


_ADVICE = "leave it out: name the organisation, or a number that only your own system can resolve"
