"""K201 missing-section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.contract import SectionSpec, outline, unmet
from kept.content.heading_edits import inserted, renamed
from kept.diagnostic import Diagnostic, Fix, Safety, Severity
from kept.late_patterns import late_pattern
from kept.near import nearest
from kept.parse.document import Document, Heading, Section


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
        meant = next((one.heading for one in siblings if one.heading.text == near), None)
        fix = _renamed(meant, spec, context) if meant else _inserted(spec, parent, level, article)
        yield context.diagnostic(span, message, advice, fix=fix)


def _renamed(heading: Heading, spec: SectionSpec, context: Context) -> Fix | None:
    edits = renamed(heading, spec.name, context.source) if spec.name else None
    return Fix(f'call it "{spec.name}"', Safety.UNSAFE, edits) if edits else None


def _inserted(spec: SectionSpec, parent: Section | None, level: int, article: Article) -> Fix | None:
    """The heading at its place in the order of the contract, with the placeholder of the template."""
    if article.type is None or not spec.name or level > 6:
        return None
    document = article.document
    specs = _beside(spec, article.type.sections)
    siblings = parent.children if parent else outline(document)
    own = next(at for at, one in enumerate(specs) if one is spec)
    below = parent.span.end if parent else document.body.end
    for section in siblings:
        if own == 0:
            below = section.span.start
            break
        place = next((at for at, one in enumerate(specs) if one.accepts(section.heading.text)), -1)
        if place > own:
            below = section.span.start
            break
        below = section.span.end
    placeholder = f"<!-- write: {_hint(spec, article.type.document)} -->"
    edit = inserted(document, below, f"{'#' * level} {spec.name}\n\n{placeholder}")
    return Fix(f'add the section "{spec.name}"', Safety.UNSAFE, (edit,)) if edit else None


def _beside(spec: SectionSpec, specs: tuple[SectionSpec, ...]) -> tuple[SectionSpec, ...]:
    """The sections of the contract among which one stands."""
    if any(one is spec for one in specs):
        return specs
    return next((found for one in specs if (found := _beside(spec, one.sections))), ())


def _hint(spec: SectionSpec, template: Document) -> str:
    """What the template says is to be written there."""
    heading = next((one for one in template.headings if spec.accepts(one.text)), None)
    if heading is not None:
        after = next(
            (one.span.start for one in template.headings if one.span > heading.span), template.body.end
        )
        found = _PLACEHOLDER.search(template.source.text, heading.span.end, after)
        if found:
            return " ".join(found["hint"].split())
    return spec.name


_PLACEHOLDER = late_pattern(r"<!--\s*write:\s*(?P<hint>.*?)\s*-->", re.DOTALL)


def _either(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
