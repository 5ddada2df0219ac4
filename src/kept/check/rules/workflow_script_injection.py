"""K604 workflow-script-injection."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern
from kept.parse.workflows import Step, Workflow
from kept.text import Span

_JOB = """\
on: pull_request
permissions:
  contents: read
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
"""


@rule(
    "K604",
    on=Workflow,
    severity=Severity.ERROR,
    bad=(
        {
            ".github/workflows/greet.yml": _JOB
            + "      - run: echo '${{ github.event.pull_request.title }}'\n"
        },
        {
            ".github/workflows/greet.yml": _JOB
            + "      - run: |\n          git switch ${{ github.head_ref || github.ref_name }}\n"
        },
    ),
    good=(
        {
            ".github/workflows/greet.yml": _JOB
            + "      - env:\n          TITLE: ${{ github.event.pull_request.title }}\n"
            + '        run: echo "$TITLE"\n'
            + "      - run: echo ${{ contains(github.event.pull_request.title, 'docs') }}\n"
            + "      - run: echo ${{ github.sha }} ${{ github.event.pull_request.number }}\n"
        },
    ),
)
def workflow_script_injection(workflow: Workflow, context: Context) -> Iterator[Diagnostic]:
    """Text that anybody can write is put into a script: a pull request's title could be a command.

    GitHub writes the value of `${{ … }}` into the script before the shell reads it, so quotes around it
    protect from nothing. A variable of the environment stays text, whatever it holds.
    """
    for step in workflow.steps:
        for span, variable in _scripts(step):
            for found in _EXPRESSION.finditer(workflow.source.text, span.start, span.end):
                name = _untrusted(found[1])
                if name:
                    message = (
                        f"anybody can write what `{name}` holds, and here it becomes a part of the script"
                    )
                    advice = (
                        f'write `env: {{TEXT: "${{{{ {name} }}}}"}}` beside the script, and {variable} in it'
                    )
                    yield context.diagnostic(Span(*found.span()), message, advice)


_EXPRESSION = late_pattern(r"\$\{\{(.*?)\}\}", re.DOTALL)
_WRITTEN_BY_ANYBODY = late_pattern(
    r"""github\.(?:head_ref\b|event\.(?:
        (?:issue|pull_request|discussion)\.(?:title|body)\b
        | (?:comment|review|review_comment)\.body\b
        | pages(?:\.\*|\[\d+\])\.page_name\b
        | (?:commits(?:\.\*|\[\d+\])|head_commit)\.(?:message|author\.(?:email|name))\b
        | pull_request\.head\.(?:ref|label|repo\.(?:default_branch|description|homepage))\b
        | workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|author\.(?:email|name)))\b
    ))""",
    re.IGNORECASE | re.VERBOSE,
)
_ASKED = late_pattern(r"\b(?:contains|startsWith|endsWith|hashFiles)\s*\([^()]*\)", re.IGNORECASE)
_COMPARED_AFTER = late_pattern(r"\s*[=!]=")
_COMPARED_BEFORE = late_pattern(r"[=!]=\s*$")


def _scripts(step: Step) -> Iterator[tuple[Span, str]]:
    """The scripts of a step, and how each reads a variable: a shell's, or that of `actions/github-script`."""
    run, uses = step.text("run"), step.text("uses")
    if run:
        yield run.span, '`"$TEXT"`'
    if uses and uses.raw.startswith("actions/github-script@") and (script := step.text("with", "script")):
        yield script.span, "`process.env.TEXT`"


def _untrusted(expression: str) -> str:
    """What anybody can write and an expression passes on; a question about it is answered with yes or no."""
    text = _ASKED.sub("", expression)
    for found in _WRITTEN_BY_ANYBODY.finditer(text):
        is_compared = _COMPARED_AFTER.match(text, found.end()) or _COMPARED_BEFORE.search(
            text[: found.start()]
        )
        if not is_compared:
            return found.group()
    return ""
