"""K301 review-due."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.freshness import State
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K301",
    on=Article,
    severity=Severity.INFO,
    bad=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "reviewed: 2026-08-20\n"
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
def review_due(article: Article, context: Context) -> Iterator[Diagnostic]:
    """The review of an article is due soon; reviewed in time it never shows a warning to customers."""
    fresh = article.freshness(context.today, context.library.settings.due_soon)
    if fresh.state is State.DUE and fresh.next_review:
        left = (fresh.next_review - context.today).days
        message = f"the review is due on {fresh.next_review.isoformat()}, {_in_days(left)}"
        advice = f"check that it is still true, then run `{article.review_command}`"
        yield context.diagnostic(article.field_span("reviewed"), message, advice)


def _in_days(count: int) -> str:
    return "today" if count == 0 else "tomorrow" if count == 1 else f"in {count} days"
