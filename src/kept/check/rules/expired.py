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
        "---\ntitle: Reset your router\naudience: public\nreviewed: 2026-11-01\nreview_every: 100d\nexpires: 2026-11-10\n---\nText\n",
    ),
    good=(
        "---\ntitle: Reset your router\naudience: public\nreviewed: 2026-11-01\nreview_every: 100d\nexpires: 2027-11-10\n---\nText\n",
    ),
)
def expired(article: Article, context: Context) -> Iterator[Diagnostic]:
    """An expired article is no longer in the site; it is only kept in the repository."""
    fresh = article.freshness(context.today, context.library.settings.due_soon)
    if fresh.state is State.EXPIRED and fresh.expires and article.value("status") != "archived":
        message = f"the article expired on {fresh.expires.isoformat()} and is not in the site"
        help = "move `expires`, or write `status: archived`"
        yield context.diagnostic(article.field_span("expires"), message, help)
