"""K205 placeholder-left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern
from kept.text import Source, Span


@rule(
    "K205",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        ("---\ntitle: Reset your router\naudience: public\n---\n<!-- write: what the customer sees -->\n"),
        ("---\ntitle: Reset your router\naudience: public\n---\n# {{ title }}\n\nText\n"),
    ),
    good=(
        (
            "---\n"
            "title: Reset your router\n"
            "audience: public\n"
            "---\n"
            "<!-- Keep in step with the wiring plan. -->\n"
            "\n"
            "Text\n"
        ),
    ),
)
def placeholder_left(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A placeholder of the template is still there: customers would find a gap where the answer should be."""
    source = article.document.source
    text = source.text
    if not ("<" in text and "<!--" in text) and not ("{" in text and "{{ " in text):
        return
    fences = [fence.span for fence in article.document.fences]
    for found in _PLACEHOLDER.finditer(source.text):
        span = Span(*found.span())
        if any(fence.start <= span.start < fence.end for fence in fences) or _is_code(source, span):
            continue
        hint = " ".join((found["hint"] or "").split())
        message = f'a placeholder is left: "{hint}"' if hint else f"a placeholder is left: {found.group()}"
        yield context.diagnostic(span, message, "write what it asks for in its place")


_PLACEHOLDER = late_pattern(
    r"<!--\s*write:\s*(?P<hint>.{0,2000}?)-->|\{\{ (?:title|today) \}\}",
    re.DOTALL,
)


def _is_code(source: Source, span: Span) -> bool:
    """Whether it is shown as code in a line of text."""
    before = source.text[source.text.rfind("\n", 0, span.start) + 1 : span.start]
    return before.count("`") % 2 == 1
