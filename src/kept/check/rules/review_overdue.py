"""K302 review-overdue."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.freshness import State
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K302",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        "---\ntitle: Reset your router\naudience: public\nreviewed: 2026-01-05\nreview_every: 100d\n---\nText\n",
    ),
    good=(
        "---\ntitle: Reset your router\naudience: public\nreviewed: 2026-11-01\nreview_every: 100d\n---\nText\n",
    ),
)
def review_overdue(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Nobody has checked the article for longer than its contract allows; customers see a banner that says so."""
    fresh = article.freshness(context.today, context.library.settings.due_soon)
    if fresh.state is State.OVERDUE and fresh.next_review:
        late = (context.today - fresh.next_review).days
        message = f"the review was due on {fresh.next_review.isoformat()}, {late} days ago"
        help = "check that it is still true, then write today's date in `reviewed`"
        yield context.diagnostic(article.field_span("reviewed"), message, help)
