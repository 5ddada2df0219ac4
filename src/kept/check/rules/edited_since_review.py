"""K308 edited-since-review."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K308",
    on=Article,
    severity=Severity.INFO,
    bad=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "reviewed: 2026-11-01\n"
            "reviewed_by: support\n"
            "review_fingerprint: sha256:8170bccbc21b-31acd93a7fa3\n"
            "---\n"
            "Hold the button for a minute.\n"
        ),
    ),
    good=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "reviewed: 2026-11-01\n"
            "reviewed_by: support\n"
            "review_fingerprint: sha256:8170bccbc21b-31acd93a7fa3\n"
            "---\n"
            "Hold the button for ten seconds.\n"
        ),
    ),
)
def edited_since_review(article: Article, context: Context) -> Iterator[Diagnostic]:
    """The text was changed after its review, so what readers see is not what was checked.

    A corrected comma is no reason for a new review, which is why this is advice only. Teams in which every
    change must be reviewed again set `severity: {K308: warning}`. The fields that say how an article is filed
    (`status`, `review_every`, `redirect_from`) and the layout of its front matter don't count as its text.
    """
    if context.library.evidence(article).text_changed:
        reviewed = article.value("reviewed")
        since = f"the review of {reviewed.isoformat()}" if reviewed else "its review"
        advice = f"if more than the wording changed, run `{article.review_command}`"
        yield context.diagnostic(
            article.field_span("reviewed"), f"the text was changed after {since}", advice
        )
