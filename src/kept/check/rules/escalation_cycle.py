"""K212 escalation-cycle."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.tiers import cycles, tiers_of
from kept.diagnostic import Diagnostic, Severity

_TEMPLATE = "---\ncontract:\n  folder: docs/sops\n  fields:\n    tiers: {type: tiers}\n---\n# {{ title }}\n"


@rule(
    "K212",
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
                "  - {name: L1, escalates_to: L2}\n"
                "  - {name: L2, escalates_to: L1}\n"
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
                "  - {name: L1, escalates_to: L2}\n"
                "  - {name: L2}\n"
                "---\n"
                "Text\n"
            ),
        },
    ),
)
def escalation_cycle(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Tiers that escalate in a circle hand the customer around, and nobody has the last word."""
    for tiers in tiers_of(article):
        for cycle in cycles(tiers):
            last = cycle[-1]
            way = " → ".join(tier.name for tier in (*cycle, cycle[0]))
            message = (
                f"the escalation goes in a circle: {way}"
                if cycle[1:]
                else f'"{last.name}" escalates to itself'
            )
            advice = "leave `escalates_to` out of the tier that decides in the end"
            yield context.diagnostic(last.at("escalates_to").span, message, advice)
