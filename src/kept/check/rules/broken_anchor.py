"""K402 broken-anchor."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.addresses import address_span, as_address
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.near import GUESSES, nearest, words
from kept.parse.document import Document, Link
from kept.text import Span


@rule(
    "K402",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "docs/router.md": (
                "---\n"
                "title: Reset your router\n"
                "audience: public\n"
                "---\n"
                "See [the button](button.md#where-is-it).\n"
            ),
            "docs/button.md": (
                "---\n"
                "title: Find the button\n"
                "audience: public\n"
                "---\n"
                "# Find the button\n"
                "\n"
                "## Where it is\n"
                "\n"
                "Text\n"
            ),
        },
    ),
    good=(
        {
            "docs/router.md": (
                "---\n"
                "title: Reset your router\n"
                "audience: public\n"
                "---\n"
                "See [the button](button.md#where-it-is).\n"
            ),
            "docs/button.md": (
                "---\n"
                "title: Find the button\n"
                "audience: public\n"
                "---\n"
                "# Find the button\n"
                "\n"
                "## Where it is\n"
                "\n"
                "Text\n"
            ),
        },
    ),
)
def broken_anchor(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A link to a part of a page that does not exist drops the reader at its top, far from the answer.

    Nothing is said of pages that mkdocstrings or mkdocs-click writes parts of (`::: its.name`): only the
    build knows their headings.
    """
    guessed: dict[tuple[str, str], str | None] = {}
    for link, found in context.library.resolved_links(article):
        target = found.page
        if target is None or not found.fragment or not target.is_readable:
            continue
        anchors = context.library.anchors_of(target)
        if (
            found.fragment in anchors
            or target.has_more_anchors
            or found.fragment.startswith(_MADE_BY_THE_SITE)
        ):
            continue
        published = context.library.anchors_published(target)
        key = target.path, found.fragment
        if key not in guessed:
            guessed[key] = nearest(found.fragment, words(anchors)) if len(guessed) < GUESSES else None
        near = guessed[key]
        where = "this page" if target.path == article.path else f'"{target.path}"'
        message = f'{where} has no "#{found.fragment}"'
        if found.fragment in published:
            message += " any more: the heading was renamed or removed"
            new = set(anchors) - set(published)
            near = new.pop() if len(new) == 1 else near
        message += f': did you mean "#{near}"?' if near else ""
        advice = f"its headings are: {', '.join(sorted(anchors)[:8])}" if anchors else "it has no headings"
        fix = _fix(article.document, link, near) if near else None
        yield context.diagnostic(link.target_span, message, advice, fix=fix)


def _fix(document: Document, link: Link, near: str) -> Fix | None:
    place = address_span(document, link.target, link.target_span)
    if place is None:
        return None
    begin = place.start + link.target.index("#") + 1
    return Fix(f'link to "#{near}"', Safety.UNSAFE, (Edit(Span(begin, place.end), as_address(near)),))


_MADE_BY_THE_SITE = (":~:", "fn:", "fnref:", "__", "top")
"""Text fragments of browsers, and ids that footnotes, tabs and the theme add to every page."""
