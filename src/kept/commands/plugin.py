"""What users list under `plugins:` in `mkdocs.yml`: the site room's plugin with the checker put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kept.commands.contents import checked_contents
from kept.commands.known_findings import errors_not_known
from kept.commands.options import chosen_day, configuration_findings, settings
from kept.config import ConfigurationError
from kept.report.text import one_line
from kept.site.plugin import SitePlugin, StopBuild
from kept.site.prepared import PREPARED, Prepared


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
                functions = given.trust.allowed.functions if given.trust else None
                found, today = settings(config_path, given.settings.root, functions), given.today
                found = replace(found, audience=given.settings.audience)
            use_cache = given is not None and given.trust is None  # a stranger's could say anything
            contents, findings = checked_contents(found, today, use_cache=use_cache)
            return Prepared(found, today, contents, findings=findings)
        except ConfigurationError as error:
            raise StopBuild([one_line(item) for item in configuration_findings(error)]) from None

    def problems(self, prepared: Prepared) -> Iterator[str]:
        """Every error that `kept check` finds and the baseline does not know."""
        assert prepared.findings is not None, "nobody has checked the documents"
        try:
            errors = errors_not_known(prepared.settings, list(prepared.findings))
        except ConfigurationError as error:
            errors = list(configuration_findings(error))
        for finding in errors:
            text = one_line(finding)
            yield f"{text} ({finding.help})" if finding.help else text
