"""The command line: it lists the commands, and turns whatever goes wrong into one line."""

from __future__ import annotations

import importlib
import os
import sys
import threading
import time
from io import TextIOWrapper

if "--untrusted" in sys.argv:  # an empty entry of PYTHONPATH is the current folder
    sys.path[:] = [place for place in sys.path if place and os.path.abspath(place) != os.getcwd()]

import click

from kept import __version__
from kept.garbage import last_command
from kept.report import printable

COMMANDS = (
    "init",
    "adopt",
    "new",
    "check",
    "review",
    "mv",
    "explain",
    "rules",
    "types",
    "schema",
    "build",
    "serve",
    "graph",
    "lsp",
)
"""In the order in which a newcomer needs them; each is a module of `kept.commands`."""

FAILED = 2
GRACE = 5.0
"""Seconds for which threads that are left may go on."""
INTERRUPTED = 130
"""128 and the number of SIGINT, as shells count."""


MEANT = {"--port": "--address", "--host": "--address", "--dev-addr": "--address", "--output": "--site-dir"}
"""Options of other programs, and what they are called here."""


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
    """The entry point of the `kept` command: whatever goes wrong is one line and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal need not be able to show every character
    if sys.argv[1:2] in (["build"], ["check"]):
        last_command()
    code = _run()
    _end_threads(code)
    sys.exit(code)


def _run() -> int:
    """Run a command; its exit code."""
    try:
        code = kept.main(prog_name="kept", standalone_mode=False) or 0
    except click.ClickException as error:
        if isinstance(error, click.NoSuchOption):
            error = click.UsageError(f"No such option '{error.option_name}'.{_meant(error)}", error.ctx)
        error.show()
        code = error.exit_code
    except click.Abort:
        code = _told("interrupted", INTERRUPTED)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        code = _told(f"{place}{error.strerror or error}", FAILED)
        _let_go_of_stdout()
    except Exception as error:
        if sys.stdout.closed or sys.stderr.closed:
            return FAILED  # a plugin or hook has done that, and nobody can be told
        if os.environ.get("KEPT_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}"
        code = _told(f"internal error: {what}; please report it, with what KEPT_TRACEBACK=1 shows", FAILED)
    return int(code)


def _end_threads(code: int) -> None:
    """See to it that the process ends in spite of threads that plugins and hooks have left.

    Python waits for them once the main thread has ended, after it has told those of executors to end.
    """
    if _others():
        threading.Thread(target=_end, args=(code,), daemon=True).start()


def _others() -> list[threading.Thread]:
    here = (threading.main_thread(), threading.current_thread())
    return [one for one in threading.enumerate() if one not in here and not one.daemon]


def _end(code: int) -> None:
    time.sleep(GRACE)
    left = _others()
    if left and not threading.main_thread().is_alive():
        _told(f"a plugin or hook has left a thread that does not end: {left[0].name}", code)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _meant(error: click.NoSuchOption) -> str:
    """The option of the command that somebody may have meant."""
    from kept.near import nearest

    own = error.ctx.command.params if error.ctx else []
    known = [name for one in own for name in (*one.opts, *one.secondary_opts) if name.startswith("--")]
    meant = MEANT.get(error.option_name)
    found = meant if meant in known else nearest(error.option_name, known)
    return f" Did you mean '{found}'?" if found else ""


def _told(message: str, code: int) -> int:
    """Say what went wrong, in one line that cannot steer a terminal; the code is the one given."""
    click.echo(f"kept: {printable(' '.join(message.split()))}", err=True)
    return code


def _let_go_of_stdout() -> None:
    """Nothing more can be written if the disk is full; Python must not try again at exit."""
    if isinstance(sys.stdout, TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
