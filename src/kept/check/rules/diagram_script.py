"""K806 diagram-script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.diagrams import diagram_of
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern
from kept.parse.document import Fence
from kept.text import Span

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```mermaid\nflowchart LR\n    a --> b\n{}```\n"
_SCRIPT = late_pattern(
    r"^[ \t]*(?:"
    r"(?:click|callback)[ \t]+[^\s\"]+[ \t]+(?:call[ \t]+)?(?!href\b)[A-Za-z_$][\w$.]*[ \t]*(?:\(|\"|;|$)"
    r"|(?:click|link)\b.*[\"'\s](?:javascript|vbscript|data):.*"
    r"|callback\b.*"
    r")",
    re.MULTILINE | re.IGNORECASE,
)


@rule(
    "K806",
    on=Fence,
    severity=Severity.ERROR,
    bad=(_PAGE.format("    click a call track()\n"), _PAGE.format('    click a "javascript:track()"\n')),
    good=(_PAGE.format('    click a "../reset/"\n    click b href "#then" "What then"\n'),),
)
def diagram_script(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """A diagram that calls a script when it is clicked would run it in the browser of every reader; the site
    does not let it, so that a click does nothing.
    """
    found = diagram_of(fence, context)
    for match in _SCRIPT.finditer(found.text) if found and "c" in found.text else ():
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        advice = 'lead to a page: `click name "../page/"`, or remove the line'
        span = Span(start, max(start, match.start() + len(match.group().rstrip())))
        assert found is not None
        yield context.diagnostic(found.span(span), "a click in the diagram would run a script", advice)
