"""K809 diagram-not-drawn."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.diagrams import refused
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.diagram.fault import NOT_DRAWN
from kept.parse.document import Fence

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```mermaid\n{}```\n"


@rule(
    "K809",
    on=Fence,
    severity=Severity.ERROR,
    bad=(
        _PAGE.format("flowchart LR\n    subgraph router\n        router --> lights\n    end\n"),
        _PAGE.format("gantt\n    dateFormat YYYY-MM-DD\n    Wait: 2026-13-45, 3d\n"),
        _PAGE.format("sankey-beta\nrouter,lights,1\nlights,router,1\n"),
        _PAGE.format("xychart-beta\n    x-axis [May, June]\n"),
        _PAGE.format("stateDiagram-v2\n    state on {\n        on --> off\n    }\n"),
    ),
    good=(
        _PAGE.format("flowchart LR\n    subgraph router\n        power --> lights\n    end\n"),
        _PAGE.format("gantt\n    dateFormat YYYY-MM-DD\n    Wait: 2026-05-01, 3d\n"),
    ),
)
def diagram_not_drawn(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """Mermaid reads some diagrams and then fails to draw them: readers see an error in their place.

    Known are groups that lie within themselves, Sankey diagrams that flow in a circle, tasks without a date
    that could be read, and charts without any data.
    """
    yield from refused(fence, context, NOT_DRAWN)
