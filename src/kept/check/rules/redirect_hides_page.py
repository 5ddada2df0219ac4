"""K413 redirect-hides-page."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.redirecting import leads_back
from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.redirects import FIELD, redirects
from kept.diagnostic import Diagnostic, Severity

_FRONT = "---\ntitle: {}\naudience: public\n{}---\nText\n"
_REDIRECT = "redirect_from: [{}]\n"


@rule(
    "K413",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "docs/router.md": _FRONT.format("Reset your router", _REDIRECT.format("button.md")),
            "docs/button.md": _FRONT.format("Find the button", ""),
        },
        {
            "docs/router.md": _FRONT.format("Reset your router", _REDIRECT.format("old.md")),
            "docs/button.md": _FRONT.format("Find the button", _REDIRECT.format("old.md")),
        },
    ),
    good=(
        {
            "docs/router.md": _FRONT.format("Reset your router", _REDIRECT.format("old.md")),
            "docs/button.md": _FRONT.format("Find the button", _REDIRECT.format("oldest.md")),
        },
        {
            "docs/router.md": _FRONT.format("Reset your router", _REDIRECT.format("button.md")),
            "docs/button.md": _FRONT.format("Find the old button", "status: archived\n"),
        },
    ),
)
def redirect_hides_page(article: Article, context: Context) -> Iterator[Diagnostic]:
    """An address can lead to one page only: a second claim to it means that readers miss one of the two."""
    library = context.library
    if FIELD not in article.given or not library.facts(article).is_live(context.today):
        return
    for one in redirects(article, library.settings):
        if leads_back(article, one, library) is not None:
            continue
        page = library.page_at(one.address)
        if page is not None and page.is_live(context.today):
            message = (
                f'"{one.written}" is the address of "{page.path}", so nobody is led from there to this page'
            )
            advice = "remove it, or archive the page that is there"
            yield context.diagnostic(one.span, message, advice)
            continue
        rivals = [other.path for other in library.redirecting(one.address) if other.is_live(context.today)]
        if rivals and min(rivals) < article.path:
            message = (
                f'"{one.written}" is also a former address of "{min(rivals)}", and can lead to one page only'
            )
            advice = "name it in the page that readers should get, and remove it from the other"
            yield context.diagnostic(one.span, message, advice)
