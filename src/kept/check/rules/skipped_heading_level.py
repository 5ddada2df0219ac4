"""K206 skipped-heading-level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.heading_edits import moved
from kept.diagnostic import Diagnostic, Fix, Safety, Severity
from kept.parse.document import Heading


@rule(
    "K206",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        ("---\ntitle: Reset your router\naudience: public\n---\n# Reset\n\n### Steps\n\nPress.\n"),
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            "# Reset\n\n### Steps\n\nPress.\n\n#### If it fails\n\nPress.\n\n## Related\n\nText\n"
        ),
    ),
    good=(("---\ntitle: Reset your router\naudience: public\n---\n# Reset\n\n## Steps\n\nPress.\n"),),
)
def skipped_heading_level(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A heading two levels below the one before it breaks the outline that screen readers follow."""
    previous = 1
    for at, heading in enumerate(article.document.headings):
        if heading.level > previous + 1:
            message = f"a heading of level {heading.level} follows one of level {previous}"
            advice = f"write it with `{'#' * (previous + 1)}`"
            fix = _fix(article.document.headings, at, previous, context)
            yield context.diagnostic(heading.span, message, advice, fix=fix)
        previous = heading.level


def _fix(headings: tuple[Heading, ...], at: int, above: int, context: Context) -> Fix | None:
    """Raise the heading with all that are below it or beside it, so that nothing gets another parent.

    There is no such fix when the next heading would come to stand below it. Ids of headings do not depend on
    their level.
    """
    first, following = headings[at], (headings[place] for place in range(at, len(headings)))
    group = tuple(takewhile(lambda one: one.level >= first.level, following))
    after = headings[at + len(group)] if at + len(group) < len(headings) else None
    if after is not None and after.level > above + 1:
        return None
    edits = moved(group, above + 1 - first.level, context.source)
    return Fix(f"write it with `{'#' * (above + 1)}`", Safety.SAFE, edits) if edits else None
