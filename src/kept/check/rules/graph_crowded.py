"""K918 graph-crowded."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.graphs import answered
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Fence
from kept.records.fence import Form

READABLE = 60
"""Boxes that a reader can make out on a page, in rows of some six."""

_PAGE = "---\ntitle: Reset your router\naudience: internal\n---\n```kept-graph\nfrom: product/kept\n{}```\n"
_FILES = {
    "mkdocs.yml": "site_name: Help\nplugins: [kept]\nmarkdown_extensions: [pymdownx.superfences]\n",
    "kb/records/support.yml": "customers:\n"
    + "".join(f"  c{number}: {{products: kept}}\n" for number in range(READABLE))
    + "products:\n  kept: {}\n  check: {part_of: kept}\n",
}


@rule(
    "K918",
    on=Fence,
    severity=Severity.WARNING,
    bad=({**_FILES, "docs/router.md": _PAGE.format("")},),
    good=(
        {**_FILES, "docs/router.md": _PAGE.format("as: table\n")},
        {**_FILES, "docs/router.md": _PAGE.format("kinds: product\n")},
    ),
)
def graph_crowded(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """A drawing of more than 60 records is so large that readers see boxes and no words."""
    for graph, wanted, answer in answered(fence, context):
        if answer.records > READABLE and not answer.is_too_large and wanted.form is Form.DIAGRAM:
            message = f"this drawing has {answer.records} boxes; more than {READABLE} can hardly be read"
            help = "narrow it with `depth` or `kinds`, or write `as: table`"
            yield context.diagnostic(graph.diagram.opening, message, help)
