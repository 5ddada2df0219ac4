"""K304 reopened."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.fingerprint import Evidence
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K304",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        {
            "docs/example.md": (
                "---\n"
                "title: Reset your router\n"
                "audience: public\n"
                "reviewed: 2026-11-01\n"
                "reviewed_by: support\n"
                "review_fingerprint: sha256:338055b0f7f1-8a19a7fb53ab-a94a3a\n"
                "watch: [firmware/reset.txt]\n"
                "---\n"
                "Hold the button for ten seconds.\n"
            ),
            "firmware/reset.txt": "hold: 15\n",
        },
    ),
    good=(
        {
            "docs/example.md": (
                "---\n"
                "title: Reset your router\n"
                "audience: public\n"
                "reviewed: 2026-11-01\n"
                "reviewed_by: support\n"
                "review_fingerprint: sha256:338055b0f7f1-8a19a7fb53ab-a94a3a\n"
                "watch: [firmware/reset.txt]\n"
                "---\n"
                "Hold the button for ten seconds.\n"
            ),
            "firmware/reset.txt": "hold: 10\n",
        },
    ),
)
def reopened(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A file that the article depends on has changed since its review, so it may no longer be true.

    The file is one that `watch` names, or a snippet that the article includes. A review that `kept review`
    recorded is compared with the files themselves. Without a fingerprint the git history decides: what
    was committed after the day of the review, or isn't committed yet, counts, unless the article was changed
    together with it. Where the history is cut off (a shallow clone), nothing is said about such articles.
    """
    evidence = context.library.evidence(article)
    if what := _what_changed(evidence):
        reviewed = article.value("reviewed")
        since = f" since the review of {reviewed.isoformat()}" if reviewed else " since the review"
        advice = f"check that it is still true, then run `{article.review_command}`"
        yield context.diagnostic(article.field_span("reviewed"), f"{what}{since}", advice)


def _what_changed(evidence: Evidence) -> str:
    """The files that changed, in words; empty when none did."""
    if evidence.changed:
        first, others = evidence.changed[0], len(evidence.changed) - 1
        more = "" if not others else " and 1 more file" if others == 1 else f" and {others} more files"
        day = f" (on {evidence.changed_on.isoformat()})" if evidence.changed_on else ""
        return f"{first}{day}{more}, on which the article depends, changed"
    if evidence.changed_unnamed:
        return f"one of the {evidence.changed_unnamed} files on which the article depends changed"
    return "a file on which the article depends disappeared" if evidence.lost else ""
