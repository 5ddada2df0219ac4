"""K103 wrong-kind."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K103",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        ("---\ntitle: Reset your router\naudience: public\nreviewed: last week\n---\nText\n"),
        ("---\ntitle: Reset your router\naudience: public\napplies_to: {a: 1}\n---\nText\n"),
        ("---\ntitle: Reset your router\naudience: public\nreviewed: Fri, 20-Nov-2026\n---\nText\n"),
    ),
    good=(("---\ntitle: Reset your router\naudience: public\nreviewed: 2026-11-02\n---\nText\n"),),
)
def wrong_kind(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A value of the wrong kind cannot be used: a date that is no date is never overdue."""
    for problem in article.problems:
        if problem.code == context.rule.code:
            yield context.report(problem)
