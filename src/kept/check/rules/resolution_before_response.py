"""K213 resolution-before-response."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.tiers import tiers_of
from kept.diagnostic import Diagnostic, Severity

_TEMPLATE = "---\ncontract:\n  folder: docs/sops\n  fields:\n    tiers: {type: tiers}\n---\n# {{ title }}\n"


@rule(
    "K213",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "templates/sop.md": _TEMPLATE,
            "docs/sops/support.md": (
                "---\n"
                "title: Support our routers\n"
                "audience: public\n"
                "tiers:\n"
                "  - {name: L1, response: 4 hours, resolution: 60 minutes}\n"
                "---\n"
                "Text\n"
            ),
        },
    ),
    good=(
        {
            "templates/sop.md": _TEMPLATE,
            "docs/sops/support.md": (
                "---\n"
                "title: Support our routers\n"
                "audience: public\n"
                "tiers:\n"
                "  - {name: L1, response: 60 minutes, resolution: 4 hours}\n"
                "---\n"
                "Text\n"
            ),
        },
    ),
)
def resolution_before_response(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A tier that must solve a case before it has to answer it promises what it can't keep.

    Both times are read in the favour of the writer: a day may be one of eight or of 24 hours, and of
    "2 to 4 hours" the end that fits is taken.
    """
    for tiers in tiers_of(article):
        for tier in tiers:
            first, last = tier.response, tier.resolution
            if first and last and max(last.shortest, last.longest) < min(first.shortest, first.longest):
                message = (
                    f'"{tier.name}" solves a case in {tier.written("resolution")}, '
                    f"but answers it only after {tier.written('response')}"
                )
                advice = "make `resolution` the longer of the two, or swap them"
                yield context.diagnostic(tier.at("resolution").span, message, advice)
