"""K104 impossible-date."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K104",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        ("---\ntitle: Reset your router\naudience: public\nreviewed: 2026-02-30\n---\nText\n"),
        ("---\ntitle: Reset your router\naudience: public\nreviewed: 2999-01-01\n---\nText\n"),
    ),
    good=(("---\ntitle: Reset your router\naudience: public\nreviewed: 2026-02-28\n---\nText\n"),),
)
def impossible_date(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A day that the calendar does not have, or a review in the future, proves nothing."""
    for problem in article.problems:
        if problem.code == context.rule.code:
            yield context.report(problem)
    reviewed = article.value("reviewed")
    if reviewed and reviewed > context.today:
        message = f"`reviewed` is {reviewed.isoformat()}, which is after today, {context.today.isoformat()}"
        span = article.field_span("reviewed")
        yield context.diagnostic(span, message, "write the day on which it was reviewed")
