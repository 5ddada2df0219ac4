"""K401 broken-link."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from kept.check.outside import has_placeholder, is_hidden, is_outside
from kept.check.rule import Context, rule
from kept.content.addresses import address_span, as_address
from kept.content.article import Article, reference_fields
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.library import Resolution
from kept.parse.document import Link
from kept.text import Span


@rule(
    "K401",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "docs/router.md": (
                "---\ntitle: Reset your router\naudience: public\n---\nSee [the button](buton.md).\n"
            ),
            "docs/button.md": (
                "---\n"
                "title: Find the button\n"
                "audience: public\n"
                "---\n"
                "# Find the button\n"
                "\n"
                "## Where it is\n"
                "\n"
                "Text\n"
            ),
        },
    ),
    good=(
        {
            "docs/router.md": (
                "---\n"
                "title: Reset your router\n"
                "audience: public\n"
                "---\n"
                "See [the button](button.md) and [its place](button.md#where-it-is).\n"
            ),
            "docs/button.md": (
                "---\n"
                "title: Find the button\n"
                "audience: public\n"
                "---\n"
                "# Find the button\n"
                "\n"
                "## Where it is\n"
                "\n"
                "Text\n"
            ),
        },
    ),
)
def broken_link(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A link that leads nowhere sends a customer with a problem to an error page."""
    for link, found in context.library.resolved_links(article):
        if has_placeholder(link.target) and context.library.settings.markdown.templates:
            continue
        if _is_anchor(link, article, context):
            continue
        if found.leads_nowhere and not is_outside(article.path, link.target):  # else K508 tells
            place = address_span(article.document, link.target, link.target_span)
            yield _nowhere(link.target, link.target_span, place, found, context)
    for snippet in article.missing_snippets:
        if is_outside("", snippet.target) or is_hidden(snippet.target):
            continue
        message = f'there is no file "{snippet.target}" to include'
        advice = "write its path below `base_path` of pymdownx.snippets"
        yield context.diagnostic(snippet.span, message, advice)
    for _, node in reference_fields(article):
        found = context.library.resolve(article, node.raw)
        if found.leads_nowhere:
            place = node.span if context.source.slice(node.span) == node.raw else None
            yield _nowhere(node.raw, node.span, place, found, context)


def _is_anchor(link: Link, article: Article, context: Context) -> bool:
    """Whether it stands only for the place that others link to: `[](){#name}`, as mkdocs-autorefs has it."""
    if link.text or link.target.strip() or not context.library.settings.markdown.attr_list:
        return False
    return bool(_NAMED.match(article.document.source.text, link.span.end))


_NAMED = re.compile(r"\{:?[^}\n]*#")


def _nowhere(target: str, span: Span, place: Span | None, found: Resolution, context: Context) -> Diagnostic:
    if not target.strip():
        return context.diagnostic(span, "the link has no address", "write the address, or plain text")
    if has_placeholder(target):
        message = f'the address "{target}" is a placeholder that nothing fills in'
        return context.diagnostic(span, message, "show it as code, or write the address")
    message = f'there is nothing at "{target}"'
    if not found.suggestion:
        advice = "write the path of a file, relative to this one"
        return context.diagnostic(span, message, advice)
    new = as_address(found.suggestion + (f"#{found.fragment}" if found.fragment else ""))
    is_page = posixpath.splitext(target.split("#")[0])[1].lower() in _PAGES
    fix = Fix(f'link to "{new}"', Safety.UNSAFE, (Edit(place, new),)) if place and is_page else None
    return context.diagnostic(span, f'{message}: did you mean "{new}"?', f"write `{new}`", fix=fix)


_PAGES = ("", ".md", ".markdown", ".html", ".htm", ".erb")
"""Endings of addresses that mean a page; instead of a picture or a download a page is no answer."""
