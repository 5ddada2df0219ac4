"""K202 section-order."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.contract import SectionSpec, outline
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Section


@rule(
    "K202",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        {
            "templates/guide.md": (
                "---\n"
                "contract:\n"
                "  folder: docs/guides\n"
                "  sections:\n"
                "    - Before you begin\n"
                "    - {name: Steps, also: [Procedure]}\n"
                "---\n"
                "# {{ title }}\n"
                "\n"
                "## Before you begin\n"
                "\n"
                "## Steps\n"
            ),
            "docs/guides/router.md": (
                "---\n"
                "title: Reset your router\n"
                "audience: public\n"
                "---\n"
                "# Reset\n"
                "\n"
                "## Steps\n"
                "\n"
                "1. Press.\n"
                "\n"
                "## Before you begin\n"
                "\n"
                "Find a pin.\n"
            ),
        },
    ),
    good=(
        {
            "templates/guide.md": (
                "---\n"
                "contract:\n"
                "  folder: docs/guides\n"
                "  sections:\n"
                "    - Before you begin\n"
                "    - {name: Steps, also: [Procedure]}\n"
                "---\n"
                "# {{ title }}\n"
                "\n"
                "## Before you begin\n"
                "\n"
                "## Steps\n"
            ),
            "docs/guides/router.md": (
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
        },
    ),
)
def section_order(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Sections in another order than in every other article of the type cost readers their bearings."""
    if article.type is not None:
        yield from _disorder(article.type.sections, outline(article.document), context)


def _disorder(
    specs: tuple[SectionSpec, ...], sections: tuple[Section, ...], context: Context
) -> Iterator[Diagnostic]:
    last = -1
    for section in sections:
        place = next((at for at, spec in enumerate(specs) if spec.accepts(section.heading.text)), None)
        if place is None:
            continue
        if place < last:
            message = f'"{section.heading.text}" belongs before "{specs[last].shown}"'
            order = ", ".join(spec.shown for spec in specs)
            yield context.diagnostic(section.heading.span, message, f"the order is: {order}")
        last = max(last, place)
        yield from _disorder(specs[place].sections, section.children, context)
