"""K909 personal-data-in-record."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.contacts import digits, emails, is_listed, is_private, persons, phones
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

    Records are about organisations. Names are found by a title or a common given name in front of them,
    addresses and numbers as they are in public articles; what `allowed_contacts` lists may stand.
    """
    text, allowed = file.source.text, context.library.settings.allowed_contacts
    for name, span in persons(text):
        yield context.diagnostic(span, f'"{name}" looks like the name of a person', _ADVICE)
    for address, span in emails(text):
        if is_private(address, is_strict=bool(allowed)) and not is_listed(address, allowed):
            yield context.diagnostic(span, f'"{address}" looks like a person\'s address', _ADVICE)
    numbers = {digits(one) for one in allowed}
    for number, span in phones(text):
        if digits(number) not in numbers:
            yield context.diagnostic(span, f'"{number}" looks like a phone number', _ADVICE)


_ADVICE = "leave it out: name the organisation, or a number that only your own system can resolve"
