"""A JSON Schema for files of records, so that an editor can complete and check them."""

from __future__ import annotations

from typing import Any

from kept.config import Settings
from kept.content.schema import DIALECT, as_pattern
from kept.records.kinds import KINDS, Field, Holds, Kind

ID = r"^[^\u0000-/:-@\[-^`{-\u00bf][^\u0000-,/:-@\[-^`{-\u00bf]*$"
"""Signs that no id holds: what letters are outside of ASCII, editors and Python are of two opinions on."""

_WORD = {"type": ["string", "number"]}


def records_schema(settings: Settings) -> dict[str, Any]:
    """The schema of one file."""
    return {
        "$schema": DIALECT,
        "title": "records",
        "description": "Customers, products, tickets and what connects them.",
        "type": "object",
        "properties": {kind.plural: _section(kind, settings) for kind in KINDS},
        "additionalProperties": False,
    }


def _section(kind: Kind, settings: Settings) -> dict[str, Any]:
    record: dict[str, Any] = {
        "type": ["object", "null"],
        "properties": {field.name: _value(field, settings) for field in kind.fields.values()},
        "patternProperties": {as_pattern(glob): {} for glob in settings.extra_fields},
        "additionalProperties": False,
    }
    if kind.needs:
        record["allOf"] = [
            {
                "if": {"properties": {"status": {"const": state}}, "required": ["status"]},
                "then": {"required": [needed]},
            }
            for state, needed in kind.needs.items()
        ]
    return {
        "description": kind.summary,
        "type": ["object", "null"],
        "propertyNames": {"pattern": ID},
        "additionalProperties": record,
    }


def _value(field: Field, settings: Settings) -> dict[str, Any]:
    return {**_shape(field, settings), "description": field.help}


def _shape(field: Field, settings: Settings) -> dict[str, Any]:
    match field.holds:
        case Holds.DAY:
            return {"type": "string", "format": "date"}
        case Holds.CHOICE | Holds.STATE:
            return {"enum": list(field.values)}
        case Holds.AUDIENCE:
            return {"enum": list(settings.audiences)}
        case Holds.STATES:
            return _one_or_more({"enum": list(field.values)})
        case Holds.RECORDS | Holds.ARTICLES:
            return _one_or_more(_WORD)
        case Holds.RECORD:
            return _WORD
    return {"type": ["string", "number", "boolean"]}


def _one_or_more(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "array", "items": item}, item]}
