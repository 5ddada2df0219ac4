"""K214 unknown-tier."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.tiers import tiers_of
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.near import nearest

_PLAIN = re.compile(r"[^\W_][\w -]*").fullmatch
"""A name that needs no quotes in YAML."""

_TEMPLATE = "---\ncontract:\n  folder: docs/sops\n  fields:\n    tiers: {type: tiers}\n---\n# {{ title }}\n"


@rule(
    "K214",
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
                "  - {name: First contact, escalates_to: Enginering}\n"
                "  - {name: Engineering}\n"
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
                "  - {name: First contact, escalates_to: Engineering}\n"
                "  - {name: Engineering}\n"
                "---\n"
                "Text\n"
            ),
        },
    ),
)
def unknown_tier(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A case that is handed to a tier which doesn't exist, or which exists twice, is handed to nobody."""
    for tiers in tiers_of(article):
        names: set[str] = set()
        for tier in tiers:
            if tier.name in names:
                message = f'"{tier.name}" names two tiers, and a case would reach only the first'
                yield context.diagnostic(tier.at("name").span, message, "give each tier a name of its own")
            names |= {tier.name} - {""}
        for tier in tiers:
            if tier.above and tier.above not in names:
                span = tier.at("escalates_to").span
                near = nearest(tier.above, names)
                meant = f': did you mean "{near}"?' if near else ""
                message = f'"{tier.name}" escalates to "{tier.above}", which is no tier{meant}'
                fix = (
                    Fix(f'write "{near}"', Safety.UNSAFE, (Edit(span, near),))
                    if near and _PLAIN(near)
                    else None
                )
                known = ", ".join(one.name for one in tiers)
                advice = f"tiers are: {known}; leave `escalates_to` out of the last one"
                yield context.diagnostic(span, message, advice, fix=fix)
