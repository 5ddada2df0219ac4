"""`kept lsp`: findings, completion and more in an editor, by the Language Server Protocol."""

from __future__ import annotations

import logging
import os
import sys
from datetime import date
from functools import partial
from pathlib import Path

import click

from kept.commands.known_findings import read_baseline
from kept.commands.mv import configuration_files
from kept.commands.options import CannotRun, chosen_day, git_history, settings, today_option
from kept.commands.trust import allowed_names
from kept.report import printable


@click.command(short_help="Serve an editor: findings while you type.")
@click.option(
    "--config",
    "config_path",
    type=click.Path(readable=False, path_type=Path),
    help="The configuration file.  [default: for each document the next mkdocs.yml above it]",
)
@click.option(
    "--root",
    type=click.Path(readable=False, path_type=Path),
    help="With --config: the folder that paths in it are relative to.  [default: its own folder]",
)
@click.option("--tcp", "port", type=click.IntRange(1, 65535), help="Listen on this port of 127.0.0.1.")
@click.option("--stdio", is_flag=True, help="Talk over standard input and output, as without it.")
@click.option(
    "--allow",
    multiple=True,
    envvar="KEPT_ALLOW",
    metavar="KIND:NAME",
    help="Code of a project that may run: function:MODULE.NAME for a function that makes the ids of "
    "headings. May be repeated.  [env: KEPT_ALLOW, separated by blanks]",
)
@today_option
def lsp(
    config_path: Path | None,
    root: Path | None,
    port: int | None,
    stdio: bool,
    allow: tuple[str, ...],
    today: date | None,
) -> None:
    """Answer an editor that speaks the Language Server Protocol, over standard input and output.

    An editor starts this command by itself; what it logs goes to standard error. It starts it in any folder
    that somebody opens, so no code of a project runs that --allow does not name.
    """
    if root and not config_path:
        raise CannotRun("--root goes with --config")
    if stdio and port:
        raise CannotRun("--stdio and --tcp exclude each other")
    from kept.editor.server import Server  # it brings the protocol, which no other command needs
    from kept.editor.session import Ways

    log = logging.StreamHandler(sys.stderr)
    log.setFormatter(_OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[log])
    read = partial(settings, allowed=allowed_names(allow).functions)
    ways = Ways(read, read_baseline, git_history, partial(chosen_day, today), configuration_files)
    server = Server(ways, config_path, root)
    if port:
        try:
            server.start_tcp("127.0.0.1", port)
        except OSError as error:
            raise CannotRun(f"cannot listen on port {port}: {error.strerror or error}") from None
        return
    if sys.stdin is None or sys.stdout is None:
        raise CannotRun("there is no standard input and output to talk over")
    output, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing but messages may stand there
    server.start_io(sys.stdin.buffer, output)


class _OneLine(logging.Formatter):
    """What goes wrong is one line of the log, unless somebody wants to know more."""

    def format(self, record: logging.LogRecord) -> str:
        if os.environ.get("KEPT_TRACEBACK"):
            return super().format(record)
        return f"kept lsp: {printable(record.getMessage().partition(chr(10))[0])}"
