"""K203 empty-section."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Section


@rule(
    "K203",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "---\n"
            "# Reset\n"
            "\n"
            "## Steps\n"
            "\n"
            "## Related\n"
            "\n"
            "See below.\n"
        ),
    ),
    good=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "---\n"
            "# Reset\n"
            "\n"
            "## Before you begin\n"
            "\n"
            "Find a pin.\n"
            "\n"
            "## Procedure\n"
            "\n"
            "1. Press.\n"
        ),
    ),
)
def empty_section(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A heading with nothing below it promises an answer and gives none."""
    for section in _all(article.document.sections):
        if section.heading.level == 1 or section.has_text or section.children:
            continue
        if "<!-- write:" in article.document.source.slice(section.span):
            continue  # a placeholder is left there, which is reported at its own place
        if section.heading.text.startswith(":::") and article.document.has_directives:
            continue  # `## ::: name`: what stands there is written by the build
        message = f'the section "{section.heading.text}" is empty'
        yield context.diagnostic(section.heading.span, message, "write it, or remove its heading")


def _all(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.children)
