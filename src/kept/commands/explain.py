"""`kept explain`: why a rule exists, with what it refuses and what it accepts."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kept.check.rule import Example, Rule, find_rule, rules
from kept.commands.options import CannotRun
from kept.near import did_you_mean


@click.command(short_help="Explain a rule, with examples.")
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain a RULE, named by its code (K401) or its name (broken-link)."""
    found = find_rule(rule)
    if found is None:
        known = [word for one in rules() for word in (one.code, one.name)]
        raise CannotRun(f'there is no rule "{rule}"{did_you_mean(rule, known)} (`kept rules` lists them)')
    click.echo("\n".join(_page(found)))


def _page(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.name} ({rule.severity.word})"
    yield ""
    yield rule.reason
    yield ""
    yield "Refused:"
    yield from _examples(rule.bad)
    yield ""
    yield "Accepted:"
    yield from _examples(rule.good)
    if rule.can_be_lowered:
        yield ""
        yield f"Another severity: `severity: {{{rule.code}: info}}` under `plugins: - kept:` in mkdocs.yml."


def _examples(examples: tuple[Example, ...]) -> Iterator[str]:
    for number, example in enumerate(examples):
        if number:
            yield ""
        files = {"": example} if isinstance(example, str) else example
        for path, text in files.items():
            if path:
                yield f"    {path}:"
            yield from (f"    | {line}".rstrip() for line in _shown(text).splitlines())


def _shown(text: str) -> str:
    return "".join(
        char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text
    )
