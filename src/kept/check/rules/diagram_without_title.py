"""K804 diagram-without-title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.diagrams import diagram_of, examined
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern
from kept.parse.document import Fence

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```mermaid{}\n{}```\n"
_ACC_TITLE = late_pattern(r"^[ \t]*accTitle[ \t]*:[ \t]*\S", re.MULTILINE)
_WITHOUT = frozenset({"mindmap", "block", "eventmodeling", "kanban", "sankey", "venn"})
"""Kinds of diagrams whose grammar has no `accTitle`."""


@rule(
    "K804",
    on=Fence,
    severity=Severity.INFO,
    bad=(_PAGE.format("", "flowchart LR\n    a --> b\n"), _PAGE.format("", "mindmap\n  Reset\n    Wait\n")),
    good=(
        _PAGE.format("", "flowchart LR\n    accTitle: How to reset a router\n    a --> b\n"),
        _PAGE.format(' title="How to reset a router"', "mindmap\n  Reset\n    Wait\n"),
    ),
)
def diagram_without_title(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """A diagram without a title says nothing to those who do not see it: a screen reader calls it a graphic.

    `accTitle:` is read out and not drawn. Mind maps, kanban boards, blocks, Sankey and Venn diagrams have no
    such line; there the fence names the title.
    Source: WCAG 2.2, success criterion 1.1.1 (Non-text Content).
    """
    found = diagram_of(fence, context)
    if found is None or found.title or _ACC_TITLE.search(found.text):
        return
    kind = examined(found, context).kind
    if kind in _WITHOUT:
        advice = 'name what it shows behind the word: ```` ```mermaid title="What it shows" ````'
    else:
        advice = "write what it shows below its first line: `accTitle: What it shows`"
    if kind:
        yield context.diagnostic(
            found.opening, "the diagram has no title for those who do not see it", advice
        )
