"""K405 image-without-alt."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Image


@rule(
    "K405",
    on=Image,
    severity=Severity.WARNING,
    bad=(("---\ntitle: Reset your router\naudience: public\n---\n![](https://example.com/button.png)\n"),),
    good=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "---\n"
            "![The button is on the back](https://example.com/button.png)\n"
        ),
    ),
)
def image_without_alt(image: Image, context: Context) -> Iterator[Diagnostic]:
    """An image without alternative text says nothing to those who do not see it, and to search.

    Source: WCAG 2.2, success criterion 1.1.1 (Non-text Content).
    """
    if not image.alt.strip():
        message = f'the image "{image.target}" has no alternative text'
        yield context.diagnostic(image.span, message, "write what it shows: `![what it shows](…)`")
