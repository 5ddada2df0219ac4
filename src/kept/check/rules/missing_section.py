"""K201 missing-section."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.contract import outline, unmet
from kept.diagnostic import Diagnostic, Severity
from kept.near import nearest


@rule(
    "K201",
    on=Article,
    severity=Severity.ERROR,
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
                "---\ntitle: Reset your router\naudience: public\n---\n# Reset\n\n## Steps\n\n1. Press.\n"
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
def missing_section(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A section that the contract asks for is missing: readers look for it in every article of the type."""
    if article.type is None:
        return
    sections = outline(article.document)
    for spec, parent in unmet(article.type.sections, sections):
        if spec.prerequisites and parent is None:
            continue  # they may be given in another form than a section (K217)
        siblings = parent.children if parent else sections
        levels = [one.heading.level for one in siblings]
        level = parent.heading.level + 1 if parent else min(levels, default=2)
        title = article.document.title_heading
        span = parent.heading.span if parent else title.span if title else article.top
        near = nearest(spec.shown, [one.heading.text for one in siblings])
        where = f' below "{parent.heading.text}"' if parent else ""
        hint = f': is "{near}" meant?' if near else ""
        message = f'the section "{spec.shown}" is missing{where}{hint}'
        others = f" (or {_either(spec.also[:3])})" if spec.also else ""
        advice = f"add `{'#' * level} {spec.shown}`{others}"
        yield context.diagnostic(span, message, advice)


def _either(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
