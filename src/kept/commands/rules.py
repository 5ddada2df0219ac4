"""`kept rules`: every rule there is."""

from __future__ import annotations

import json

import click

from kept.check.rule import rules as all_rules
from kept.report import rule_url


@click.command()
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(format_: str) -> None:
    """List every rule with its severity and its reason."""
    found = all_rules()
    if format_ == "json":
        rows = [
            {
                "code": one.code,
                "name": one.name,
                "severity": one.severity.word,
                "summary": one.summary,
                "url": rule_url(one.name),
            }
            for one in found
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    width = max(len(one.name) for one in found)
    for one in found:
        click.echo(f"{one.code}  {one.name:<{width}}  {one.severity.word:<7}  {one.summary}")
