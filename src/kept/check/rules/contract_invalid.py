"""K005 contract-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.contract import ContentType
from kept.diagnostic import Diagnostic, Severity
from kept.text import Span
from kept.yaml_nodes import Mapping


@rule(
    "K005",
    on=ContentType,
    severity=Severity.ERROR,
    bad=(
        {
            "templates/guide.md": (
                "---\n"
                "contract:\n"
                "  folder: docs/guides\n"
                "  fields:\n"
                "    level: {type: enmu}\n"
                "---\n"
                "# {{ title }}\n"
            ),
        },
        {
            "templates/guide.md": ("---\ncontract:\n  sections: [Steps]\n---\n# {{ title }}\n"),
        },
    ),
    good=(
        {
            "templates/guide.md": (
                "---\ncontract:\n  folder: docs/guides\n  sections: [Steps]\n---\n# {{ title }}\n\n## Steps\n"
            ),
        },
    ),
)
def contract_invalid(content_type: ContentType, context: Context) -> Iterator[Diagnostic]:
    """A contract that is wrong or contradicts itself would accept articles that it should refuse."""
    for problem in content_type.problems:
        yield context.report(problem)
    folder = content_type.folder
    same = [one.name for one in context.library.types.values() if folder and one.folder == folder]
    if same and same[0] != content_type.name:
        contract = content_type.document.front
        node = contract.get("contract") if contract else None
        place = node.get("folder") if isinstance(node, Mapping) else None
        message = f'the folder "{folder}" already belongs to the content type "{same[0]}"'
        yield context.diagnostic(place.span if place else Span(0, 0), message, "give each type its own")
