"""K703 suppression-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.check.suppress import Suppression
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K703",
    on=Suppression,
    severity=Severity.WARNING,
    bad=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "---\n"
            "![](https://example.com/button.png) <!-- kept: ignore image-without-at decoration -->\n"
        ),
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "---\n"
            "<!-- kept: ignore-start K405 decoration -->\n"
            "\n"
            "![](https://example.com/button.png)\n"
        ),
    ),
    good=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "---\n"
            "<!-- kept: ignore-start K405 decoration -->\n"
            "\n"
            "![](https://example.com/button.png)\n"
            "\n"
            "<!-- kept: ignore-end K405 -->\n"
        ),
    ),
)
def suppression_invalid(suppression: Suppression, context: Context) -> Iterator[Diagnostic]:
    """A suppression that kept cannot follow silences nothing: an unknown rule, a start without an end."""
    for problem in suppression.problems:
        yield context.report(problem)
