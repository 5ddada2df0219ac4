"""K502 active-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.markup import is_trusted, tags
from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern


@rule(
    "K502",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        '---\ntitle: Reset your router\naudience: public\n---\n<a href="#top" onclick="track()">Up</a>\n',
        "---\ntitle: Reset your router\naudience: public\n---\n<img src=x onerror=alert(1)>\n",
        '---\ntitle: Reset your router\naudience: public\n---\n<iframe srcdoc="<b>Hi</b>"></iframe>\n',
    ),
    good=('---\ntitle: Reset your router\naudience: public\n---\n<a href="#top" title="on=off">Up</a>\n',),
)
def active_attribute(article: Article, context: Context) -> Iterator[Diagnostic]:
    """An attribute such as `onclick` or `srcdoc` is a script in disguise: it runs in the reader's browser.

    A site with a strict Content-Security-Policy refuses it, so that what it should do does not happen.
    """
    if is_trusted(article, context.library.settings.trusted_html):
        return
    for tag in tags(article, _MAYBE):
        for attribute in tag.attributes:
            if _ACTIVE.fullmatch(attribute.name):
                message = f"`{attribute.name}` on <{tag.name}> runs code in the browser of every reader"
                yield context.diagnostic(attribute.span, message, f"remove `{attribute.name}`")


_MAYBE = late_pattern(
    r"<[a-zA-Z](?=(?:[^<oOsS]++|[oO](?![nN][a-zA-Z]{3,20}+\s*=)|[sS](?![rR][cC][dD][oO][cC]))*+[oOsS])"
)
"""A tag that has such an attribute before the next tag begins."""

_ACTIVE = late_pattern(r"on[a-z]{3,}|srcdoc")
