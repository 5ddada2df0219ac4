"""K004 front-matter-not-fenced."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Document


@rule(
    "K004",
    on=Document,
    severity=Severity.ERROR,
    bad=(("title: Reset your router\naudience: public\n\nText\n"),),
    good=(
        ("---\ntitle: Reset your router\naudience: public\n---\nText\n"),
        "Note that routers differ.\n",
    ),
)
def front_matter_not_fenced(document: Document, context: Context) -> Iterator[Diagnostic]:
    """Lines like `key: text` at the very top of a file are taken for metadata and vanish from the page.

    MkDocs reads them even without `---` lines (a form of MultiMarkdown); most writers only forgot the `---`.
    """
    for problem in document.problems:
        if problem.code == context.rule.code:
            yield context.report(problem)
