"""K701 unused-suppression."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.check.suppress import Suppression
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K701",
    on=Suppression,
    severity=Severity.WARNING,
    bad=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "---\n"
            "<!-- kept: ignore K405 the picture is decoration -->\n"
            "\n"
            "![The button is on the back](https://example.com/button.png)\n"
        ),
        {
            "mkdocs.yml": (
                "site_name: Help\n"
                "plugins:\n"
                "  - kept:\n"
                "      ignore:\n"
                "        - {path: docs/old/**, rules: [K405], reason: nobody reads them}\n"
            ),
        },
    ),
    good=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "---\n"
            "<!-- kept: ignore K405 the picture is decoration -->\n"
            "\n"
            "![](https://example.com/button.png)\n"
        ),
    ),
)
def unused_suppression(suppression: Suppression, context: Context) -> Iterator[Diagnostic]:
    """A suppression that silences nothing would hide the next mistake that is made at its place."""
    is_comment = suppression.source.text[suppression.span.start : suppression.span.end].startswith(
        ("<!--", "#")
    )
    for word in suppression.unused:
        message = f"nothing is found that this would silence: {word.text}"
        advice = "remove it" if is_comment else f"remove {word.text}, or the whole entry"
        fix = suppression.without(word) if is_comment else None
        yield context.diagnostic(word.span, message, advice, fix=fix)
