"""K801 broken-diagram."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.diagrams import refused
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.diagram.fault import SYNTAX
from kept.parse.document import Fence

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n{}"


@rule(
    "K801",
    on=Fence,
    severity=Severity.ERROR,
    bad=(
        _PAGE.format("```mermaid\nflowchart LR\n    start[Unplug (the router)] --> wait[Wait]\n```\n"),
        _PAGE.format("```mermaid\nflowchart LR\n    a --> b; % then wait\n```\n"),
        _PAGE.format("1. Reset it:\n\n    ~~~ {.mermaid}\n    flowchart LR\n        a --> end\n    ~~~\n"),
    ),
    good=(
        _PAGE.format(
            '```mermaid\nflowchart LR\n    start["Unplug (the router)"] --> wait[Wait]\n'
            "    %% then wait\n    wait --> done[Lights --> green]\n```\n"
        ),
    ),
)
def broken_diagram(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """A diagram that Mermaid cannot read is an error message on the page, where readers expect a picture.

    The grammar is Mermaid's own, of the version that the site ships. Up to ten errors of a diagram are
    reported, each at its line; a repair is offered when Mermaid reads the diagram with it. Files that an
    article includes are looked at too.
    """
    yield from refused(fence, context, SYNTAX)
