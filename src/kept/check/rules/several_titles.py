"""K207 several-titles."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K207",
    on=Article,
    severity=Severity.WARNING,
    bad=(("---\ntitle: Reset your router\naudience: public\n---\n# Reset\n\nText\n\n# Restart\n\nText\n"),),
    good=(("---\ntitle: Reset your router\naudience: public\n---\n# Reset\n\nText\n\n## Restart\n\nText\n"),),
)
def several_titles(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A page has one title: with several headings of level 1 nobody can tell what it is about."""
    titles = [heading for heading in article.document.headings if heading.level == 1]
    for heading in titles[1:]:
        message = f'"{heading.text}" is another title; the page has one: "{titles[0].text}"'
        yield context.diagnostic(heading.span, message, "write it with `##`")
