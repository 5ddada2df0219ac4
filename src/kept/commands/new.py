"""`kept new`: a new document of a content type, with only the writer's own words left to fill in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from unicodedata import category

import click

from kept import library
from kept.commands.options import CannotRun, chosen_day, config_options, loaded_settings, today_option
from kept.config import Settings
from kept.content.contract import ContentType
from kept.content.scaffold import file_name, scaffold
from kept.near import did_you_mean

UNSPEAKABLE = ("Cc", "Cs", "Zl", "Zp")
"""Categories of characters that no title has: controls, halves of characters, ends of lines."""


@click.command(short_help="Start a document of a content type.")
@click.argument("type_name", metavar="TYPE")
@click.argument("title")
@config_options
@click.option("--path", "given", type=click.Path(path_type=Path), help="Where to write it, below the root.")
@today_option
@click.option("--dry-run", is_flag=True, help="Print it; write nothing.")
def new(
    type_name: str,
    title: str,
    config_path: Path,
    root: Path | None,
    given: Path | None,
    today: date | None,
    dry_run: bool,
) -> None:
    """Start a document of a content TYPE, for instance:

    \b
    kept new troubleshooting "Login page stays white"
    """
    found = loaded_settings(config_path, root, needs_ids=False)
    types = library.load_types(found)
    content_type = _chosen(type_name, types)
    title = " ".join("".join(" " if category(char) in UNSPEAKABLE else char for char in title).split())
    if not title:
        raise CannotRun("the title is empty; write what readers would search for")
    path = _in_content(_path(content_type, title, given), found)
    text, to_fill = scaffold(
        content_type,
        title,
        path,
        today=chosen_day(today),
        settings=found,
        vocabularies=library.load_vocabularies(found),
    )
    if dry_run:
        click.echo(text, nl=False)
        return
    _write(found.root / path, text, path)
    click.echo(f"Wrote {path}")
    if to_fill:
        click.echo(f"Fill in the front matter: {', '.join(to_fill)}")
    if "<!-- write:" in text:
        click.echo("Replace each `<!-- write: … -->` by your own words")
    click.echo(f"Then run `kept check {path}`")


def _chosen(name: str, types: Mapping[str, ContentType]) -> ContentType:
    if name not in types:
        message = f'there is no content type "{name}"' + did_you_mean(name, types)
        raise CannotRun(f"{message} (types are: {', '.join(types)})")
    content_type = types[name]
    if content_type.problems:
        source = content_type.document.source
        first = content_type.problems[0]
        line = source.position(first.span.start).line
        raise CannotRun(f"{source.path}:{line}: the contract is not valid: {first.message}")
    return content_type


def _path(content_type: ContentType, title: str, given: Path | None) -> PurePosixPath:
    if given is not None:
        path = PurePosixPath(given.as_posix())
        return path if path.suffix == ".md" else path / f"{_named(title)}.md"
    if not content_type.folder:
        raise CannotRun(f"the contract of {content_type.name} names no folder; say where with `--path`")
    return PurePosixPath(content_type.folder) / f"{_named(title)}.md"


def _in_content(path: PurePosixPath, found: Settings) -> PurePosixPath:
    """The path as messages name it; outside of the content nobody would check or publish the document."""
    location = Path(os.path.normpath(found.root / path))
    if not location.is_relative_to(found.root) or not location.resolve().is_relative_to(found.root):
        raise CannotRun(f"{path} is not below {found.root}")
    inside = PurePosixPath(location.relative_to(found.root).as_posix())
    folders = [folder for folder, _ in found.folders()]
    if not any(inside.is_relative_to(folder) for folder in folders):
        raise CannotRun(f"{path} would not be read; choose a path below {' or '.join(folders)}")
    return inside


def _named(title: str) -> str:
    name = file_name(title)
    if not name:
        raise CannotRun(f'no file name can be made of "{title}"; give one with `--path`')
    return name


def _write(location: Path, text: str, path: PurePosixPath) -> None:
    try:
        location.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise CannotRun(f"{path.parent} is not a folder; choose another `--path`") from None
    try:
        with location.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise CannotRun(f"{path} exists already; choose another title or `--path`") from None
