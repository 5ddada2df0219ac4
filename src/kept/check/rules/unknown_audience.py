"""K107 unknown-audience."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.respelling import respelled
from kept.diagnostic import Diagnostic, Severity
from kept.near import did_you_mean, nearest


@rule(
    "K107",
    on=Article,
    severity=Severity.ERROR,
    bad=(("---\ntitle: Reset your router\naudience: pubilc\n---\nText\n"),),
    good=(("---\ntitle: Reset your router\naudience: public\n---\nText\n"),),
)
def unknown_audience(article: Article, context: Context) -> Iterator[Diagnostic]:
    """An audience that the site does not know cannot be let in, so the document is not published."""
    known = context.library.settings.audiences
    if article.audience is not None and article.audience not in known:
        span = article.field_span("audience")
        near = nearest(article.audience, known)
        found = article.given["audience"]
        fix = respelled(found.node, near) if near and not found.is_default else None
        message = f'"{article.audience}" is not an audience' + did_you_mean(article.audience, known)
        yield context.diagnostic(span, message, f"write one of: {', '.join(known)}", fix=fix)
