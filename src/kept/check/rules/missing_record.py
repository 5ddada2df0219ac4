"""K907 missing-record."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.near import did_you_mean, nearest, words
from kept.records.kinds import Holds
from kept.records.record import Record
from kept.records.record import words as references


@rule(
    "K907",
    on=Record,
    severity=Severity.ERROR,
    bad=(
        {"kb/records/support.yml": "products:\n  kept: {}\ntickets:\n  white-page: {products: [kpet]}\n"},
        {"kb/records/support.yml": "tickets:\n  white-page: {customers: [product/kept]}\n"},
        {
            "docs/white-page.md": "---\ntitle: A white page\n---\nText\n",
            "kb/records/support.yml": "tickets:\n  white-page: {articles: [docs/whitepage.md]}\n",
        },
    ),
    good=(
        {
            "docs/white-page.md": "---\ntitle: A white page\n---\nText\n",
            "kb/records/support.yml": (
                "products:\n  kept: {}\n"
                "tickets:\n  white-page: {products: [kept, product/kept], articles: docs/white-page.md}\n"
            ),
        },
    ),
)
def missing_record(record: Record, context: Context) -> Iterator[Diagnostic]:
    """A record or article that isn't there can't be followed, so what it would touch is never found."""
    library = context.library
    records = library.records
    for relation in record.relations():
        kind = relation.field.of
        if not relation.target.startswith(f"{kind}/"):
            message = f'`{relation.field.name}` names "{relation.target}", which is no {kind}'
            yield context.diagnostic(relation.span, message, f"write the id of a {kind}")
        elif relation.target not in records.by_key:
            near = nearest(relation.target, words(records.keys_by_kind.get(kind, ())))
            meant = f': did you mean "{near}"?' if near else ""
            message = f'there is no record "{relation.target}"{meant}'
            yield context.diagnostic(relation.span, message, "write the id of a record, or add the record")
    for field, value in record.values():
        for item in references(value) if field.holds is Holds.ARTICLES else ():
            if item.raw not in library.index.by_path:
                message = f'there is no article "{item.raw}"{did_you_mean(item.raw, library.index.by_path)}'
                yield context.diagnostic(item.span, message, "write its path in the project")
