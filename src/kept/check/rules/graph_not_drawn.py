"""K916 graph-not-drawn."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.graphs import graph_of
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Fence

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```kept-graph\nfrom: product/kept\n```\n"
_CONFIGURATION = "site_name: Help\nplugins: [kept]\n{}"
_RECORDS = "products:\n  kept: {audience: public}\n  check: {part_of: kept, audience: public}\n"


@rule(
    "K916",
    on=Fence,
    severity=Severity.ERROR,
    bad=(
        {
            "mkdocs.yml": _CONFIGURATION.format(""),
            "kb/records/support.yml": _RECORDS,
            "docs/router.md": _PAGE,
        },
    ),
    good=(
        {
            "mkdocs.yml": _CONFIGURATION.format("markdown_extensions: [pymdownx.superfences]\n"),
            "kb/records/support.yml": _RECORDS,
            "docs/router.md": _PAGE,
        },
    ),
)
def graph_not_drawn(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """Without the Markdown extension that replaces fences, readers see the code of a graph."""
    found = graph_of(fence, context)
    if found and not context.library.settings.markdown.superfences:
        message = "this fence would be shown as code: the site doesn't use `pymdownx.superfences`"
        help = "add `pymdownx.superfences` to `markdown_extensions` in the configuration"
        yield context.diagnostic(found.diagram.opening, message, help)
