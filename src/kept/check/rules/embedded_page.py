"""K504 embedded-page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.markup import is_trusted, tags
from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern


@rule(
    "K504",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            '<iframe src="https://example.com/film"></iframe>\n'
        ),
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            '<meta http-equiv="refresh" content="0; url=/">\n'
        ),
        '---\ntitle: Reset your router\naudience: public\n---\n<form action="https://example.com/">\n',
    ),
    good=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            "[Watch the film](https://example.com/film) (2 minutes), or run `get <object>`.\n"
        ),
    ),
)
def embedded_page(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A frame or form hands readers to another site, which sees who they are and may show them anything.

    Frames, objects, forms, and tags that change the whole page (`base`, `meta`, `link`) are reported. A
    page of another site changes or vanishes without a trace in this repository. Folders whose HTML you
    trust are named in the setting `trusted_html`.
    """
    if is_trusted(article, context.library.settings.trusted_html):
        return
    for tag in tags(article, _FOREIGN):
        message = f"<{tag.name}> {_EFFECTS.get(tag.name, 'shows a page of another site inside of this one')}"
        yield context.diagnostic(tag.span, message, _ADVICE.get(tag.name, "link to it instead"))


_FOREIGN = late_pattern(
    r"<(?:(?:iframe|frameset|applet|portal)\b|(?:frame|object|embed|base|meta|link|form)\s+[a-z-]+\s*=)",
    re.IGNORECASE,
)
_EFFECTS = {
    "base": "changes where every link of the page leads",
    "meta": "changes the whole page, or leads readers elsewhere",
    "link": "loads something into the whole page",
    "form": "sends what readers type to an address that nobody checks",
}
_ADVICE = dict.fromkeys(_EFFECTS, "remove it; what all pages need belongs in mkdocs.yml or the theme")
