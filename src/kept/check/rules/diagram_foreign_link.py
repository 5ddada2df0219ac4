"""K807 diagram-foreign-link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from kept.check.diagrams import diagram_of
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern
from kept.parse.document import Fence
from kept.text import Span

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```mermaid\nflowchart LR\n    a --> b\n{}```\n"
_LINK = late_pattern(
    r"^[ \t]*(?:click|links?)\b[^\n]*?(?P<address>(?:https?:)?//(?P<host>[^\s\"'<>,}/?#]+)[^\s\"'<>,}]*)",
    re.MULTILINE | re.IGNORECASE,
)


@rule(
    "K807",
    on=Fence,
    severity=Severity.WARNING,
    bad=(_PAGE.format('    click a "https://example.com/router"\n'),),
    good=(_PAGE.format('    click a "../reset/"\n'),),
)
def diagram_foreign_link(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """A part of a diagram that leads to another website does not look like a link: readers leave without
    having meant to. A link in the text says where it leads, and is followed by the check of links.
    """
    found = diagram_of(fence, context)
    if found is None or "//" not in found.text:
        return
    own = urlsplit(context.library.settings.site_url).netloc
    for match in _LINK.finditer(found.text):
        if match["host"].casefold() != own.casefold():
            message = f'a click in the diagram leads to another website: "{match["host"]}"'
            span = found.span(Span(*match.span("address")))
            yield context.diagnostic(span, message, "link to it in the text below the diagram")
