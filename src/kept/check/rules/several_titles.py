"""K207 several-titles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.heading_edits import moved
from kept.diagnostic import Diagnostic, Fix, Safety, Severity


@rule(
    "K207",
    on=Article,
    severity=Severity.WARNING,
    bad=(("---\ntitle: Reset your router\naudience: public\n---\n# Reset\n\nText\n\n# Restart\n\nText\n"),),
    good=(("---\ntitle: Reset your router\naudience: public\n---\n# Reset\n\nText\n\n## Restart\n\nText\n"),),
)
def several_titles(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A page has one title: with several headings of level 1 nobody can tell what it is about."""
    headings = article.document.headings
    titles = [(at, heading) for at, heading in enumerate(headings) if heading.level == 1]
    for at, heading in titles[1:]:
        message = f'"{heading.text}" is another title; the page has one: "{titles[0][1].text}"'
        following = (headings[place] for place in range(at + 1, len(headings)))
        below = takewhile(lambda one: one.level > 1, following)
        edits = moved((heading, *below), 1, context.source)
        fix = Fix("make it a section, with what is below it", Safety.UNSAFE, edits) if edits else None
        yield context.diagnostic(heading.span, message, "write it with `##`", fix=fix)
