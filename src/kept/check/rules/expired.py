"""K303 expired."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.freshness import State
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K303",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "reviewed: 2026-11-01\n"
            "review_every: 100d\n"
            "expires: 2026-11-10\n"
            "---\n"
            "Text\n"
        ),
    ),
    good=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "reviewed: 2026-11-01\n"
            "review_every: 100d\n"
            "expires: 2027-11-10\n"
            "---\n"
            "Text\n"
        ),
    ),
)
def expired(article: Article, context: Context) -> Iterator[Diagnostic]:
    """An expired article is no longer in the site; it is only kept in the repository."""
    fresh = article.freshness(context.today, context.library.settings.due_soon)
    if fresh.state is State.EXPIRED and fresh.expires and article.value("status") != "archived":
        message = f"the article expired on {fresh.expires.isoformat()} and is not in the site"
        advice = "move `expires`, or write `status: archived`"
        yield context.diagnostic(article.field_span("expires"), message, advice)
