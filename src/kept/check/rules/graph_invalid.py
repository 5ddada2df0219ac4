"""K911 graph-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.graphs import graph_of
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Safety, Severity
from kept.parse.document import Fence

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```kept-graph\n{}```\n"
_FILES = {
    "mkdocs.yml": "site_name: Help\nplugins: [kept]\nmarkdown_extensions: [pymdownx.superfences]\n",
    "kb/records/support.yml": (
        "products:\n  kept: {audience: public}\n  check: {part_of: kept, audience: public}\n"
    ),
}


@rule(
    "K911",
    on=Fence,
    severity=Severity.ERROR,
    bad=(
        _PAGE.format(""),
        _PAGE.format("from: [product/kept\n"),
        _PAGE.format("form: product/kept\n"),
        _PAGE.format("from: product/kept\ndepth: 0\n"),
        _PAGE.format("from: product/kept\nkinds: [customers]\n"),
        _PAGE.format("from: product/kept\nas: picture\n"),
    ),
    good=({**_FILES, "docs/router.md": _PAGE.format("from: product/kept\ndepth: 2\nas: table\n")},),
)
def graph_invalid(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """A graph whose options can't be understood isn't drawn, since it could show what nobody asked for."""
    found = graph_of(fence, context)
    for wrong in found.reading.wrong if found else ():
        assert found
        fix = found.respelled(wrong.span, wrong.instead, Safety.SAFE) if wrong.instead else None
        yield context.diagnostic(found.span(wrong.span), wrong.message, wrong.help, fix=fix)
