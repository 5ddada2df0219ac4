"""K208 label-missing."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.contract import SectionSpec, outline
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Document, Label, Section


@rule(
    "K208",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "templates/sop.md": (
                "---\n"
                "contract:\n"
                "  folder: docs/sops\n"
                "  sections:\n"
                '    - {pattern: "Step *", repeat: true, labels: [Duration, Responsible]}\n'
                "---\n"
                "# {{ title }}\n"
                "\n"
                "## Step 1\n"
            ),
            "docs/sops/router.md": (
                "---\n"
                "title: Reset your router\n"
                "audience: public\n"
                "---\n"
                "# Reset\n"
                "\n"
                "## Step 1\n"
                "\n"
                "**Duration**: 5 minutes\n"
            ),
        },
    ),
    good=(
        {
            "templates/sop.md": (
                "---\n"
                "contract:\n"
                "  folder: docs/sops\n"
                "  sections:\n"
                '    - {pattern: "Step *", repeat: true, labels: [Duration, Responsible]}\n'
                "---\n"
                "# {{ title }}\n"
                "\n"
                "## Step 1\n"
            ),
            "docs/sops/router.md": (
                "---\n"
                "title: Reset your router\n"
                "audience: public\n"
                "---\n"
                "# Reset\n"
                "\n"
                "## Step 1\n"
                "\n"
                "**Duration**: 5 minutes\n"
                "\n"
                "**Responsible**: support agent\n"
            ),
        },
    ),
)
def label_missing(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A step without what the contract asks for in bold, or a checklist without items, makes readers guess.

    Who does it, how long it takes: a label such as `**Duration**: 5 minutes` says it where it is looked for.
    """
    if article.type is not None:
        yield from _gaps(article.type.sections, outline(article.document), article.document, context)


def _gaps(
    specs: tuple[SectionSpec, ...],
    sections: tuple[Section, ...],
    document: Document,
    context: Context,
) -> Iterator[Diagnostic]:
    for section in sections:
        spec = next((one for one in specs if one.accepts(section.heading.text)), None)
        if spec is None:
            continue
        inside = section.span
        for name in spec.labels:
            yield from _label_gap(name, section, document, context)
        tasks = [item for item in document.tasks if inside.start <= item.span.start < inside.end]
        if spec.checklist and not tasks:
            message = f'"{section.heading.text}" has no checklist'
            yield context.diagnostic(section.heading.span, message, "write its items as `- [ ] …`")
        yield from _gaps(spec.sections, section.children, document, context)


def _label_gap(name: str, section: Section, document: Document, context: Context) -> Iterator[Diagnostic]:
    inside = section.span
    labels = [item for item in document.labels if inside.start <= item.span.start < inside.end]
    label = next((item for item in labels if item.name.casefold() == name.casefold()), None)
    advice = f"write a line `**{name}**: …` below it"
    if label is None:
        message = f'"{section.heading.text}" has no "{name}"'
        yield context.diagnostic(section.heading.span, message, advice)
    elif not label.value and not _has_block_below(label, labels, document, inside.end):
        message = f'"{section.heading.text}" says nothing after "{name}"'
        yield context.diagnostic(label.span, message, advice)


def _has_block_below(label: Label, labels: list[Label], document: Document, end: int) -> bool:
    """Whether a list or paragraph stands between a label and the next label or heading."""
    starts = [item.span.start for item in labels]
    starts += [item.span.start for item in document.headings]
    stop = min((start for start in starts if start > label.span.start), default=end)
    return any(label.span.end < block < stop for block in document.blocks)
