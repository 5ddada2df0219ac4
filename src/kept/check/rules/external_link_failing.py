"""K432 external-link-failing."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.external.places import ExternalLink

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\nSee [the manual](https://vendor.net/manual).\n"


def _answers(answer: str) -> str:
    return f'{{"version": 1, "addresses": {{"https://vendor.net/manual":\n {answer}}}}}\n'


@rule(
    "K432",
    on=ExternalLink,
    severity=Severity.INFO,
    bad=(
        {
            "docs/router.md": _PAGE,
            ".kept_cache/external.json": _answers(
                '{"verdict": "fails", "reason": "does not answer in time", "failures": 2,\n'
                '  "since": "2026-11-18", "checked": "2026-11-20"}'
            ),
        },
    ),
    good=(
        {
            "docs/router.md": _PAGE,
            ".kept_cache/external.json": _answers('{"verdict": "works", "checked": "2026-11-20"}'),
        },
        {
            "docs/router.md": _PAGE,
            ".kept_cache/external.json": _answers(
                '{"verdict": "refused", "reason": "answers \\"403 Forbidden\\"", "checked": "2026-11-20"}'
            ),
        },
    ),
)
def external_link_failing(link: ExternalLink, context: Context) -> Iterator[Diagnostic]:
    """A link to another website did not work when it was last followed; it may be the server's bad day.

    Only `kept check --external` asks other servers. What still fails after the time that `fail_after` names
    becomes an error of the rule external-link-dead. A server that answers people but not programs (403, say)
    is not reported: nothing is known about the page.
    """
    answer, fail_after = link.answer, context.library.settings.external.fail_after
    if answer.is_failing(fail_after):
        first = answer.since == answer.checked
        since = f"on {answer.checked}" if first else f"since {answer.since}, on {answer.failures} days"
        message = f"{link.address} {answer.reason} ({since})"
        advice = f"follow it yourself; it counts as dead once it has failed for {fail_after} days"
        yield context.diagnostic(link.span, message, advice)
