"""Records without their places: what a graph of them needs, small enough to go from process to process."""

from __future__ import annotations

from typing import NamedTuple

from kept.records.kinds import Holds
from kept.records.record import RELATIONS, Record, RecordFile, full_key, words
from kept.yaml_nodes import Scalar


class Row(NamedTuple):
    """One record: strings, and lists of the keys that it names."""

    key: str
    kind: str
    name: str
    audience: str
    leads_to: list[str]
    led_by: list[str]
    """The keys of those that lead to it."""
    articles: list[str]


def rows_of(file: RecordFile) -> list[Row]:
    """The records of a file."""
    return [_row(one) for one in file.records]


def _row(record: Record) -> Row:
    texts: dict[str, str] = {}
    leads_to: list[str] = []
    led_by: list[str] = []
    articles: list[str] = []
    fields = record.kind.fields
    for key, value in record.node.entries:
        field = fields.get(key.raw)
        if field is None:
            continue
        if field.holds in RELATIONS:
            others = led_by if field.is_backward else leads_to
            others += [full_key(item.raw, field.of) for item in words(value)]
        elif field.holds is Holds.ARTICLES:
            articles += [item.raw for item in words(value)]
        elif isinstance(value, Scalar) and value.value is not None:
            texts[field.name] = value.raw
    id, kind = record.id.raw, record.kind.name
    name, audience = texts.get("name") or id, texts.get("audience", "")
    return Row(f"{kind}/{id}", kind, name, audience, leads_to, led_by, articles)
