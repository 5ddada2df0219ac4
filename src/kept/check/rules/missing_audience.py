"""K106 missing-audience."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.fields import is_empty
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K106",
    on=Article,
    severity=Severity.ERROR,
    bad=(("---\ntitle: Reset your router\n---\nText\n"),),
    good=(("---\ntitle: Reset your router\naudience: public\n---\nText\n"),),
)
def missing_audience(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A document that doesn't say who may read it is not published: it is closed by default."""
    found = article.given.get("audience")
    if article.audience is None and (found is None or is_empty(found.node)):
        known = ", ".join(context.library.settings.audiences)
        span = found.key_span if found and not found.is_default else article.top
        message = "`audience` is missing, so the document is in no site"
        yield context.diagnostic(span, message, f"write `audience: …` with one of: {known}")
