"""`kept schema`: JSON Schemas of the front matter and of records, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from kept import library
from kept.commands.options import CannotRun, config_options, loaded_settings
from kept.config import Settings
from kept.content.article import PAGE
from kept.content.schema import json_schema
from kept.near import did_you_mean
from kept.records.schema import records_schema

RECORDS = "records"
"""The name under which the schema of records is found."""


@click.command(short_help="Make JSON Schemas of the front matter and of records, for editors.")
@click.argument("type_name", metavar="[TYPE]", required=False)
@config_options
@click.option("--output", type=click.Path(path_type=Path), help="Write a file a type into this folder.")
def schema(type_name: str | None, config_path: Path, root: Path | None, output: Path | None) -> None:
    """Print the JSON Schema of a content TYPE, or write those of all types with --output.

    "records" stands for the files of records (customers, products, tickets).
    """
    schemas = all_schemas(loaded_settings(config_path, root, needs_ids=False))
    if type_name and type_name not in schemas:
        message = f'there is no content type "{type_name}"' + did_you_mean(type_name, schemas)
        raise CannotRun(f"{message} (types are: {', '.join(schemas)})")
    chosen = {type_name: schemas[type_name]} if type_name else schemas
    if output is None:
        shown: Any = chosen[type_name] if type_name else chosen
        click.echo(as_text(shown), nl=False)
        return
    write_schemas(chosen, output)
    click.echo(f"Wrote {len(chosen)} schemas to {output}")


def all_schemas(settings: Settings) -> dict[str, dict[str, Any]]:
    """The schema of every content type, by name, that of plain pages, and that of files of records."""
    types = library.load_types(settings)
    vocabularies = library.load_vocabularies(settings)
    names = tuple(types)
    found = {name: json_schema(one, vocabularies, settings, names) for name, one in types.items()}
    page = json_schema(None, vocabularies, settings, names)
    return found | {PAGE: page, RECORDS: records_schema(settings)}


def as_text(schema: Any) -> str:
    """JSON as a person reads it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(schemas: dict[str, dict[str, Any]], folder: Path) -> None:
    """One `<type>.schema.json` a type."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, one in schemas.items():
        (folder / f"{name}.schema.json").write_text(as_text(one), encoding="utf-8")
