"""K702 suppression-without-reason."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.check.suppress import Suppression
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K702",
    on=Suppression,
    severity=Severity.WARNING,
    bad=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "---\n"
            "![](https://example.com/button.png) <!-- kept: ignore K405 -->\n"
        ),
        {
            "mkdocs.yml": (
                "site_name: Help\n"
                "plugins:\n"
                "  - kept:\n"
                "      ignore:\n"
                "        - {path: docs/**, rules: [K405]}\n"
            ),
            "docs/router.md": (
                "---\ntitle: Reset your router\naudience: public\n---\n![](https://example.com/button.png)\n"
            ),
        },
    ),
    good=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "---\n"
            "![](https://example.com/button.png) <!-- kept: ignore K405 the picture is decoration -->\n"
        ),
    ),
)
def suppression_without_reason(suppression: Suppression, context: Context) -> Iterator[Diagnostic]:
    """Without a reason nobody can tell later whether a finding was wrong, or only in the way."""
    if suppression.needs_reason and not suppression.reason:
        message = "no reason is given for silencing this"
        advice = "write the reason after the rules: why is it right as it is?"
        yield context.diagnostic(suppression.span, message, advice)
