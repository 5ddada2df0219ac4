"""K411 redirect-loop."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.redirecting import leads_back
from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.redirects import redirects
from kept.diagnostic import Diagnostic, Severity

_FRONT = "---\ntitle: {}\naudience: public\nredirect_from: [{}]\n---\nText\n"


@rule(
    "K411",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {"docs/router.md": _FRONT.format("Reset your router", "router.md")},
        {
            "docs/router.md": _FRONT.format("Reset your router", "button.md"),
            "docs/button.md": _FRONT.format("Find the button", "router.md"),
        },
    ),
    good=({"docs/router.md": _FRONT.format("Reset your router", "reset.md")},),
)
def redirect_loop(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A former address that leads back to itself would send a reader round in circles."""
    for one in redirects(article, context.library.settings):
        way = leads_back(article, one, context.library)
        if way is None:
            continue
        if not way:
            message = f'"{one.written}" is the address that this page has now'
        else:
            message = f'"{one.written}" leads back to itself: this page is a former address of "{way[0]}"'
        yield context.diagnostic(one.span, message, "remove it: a former address is one that no page has now")
