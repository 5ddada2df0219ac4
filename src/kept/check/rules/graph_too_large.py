"""K914 graph-too-large."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.graphs import answered
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.diagram.limits import LIMIT, MOST_ARROWS
from kept.parse.document import Fence
from kept.records.answer import Answer
from kept.records.fence import Form

_PAGE = "---\ntitle: Reset your router\naudience: internal\n---\n```kept-graph\nfrom: product/kept\n{}```\n"
_FILES = {
    "mkdocs.yml": "site_name: Help\nplugins: [kept]\nmarkdown_extensions: [pymdownx.superfences]\n",
    "kb/records/support.yml": "customers:\n"
    + "".join(f"  c{number}: {{products: kept}}\n" for number in range(MOST_ARROWS + 1))
    + "products:\n  kept: {}\n  check: {part_of: kept}\n",
}


@rule(
    "K914",
    on=Fence,
    severity=Severity.ERROR,
    bad=({**_FILES, "docs/router.md": _PAGE.format("")},),
    good=(
        {**_FILES, "docs/router.md": _PAGE.format("as: table\n")},
        {**_FILES, "docs/router.md": _PAGE.format("kinds: product\n")},
    ),
)
def graph_too_large(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """Mermaid draws nothing of a graph with more than 500 relations or 50,000 characters, and nobody could
    read it."""
    for graph, wanted, answer in answered(fence, context):
        if answer.is_too_large and wanted.form is not Form.TABLE:
            message = f"this graph has {_size(answer)}; Mermaid draws none with more than {_limit(answer)}"
            help = "narrow it with `depth` or `kinds`, or write `as: table`"
            yield context.diagnostic(graph.diagram.opening, message, help)


def _size(answer: Answer) -> str:
    return "very long names" if answer.is_too_long else f"{answer.relations:,} relations"


def _limit(answer: Answer) -> str:
    return f"{LIMIT:,} characters" if answer.is_too_long else str(MOST_ARROWS)
