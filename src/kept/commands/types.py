"""`kept types`: every content type of this project."""

from __future__ import annotations

from pathlib import Path

import click

from kept import library
from kept.commands.options import config_options, loaded_settings


@click.command()
@config_options
def types(config_path: Path, root: Path | None) -> None:
    """List the content types, their folders and what they are for."""
    found = library.load_types(loaded_settings(config_path, root, needs_ids=False))
    width = max((len(name) for name in found), default=0)
    folder = max((len(one.folder) for one in found.values()), default=0)
    for name, one in found.items():
        click.echo(f"{name:<{width}}  {one.folder:<{folder}}  {one.summary}")
