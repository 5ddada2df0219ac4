"""K006 vocabulary-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.library import Library


@rule(
    "K006",
    on=Library,
    severity=Severity.ERROR,
    bad=(
        {
            "kb/vocabulary.yml": "products: router\n",
        },
        {
            "kb/vocabulary.yml": "products: [router\n",
        },
    ),
    good=(
        {
            "kb/vocabulary.yml": "products: [router, switch]\n",
        },
    ),
)
def vocabulary_invalid(library: Library, context: Context) -> Iterator[Diagnostic]:
    """A vocabulary that cannot be read leaves every term unchecked."""
    vocabularies = library.vocabularies
    for problem in vocabularies.problems:
        yield context.report(problem, vocabularies.source)
