"""K605 workflow-without-permissions."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.workflows import Workflow

_JOB = """\
on: pull_request
jobs:
  check:
    runs-on: ubuntu-latest
%s    steps:
      - run: kept check
"""


@rule(
    "K605",
    on=Workflow,
    severity=Severity.INFO,
    bad=({".github/workflows/content.yml": _JOB % ""},),
    good=(
        {".github/workflows/content.yml": _JOB % "    permissions:\n      contents: read\n"},
        {".github/workflows/content.yml": "permissions:\n  contents: read\n" + _JOB % ""},
    ),
)
def workflow_without_permissions(workflow: Workflow, context: Context) -> Iterator[Diagnostic]:
    """A workflow that does not say what it may do gets what a setting elsewhere allows, often to write."""
    if workflow.root is None or workflow.root.get("permissions") is not None:
        return
    for name, job in workflow.jobs:
        if job.get("permissions") is None:
            message = f'nothing says what the job "{name.raw}" may do with the repository'
            advice = "write `permissions: {contents: read}` above `jobs:`, and in a job what it needs beyond"
            yield context.diagnostic(name.span, message, advice)
            return
