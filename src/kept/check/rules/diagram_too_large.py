"""K803 diagram-too-large."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.diagrams import diagram_of, refused
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.diagram.fault import EDGES, NO_ANSWER
from kept.diagram.limits import LIMIT, is_too_long
from kept.parse.document import Fence

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```mermaid\nflowchart LR\n{}```\n"
_LETTERS = "abcdefghijklmnpqrstuvwyz"


@rule(
    "K803",
    on=Fence,
    severity=Severity.ERROR,
    bad=(_PAGE.format(f"    {' & '.join(_LETTERS)} --> {' & '.join(_LETTERS.upper())}\n"),),
    good=(_PAGE.format("    a & b & c --> d & e & f\n"),),
)
def diagram_too_large(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """Mermaid draws "Maximum text size in diagram exceeded" in place of a diagram of more than 50,000
    characters, and nothing of one with more than 500 edges.

    A diagram that takes more than five seconds to read is reported, too: readers would wait as long.
    """
    found = diagram_of(fence, context)
    if found is not None and is_too_long(found.text):
        message = (
            f"the diagram has {len(found.text):,} characters; Mermaid draws none with more than {LIMIT:,}"
        )
        yield context.diagnostic(found.opening, message, "split it into several")
    yield from refused(fence, context, EDGES, NO_ANSWER)
