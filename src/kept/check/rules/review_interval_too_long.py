"""K307 review-interval-too-long."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.durations import Duration

_TEMPLATE = (
    "---\ncontract:\n  folder: docs/guides\n  review_every: 180d\n  review_at_most: 1y\n---\n# {{ title }}\n"
)


@rule(
    "K307",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        {
            "templates/guide.md": _TEMPLATE,
            "docs/guides/router.md": (
                "---\ntitle: Reset your router\naudience: public\nreview_every: 2y\n---\nText\n"
            ),
        },
    ),
    good=(
        {
            "templates/guide.md": _TEMPLATE,
            "docs/guides/router.md": (
                "---\ntitle: Reset your router\naudience: public\nreview_every: 12 months\n---\nText\n"
            ),
        },
    ),
)
def review_interval_too_long(article: Article, context: Context) -> Iterator[Diagnostic]:
    """An article that gives itself more time than its type allows stays unread until it is wrong.

    The longest interval is the contract's `review_at_most`; without one it is its `review_every`, so that
    an article may be reviewed more often than its type, and never less.
    """
    given = article.given.get("review_every")
    most = article.type.review_at_most if article.type else None
    own = given.value if given else None
    if given is None or article.type is None or most is None or not isinstance(own, Duration):
        return
    if own.is_longer_than(most):
        limit = _shown(most)
        name = article.type.name
        message = f"a review is to hold for {_shown(own)}; documents of type {name} have at most {limit}"
        where = "the defaults in mkdocs.yml" if given.is_default else "the article"
        advice = f"write {limit} or less in {where}, or raise `review_at_most` in the contract"
        yield context.diagnostic(article.field_span("review_every"), message, advice)


def _shown(length: Duration) -> str:
    """A length of time in words."""
    years, months = divmod(length.months, 12)
    parts = [(years, "year"), (months, "month"), (length.whole_days, "day")]
    return " and ".join(f"{count} {unit}{'s' * (count != 1)}" for count, unit in parts if count)
