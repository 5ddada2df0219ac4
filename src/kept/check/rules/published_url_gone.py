"""K410 published-url-gone."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.moved import Moved
from kept.check.rule import Context, rule
from kept.content.redirects import address_of, canonical
from kept.diagnostic import Diagnostic, Severity
from kept.library import Library
from kept.text import Span

_FRONT = "---\ntitle: Reset your router\naudience: public\n{}---\n# Reset your router\n\nHold the button.\n"
_LEDGER = "/\n/router/\n/router/#reset-your-router\n"


@rule(
    "K410",
    on=Library,
    severity=Severity.ERROR,
    bad=(
        {"kb/published-urls.txt": _LEDGER, "docs/index.md": "# Home\n", "docs/reset.md": _FRONT.format("")},
    ),
    good=(
        {
            "kb/published-urls.txt": _LEDGER,
            "docs/index.md": "# Home\n",
            "docs/reset.md": _FRONT.format("redirect_from: [router.md]\n"),
        },
    ),
)
def published_url_gone(library: Library, context: Context) -> Iterator[Diagnostic]:
    """A bookmark, a search result or a ticket that leads to a moved page ends on an error page.

    The ledger (`kb/published-urls.txt`) remembers every address that was ever published. One that no page has
    now must be named in `redirect_from` of the page that readers should get instead. An article that was
    taken out of the site on purpose (`status`, `expires`, `audience`) still has its address.
    """
    settings, ledger, index = library.settings, library.ledger, library.index
    gone = [
        (address, span)
        for address, span in ledger.pages.items()
        if address not in index.by_url and address not in index.by_redirect
    ]
    moved = Moved(library) if gone else None
    for address, span in gone:
        form = canonical(address, settings.use_directory_urls)
        if form in index.by_url or form in index.by_redirect or moved is None:
            continue
        line = _former(address)
        line = line if address_of(line, settings) == form else f"/{address}"
        page = moved.to(address)
        message = f'"/{address}" was published, and no page has this address any more'
        advice = f"name it in the page that readers should get instead: `redirect_from: [{line}]`"
        if page:
            message += f': has it become "{page.path}"?'
            advice = f"write `redirect_from: [{line}]` into {page.path}"
        shown = Span(span.start, min(span.end, span.start + 200))
        yield context.diagnostic(shown, message, advice, source=ledger.source)


def _former(address: str) -> str:
    """The path of the file that most probably stood behind an address."""
    stem = address.removesuffix("/").removesuffix(".html")
    return f"{stem}.md" if stem else "index.md"
