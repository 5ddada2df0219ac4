"""K910 secret-in-record."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.records.record import RecordFile
from kept.secrets import mask, secrets

_TOKEN = "ghp_" + "k3Vq8ZtR1mWx7YbN5cLd2PfH9sJg4TaE6uQo"  # in two parts: no scanner of code should stop here


@rule(
    "K910",
    on=RecordFile,
    severity=Severity.ERROR,
    bad=({"kb/records/support.yml": f"tickets:\n  t1: {{summary: The customer sent {_TOKEN}}}\n"},),
    good=({"kb/records/support.yml": "tickets:\n  t1: {summary: The customer sent <token>}\n"},),
)
def secret_in_record(file: RecordFile, context: Context) -> Iterator[Diagnostic]:
    """A password, key or token that a ticket quotes is known to everyone who can read the repository.

    What is looked for is the same as in articles (`K509`).
    """
    for secret in secrets(file.source.text):
        shown = mask(file.source.slice(secret.span))[:12]
        message = f"this looks like {secret.kind} ({shown}…)"
        advice = "make it void where it was issued, then write a placeholder such as `<token>`"
        yield context.diagnostic(secret.span, message, advice)
