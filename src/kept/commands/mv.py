"""`kept mv`: another path for a page, and nobody who has the old one is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import click

from kept import library
from kept.commands.options import (
    CannotRun,
    Progress,
    config_options,
    documents_folder,
    loaded_settings,
)
from kept.config import Settings
from kept.near import did_you_mean
from kept.rename.plan import CannotMove, Plan, plan
from kept.rename.writing import perform
from kept.report import plural, printable
from kept.text import Source
from kept.yaml_nodes import Mapping, Scalar, YamlError, read


@click.command(short_help="Move or rename a page; links and bookmarks follow.")
@click.argument("old", type=click.Path(readable=False, path_type=Path))
@click.argument("new", type=click.Path(readable=False))
@config_options
@click.option("--dry-run", is_flag=True, help="Show what would change as a diff, and write nothing.")
def mv(old: Path, new: str, config_path: Path, root: Path | None, dry_run: bool) -> None:
    """Move or rename a document, a picture, or a folder of them: OLD becomes NEW.

    Every link to it is rewritten, and so are the links in it, the fields and the navigation that name it.
    Its old address goes into `redirect_from`, so that bookmarks still lead to it. All of this is done, or
    nothing.

    \b
    Exit codes: 0  done, or shown
                2  it cannot be moved; nothing has changed
    """
    found = loaded_settings(config_path, root)
    documents_folder(found)
    source = _inside(old, found)
    target = _target(new, source, found)
    knowledge = library.load(found, Progress())
    if not os.path.lexists(found.root / source):
        hint = did_you_mean(source, [one.path for one in knowledge.index.facts])
        raise CannotRun(f"{old} does not exist{hint}")
    if (found.root / source).is_symlink():
        raise CannotRun(f"{old} is a symbolic link; move what it leads to")
    files = dict(configuration_files(config_path))
    try:
        done = plan(knowledge, source, target, [file for file, _ in files.values()])
        if dry_run:
            click.echo("".join(_diff(done)), nl=False)
        else:
            perform(done, found.root, {name: place for name, (_, place) in files.items()})
    except CannotMove as error:
        raise CannotRun(str(error)) from None
    for note in done.notes:
        click.echo(f"kept: {printable(note)}", err=True)
    click.echo(_summary(done, "Would move" if dry_run else "Moved"), err=dry_run)


def _summary(done: Plan, verb: str) -> str:
    files = len(done.texts.keys() - set(done.paths.values())) + len(done.configuration)
    text = f"{verb} {done.old} to {done.new}; {plural(done.links, 'link')} rewritten"
    text += f", {plural(files, 'other file')} changed" if files else ""
    if done.former:
        text += f"; {done.former[0]} leads there from now on"
        more = len(done.former) - 1
        text += f", and so it is with {more} more" if more else ""
    return printable(text) + "."


def _target(new: str, source: str, found: Settings) -> str:
    """The new path: within a folder that exists, or that a slash at the end calls one, under the old name."""
    target = _inside(Path(new), found)
    old, place = found.root / source, found.root / target
    is_folder = place.is_dir() and not _is_same(old, place)
    if is_folder or (new.endswith(("/", os.sep)) and not old.is_dir()):
        return f"{target}/{old.name}"
    return target


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths are one file on this disk, as names that differ by case may be."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _inside(path: Path, found: Settings) -> str:
    """A path of the command line as messages name it, whether it exists or not."""
    absolute = Path(os.path.abspath(path))
    for folder in (found.root, Path(os.path.abspath(found.root))):
        if absolute.is_relative_to(folder):
            return absolute.relative_to(folder).as_posix()
    resolved = absolute.parent.resolve() / absolute.name
    if resolved.is_relative_to(found.root):
        return resolved.relative_to(found.root).as_posix()
    raise CannotRun(f"{path} is not below {found.root}, the folder of the configuration")


def configuration_files(config_path: Path) -> Iterator[tuple[str, tuple[Source, Path]]]:
    """The configuration and the files that it inherits from, which were read without a problem before."""
    place = config_path
    for _ in range(20):
        source = Source(place.name, place.read_bytes().decode("utf-8-sig"))
        yield source.path, (source, place)
        try:
            node, _ = read(source.text, tags_allowed=True)
        except YamlError:
            return
        base = node.get("INHERIT") if isinstance(node, Mapping) else None
        if not isinstance(base, Scalar):
            return
        place = place.parent / base.raw


def _diff(done: Plan) -> Iterator[str]:
    """A diff that `git apply` takes."""
    old_paths = {new: old for old, new in done.paths.items()}
    for new in sorted(done.texts.keys() | old_paths):
        old = old_paths.get(new, new)
        yield f"diff --git a/{old} b/{new}\n"
        if old != new:
            yield f"similarity index 90%\nrename from {old}\nrename to {new}\n"
        if new in done.texts:
            yield from _lines(old, new, *done.texts[new])
    for name, (before, after) in done.configuration.items():
        yield f"diff --git a/{name} b/{name}\n"
        yield from _lines(name, name, before, after)


def _lines(old: str, new: str, before: str, after: str) -> Iterator[str]:
    texts = (
        [line + "\n" for line in text.split("\n")[:-1]] + [text.split("\n")[-1]] for text in (before, after)
    )
    first, second = ([line for line in lines if line] for lines in texts)
    for line in unified_diff(first, second, f"a/{old}", f"b/{new}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
