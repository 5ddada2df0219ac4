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
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "reviewed: 2026-01-05\n"
            "review_every: 100d\n"
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
            "---\n"
            "Text\n"
        ),
    ),
)
def review_overdue(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Nobody has checked the article for longer than its contract allows; readers see a banner."""
    fresh = article.freshness(context.today, context.library.settings.due_soon)
    if fresh.state is State.OVERDUE and fresh.next_review:
        late = (context.today - fresh.next_review).days
        message = f"the review was due on {fresh.next_review.isoformat()}, {_days_ago(late)}"
        advice = f"check that it is still true, then run `{article.review_command}`"
        yield context.diagnostic(article.field_span("reviewed"), message, advice)


def _days_ago(count: int) -> str:
    return "yesterday" if count == 1 else f"{count} days ago"
