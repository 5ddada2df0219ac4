"""K408 absolute-own-link."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.library import Library, Resolution, relative_link

_SITE = "site_name: Help\nsite_url: https://help.example.com/docs/\nplugins: [kept]\n"


@rule(
    "K408",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        {
            "mkdocs.yml": _SITE,
            "docs/router.md": (
                "---\ntitle: Router\naudience: public\n---\n"
                "[Find the button](https://help.example.com/docs/button/#where-it-is)\n"
            ),
            "docs/button.md": "---\ntitle: Button\naudience: public\n---\n## Where it is\n\nText\n",
        },
    ),
    good=(
        {
            "mkdocs.yml": _SITE,
            "docs/router.md": (
                "---\ntitle: Router\naudience: public\n---\n"
                "[Button](button.md), [shop](https://help.example.com/shop/), <https://help.example.com/docs/button/>\n"
            ),
            "docs/button.md": "---\ntitle: Button\naudience: public\n---\n## Where it is\n\nText\n",
        },
    ),
)
def absolute_own_link(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A link to our own site with its full address is not checked, and leads out of every preview and other
    version.

    A relative path to the Markdown file is followed by editors and code hosts too, and is reported when the
    page moves. Addresses that are shown as such may stand.
    """
    site = context.library.settings.site_url
    if not site or site_host(site) not in context.source.text:
        return
    for link in article.document.links:
        rest = _below(link.target, site)
        if rest is None or link.text.startswith(("http:", "https:")) or not link.text:
            continue
        found = _resolved(article, rest, context.library)
        if found.page is not None:
            new = relative_link(article.path, found.page.path) + (
                f"#{found.fragment}" if found.fragment else ""
            )
            message = f'the link has the full address of our own page "{found.page.path}"'
            is_exact = context.source.slice(link.target_span) == link.target
            fix = Fix(f'link to "{new}"', Safety.SAFE, (Edit(link.target_span, new),)) if is_exact else None
            yield context.diagnostic(link.target_span, message, f"write `{new}`", fix=fix)
        elif _path(rest).endswith(".md"):
            message = (
                "the link has the full address of a Markdown file of our own site, and there is no such page"
            )
            yield context.diagnostic(
                link.target_span, message, "write the path of the file, relative to this one"
            )


@lru_cache(maxsize=8)
def site_host(site_url: str) -> str:
    """The host of the site, without which no link can be one to it."""
    return urlsplit(site_url).netloc or "\0"


def _below(target: str, site: str) -> str | None:
    """What an address has below that of the site; `None` when it leads elsewhere."""
    base = site.rstrip("/")
    _, _, wanted = base.partition("://")
    scheme, separator, rest = target.partition("://")
    if not separator or scheme.lower() not in ("http", "https") or not rest.startswith(wanted):
        return None
    rest = rest[len(wanted) :]
    return rest if rest[:1] in ("", "/", "#", "?") else None


def _path(rest: str) -> str:
    return rest.split("#")[0].split("?")[0]


def _resolved(article: Article, rest: str, library: Library) -> Resolution:
    """The page at an address of the site; an address with a query is none of a page."""
    return Resolution() if "?" in rest else library.resolve(article, "/" + rest.lstrip("/"))
