"""Links of diagrams: what a click on a part of one leads to.

They are written in the diagram's own language (`click node "page.md"`), where nothing of Markdown sees them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kept.diagram.fences import diagram
from kept.parse.document import Document, Link
from kept.text import Span

_CLICK = re.compile(
    r"^[ \t]*(?:click|link)[ \t]+[^\s\"]+[ \t]+(?:href[ \t]+)?\"(?P<address>[^\"\n]*)\"[^\n]*", re.MULTILINE
)
_SCRIPT = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
"""What is no link to a page; another rule is about it."""


def with_links(document: Document) -> Document:
    """A document that has the links of its diagrams among its own."""
    found = tuple(_links(document))
    return replace(document, links=(*document.links, *found)) if found else document


def _links(document: Document) -> Iterator[Link]:
    for fence in document.fences:
        if "mermaid" not in fence.info or ("click" not in fence.code and "link" not in fence.code):
            continue
        drawn = diagram(fence, document.source)
        for one in _CLICK.finditer(drawn.text) if drawn else ():
            if drawn and not _SCRIPT.match(one["address"]):
                where = drawn.span(Span(*one.span("address")))
                yield Link(one["address"], "", drawn.span(Span(*one.span())), where)


def led(text: str, lead: Callable[[str], str | None]) -> str:
    """A diagram whose links lead where `lead` says; those that lead nowhere are none."""

    def line(found: re.Match[str]) -> str:
        address = lead(found["address"])
        if address is None:
            return ""
        start, end = (at - found.start() for at in found.span("address"))
        return f"{found[0][:start]}{address}{found[0][end:]}"

    return _CLICK.sub(line, text)
