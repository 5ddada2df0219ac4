"""`--untrusted` and `--allow`: work on a project that a stranger has written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kept.commands.options import CannotRun, configuration_findings, with_help
from kept.config import ConfigurationError
from kept.site.untrusted import Allowed, NotUnderstood, Trust, imported_from_project, refuse
from kept.site.walls import walled


def untrusted_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--untrusted` and `--allow`."""
    command = click.option(
        "--allow",
        multiple=True,
        envvar="KEPT_ALLOW",
        metavar="KIND:NAME",
        help="With --untrusted: what may run besides what is known to be harmless: plugin:NAME, "
        "extension:NAME, function:MODULE.NAME, theme:NAME, or code of the project by its hash, "
        "files:PATH=SHA256. May be repeated.  [env: KEPT_ALLOW, separated by blanks]",
    )(command)
    return click.option(
        "--untrusted",
        is_flag=True,
        help="Run nothing that the project brings along: for pull requests of people you don't know.",
    )(command)


def trusted(
    config_path: Path,
    root: Path | None,
    allow: tuple[str, ...],
    untrusted: bool,
    *,
    is_built: bool = True,
    address: tuple[str, int] | None = None,
) -> Trust | None:
    """How far the project is trusted, with walls around it until the command ends; `None` without a limit.

    Nothing listens to the network but a server of ours at `address`.
    """
    if not untrusted:
        return None
    top = root or config_path.parent
    if place := imported_from_project(top):
        raise CannotRun(
            f"Python imports from {place}, so the project could replace kept itself; install kept outside of "
            "the project, start it as `kept`, and keep the project out of PYTHONPATH"
        )
    allowed = allowed_names(allow)
    try:
        trust = refuse(config_path, root, allowed, is_built=is_built)
    except ConfigurationError as error:
        raise CannotRun("\n".join(with_help(item) for item in configuration_findings(error))) from None
    click.get_current_context().with_resource(walled(top, trust.files, address))
    return trust


def allowed_names(allow: tuple[str, ...]) -> Allowed:
    """What `--allow` names. Raises `CannotRun`."""
    try:
        return Allowed.of(allow)
    except NotUnderstood as error:
        raise CannotRun(f"--allow {error}") from None


def refuse_beside(untrusted: bool, others: object) -> None:
    """Raise `CannotRun` for options of a check that don't go together."""
    if untrusted and others:
        raise CannotRun(
            "--untrusted starts no program and writes nothing: it does not go with --changed-since, "
            "--external, --fix, --diff or --update-baseline"
        )
