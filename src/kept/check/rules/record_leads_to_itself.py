"""K917 record-leads-to-itself."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.records.record import Record


@rule(
    "K917",
    on=Record,
    severity=Severity.ERROR,
    bad=(
        {"kb/records/support.yml": "products:\n  kept: {part_of: kept}\n"},
        {"kb/records/support.yml": "products:\n  kept: {part_of: check}\n  check: {part_of: kept}\n"},
        {"kb/records/support.yml": "tickets:\n  a: {duplicate_of: b}\n  b: {duplicate_of: a}\n"},
    ),
    good=({"kb/records/support.yml": "products:\n  kept: {}\n  check: {part_of: kept}\n"},),
)
def record_leads_to_itself(record: Record, context: Context) -> Iterator[Diagnostic]:
    """A product is no part of itself, and a ticket no duplicate of itself, not by way of others either.

    What spreads along such a circle comes back, so nobody knows which of them came first. One place of each
    circle is reported.
    """
    circles = context.library.records.circles
    for relation in record.relations():
        circle = circles.get((record.key, relation.target))
        if circle:
            message = f'`{relation.field.name}` leads back to "{record.key}": {_shown(circle)}'
            yield context.diagnostic(relation.span, message, "take one of them out of the circle")


def _shown(circle: tuple[str, ...]) -> str:
    """A circle in a line: of a long one its two ends."""
    parts = circle if len(circle) <= LONGEST else (*circle[: LONGEST - 2], "…", circle[-1])
    return " → ".join(parts)


LONGEST = 7
"""Records of a circle that a message names."""
