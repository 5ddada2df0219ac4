"""K916 graph-not-drawn."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.diagram.fences import Diagram
from kept.records.fence import is_graph

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```kept-graph\nfrom: product/kept\n```\n"
_CONFIGURATION = "site_name: Help\nplugins: [kept]\n{}"
_RECORDS = "products:\n  kept: {audience: public}\n  check: {part_of: kept, audience: public}\n"


@rule(
    "K916",
    on=Article,
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
def graph_not_drawn(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Without the Markdown extension that replaces fences, readers see the code of a graph."""
    if context.library.settings.markdown.superfences:
        return
    document = article.document
    first = next((one for one in document.fences if is_graph(one)), None)
    if first is not None:
        message = "this would be shown as code: the site doesn't use `pymdownx.superfences`"
        help = "add `pymdownx.superfences` to `markdown_extensions` in the configuration"
        yield context.diagnostic(Diagram(first.code, first, document.source).opening, message, help)
