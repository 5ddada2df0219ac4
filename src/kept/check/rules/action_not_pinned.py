"""K602 action-not-pinned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern
from kept.parse.workflows import Workflow
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence

_JOB = """\
on: pull_request
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: %s
"""


@rule(
    "K602",
    on=Workflow,
    severity=Severity.WARNING,
    bad=(
        {".github/workflows/content.yml": _JOB % "example/setup-kept@v1"},
        {".gitlab-ci.yml": "include:\n  - remote: https://example.com/ci/content.yml\n"},
    ),
    good=(
        {
            ".github/workflows/content.yml": _JOB
            % "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2"
        },
        {".github/workflows/content.yml": _JOB % "./.github/actions/check"},
    ),
)
def action_not_pinned(workflow: Workflow, context: Context) -> Iterator[Diagnostic]:
    """An action named by a tag or branch can become other code, which then runs with the rights of your job.

    A commit hash cannot be moved to other code. Write the version in a comment behind it, so that people and
    update bots see it. Actions of GitHub itself (`actions/…`, `github/…`) are named for information only:
    whoever could change those has the machine that they run on anyway.
    """
    for step in workflow.steps:
        uses = step.text("uses")
        if uses and (found := _ACTION.fullmatch(uses.raw)) and not _HASH.fullmatch(found["ref"]):
            message = f"`{found['name']}` is not pinned: `{found['ref']}` can be moved to other code"
            advice = f"write the commit hash, and the version behind it: `{found['name']}@… # {found['ref']}`"
            finding = context.diagnostic(uses.span, message, advice)
            is_known = found["name"].startswith(("actions/", "github/"))
            is_lowered = is_known and context.severity is Severity.WARNING
            yield replace(finding, severity=Severity.INFO) if is_lowered else finding
    for remote in _remotes(workflow):
        message = "the pipeline of another server is included as it is at the time"
        yield context.diagnostic(remote.span, message, "add `integrity: sha256-…` below it, or copy the file")


_ACTION = late_pattern(r"(?P<name>[\w.-]+/[\w./-]+)@(?P<ref>[^\s$]+)")
_HASH = late_pattern(r"[0-9a-f]{40}|[0-9a-f]{64}")


def _remotes(workflow: Workflow) -> Iterator[Node]:
    """Files of other servers that a GitLab pipeline includes without their hash."""
    included = workflow.root.get("include") if workflow.root and not workflow.is_github else None
    for item in included.items if isinstance(included, Sequence) else (included,):
        if isinstance(item, Mapping) and item.get("integrity") is None:
            remote = item.get("remote")
            if isinstance(remote, Scalar):
                yield remote
