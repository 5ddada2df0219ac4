"""K913 graph-record-hidden."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.graphs import answered
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Fence

_PAGE = "---\ntitle: Reset your router\naudience: {}\n---\n```kept-graph\nfrom: product/kept\n```\n"
_CONFIGURATION = "site_name: Help\nplugins: [kept]\nmarkdown_extensions: [pymdownx.superfences]\n"
_RECORDS = "products:\n  kept: {{{}}}\n  check: {{part_of: kept}}\n"


@rule(
    "K913",
    on=Fence,
    severity=Severity.ERROR,
    bad=(
        {
            "mkdocs.yml": _CONFIGURATION,
            "kb/records/support.yml": _RECORDS.format(""),
            "docs/router.md": _PAGE.format("public"),
        },
    ),
    good=(
        {
            "mkdocs.yml": _CONFIGURATION,
            "kb/records/support.yml": _RECORDS.format(""),
            "docs/router.md": _PAGE.format("internal"),
        },
        {
            "mkdocs.yml": _CONFIGURATION,
            "kb/records/support.yml": _RECORDS.format("audience: public").replace(
                "kept}", "kept, audience: public}"
            ),
            "docs/router.md": _PAGE.format("public"),
        },
    ),
)
def graph_record_hidden(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """A page must not show a record to readers whom the record isn't for.

    A record that names no audience is for the narrowest one. Records around it that the readers of the page
    may not see are left out, and with them whatever only they lead to.
    """
    for graph, _, answer in answered(fence, context):
        for key, audience in answer.hidden:
            readers = context.article.audience if context.article else ""
            message = f'"{key}" is for {audience} readers, and this page is for {readers} ones'
            help = f"show it on a page for {audience} readers, or give the record `audience: {readers}`"
            yield context.diagnostic(graph.start(key), message, help)
