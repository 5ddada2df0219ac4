"""What users list under `plugins:` in `mkdocs.yml`: the site room's plugin with the checker put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kept import library
from kept.check.run import check
from kept.commands.known_findings import errors_not_known
from kept.commands.options import chosen_day, configuration_findings, settings
from kept.config import ConfigurationError
from kept.library import Library
from kept.report.text import one_line
from kept.site.plugin import PREPARED, Prepared, SitePlugin, StopBuild


class KeptPlugin(SitePlugin):  # type: ignore[no-untyped-call]
    """The `kept` plugin of MkDocs."""

    def prepare(self, config_path: Path) -> Prepared:
        """Everything from the disk, again for each edit that a preview follows.

        A `kept` command that is running has a say in the root, the audience and the day.
        """
        given = PREPARED.get()
        try:
            if given is None:
                found, today = settings(config_path, None), chosen_day(None)
            else:
                found, today = settings(config_path, given.settings.root), given.today
                found = replace(found, audience=given.settings.audience)
            return Prepared(found, today, library.load(found))
        except ConfigurationError as error:
            raise StopBuild([one_line(item) for item in configuration_findings(error)]) from None

    def problems(self, library: Library, today: date) -> Iterator[str]:
        """Every error that `kept check` finds and the baseline does not know."""
        try:
            errors = errors_not_known(library.settings, check(library, today))
        except ConfigurationError as error:
            errors = list(configuration_findings(error))
        for finding in errors:
            text = one_line(finding)
            yield f"{text} ({finding.help})" if finding.help else text
