"""K206 skipped-heading-level."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K206",
    on=Article,
    severity=Severity.WARNING,
    bad=(("---\ntitle: Reset your router\naudience: public\n---\n# Reset\n\n### Steps\n\nPress.\n"),),
    good=(("---\ntitle: Reset your router\naudience: public\n---\n# Reset\n\n## Steps\n\nPress.\n"),),
)
def skipped_heading_level(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A heading two levels below the one before it breaks the outline that screen readers follow."""
    previous = 1
    for heading in article.document.headings:
        if heading.level > previous + 1:
            message = f"a heading of level {heading.level} follows one of level {previous}"
            advice = f"write it with `{'#' * (previous + 1)}`"
            yield context.diagnostic(heading.span, message, advice)
        previous = heading.level
