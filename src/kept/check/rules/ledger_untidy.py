"""K414 ledger-untidy."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.library import Library

_PAGES = {"docs/index.md": "# Home\n", "docs/router.md": "# Router\n"}


@rule(
    "K414",
    on=Library,
    severity=Severity.WARNING,
    bad=(
        {"kb/published-urls.txt": "/router/\n/\n", **_PAGES},
        {"kb/published-urls.txt": "/\n/router/\n/router/\n", **_PAGES},
    ),
    good=({"kb/published-urls.txt": "# Published addresses\n/\n/router/\n", **_PAGES},),
)
def ledger_untidy(library: Library, context: Context) -> Iterator[Diagnostic]:
    """A ledger whose lines are in order, each once, is one that two branches can both add to."""
    for problem in library.ledger.problems:
        if problem.code == context.rule.code:
            yield context.report(problem, library.ledger.source)
