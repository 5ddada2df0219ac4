"""K305 review-without-evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.fingerprint import Seal
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K305",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "reviewed: 2026-11-15\n"
            "reviewed_by: support\n"
            "review_fingerprint: sha256:8170bccbc21b-31acd93a7fa3\n"
            "---\n"
            "Hold the button for ten seconds.\n"
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
def review_without_evidence(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A review date was changed by hand: readers rely on it, and nothing shows that anybody read the article.

    `kept review` writes the date together with a fingerprint of what was reviewed. A date or reviewer that
    doesn't belong to its fingerprint was written by hand.

    An article without a fingerprint is looked up in the git history of the last 400 days. If the commit that
    set the date changed nothing else in the article, that is reported with the severity info, unless the
    settings give this rule a severity of their own. `severity: {K305: off}` leaves the history unread.
    """
    evidence = context.library.evidence(article)
    advice = f"check that it is still true, then run `{article.review_command}`"
    if evidence.seal is Seal.BROKEN:
        message = (
            "the review date, the reviewer or the fingerprint was changed by hand; they don't belong together"
        )
        yield context.diagnostic(article.field_span("review_fingerprint"), message, advice)
    elif evidence.date_alone is not None:
        commit = f"commit {evidence.date_alone}" if evidence.date_alone else "a change not yet committed"
        message = f"nothing shows what was reviewed: {commit} changed the review date and nothing else"
        found = context.diagnostic(article.field_span("reviewed"), message, advice)
        is_chosen = any(word.casefold() in _NAMES for word, _ in context.library.settings.severity)
        yield found if is_chosen else replace(found, severity=min(found.severity, Severity.INFO))


_NAMES = ("k305", "review-without-evidence")
