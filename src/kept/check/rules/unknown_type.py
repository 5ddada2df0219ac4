"""K108 unknown-type."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import PAGE, Article
from kept.content.respelling import respelled
from kept.diagnostic import Diagnostic, Severity
from kept.near import did_you_mean, nearest


@rule(
    "K108",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        ("---\ntitle: Reset your router\naudience: public\ntype: howto\n---\nText\n"),
        ("---\ntitle: Reset your router\naudience: public\ntype: pgae\n---\nText\n"),
    ),
    good=(("---\ntitle: Reset your router\naudience: public\ntype: page\n---\nText\n"),),
)
def unknown_type(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A type without a contract is checked for nothing."""
    known = [*context.library.types, PAGE]
    for problem in article.problems:
        if problem.code == "K108":
            near = nearest(problem.message, known)
            written = article.given["type"]
            fix = respelled(written.node, near) if near and not written.is_default else None
            message = f'"{problem.message}" is not a content type' + did_you_mean(problem.message, known)
            yield context.diagnostic(problem.span, message, f"types are: {', '.join(known)}", fix=fix)
