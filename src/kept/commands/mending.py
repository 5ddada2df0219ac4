"""What `--fix` and `--diff` of `kept check` do with the fixes that are found."""

from __future__ import annotations

import sys

import click

from kept.commands.options import CLEAN, FINDINGS, NOT_RUN
from kept.diagnostic import Fix, Safety
from kept.fix.files import Change, NotWritten, changes
from kept.fix.rounds import Check, Mended, mend
from kept.library import Library
from kept.report import plural, printable


def mended(knowledge: Library, check: Check, *, unsafe: bool) -> tuple[Mended, list[Change | NotWritten]]:
    """All fixes applied in memory, and the files that have to change for it."""

    def allowed(fix: Fix) -> bool:
        return unsafe or fix.safety is Safety.SAFE

    found = mend(knowledge, check, allowed)
    before = {path: knowledge.by_path[path].document.source.text for path in found.texts}
    return found, changes(knowledge.settings.root, before, found.texts)


def write_fixes(knowledge: Library, check: Check, *, unsafe: bool) -> int:
    """Write the fixes; the exit code is 2 when a file could not be written."""
    found, files = mended(knowledge, check, unsafe=unsafe)
    written: list[str] = []
    failed: list[NotWritten] = []
    for one in files:
        try:
            if isinstance(one, NotWritten):
                raise one
            one.write()
            written.append(one.path)
        except NotWritten as error:
            failed.append(error)
    _tell(failed)
    if written or not failed:
        _say("Fixed", sum(found.fixed[path] for path in written), len(written), found)
    return NOT_RUN if failed else CLEAN


def show_fixes(knowledge: Library, check: Check, *, unsafe: bool) -> int:
    """Print the fixes as a unified diff, and write nothing; the exit code is 1 when there are any."""
    found, files = mended(knowledge, check, unsafe=unsafe)
    shown = [one for one in files if isinstance(one, Change)]
    failed = [one for one in files if isinstance(one, NotWritten)]
    for one in shown:
        click.echo(_safe(one.diff()), nl=False)
    _tell(failed)
    if shown or not failed:
        _say("Would fix", sum(found.fixed[one.path] for one in shown), len(shown), found)
    return NOT_RUN if failed else FINDINGS if shown else CLEAN


def _say(done: str, count: int, files: int, found: Mended) -> None:
    for item in found.left_out:
        place = printable(str(item.location))
        click.echo(f"kept: {place}: the fix of {item.code} does not help, and was left out", err=True)
    if count:
        click.echo(f"{done} {plural(count, 'finding')} in {plural(files, 'file')}.", err=True)
    else:
        click.echo("Nothing to fix.", err=True)


def _tell(failed: list[NotWritten]) -> None:
    for error in failed:
        click.echo(f"kept: {printable(str(error))}", err=True)


def _safe(diff: str) -> str:
    """On a terminal, text that cannot steer it; in a file or a pipe, every character as it is."""
    if not sys.stdout.isatty():
        return diff
    return "\n".join(printable(line.replace("\t", "    ")) for line in diff.split("\n"))
