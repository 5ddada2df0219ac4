"""K505 unsafe-svg."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Document

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>\n'


@rule(
    "K505",
    on=Document,
    severity=Severity.ERROR,
    bad=(
        {"docs/router.svg": _SVG.format('viewBox="0 0 9 9"', "<script>track()</script>")},
        {"docs/router.svg": _SVG.format('onload="track()"', "")},
        {"docs/router.svg": _SVG.format("", '<image href="https://example.com/count.png"/>')},
    ),
    good=({"docs/router.svg": _SVG.format('viewBox="0 0 9 9"', '<g id="a"/><use href="#a"/>')},),
)
def unsafe_svg(document: Document, context: Context) -> Iterator[Diagnostic]:
    """An SVG is a document that can run scripts and load files: who opens it runs it in the name of the site.

    Scripts, event handlers, embedded HTML (`<foreignObject>`), entities, and files loaded from elsewhere are
    reported, and pictures that are not XML. The links in a picture may lead anywhere.
    """
    for problem in document.problems:
        if problem.code == context.rule.code:
            yield context.report(problem)
