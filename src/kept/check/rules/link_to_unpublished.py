"""K403 link-to-unpublished."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article, is_shown
from kept.diagnostic import Diagnostic, Severity
from kept.index import Facts

_STATUS = {
    "draft": "is a draft and not in the site",
    "archived": "is archived and not in the site",
    "unclear": "has a `status`, `embargo` or `expires` that cannot be read, and is not in the site",
}


@rule(
    "K403",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "docs/router.md": (
                "---\ntitle: Reset your router\naudience: public\n---\nSee [the button](button.md).\n"
            ),
            "docs/button.md": (
                "---\n"
                "title: Find the button\n"
                "audience: internal\n"
                "---\n"
                "# Find the button\n"
                "\n"
                "## Where it is\n"
                "\n"
                "Text\n"
            ),
        },
        {
            "docs/router.md": (
                "---\ntitle: Reset your router\naudience: public\n---\nSee [the button](button.md).\n"
            ),
            "docs/button.md": (
                "---\n"
                "title: Find the button\n"
                "audience: public\n"
                "status: draft\n"
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
                "---\ntitle: Reset your router\naudience: public\n---\nSee [the button](button.md).\n"
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
def link_to_unpublished(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A link to a page that its readers must not see leads nowhere for them, and gives its name away."""
    settings = context.library.settings
    if not article.is_published(settings, context.today):
        return
    for link, found in context.library.resolved_links(article):
        target = found.page
        if target is None or target.path == article.path or not target.is_readable:
            continue
        reason = _reason(article, target, context)
        if reason:
            message = f'the link leads to "{target.path}", which {reason}'
            advice = "remove the link, or publish the page for the same readers"
            yield context.diagnostic(link.target_span, message, advice)


def _reason(article: Article, target: Facts, context: Context) -> str:
    """Why readers of `article` cannot see `target`; empty when they can."""
    settings = context.library.settings
    if target.audience not in settings.audiences:
        return "names no audience and so is in no site"
    if not is_shown(target.audience, article.audience, settings.audiences):
        return f"is for {target.audience} readers only"
    if target.is_expired(context.today):
        return "is expired and not in the site"
    if target.is_embargoed(context.today):
        return f"is not in the site before {target.embargo}"
    return _STATUS.get(target.status, "")
