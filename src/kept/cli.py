"""The command line: it lists the commands, and turns whatever goes wrong into one line."""

from __future__ import annotations

import importlib
import os
import sys

import click

from kept import __version__

COMMANDS = ("init", "new", "check", "explain", "rules", "types", "schema", "build", "serve")
"""In the order in which a newcomer needs them; each is a module of `kept.commands`."""


class _Commands(click.Group):
    """Loads a command when it is asked for, so that checking does not wait for the site builder."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"kept.commands.{cmd_name}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from kept.near import did_you_mean

            raise click.UsageError(error.message.rstrip(".") + did_you_mean(args[0], COMMANDS), ctx) from None


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message="kept %(version)s")
def kept() -> None:
    """Help articles, SOPs and release notes that are complete, true and reviewed.

    Start with `kept init my-help`; `kept COMMAND --help` says more about each command.
    """


def main() -> None:
    """The entry point of the `kept` command."""
    try:
        kept(prog_name="kept")
    except BrokenPipeError:
        # The reader of a pipe has gone; nothing more can be said, and Python must not try at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"kept: {place}{error.strerror or error}", err=True)
        sys.exit(2)
