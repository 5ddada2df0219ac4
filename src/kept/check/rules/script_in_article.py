"""K501 script-in-article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.markup import is_trusted, tags
from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern


@rule(
    "K501",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        "---\ntitle: Reset your router\naudience: public\n---\n<script>track()</script>\n",
        "---\ntitle: Reset your router\naudience: public\n---\nText <SCRIPT src=//example.com/x.js>\n",
    ),
    good=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            "Put `<script>` into the head of the page:\n\n"
            "```html\n<script>track()</script>\n```\n"
        ),
    ),
)
def script_in_article(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A script in an article runs in the browser of every reader, and can read what they type and send it
    away.

    Code that is only shown, in a code block or between backticks, is no script. Folders whose HTML you
    trust are named in the setting `trusted_html`.
    """
    if is_trusted(article, context.library.settings.trusted_html):
        return
    for tag in tags(article, _SCRIPT):
        advice = "remove it, or show it as code: between backticks, or in a code block"
        yield context.diagnostic(tag.span, "a script would run in the browser of every reader", advice)


_SCRIPT = late_pattern(r"<script\b", re.IGNORECASE)
