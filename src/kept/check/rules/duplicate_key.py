"""K003 duplicate-key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.late_patterns import late_pattern
from kept.parse.document import Document
from kept.text import Span
from kept.yaml_nodes import Mapping, YamlError, plain, read


@rule(
    "K003",
    on=Document,
    severity=Severity.ERROR,
    bad=(
        ("---\ntitle: Reset your router\naudience: internal\naudience: public\n---\nText\n"),
        ("---\ntitle: Reset your router\naudience: public\ntags:\n- wifi\ntags: [wifi]\n---\nText\n"),
    ),
    good=(("---\ntitle: Reset your router\naudience: public\n---\nText\n"),),
)
def duplicate_key(document: Document, context: Context) -> Iterator[Diagnostic]:
    """A field that is written twice has two values, and readers of YAML disagree on which one counts."""
    for problem in document.problems:
        if problem.code == context.rule.code:
            yield context.report(replace(problem, fix=_fix(document, problem.span)))


def _fix(document: Document, key: Span) -> Fix | None:
    """Remove the second of two entries with the same value."""
    source, front = document.source, document.front
    line = source.position(key.start).line - 1
    start = source.line_starts[line]
    if front is None or start != key.start or source.text.startswith("{", front.span.start):
        return None  # within a value, or all fields on one line
    entry = _ENTRY.match(source.text, start, document.front_span.end)
    if entry is None or _COMMENT.search(entry.group()):
        return None
    try:
        again, _ = read(entry.group())
    except YamlError:
        return None
    if not isinstance(again, Mapping) or len(again.entries) != 1:
        return None
    name, value = again.entries[0]
    if plain(value) != plain(front.get(name.raw)):
        return None
    return Fix("remove the second one", Safety.SAFE, (Edit(Span(*entry.span()), ""),))


_ENTRY = late_pattern(r"[^\r\n]*(?:\r\n|\n|\r)(?:(?:[ \t]|- |-(?=[\r\n]))[^\r\n]*(?:\r\n|\n|\r))*")
"""A line, and those below it that are indented or are items of a list."""

_COMMENT = late_pattern(r"(?:^|\s)#")
