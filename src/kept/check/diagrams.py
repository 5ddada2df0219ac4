"""What rules about diagrams share: the diagram of a fence, and what Mermaid says of it as findings."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context
from kept.diagnostic import Diagnostic, Fix, Safety
from kept.diagram.fault import Examined, Fault
from kept.diagram.fences import Diagram, diagram
from kept.diagram.limits import is_too_long
from kept.parse.document import Fence


def diagram_of(fence: Fence, context: Context) -> Diagram | None:
    """The diagram that a fence holds, if it holds one."""
    return diagram(fence, context.source) if "mermaid" in fence.info else None


def examined(found: Diagram, context: Context) -> Examined:
    """What Mermaid says of a diagram; nothing of one that is too long for it."""
    return Examined("") if is_too_long(found.text) else context.library.diagrams.examine(found.text)


def refused(fence: Fence, context: Context, *kinds: str) -> Iterator[Diagnostic]:
    """What Mermaid refuses in a fence, of these kinds of faults."""
    found = diagram_of(fence, context)
    if found is None:
        return
    for fault in examined(found, context).faults:
        if fault.kind in kinds:
            span = found.span(fault.span) if found.text.strip() else found.opening
            yield context.diagnostic(span, fault.message, fault.help, fix=_fix(found, fault))


def _fix(found: Diagram, fault: Fault) -> Fix | None:
    repair = fault.repair
    edit = repair and found.edit(repair.span, repair.text)
    if not repair or not edit:
        return None
    return Fix(repair.help, Safety.SAFE if repair.is_safe else Safety.UNSAFE, (edit,))
