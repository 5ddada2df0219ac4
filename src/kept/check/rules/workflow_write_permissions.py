"""K603 workflow-write-permissions."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.workflows import Workflow
from kept.yaml_nodes import Scalar

_JOB = """\
on: pull_request
permissions: %s
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - run: kept check
"""


@rule(
    "K603",
    on=Workflow,
    severity=Severity.WARNING,
    bad=({".github/workflows/content.yml": _JOB % "write-all"},),
    good=({".github/workflows/content.yml": _JOB % "{contents: read}"},),
)
def workflow_write_permissions(workflow: Workflow, context: Context) -> Iterator[Diagnostic]:
    """A workflow that may write everywhere hands the repository to whatever runs in one of its steps."""
    for node in (workflow.root, *(job for _, job in workflow.jobs)):
        given = node.get("permissions") if node and workflow.is_github else None
        if isinstance(given, Scalar) and given.raw == "write-all":
            message = "`write-all` lets every step change code, releases, pages and settings"
            yield context.diagnostic(
                given.span, message, "name what it needs: `permissions: {contents: read}`"
            )
