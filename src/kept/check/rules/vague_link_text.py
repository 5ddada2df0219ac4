"""K407 vague-link-text."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.parse.document import Link
from kept.text import Span


@rule(
    "K407",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        {
            "docs/router.md": "---\ntitle: Router\naudience: public\n---\n"
            "To find it, [click here](button.md).\n",
            "docs/button.md": "---\ntitle: Find the button\naudience: public\n---\nText\n",
        },
    ),
    good=(
        {
            "docs/router.md": (
                "---\ntitle: Router\naudience: public\n---\n[Find the button](button.md) and press it. "
                "See https://example.com and [the plan](button.md).\n"
            ),
            "docs/button.md": "---\ntitle: Find the button\naudience: public\n---\nText\n",
        },
    ),
)
def vague_link_text(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A link called "here" says nothing to those who skim, use a screen reader, or search for what it leads
    to.
    """
    for link, found in context.library.resolved_links(article):
        if len(link.text) > _LONGEST or " ".join(link.text.lower().split()).strip(" .:!>»→") not in _VAGUE:
            continue
        title, fix = "", None
        if found.page is not None and found.page.path != article.path:
            title = found.page.title
            fix = _fix(link, title, context)
        message = f'the link text "{link.text}" does not say where the link leads'
        advice = f"write `[{title}]({link.target})`" if title else "name the page or what readers find there"
        yield context.diagnostic(link.span, message, advice, fix=fix)


_VAGUE = frozenset(
    (
        *("here", "click", "click here", "click this", "click this link", "clicking here", "right here"),
        *("over here", "see here", "read here", "this", "this one", "this link", "the link", "link", "links"),
        *("this page", "this site", "this website", "this article", "this document", "web page", "website"),
        *("more", "read more", "learn more", "find out more", "see more", "view more", "more info"),
        *("more information", "details", "go", "go here", "visit", "continue", "url"),
    )
)
_LONGEST = max(map(len, _VAGUE)) + 3


def _fix(link: Link, title: str, context: Context) -> Fix | None:
    """The title in place of the text; the sentence around it needs a person's look."""
    at = Span(link.span.start + 1, link.span.start + 1 + len(link.text))
    if context.source.slice(at) != link.text or any(character in title for character in "[]<>`*_\\"):
        return None
    return Fix(f'write "{title}"', Safety.UNSAFE, (Edit(at, title),))
