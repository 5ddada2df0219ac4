"""K433 external-link-moved."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.external.addresses import is_first_page
from kept.external.places import ExternalLink

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\nSee [the manual](https://vendor.net/manual).\n"


def _answers(answer: str) -> str:
    return f'{{"version": 1, "addresses": {{"https://vendor.net/manual":\n {answer}}}}}\n'


@rule(
    "K433",
    on=ExternalLink,
    severity=Severity.INFO,
    bad=(
        {
            "docs/router.md": _PAGE,
            ".kept_cache/external.json": _answers(
                '{"verdict": "works", "moved_to": "https://help.vendor.net/router/",\n'
                '  "checked": "2026-11-20"}'
            ),
        },
    ),
    good=(
        {
            "docs/router.md": _PAGE,
            ".kept_cache/external.json": _answers('{"verdict": "works", "checked": "2026-11-20"}'),
        },
    ),
)
def external_link_moved(link: ExternalLink, context: Context) -> Iterator[Diagnostic]:
    """A page of another website has moved for good; the old address works only as long as they redirect it.

    Only `kept check --external` asks other servers. Temporary redirects, and those that choose a language or
    ask for a sign-in, are not reported.
    """
    new = link.answer.moved_to
    if not new:
        return
    if is_first_page(new) and not is_first_page(link.address):
        message = f"{link.address} redirects to the first page of {new}: the page itself is probably gone"
        yield context.diagnostic(link.span, message, "look for the page, or link to what replaces it")
        return
    fragment = urlsplit(link.written).fragment
    new += f"#{fragment}" if fragment else ""
    is_exact = context.source.slice(link.span) == link.written and not set(new) & set("()<>\"'` ")
    fix = Fix(f"link to {new}", Safety.UNSAFE, (Edit(link.span, new),)) if is_exact else None
    message = f"{link.address} has moved for good, to {new}"
    advice = "look whether it is still the right page; then link to it"
    yield context.diagnostic(link.span, message, advice, fix=fix)
