"""K202 section-order."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.contract import SectionSpec, outline
from kept.content.heading_edits import before_other
from kept.diagnostic import Diagnostic, Fix, Safety, Severity
from kept.parse.document import Document, Section


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
        yield from _disorder(article.type.sections, outline(article.document), article.document, context)


def _disorder(
    specs: tuple[SectionSpec, ...], sections: tuple[Section, ...], document: Document, context: Context
) -> Iterator[Diagnostic]:
    last = -1
    passed: list[tuple[int, Section]] = []
    for section in sections:
        place = next((at for at, spec in enumerate(specs) if spec.accepts(section.heading.text)), None)
        if place is None:
            continue
        if place < last:
            message = f'"{section.heading.text}" belongs before "{specs[last].shown}"'
            order = ", ".join(spec.shown for spec in specs)
            later = next(one for at, one in passed if at > place)
            fix = _moved(section, later, document)
            yield context.diagnostic(section.heading.span, message, f"the order is: {order}", fix=fix)
        last = max(last, place)
        passed.append((place, section))
        yield from _disorder(specs[place].sections, section.children, document, context)


def _moved(section: Section, later: Section, document: Document) -> Fix | None:
    edits = before_other(section, later, document)
    return Fix(f'put it before "{later.heading.text}"', Safety.UNSAFE, edits) if edits else None
