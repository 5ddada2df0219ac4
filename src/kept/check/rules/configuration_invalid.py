"""K007 configuration-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.config import ConfigurationError
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K007",
    on=ConfigurationError,
    severity=Severity.ERROR,
    bad=(
        {"mkdocs.yml": "site_name: Help\nplugins:\n  - kept:\n      audiance: public\n"},
        {"mkdocs.yml": "site_name: [Help\n"},
    ),
    good=({"mkdocs.yml": "site_name: Help\nplugins:\n  - kept:\n      audience: public\n"},),
)
def configuration_invalid(error: ConfigurationError, context: Context) -> Iterator[Diagnostic]:
    """A configuration that cannot be used ends the command: checking by other settings would prove nothing.

    The command exits with 2. Settings that kept does not know are refused, with the name probably meant.
    """
    for problem in error.problems:
        yield context.report(problem, error.source)
