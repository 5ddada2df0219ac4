"""K906 record-twice."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Location, Severity
from kept.records.record import RecordFile


@rule(
    "K906",
    on=RecordFile,
    severity=Severity.ERROR,
    bad=(
        {"kb/records/support.yml": "products:\n  kept: {}\n  kept: {name: kept}\n"},
        {
            "kb/records/a.yml": "products:\n  kept: {}\n",
            "kb/records/b.yml": "products:\n  kept: {name: kept}\n",
        },
    ),
    good=({"kb/records/support.yml": "products:\n  kept: {}\nservices:\n  kept: {}\n"},),
)
def record_twice(file: RecordFile, context: Context) -> Iterator[Diagnostic]:
    """An id that two records of a kind have, or a key that stands twice, leaves open which one counts."""
    for problem in file.problems:
        if problem.code == context.rule.code:
            yield context.report(problem)
    for record in file.records:
        first, source = context.library.records.by_key[record.key]
        if first is not record:
            place = Location.of(source, first.id.span)
            message = f'"{record.key}" is in {place.path}, line {place.line}, already'
            yield context.diagnostic(record.id.span, message, "keep one of the two, or give it another id")
