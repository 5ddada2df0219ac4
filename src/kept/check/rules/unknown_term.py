"""K105 unknown-term."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K105",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "kb/vocabulary.yml": "tags: [wifi, cable]\n",
            "docs/router.md": ("---\ntitle: Reset your router\naudience: public\ntags: [wfii]\n---\nText\n"),
        },
    ),
    good=(
        {
            "kb/vocabulary.yml": "tags: [wifi, cable]\n",
            "docs/router.md": ("---\ntitle: Reset your router\naudience: public\ntags: [wifi]\n---\nText\n"),
        },
    ),
)
def unknown_term(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A term outside of its vocabulary splits what belongs together: filters and lists miss the article."""
    for problem in article.problems:
        if problem.code == context.rule.code:
            yield context.report(problem)
