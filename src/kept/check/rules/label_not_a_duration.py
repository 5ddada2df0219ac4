"""K211 label-not-a-duration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.labels import find_label, labels_in, value_of
from kept.diagnostic import Diagnostic, Severity
from kept.durations import parse_timespan
from kept.late_patterns import late_pattern

_TEMPLATE = (
    "---\n"
    "contract:\n"
    "  folder: docs/sops\n"
    "  sections:\n"
    '    - {pattern: "Step *", repeat: true, labels: [{name: Duration, type: duration}]}\n'
    "---\n"
    "# {{ title }}\n"
    "\n"
    "## Step 1\n"
)
_ARTICLE = "---\ntitle: Reset a router\naudience: public\n---\n# Reset a router\n\n## Step 1\n\n"


@rule(
    "K211",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {"templates/sop.md": _TEMPLATE, "docs/sops/router.md": _ARTICLE + "**Duration**: not long\n"},
        {"templates/sop.md": _TEMPLATE, "docs/sops/router.md": _ARTICLE + "**Duration**: 15\n"},
        {"templates/sop.md": _TEMPLATE, "docs/sops/router.md": _ARTICLE + "**Duration**: 15 to 5 minutes\n"},
    ),
    good=(
        {"templates/sop.md": _TEMPLATE, "docs/sops/router.md": _ARTICLE + "**Duration**: 5 to 15 minutes\n"},
        {"templates/sop.md": _TEMPLATE, "docs/sops/router.md": _ARTICLE + "**Duration**: about half a day\n"},
    ),
)
def label_not_a_duration(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A step that doesn't say how long it takes can't be planned, and nobody sees where the work got stuck.

    The contract asks for it: `{name: Duration, type: duration}`. A number and a unit are enough, with any
    words around them; a number with a word that kept doesn't know ("5 Minuten") is taken for a length, too.
    """
    document = article.document
    for spec, section in article.contracted:
        wanted = [label for label in spec.labels if label.kind == "duration"]
        labels = labels_in(section, document) if wanted else []
        for one in wanted:
            label = find_label(one, labels)
            value = value_of(label, labels, section, document) if label else None
            reason = _wrong(value.text) if value and value.text else ""
            if value and reason:
                message = f'"{one.name}" of "{section.heading.text}" {reason}: "{_short(value.text)}"'
                advice = f"write `**{one.name}**: 5 to 15 minutes`, or `2 hours`"
                yield context.diagnostic(value.span, message, advice)


_COUNTED = late_pattern(
    r"\d\s*[^\W\d_]|\b(?:minute|hour|day|shift|week|sprint|month|quarter|year)s?\b", re.IGNORECASE
)
"""A number with a word, or a length without a number: "the rest of the day"."""


def _wrong(text: str) -> str:
    """What keeps a text from saying how long something takes."""
    length = parse_timespan(text)
    if length is not None:
        return "ends before it begins" if length.is_backwards else ""
    if _COUNTED.search(text):
        return ""
    return "has a number without a unit" if any(map(str.isdigit, text)) else "is no length of time"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
