"""A JSON Schema for the front matter of a content type, so that an editor can complete and check it.

Source: JSON Schema draft-07, the newest that the common YAML language servers understand.
"""

from __future__ import annotations

import re
from typing import Any

from kept.config import Settings
from kept.content.contract import ContentType
from kept.content.fields import COMMON_FIELDS, TIER, FieldSpec
from kept.content.vocabulary import Vocabularies
from kept.yaml_nodes import Scalar, plain, read

DIALECT = "http://json-schema.org/draft-07/schema#"

_DURATION = r"^\s*(\d{1,5}|[Aa]n?|[Oo]ne)\s*[A-Za-z]+\s*$|^P"
_TIMESPAN = r"(\d|[Hh]alf|[Oo]ne|[Tt]wo|\b[Aa]n?\b)[^\n]*[A-Za-z]"
_SCALAR = ["string", "number", "boolean"]


def json_schema(
    content_type: ContentType | None,
    vocabularies: Vocabularies,
    settings: Settings,
    type_names: tuple[str, ...],
) -> dict[str, Any]:
    """The schema of one content type; `None` stands for plain pages."""
    fields = content_type.fields if content_type else COMMON_FIELDS
    properties = {spec.name: _field(spec, vocabularies) for spec in fields}
    properties["audience"] |= {"enum": list(settings.audiences)}
    properties["type"] |= {"enum": [*type_names, "page"]}
    ours = settings.field_names
    for foreign, name in ours.items():
        if name in properties and foreign not in properties:
            properties[foreign] = {"description": f"Read as `{name}`."}
    required = [spec.name for spec in fields if spec.required and spec.default is None]
    defaulted = {name for entry in settings.defaults for name, _ in entry.values}
    return {
        "$schema": DIALECT,
        "title": content_type.name if content_type else "page",
        "description": content_type.summary if content_type else "A page of the site.",
        "type": "object",
        "properties": properties,
        "patternProperties": {as_pattern(glob): {} for glob in settings.extra_fields},
        "required": [name for name in required if name not in defaulted and name not in ours.values()],
        "additionalProperties": False,
    }


def as_pattern(glob: str) -> str:
    """A regular expression (of ECMA 262) for a glob of field names."""
    return "^" + re.escape(glob).replace(r"\*", ".*").replace(r"\?", ".") + "$"


def _field(spec: FieldSpec, vocabularies: Vocabularies) -> dict[str, Any]:
    schema = _shape(spec, vocabularies)
    if spec.help:
        schema["description"] = spec.help
    if spec.default is not None:
        schema["default"] = _as_json(plain(spec.default))
    return schema


def _as_json(value: object) -> object:
    return value if isinstance(value, (str, int, float, bool, list, dict)) or value is None else str(value)


def _shape(spec: FieldSpec, vocabularies: Vocabularies) -> dict[str, Any]:
    match spec.kind:
        case "list":
            items = _field(spec.items, vocabularies) if spec.items else {"type": _SCALAR}
            return {"type": "array", "items": items}
        case "terms":
            term = _term(spec, vocabularies)
            return term if spec.single else {"anyOf": [{"type": "array", "items": term}, term]}
        case "mapping":
            return _mapping(spec, vocabularies)
        case "tiers":
            return {"type": "array", "items": _mapping(TIER, vocabularies)}
        case "enum":
            return {"enum": _as_written(spec.values)}
    return _SHAPES.get(spec.kind, {"type": _SCALAR}).copy()


_SHAPES: dict[str, dict[str, Any]] = {
    "date": {"type": "string", "format": "date"},
    "duration": {"type": "string", "pattern": _DURATION},
    "timespan": {"type": "string", "pattern": _TIMESPAN},
    "boolean": {"type": "boolean"},
    "number": {"type": "number"},
    "url": {"type": "string", "pattern": "^(https?://|mailto:)"},
    "path": {"type": "string", "pattern": r"^(?!.*://)(?!(.*/)?\.\.(/|$))[^\\]+$"},
}


def _mapping(spec: FieldSpec, vocabularies: Vocabularies) -> dict[str, Any]:
    if not spec.fields:
        return {"type": "object"}
    return {
        "type": "object",
        "properties": {item.name: _field(item, vocabularies) for item in spec.fields},
        "required": [item.name for item in spec.fields if item.required],
        "additionalProperties": False,
    }


def _term(spec: FieldSpec, vocabularies: Vocabularies) -> dict[str, Any]:
    vocabulary = vocabularies.get(spec.of)
    if vocabulary is None or not vocabulary.terms:
        return {"type": "string"}
    return {"enum": _as_written(vocabulary.words())}


def _as_written(words: tuple[str, ...]) -> list[object]:
    """The words, and what YAML makes of those that are numbers without quotes: `2.4`."""
    values = [node.value for node, _ in map(read, words) if isinstance(node, Scalar)]
    return [*words, *(value for value in values if isinstance(value, (int, float)))]
