"""JSON Schemas: valid themselves, and of one opinion with `kept check` on good and bad front matter."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from jsonschema import Draft7Validator
from projects import Files

from kept import config, library
from kept.commands.schema import all_schemas
from kept.diagnostic import Diagnostic
from kept.yaml_nodes import plain

ROOT = Path(__file__).parent.parent
CONTRACT = """\
---
contract:
  summary: How to do one thing.
  folder: docs/guides
  fields:
    products: {type: terms, of: products, required: true, help: What it is about.}
    version: {type: terms, of: versions, single: true}
    anything: {type: terms, of: unknown}
    level: {type: enum, values: [basic, "2"], default: basic, required: true}
    minutes: {type: number}
    printable: {type: boolean}
    source: {type: url}
    old: {type: path}
    parent: {type: reference}
    released: {type: date, default: 2026-01-01}
    every: {type: duration}
    takes: {type: timespan}
    tiers: {type: tiers}
    steps: {type: list, items: {type: duration}}
    free: {type: mapping}
    contact: {type: mapping, fields: {team: {type: text, required: true}, phone: {type: number}}}
---
# {{ title }}
"""
FILES: Files = {
    "mkdocs.yml": """\
site_name: Help
plugins:
  - kept:
      defaults: [{path: "docs/**", owner: support}]
      fields: {labels: tags, made_by: owner, summary: description}
      extra_fields: [weight, "x_*", "y?"]
""",
    "kb/vocabulary.yml": "products: [router, switch]\nversions: ['2.4', next]\nowners: [support]\n",
    "templates/guide.md": CONTRACT,
}
GOOD = """\
title: Reset your router
audience: public
products: router
version: 2.4
anything: [a, b]
level: 2
minutes: 5
printable: true
source: https://example.com
old: guides/router.md
parent: router.md
released: 2026-11-20
every: 6 months
takes: half an hour
tiers: [{name: L1, response: 1 hour, escalates_to: L2}, {name: L2}]
steps: [1d, a week, P1Y]
free: {a: 1}
contact: {team: support, phone: 112}
labels: a,b
made_by: support
weight: 3
x_id: 1
y1: 2
"""


def as_an_editor_reads(front: str) -> Any:
    """YAML 1.2 knows no dates; an editor checks them as text."""
    return json.loads(json.dumps(yaml.safe_load(front), default=date.isoformat))


@pytest.fixture
def validator(project: Callable[[Files], Path]) -> Draft7Validator:
    schemas = all_schemas(config.load(project(FILES) / "mkdocs.yml"))
    return Draft7Validator(schemas["guide"], format_checker=Draft7Validator.FORMAT_CHECKER)


def test_every_schema_is_one() -> None:
    schemas = all_schemas(config.load(ROOT / "mkdocs.yml"))
    assert set(schemas) == {path.stem for path in (ROOT / "templates").glob("*.md")} | {"page", "records"}
    for schema in schemas.values():
        assert schema["$schema"] == Draft7Validator.META_SCHEMA["$schema"]
        Draft7Validator.check_schema(schema)


def test_the_front_matter_of_every_page_of_this_site_is_valid() -> None:
    settings = config.load(ROOT / "mkdocs.yml")
    schemas = all_schemas(settings)
    errors = [
        f"{article.path}: {error.message}"
        for article in library.load(settings).articles
        for error in Draft7Validator(schemas[article.type_name]).iter_errors(
            json.loads(json.dumps(plain(article.document.front) or {}, default=date.isoformat))
        )
    ]
    assert errors == []


def test_good_front_matter_is_valid(
    validator: Draft7Validator, findings_of: Callable[..., list[Diagnostic]]
) -> None:
    assert [error.message for error in validator.iter_errors(as_an_editor_reads(GOOD))] == []
    found = findings_of({**FILES, "docs/guides/router.md": f"---\n{GOOD}---\n# Reset\n\nText.\n"})
    assert [one for one in found if one.location.path == "docs/guides/router.md"] == []


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("title: [a]", ["title"]),
        ("audience: pubic", ["audience"]),
        ("type: gude", ["type"]),
        ("products: fridge", ["products"]),
        ("products: [fridge]", ["products"]),
        ("version: [next]", ["version"]),
        ("version: 2.5", ["version"]),
        ("level: advanced", ["level"]),
        ("minutes: five", ["minutes"]),
        ("printable: perhaps", ["printable"]),
        ("source: example.com", ["source"]),
        ("old: ../a.md", ["old"]),
        ("old: https://example.com", ["old"]),
        ("parent: [a]", ["parent"]),
        ("released: tomorrow", ["released"]),
        ("every: often, or so", ["every"]),
        ("takes: soon", ["takes"]),
        ("takes: 5", ["takes"]),
        ("tiers: L1", ["tiers"]),
        ("tiers: [{name: L1, response: soon}]", ["tiers", 0, "response"]),
        ("tiers: [{response: 1 hour}]", ["tiers", 0]),
        ("steps: a day", ["steps"]),
        ("steps: [1d, 5]", ["steps", 1]),
        ("free: a", ["free"]),
        ("contact: {team: a, phone: b}", ["contact", "phone"]),
        ("contact: {phone: 1}", ["contact"]),
        ("contact: {team: a, tem: b}", ["contact"]),
        ("status: publshed", ["status"]),
        ("watch: a.md", ["watch"]),
        ("redirect_from: [../a.md]", ["redirect_from", 0]),
        ("reviewed: '2026-02-30'", ["reviewed"]),
        ("prodcts: [router]", []),
        ("yz1: 1", []),
    ],
)
def test_bad_front_matter_is_not_valid(line: str, place: list[object], validator: Draft7Validator) -> None:
    name = line.split(":")[0]
    kept_lines = [one for one in GOOD.splitlines() if not one.startswith(f"{name}:")]
    front = as_an_editor_reads("\n".join([*kept_lines, line]))
    assert [list(error.absolute_path) for error in validator.iter_errors(front)] == [place]


@pytest.mark.parametrize("name", ["title", "audience", "products"])
def test_what_is_required_and_not_given_otherwise_must_be_there(
    name: str, validator: Draft7Validator
) -> None:
    front = as_an_editor_reads(GOOD)
    del front[name]
    assert [error.message for error in validator.iter_errors(front)] == [f"'{name}' is a required property"]


def test_help_and_defaults_are_shown_in_the_editor(validator: Draft7Validator) -> None:
    properties = validator.schema["properties"]  # type: ignore[index]
    assert properties["products"]["description"] == "What it is about."
    assert properties["level"]["default"] == "basic"
    assert properties["released"]["default"] == "2026-01-01"
    assert properties["labels"] == {"description": "Read as `tags`."}
    assert validator.schema["description"] == "How to do one thing."  # type: ignore[index]
    assert "level" not in validator.schema["required"]  # type: ignore[index]


def test_the_command_prints_and_writes_schemas(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    root = project(FILES)
    one = json.loads(cli("schema", "guide", cwd=root).output)
    every = json.loads(cli("schema", cwd=root).output)
    assert one == every["guide"]
    assert list(every) == ["guide", "page", "records"]
    assert cli("schema", "--output", "schemas", cwd=root).output == "Wrote 3 schemas to schemas\n"
    written = {path.name: json.loads(path.read_text()) for path in (root / "schemas").iterdir()}
    assert written == {f"{name}.schema.json": schema for name, schema in every.items()}
    missing = cli("schema", "giude", cwd=root)
    assert missing.exit_code == 2
    assert missing.output == (
        'kept: there is no content type "giude": did you mean "guide"? (types are: guide, page, records)\n'
    )
