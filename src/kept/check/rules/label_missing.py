"""K208 label-missing."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.contract import SectionSpec, outline
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Document, Section


@rule(
    "K208",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "templates/sop.md": '---\ncontract:\n  folder: docs/sops\n  sections:\n    - {pattern: "Step *", repeat: true, labels: [Duration, Responsible]}\n---\n# {{ title }}\n\n## Step 1\n',
            "docs/sops/router.md": "---\ntitle: Reset your router\naudience: public\n---\n# Reset\n\n## Step 1\n\n**Duration**: 5 minutes\n",
        },
    ),
    good=(
        {
            "templates/sop.md": '---\ncontract:\n  folder: docs/sops\n  sections:\n    - {pattern: "Step *", repeat: true, labels: [Duration, Responsible]}\n---\n# {{ title }}\n\n## Step 1\n',
            "docs/sops/router.md": "---\ntitle: Reset your router\naudience: public\n---\n# Reset\n\n## Step 1\n\n**Duration**: 5 minutes\n\n**Responsible**: support agent\n",
        },
    ),
)
def label_missing(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A step without what the contract asks for in bold (who does it, how long it takes), or a checklist without items, leaves the reader to guess."""
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
        labels = [item for item in document.labels if inside.start <= item.span.start < inside.end]
        for name in spec.labels:
            label = next((item for item in labels if item.name.casefold() == name.casefold()), None)
            if label is None or not label.value:
                state = "has no" if label is None else "says nothing after"
                message = f'"{section.heading.text}" {state} "{name}"'
                span = section.heading.span if label is None else label.span
                yield context.diagnostic(span, message, f"write a line `**{name}**: …` below it")
        tasks = [item for item in document.tasks if inside.start <= item.span.start < inside.end]
        if spec.checklist and not tasks:
            message = f'"{section.heading.text}" has no checklist'
            yield context.diagnostic(section.heading.span, message, "write its items as `- [ ] …`")
        yield from _gaps(spec.sections, section.children, document, context)
