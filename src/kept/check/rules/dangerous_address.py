"""K503 dangerous-address."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kept.check.markup import is_trusted, tags
from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern
from kept.parse.code import Places, code_of
from kept.parse.document import Image, Link
from kept.text import Span


@rule(
    "K503",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        "---\ntitle: Reset your router\naudience: public\n---\n[Print](javascript:print)\n",
        "---\ntitle: Reset your router\naudience: public\n---\n[Print][p]\n\n[p]: JavaScript&#58;print()\n",
        '---\ntitle: Reset your router\naudience: public\n---\n<a href="java&#10;script:print()">Print</a>\n',
        '---\ntitle: Reset your router\naudience: public\n---\n<form action="vbscript:x">\n',
        "---\ntitle: Reset your router\naudience: public\n---\n[Page](data:text/html;base64,PGI+SGk8L2I+)\n",
    ),
    good=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            "[Print](#print) or `javascript:print()`.\n\n"
            "![A dot](data:image/png;base64,iVBORw0KGgo=)\n"
        ),
    ),
)
def dangerous_address(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A `javascript:`, `vbscript:` or `data:` address runs what it holds when a reader follows it.

    It is found however it is written: with entities, blanks or capitals, in Markdown or in HTML. Small
    pictures (`data:image/png`, `jpeg`, `gif`, `webp`, `avif`) may stand in the text; other `data:` may not,
    and neither may an SVG, which can hold scripts that nobody sees.
    """
    if not _could_be(context.source.text) or is_trusted(article, context.library.settings.trusted_html):
        return
    told: set[int] = set()
    for span, scheme in _addresses(article):
        if span.start in told:
            continue
        told.add(span.start)
        message = f"a `{scheme}:` address runs what it holds in the browser of the reader"
        yield context.diagnostic(span, message, "link to a page, or remove the link")


def _could_be(text: str) -> bool:
    """Whether there can be such an address at all: nearly all documents end here."""
    for found in _COLON.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if before.replace("\n", "").replace("\r", "").replace("\t", "").lower().endswith(("script", "data")):
            return True
    return "&" in text and _ENTITY.search(text) is not None


_COLON = late_pattern(r":(?<=[tTaA\t\r\n]:)")
_ENTITY = late_pattern(r"&(?:#|colon;|tab;|newline;)", re.IGNORECASE)
_HARMLESS = late_pattern(r"https?:|mailto:|tel:|[./#]|[\w-]+(?:[./#?]|\Z)", re.IGNORECASE)
_BLANK = late_pattern(r"\A[\x00-\x20]+|[\t\r\n]+")
"""What browsers drop from an address (WHATWG, URL Standard, "basic URL parser")."""

_SCHEME = late_pattern(r"(javascript|vbscript|data):", re.IGNORECASE)
_PICTURE = late_pattern(r"data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
_IN_TEXT = late_pattern(r"\]\(\s*<?(?P<address>\w[^):<>]{0,80}:[^)\s]{0,40})")
"""An address as Python-Markdown sees it; CommonMark sees no link in `[x](java<tab>script:…)`."""

_KEYS = "href|src|action|formaction|data|poster|background|to|from|values"
_MAYBE = late_pattern(
    rf"<[a-zA-Z](?=[^<]*?[\s\"'/:](?:{_KEYS})\s*=\s*[\"']?(?!https?:|mailto:|tel:|[./#]|[\w-]+[./#?\"'\s>]))",
    re.IGNORECASE,
)
_ADDRESS = late_pattern(rf"(?:\w+:)?(?:{_KEYS})")


def _addresses(article: Article) -> Iterator[tuple[Span, str]]:
    """Every dangerous address: where it stands, and its scheme."""
    document = article.document
    kinds: tuple[tuple[tuple[Link | Image, ...], bool], ...] = (
        (document.links, False),
        (document.images, True),
    )
    for found, is_picture in kinds:
        for item in found:
            scheme = "" if _HARMLESS.match(item.target) else _dangerous(item.target, is_picture)
            if scheme:
                yield item.target_span, scheme
    for tag in tags(article, _MAYBE):
        is_picture = tag.name in ("img", "image", "source")
        for attribute in tag.attributes:
            if _ADDRESS.fullmatch(attribute.name) and (scheme := _dangerous(attribute.value, is_picture)):
                yield attribute.span, scheme
    matches = _IN_TEXT.finditer(document.source.text, document.body.start)
    written = [
        (match, scheme) for match in matches if (scheme := _dangerous(match["address"], is_picture=True))
    ]
    code = code_of(document) if written else Places(())
    for match, scheme in written:
        if match.start() not in code:
            yield Span(*match.span("address")), scheme


def _dangerous(address: str, is_picture: bool) -> str:
    """The scheme of an address that runs code, as a browser understands it; else nothing."""
    plain = _BLANK.sub("", html.unescape(address))
    found = _SCHEME.match(plain)
    if not found or (is_picture and _PICTURE.match(plain)):
        return ""
    return found.group(1).lower()
