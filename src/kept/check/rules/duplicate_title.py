"""K406 duplicate-title."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K406",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        {
            "docs/router.md": ("---\ntitle: Reset your router\naudience: public\n---\nText\n"),
            "docs/again.md": ("---\ntitle: Reset your router\naudience: public\n---\nOther text\n"),
        },
    ),
    good=(
        {
            "docs/router.md": ("---\ntitle: Reset your router\naudience: public\n---\nText\n"),
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
def duplicate_title(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Two pages with one title look the same in search results, and readers open the wrong one."""
    if not article.is_titled:
        return  # it has the name of its file, and another rule asks for a title
    first = next(one.path for one in context.library.titled(article.title) if one.is_readable)
    if first != article.path:
        message = f'"{article.title}" is also the title of "{first}"'
        yield context.diagnostic(article.title_span, message, "write what sets this page apart")
