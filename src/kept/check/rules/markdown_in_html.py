"""K521 markdown-in-html."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.late_patterns import late_pattern
from kept.parse.code import code_of
from kept.parse.document import Document
from kept.text import Span


@rule(
    "K521",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n<details>\n<summary>More</summary>\n\n"
            "## Find the button\n\n* at the **back**\n\n</details>\n"
        ),
    ),
    good=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            "<details markdown>\n<summary>More</summary>\n\n"
            "## Find the button\n\n</details>\n\n"
            "<details>\n<summary>More</summary>\n\nPlain words.\n\n</details>\n"
        ),
    ),
)
def markdown_in_html(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Markdown inside of an HTML block is shown on the site as it is typed: hashes, stars, brackets and
    all.

    Editors and code hosts follow CommonMark and show it well, which hides the defect. Python-Markdown,
    which makes the site, reads Markdown within `<details>`, `<div>` and the like only if the tag has the
    attribute `markdown` (and `md_in_html` is among `markdown_extensions`).
    """
    document = article.document
    text = document.source.text
    if "<" not in text or not _NAMED.search(text, document.body.start):
        return
    opened = list(_OPENING.finditer(text, document.body.start))
    code = None
    end = 0
    for found in opened:
        if found.start() < end or _MARKDOWN_ATTRIBUTE.search(found["attributes"]):
            continue
        code = code or code_of(document)
        if found.start("tag") in code:
            continue
        end = _end(text, found) or len(text)
        has_fences = context.library.settings.markdown.superfences  # which are made before HTML is looked for
        sign = _markdown_within(document, Span(found.end(), end), has_fences=has_fences)
        if sign is None:
            continue
        name = found["name"].lower()
        place = Span(found.start("tag"), found.end())
        if _end(text, found) is None:
            message = f"this <{name}> is never closed, so the Markdown below it is shown as it is typed"
            yield context.diagnostic(place, message, f"write `</{name}>` where it ends")
            continue
        line = document.source.position(sign).line
        message = f"the Markdown in this <{name}> (line {line}) is shown as it is typed"
        advice = f"write `<{name} markdown>` (extension `md_in_html`)"
        advice += ', or `??? note "…"` (extension `pymdownx.details`)' if name == "details" else ""
        where = found.start("tag") + 1 + len(name)
        fix = Fix(f"write <{name} markdown>", Safety.UNSAFE, (Edit(Span(where, where), " markdown"),))
        yield context.diagnostic(place, message, advice, fix=fix)


_NAMES = "details|div|section|article|aside|figure|center"
_NAMED = late_pattern(rf"<(?:{_NAMES})\b", re.IGNORECASE)
_OPENING = late_pattern(
    rf"^[ ]{{0,3}}(?P<tag><(?P<name>{_NAMES})\b(?P<attributes>[^<>]*)>)", re.MULTILINE | re.IGNORECASE
)
_MARKDOWN_ATTRIBUTE = late_pattern(r"(?:^|\s)markdown(?:\s|=|$)", re.IGNORECASE)
_MARKED = late_pattern(r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\||>)|[^\n]*(?:\*\*\w|`[^`\n]+`)")


def _end(text: str, opened: re.Match[str]) -> int | None:
    """Where the element ends; `None` when it is not closed."""
    depth = 1
    for found in re.compile(rf"<(/?){opened['name']}\b", re.IGNORECASE).finditer(text, opened.end()):
        depth += -1 if found.group(1) else 1
        if depth == 0:
            return found.start()
    return None


def _markdown_within(document: Document, inside: Span, *, has_fences: bool) -> int | None:
    """Where CommonMark sees the first Markdown there that readers would miss; `None` for plain text."""
    text = document.source.text
    starts = [
        item.span.start
        for kind in (
            document.headings,
            document.links,
            document.images,
            () if has_fences else document.fences,
        )
        for item in kind
        if inside.start <= item.span.start < inside.end and text[item.span.start] != "<"
    ]
    first = bisect_left(document.blocks, inside.start)
    blocks = document.blocks[first : bisect_left(document.blocks, inside.end)]
    starts += (block for block in blocks if text[block : block + 1] != "<" and _MARKED.match(text, block))
    return min(starts, default=None)
