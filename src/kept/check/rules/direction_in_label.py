"""K805 direction-in-label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.diagrams import diagram_of, examined
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.late_patterns import late_pattern
from kept.parse.document import Fence
from kept.text import Span

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```mermaid\nflowchart TD\n{}```\n"
_KINDS = {
    "flowchart-v2": late_pattern(r"direction(?P<gap>[ \t]+)(?:TB|BT|RL|LR|TD)"),
    "flowchart-elk": late_pattern(r"direction(?P<gap>[ \t]+)(?:TB|BT|RL|LR|TD)"),
    "stateDiagram": late_pattern(r"direction(?P<gap>[ \t]+)(?:TB|BT|RL|LR)"),
    "classDiagram": late_pattern(r"direction(?P<gap>[ \t]+)(?:TB|BT|RL|LR)", re.IGNORECASE),
    "er": late_pattern(r"direction(?P<gap>[ \t]+)(?:TB|BT|RL|LR)", re.IGNORECASE),
    "requirement": late_pattern(r"direction(?P<gap>[ \t]+)(?:TB|BT|RL|LR)", re.IGNORECASE),
}


@rule(
    "K805",
    on=Fence,
    severity=Severity.ERROR,
    bad=(_PAGE.format("    a[Choose direction LR] --> b[Print]\n    b --> c[Done]\n"),),
    good=(
        _PAGE.format("    subgraph print\n    direction LR\n    a[Choose direction] --> b[LR]\n    end\n"),
    ),
)
def direction_in_label(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """Mermaid takes a whole line that holds `direction LR` for a change of direction, also when the words
    stand in a label: the line is missing from the drawing, and nobody is told.
    """
    found = diagram_of(fence, context)
    if found is None or "direction" not in found.text.casefold():
        return
    pattern = _KINDS.get(examined(found, context).kind)
    for match in pattern.finditer(found.text) if pattern else ():
        start = found.text.rfind("\n", 0, match.start()) + 1
        line = found.text[start:].split("\n", 1)[0]
        before, after = line[: match.start() - start].strip(), line[match.end() - start :].strip(" \t;")
        if (before or after) and not before.startswith("%%"):
            edit = found.edit(Span(*match.span("gap")), "#32;")
            fix = _fix(edit) if edit else None
            message = f'Mermaid drops this line: it takes "{match.group()}" in it for a change of direction'
            advice = "write the space between the two words as `#32;`"
            yield context.diagnostic(found.span(Span(*match.span())), message, advice, fix=fix)


def _fix(edit: Edit) -> Fix:
    return Fix("write the space as `#32;`", Safety.SAFE, (edit,))
