"""K208 label-missing."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.contract import LabelSpec
from kept.content.labels import find_label, labels_in, value_of
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
    document = article.document
    for spec, section in article.contracted:
        labels = labels_in(section, document) if spec.labels else []
        for wanted in spec.labels:
            yield from _label_gap(wanted, labels, section, document, context)
        inside = section.span
        if spec.checklist and not any(
            inside.start <= item.span.start < inside.end for item in document.tasks
        ):
            message = f'"{section.heading.text}" has no checklist'
            yield context.diagnostic(section.heading.span, message, "write its items as `- [ ] …`")


def _label_gap(
    wanted: LabelSpec, labels: list[Label], section: Section, document: Document, context: Context
) -> Iterator[Diagnostic]:
    label = find_label(wanted, labels)
    advice = f"write a line `**{wanted.name}**: …` below it"
    if label is None:
        message = f'"{section.heading.text}" has no "{wanted.name}"'
        yield context.diagnostic(section.heading.span, message, advice)
    elif not value_of(label, labels, section, document).text:
        message = f'"{section.heading.text}" says nothing after "{wanted.name}"'
        yield context.diagnostic(label.span, message, advice)
