"""K412 redirect-chain."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.redirecting import leads_back
from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.redirects import FIELD, redirects
from kept.diagnostic import Diagnostic, Severity

_OLD = "---\ntitle: Reset the old router\naudience: public\nstatus: archived\n{}---\nText\n"
_NEW = "---\ntitle: Reset your router\naudience: public\nredirect_from: [{}]\n---\nText\n"


@rule(
    "K412",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        {
            "docs/old.md": _OLD.format("redirect_from: [oldest.md]\n"),
            "docs/router.md": _NEW.format("old.md"),
        },
    ),
    good=({"docs/old.md": _OLD.format(""), "docs/router.md": _NEW.format("old.md, oldest.md")},),
)
def redirect_chain(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A former address whose page has itself been replaced leads nowhere: there is no second step.

    A redirect is a page of its own that is written for an article in the site. When the article is archived
    or expired, and another one has taken over its address, that one must name the older addresses, too.
    """
    if FIELD not in article.given:
        return
    library = context.library
    if library.facts(article).is_live(context.today):
        return
    heirs = [one for one in library.redirecting(article.url) if one.path != article.path]
    for one in redirects(article, library.settings) if heirs else ():
        if leads_back(article, one, library) is None:
            heir = heirs[0].path
            message = (
                f'"{one.written}" leads to this page, which has left the site and is replaced by "{heir}"'
            )
            advice = f"move `{one.written}` into the `redirect_from` of {heir}"
            yield context.diagnostic(one.span, message, advice)
