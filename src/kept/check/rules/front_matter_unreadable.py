"""K002 front-matter-unreadable."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Document


@rule(
    "K002",
    on=Document,
    severity=Severity.ERROR,
    bad=(
        ('---\ntitle: "Reset your router\n---\nText\n'),
        ("---\n- one\n- two\n---\nText\n"),
        ("---\ntitle: Reset your router\n\nText\n"),
        ('+++\ntitle = "Reset your router"\n+++\nText\n'),
        ('{"title": "Reset your router"}\nText\n'),
        ("\n---\ntitle: Reset your router\naudience: internal\n---\nText\n"),
    ),
    good=(("---\ntitle: Reset your router\naudience: public\n---\nText\n"),),
)
def front_matter_unreadable(document: Document, context: Context) -> Iterator[Diagnostic]:
    """Front matter that cannot be read says nothing about who may see the page, so the page is not published.

    It must be `key: value` lines between two lines of `---`, the first of them at the very top; TOML and JSON
    are not read. Tags such as `!!python/name:` and more than 50
    aliases are refused.
    """
    for problem in document.problems:
        if problem.code == context.rule.code:
            yield context.report(problem)
