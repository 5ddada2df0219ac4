"""K601 workflow-untrusted-checkout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern
from kept.parse.workflows import Step, Workflow
from kept.text import Span
from kept.yaml_nodes import Mapping, plain

_FORK = """\
on: pull_request_target
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          ref: ${{ github.event.pull_request.head.sha }}
      - run: kept check
"""


@rule(
    "K601",
    on=Workflow,
    severity=Severity.ERROR,
    bad=(
        {".github/workflows/content.yml": _FORK},
        {
            ".github/workflows/content.yml": (
                "name: Content\n"
                "on: pull_request\n"
                "permissions: {contents: read}\n"
                "jobs: {check: {runs-on: ubuntu-latest, steps: [{run: kept check}]}}\n"
            ),
            ".github/workflows/preview.yml": (
                "on:\n"
                "  workflow_run: {workflows: [Content], types: [completed]}\n"
                "permissions: {contents: read}\n"
                "jobs:\n"
                "  preview:\n"
                "    runs-on: ubuntu-latest\n"
                "    steps:\n"
                "      - run: git checkout ${{ github.event.workflow_run.head_sha }}\n"
            ),
        },
    ),
    good=(
        {
            ".github/workflows/content.yml": _FORK.replace("pull_request_target", "pull_request"),
            ".github/workflows/labels.yml": (
                "on: pull_request_target\n"
                "permissions: {pull-requests: write}\n"
                "jobs:\n"
                "  label:\n"
                "    runs-on: ubuntu-latest\n"
                "    steps:\n"
                '      - run: gh pr edit "$NUMBER" --add-label docs\n'
            ),
        },
    ),
)
def workflow_untrusted_checkout(workflow: Workflow, context: Context) -> Iterator[Diagnostic]:
    """A stranger's pull request is checked out where secrets are: its code could take them along.

    Events such as `pull_request_target` run with the secrets and the token of the repository. What they check
    out from a fork may run as soon as anything is installed, built or checked. The event `pull_request` runs
    without secrets and with a token that can only read; it is enough for checking.
    """
    for event, untrusted in _UNTRUSTED.items():
        if event not in workflow.events or not _is_for_strangers(event, workflow, context):
            continue
        for step in workflow.steps:
            span = None if _GUARD.search(step.conditions) else _place(step, untrusted)
            if span:
                message = f"the event `{event}` has secrets, and this step fetches the code of a stranger"
                yield context.diagnostic(span, message, _HELP[event])


_UNTRUSTED = {
    "pull_request_target": late_pattern(
        r"github\.event\.pull_request\.(?:head\.(?:sha|repo)\b|merge_commit_sha)|refs/pull/"
        r"|\bgh pr checkout\b|github\.event\.number|github\.event\.pull_request\.number"
    ),
    "workflow_run": late_pattern(r"github\.event\.workflow_run\.(?:head_(?:sha|branch|commit|repository)\b)"),
}
_GUARD = late_pattern(
    r"head\.repo|head_repository|\blabel|author_association|actor|sender|workflow_run\.event|\.user\.|event_name"
)
"""Conditions that keep strangers out, or that a maintainer has to give way to."""

_HELP = {
    "pull_request_target": "use `on: pull_request`, which has no secrets and a token that only reads",
    "workflow_run": "let the workflow that it follows do this, and hand over its result as an artifact",
}
_FETCHES = late_pattern(r"\bgit (?:checkout|fetch|pull|switch|reset|merge)\b.*|\bgh pr checkout\b.*")


def _is_for_strangers(event: str, workflow: Workflow, context: Context) -> bool:
    """Whether a pull request from a fork sets it off; after another workflow, only if it does that one."""
    if event != "workflow_run":
        return True
    on = workflow.root.get("on") if workflow.root else None
    given = on.get(event) if isinstance(on, Mapping) else None
    if not isinstance(given, Mapping) or given.get("branches") is not None:
        return False
    followed = plain(given.get("workflows"))
    names = followed if isinstance(followed, list) else [followed]
    return any("pull_request" in one.events and one.name in names for one in context.library.workflows)


def _place(step: Step, untrusted: re.Pattern[str]) -> Span | None:
    """Where a step fetches code that a stranger wrote."""
    uses, run = step.text("uses"), step.text("run")
    if uses and uses.raw.startswith("actions/checkout@"):
        for key in ("ref", "repository"):
            given = step.text("with", key)
            if given and untrusted.search(given.raw):
                return given.span
    if run and any(untrusted.search(line) for line in _FETCHES.findall(run.raw)):
        return run.span
    return None
