"""`kept serve`: a preview that follows every edit."""

from __future__ import annotations

import re
from datetime import date
from ipaddress import IPv4Address
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from kept.cache_folder import FOLDER
from kept.check.cache import IN_MEMORY
from kept.commands.build import for_audience, with_plugin
from kept.commands.options import (
    CannotRun,
    chosen_day,
    config_options,
    configuration_findings,
    loaded_settings,
    today_option,
    with_help,
)
from kept.commands.trust import allowed_names, trusted, untrusted_options
from kept.config import ConfigurationError
from kept.garbage import collected_seldom
from kept.site.build import BuildFailed
from kept.site.held import held
from kept.site.loading import ConfigurationRefused
from kept.site.prepared import Prepared
from kept.site.preview import serve_site
from kept.site.untrusted import Trust, refuse


@click.command(short_help="Show a preview that follows every edit.")
@config_options
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port to listen on.")
@click.option("--audience", help="For whom the site is.  [default: audience of the settings]")
@untrusted_options
@today_option
def serve(
    config_path: Path,
    root: Path | None,
    address: str,
    audience: str | None,
    untrusted: bool,
    allow: tuple[str, ...],
    today: date | None,
) -> None:
    """Show a preview of the site in a browser and follow every edit; errors are printed, not fatal."""
    if not _is_address(address):
        raise CannotRun(f'"{address}" is not an address; write it as 127.0.0.1:8000')
    host, _, port = address.rpartition(":")
    trust = trusted(config_path, root, allow, untrusted, address=(host, int(port)))
    functions = trust.allowed.functions if trust else None
    found = for_audience(with_plugin(loaded_settings(config_path, root, functions)), audience)

    def judged() -> Trust:
        try:
            return refuse(config_path, root, allowed_names(allow))
        except ConfigurationError as error:
            lines = (with_help(item) for item in configuration_findings(error))
            raise ConfigurationRefused("\n".join(lines)) from None

    try:
        # What a stranger brings along as a cache could hold pages that nobody has looked at.
        folder = (
            click.get_current_context().with_resource(TemporaryDirectory(prefix="kept-")) if trust else ""
        )
        memory = Path(folder or found.root / FOLDER, f"preview-{found.audience}.sqlite")
        prepared = Prepared(found, chosen_day(today), trust=trust, cache=memory)
        with held(IN_MEMORY, {}), collected_seldom():
            serve_site(prepared, address, lambda line: click.echo(line, err=True), judged)
    except (OSError, OverflowError) as error:
        raise CannotRun(f"cannot listen on {address}: {error}; choose another with `--address`") from None
    except BuildFailed as error:
        raise CannotRun(str(error)) from None


def _is_address(text: str) -> bool:
    """Whether it is a host and a port; a host of numbers has to be four that are possible."""
    host, _, port = text.rpartition(":")
    if not re.fullmatch(r"[^\s:]+:\d{1,5}", text) or int(port) > 65535:
        return False
    try:
        return not re.fullmatch(r"[\d.]+", host) or bool(IPv4Address(host))
    except ValueError:
        return False
