"""K904 invalid-record-value."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from unicodedata import category, normalize

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern
from kept.near import did_you_mean
from kept.records.kinds import Field, Holds
from kept.records.record import Record
from kept.text import Span
from kept.yaml_nodes import Node, Scalar, Sequence


@rule(
    "K904",
    on=Record,
    severity=Severity.ERROR,
    bad=(
        {"kb/records/support.yml": "tickets:\n  white page: {status: open}\n"},
        {"kb/records/support.yml": "tickets:\n  white-page: {status: open, priority: urgent}\n"},
        {"kb/records/support.yml": "tickets:\n  white-page: {status: open, opened: 2026-02-30}\n"},
        {"kb/records/support.yml": "tickets:\n  white-page: {status: open, name: [White, page]}\n"},
        {"kb/records/support.yml": "customers:\n  global-tech: {audience: pubic}\n"},
        {"kb/records/support.yml": "tickets:\n  white-page: {status: open, products: {kept: 1}}\n"},
    ),
    good=(
        {
            "kb/records/support.yml": (
                "tickets:\n"
                "  white-page: {status: open, priority: high, opened: 2026-02-27, audience: public}\n"
            )
        },
    ),
)
def invalid_record_value(record: Record, context: Context) -> Iterator[Diagnostic]:
    """A value of another sort than the field holds can't be shown, compared or followed."""
    id = record.id
    if not _is_id(id.raw):
        message = f'"{id.raw}" cannot be an id'
        yield context.diagnostic(id.span, message, "write letters, digits, `-`, `_` and `.` alone")
    elif normalize("NFC", id.raw) != id.raw:
        message = f'"{id.raw}" looks like another id: an accent in it is a character of its own'
        yield context.diagnostic(id.span, message, "type its letters anew")
    audiences = context.library.settings.audiences
    for field, value in record.values():
        for span, message, help in _wrong(field, value, audiences):
            yield context.diagnostic(span, f"`{field.name}`: {message}", help)


def _is_id(word: str) -> bool:
    """Whether it begins with a letter or digit, and holds but such and few signs; many scripts have marks."""
    plain = "".join("_" if category(char).startswith("M") else char for char in word[1:])
    return _ID.fullmatch(word[:1] + plain) is not None


def _is_day(word: Scalar) -> bool:
    """Whether it is a day, with quotes or without, and not a time of one."""
    if type(word.value) is date:
        return True
    with contextlib.suppress(ValueError):
        return bool(word.style) and date.fromisoformat(word.raw).isoformat() == word.raw
    return False


_ID = late_pattern(r"\w[\w.-]*")
_LISTS = (Holds.RECORDS, Holds.STATES, Holds.ARTICLES)


def _wrong(field: Field, value: Node, audiences: tuple[str, ...]) -> Iterator[tuple[Span, str, str]]:
    """What is wrong with a value: where, what, and what to write."""
    if isinstance(value, Sequence) and field.holds in _LISTS:
        for item in value.items:
            if not isinstance(item, Scalar) or item.value is None:
                yield item.span, "an item of the list is no word", f"write `{field.name}: [one, two]`"
        return
    if not isinstance(value, Scalar) or value.value is None:
        shape = "[one, two]" if field.holds in _LISTS else "…"
        yield value.span, "this is not a single value", f"write `{field.name}: {shape}`"
    elif field.holds is Holds.DAY and not _is_day(value):
        yield value.span, f'"{value.raw}" is not a day', "write it as YYYY-MM-DD"
    elif field.holds in (Holds.CHOICE, Holds.AUDIENCE):
        words = field.values or audiences
        if value.raw not in words:
            message = f'"{value.raw}" is not one of its values{did_you_mean(value.raw, words)}'
            yield value.span, message, f"write one of: {', '.join(words)}"
