"""K802 unknown-diagram-kind."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.diagrams import refused
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.diagram.fault import UNKNOWN_KIND
from kept.parse.document import Fence

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```mermaid\n{}```\n"


@rule(
    "K802",
    on=Fence,
    severity=Severity.ERROR,
    bad=(_PAGE.format("flowchar LR\n    a --> b\n"), _PAGE.format("a --> b\n"), _PAGE.format("")),
    good=(_PAGE.format("%% how it goes\nflowchart LR\n    a --> b\n"),),
)
def unknown_diagram_kind(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """A diagram begins with its kind, such as `flowchart` or `gantt`; without it nothing is drawn."""
    yield from refused(fence, context, UNKNOWN_KIND)
