"""K001 unreadable-file."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Document


@rule(
    "K001",
    on=Document,
    severity=Severity.ERROR,
    bad=("\u0000\u0001\u0002",),
    good=("# Reset your router\n",),
)
def unreadable_file(document: Document, context: Context) -> Iterator[Diagnostic]:
    """A file that cannot be read as UTF-8 text would be missing from the site, or come out garbled.

    Empty files, UTF-16 and Latin-1 text, NUL characters, device files, files without read permission and
    symbolic links that lead nowhere, in a circle or out of the project are reported.
    """
    for problem in document.problems:
        if problem.code == context.rule.code:
            yield context.report(problem)
