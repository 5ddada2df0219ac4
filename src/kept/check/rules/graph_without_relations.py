"""K915 graph-without-relations."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.graphs import answered
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Fence

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```kept-graph\nfrom: product/kept\n{}```\n"
_CONFIGURATION = "site_name: Help\nplugins: [kept]\nmarkdown_extensions: [pymdownx.superfences]\n"
_RECORDS = "products:\n  kept: {audience: public}\n  check: {part_of: kept, audience: public}\n"


@rule(
    "K915",
    on=Fence,
    severity=Severity.WARNING,
    bad=(
        {
            "mkdocs.yml": _CONFIGURATION,
            "kb/records/support.yml": _RECORDS.replace("kept, audience: public", "kept"),
            "docs/router.md": _PAGE.format(""),
        },
        {
            "mkdocs.yml": _CONFIGURATION,
            "kb/records/support.yml": _RECORDS,
            "docs/router.md": _PAGE.format("kinds: customer\n"),
        },
    ),
    good=(
        {
            "mkdocs.yml": _CONFIGURATION,
            "kb/records/support.yml": _RECORDS,
            "docs/router.md": _PAGE.format(""),
        },
    ),
)
def graph_without_relations(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """A graph of a lone record tells readers nothing: what is connected with it isn't for them, or is of
    other kinds."""
    for graph, _, answer in answered(fence, context):
        if answer.relations or answer.missing or answer.hidden:
            continue
        count = answer.left_out
        reason = f" ({count} left out, which they may not see)" if count else ""
        message = f"nothing that readers of this page may see is connected here{reason}"
        help = "begin at another record, widen `kinds`, or give the records an audience"
        yield context.diagnostic(graph.diagram.opening, message, help)
