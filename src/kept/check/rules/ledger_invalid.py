"""K415 ledger-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.library import Library


@rule(
    "K415",
    on=Library,
    severity=Severity.ERROR,
    bad=(
        {"kb/published-urls.txt": "/\n<<<<<<< ours\n=======\n>>>>>>> theirs\n", "docs/index.md": "# Home\n"},
        {"kb/published-urls.txt": "https://help.example.com/router/\n"},
        {"kb/published-urls.txt/readme.txt": "A folder\n"},
    ),
    good=({"kb/published-urls.txt": "/\n", "docs/index.md": "# Home\n"},),
)
def ledger_invalid(library: Library, context: Context) -> Iterator[Diagnostic]:
    """What the ledger of published addresses does not say clearly is an address that nobody watches over."""
    for problem in library.ledger.problems:
        if problem.code == context.rule.code:
            yield context.report(problem, library.ledger.source)
