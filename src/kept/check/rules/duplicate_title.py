"""K406 duplicate-title."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.library import Library


@rule(
    "K406",
    on=Library,
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
def duplicate_title(library: Library, context: Context) -> Iterator[Diagnostic]:
    """Two pages with one title look the same in search results, and readers open the wrong one."""
    for articles in library.by_title.values():
        shown = [one for one in articles if one.document.is_readable]
        for article in shown[1:]:
            message = f'"{article.title}" is also the title of "{shown[0].path}"'
            advice = "write what sets this page apart"
            yield context.diagnostic(article.title_span, message, advice, source=article.document.source)
