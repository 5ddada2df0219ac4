"""K609 workflow-unreadable."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.workflows import Workflow


@rule(
    "K609",
    on=Workflow,
    severity=Severity.WARNING,
    bad=({".github/workflows/content.yml": "on: [push\njobs: {}\n"},),
    good=({".github/workflows/content.yml": "on: [push]\npermissions: {}\njobs: {}\n"},),
)
def workflow_unreadable(workflow: Workflow, context: Context) -> Iterator[Diagnostic]:
    """A workflow that cannot be read does not run, so nothing checks the changes it was meant to check."""
    if workflow.problem:
        yield context.report(workflow.problem)
