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
    """Raise all headings of the group by as much, so that what belongs below what stays as it is.

    The group ends where the outline comes back to the level above it. There is no such fix when a heading of
    the group is higher than the first one. Ids of headings do not depend on their level.
    """
    following = (headings[place] for place in range(at, len(headings)))
    group = tuple(takewhile(lambda one: one.level > above, following))
    if any(one.level < group[0].level for one in group):
        return None
    edits = moved(group, above + 1 - group[0].level, context.source)
    return Fix(f"write it with `{'#' * (above + 1)}`", Safety.SAFE, edits) if edits else None
