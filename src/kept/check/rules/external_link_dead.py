"""K431 external-link-dead."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.external.places import ExternalLink

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\nSee [the manual](https://vendor.net/manual).\n"


def _answers(answer: str) -> str:
    return f'{{"version": 1, "addresses": {{"https://vendor.net/manual":\n {answer}}}}}\n'


@rule(
    "K431",
    on=ExternalLink,
    severity=Severity.ERROR,
    bad=(
        {
            "docs/router.md": _PAGE,
            ".kept_cache/external.json": _answers(
                '{"verdict": "fails", "reason": "answers \\"404 Not Found\\"", "failures": 5,\n'
                '  "since": "2026-11-01", "checked": "2026-11-20"}'
            ),
        },
    ),
    good=(
        {
            "docs/router.md": _PAGE,
            ".kept_cache/external.json": _answers(
                '{"verdict": "fails", "reason": "does not answer in time", "failures": 1,\n'
                '  "since": "2026-11-20", "checked": "2026-11-20"}'
            ),
        },
    ),
)
def external_link_dead(link: ExternalLink, context: Context) -> Iterator[Diagnostic]:
    """A link to another website that has not worked for weeks sends a customer to an error page.

    Only `kept check --external` asks other servers. A link counts as dead once it has failed in every check
    of the time that `fail_after` names (14 days unless set), so that one bad day of a server blocks nobody.
    """
    answer = link.answer
    if answer.is_dead(context.library.settings.external.fail_after):
        days = (answer.checked - (answer.since or answer.checked)).days
        message = f"{link.address} {answer.reason}, and has failed for {days} days (since {answer.since})"
        yield context.diagnostic(link.span, message, "link to where it is now, or remove the link")
