"""K912 graph-record-missing."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.graphs import answered
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Safety, Severity
from kept.parse.document import Fence

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```kept-graph\nfrom: {}\n```\n"
_FILES = {
    "mkdocs.yml": "site_name: Help\nplugins: [kept]\nmarkdown_extensions: [pymdownx.superfences]\n",
    "kb/records/support.yml": (
        "products:\n  kept: {audience: public}\n  check: {part_of: kept, audience: public}\n"
    ),
}


@rule(
    "K912",
    on=Fence,
    severity=Severity.ERROR,
    bad=(
        {**_FILES, "docs/router.md": _PAGE.format("product/kpet")},
        {**_FILES, "docs/router.md": _PAGE.format("[product/kept, ticket/late-page]")},
    ),
    good=({**_FILES, "docs/router.md": _PAGE.format("product/kept")},),
)
def graph_record_missing(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """A graph that begins at a record that isn't there shows nothing."""
    for graph, _, answer in answered(fence, context):
        for key, near in answer.missing:
            span = next(one.span for one in graph.reading.starts if one.raw == key)
            meant = f': did you mean "{near}"?' if near else ""
            fix = graph.respelled(span, near, Safety.UNSAFE) if near else None
            message = f'there is no record "{key}"{meant}'
            help = "write the kind and id of a record, or the path of an article that a record names"
            yield context.diagnostic(graph.start(key), message, help, fix=fix)
