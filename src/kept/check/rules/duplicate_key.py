"""K003 duplicate-key."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Document


@rule(
    "K003",
    on=Document,
    severity=Severity.ERROR,
    bad=(("---\ntitle: Reset your router\naudience: internal\naudience: public\n---\nText\n"),),
    good=(("---\ntitle: Reset your router\naudience: public\n---\nText\n"),),
)
def duplicate_key(document: Document, context: Context) -> Iterator[Diagnostic]:
    """A field that is written twice has two values, and readers of YAML disagree on which one counts."""
    for problem in document.problems:
        if problem.code == context.rule.code:
            yield context.report(problem)
