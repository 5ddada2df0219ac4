"""For people: place, message, the line with a caret under what is meant, help, and a summary by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from unicodedata import category, east_asian_width

import click

from kept.diagnostic import Diagnostic, Safety, Severity
from kept.report import Report, counted, plural, printable, rule_url
from kept.secrets import masked

COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
WIDTH = 110
"""Columns of an excerpt; longer lines are cut around the place that is meant."""


Line = Callable[[str, int], str]
"""What is shown of a line, by the path and the number."""


def render(report: Report) -> str:
    """The whole report."""

    @lru_cache(maxsize=64)  # a long line may hold thousands of findings, which follow each other
    def line(path: str, number: int) -> str:
        source = report.sources.get(path)
        return masked(source.line(number)) if source is not None else ""

    blocks = [_finding(finding, report, line) for finding in report.findings]
    return "\n\n".join([*blocks, "\n".join(_summary(report))]) + "\n"


def one_line(finding: Diagnostic) -> str:
    """`path:line:column: error K401 broken-link: message`, for logs."""
    head = f"{printable(str(finding.location))}: {finding.severity.word} {finding.code} {finding.rule}"
    return f"{head}: {printable(finding.message)}"


def _finding(finding: Diagnostic, report: Report, line: Line) -> str:
    def style(text: str, **options: object) -> str:
        return click.style(text, **options) if report.color else text  # type: ignore[arg-type]

    color = COLORS.get(finding.severity, "white")
    place = style(printable(str(finding.location)), bold=True)
    word = style(
        f"{finding.severity.word} {_linked(finding.code, finding.rule, report)}", fg=color, bold=True
    )
    lines = [f"{place}: {word} {printable(finding.message)}"]
    source = report.sources.get(finding.location.path)
    if source is not None and source.text:
        shown = line(finding.location.path, finding.location.line)
        lines.extend(_excerpt(finding, shown, lambda text: style(text, fg=color, bold=True)))
    if finding.help:
        lines.append(f"  {style('help:', fg='green')} {printable(finding.help)}")
    return "\n".join(lines)


def _linked(code: str, rule: str, report: Report) -> str:
    """A code with a link to the page of its rule behind it (OSC 8), where the terminal can show it."""
    return f"\x1b]8;;{rule_url(rule)}\x1b\\{code}\x1b]8;;\x1b\\" if report.links else code


def _excerpt(finding: Diagnostic, line: str, mark: object) -> Iterator[str]:
    where = finding.location
    end = where.end_column if where.end_line == where.line else len(line) + 1
    start, stop = where.column - 1, max(end - 1, where.column)
    cut = max(0, start - WIDTH // 2) if len(line) > WIDTH else 0
    shown = line[cut : cut + WIDTH]
    number = str(where.line)
    before = _blanks(shown[: start - cut])
    width = len(_blanks(shown[start - cut : stop - cut])) or 1
    yield f"  {number} | {printable(shown.replace(chr(9), ' '))}"
    yield f"  {' ' * len(number)} | {before}{mark('^' * width)}"  # type: ignore[operator]


def _blanks(text: str) -> str:
    """As many spaces as a terminal gives a text."""
    return " " * len(text) if text.isascii() else "".join(map(_blank, text))


def _blank(char: str) -> str:
    """As many spaces as a terminal gives a character; marks such as accents stand above another one."""
    if category(char) in ("Mn", "Me"):
        return ""
    return "  " if east_asian_width(char) in "WF" else " "


def _summary(report: Report) -> Iterator[str]:
    documents = plural(report.documents, "document")
    if not report.findings:
        good = "No findings" if not report.color else click.style("No findings", fg="green", bold=True)
        yield f"{good} in {documents}."
        yield from _baseline(report)
        return
    rules, owners = report.by_rule(), report.by_owner()
    width = max(len(str(count)) for *_, count in rules)
    for code, name, count in rules:
        yield f"  {count:>{width}}  {_linked(code, name, report)} {name}"
    if len(owners) > 1:
        yield "By owner:"
        for owner, count in owners:
            yield f"  {count:>{width}}  {printable(owner) or '(no owner)'}"
    yield from _fixable(report)
    yield f"{counted(report)} in {documents}. `kept explain CODE` says more about a rule."
    yield from _baseline(report)


def _fixable(report: Report) -> Iterator[str]:
    """How many findings have a fix, and how to apply it."""
    fixes = Counter(finding.fix.safety for finding in report.findings if finding.fix)
    safe, unsafe = fixes[Safety.SAFE], fixes[Safety.UNSAFE]
    if safe:
        more = f", {unsafe} more with `--unsafe`" if unsafe else ""
        yield f"{safe} fixable with `kept check --fix`{more}; `--diff` shows how."
    elif unsafe:
        yield f"{unsafe} fixable with `kept check --fix --unsafe`; `--diff` shows how."


def _baseline(report: Report) -> Iterator[str]:
    """What the baseline hides, and what of it has become needless."""
    if report.known:
        yield f"{plural(report.known, 'known finding')} hidden by the baseline; `--no-baseline` shows all."
    if report.mended:
        are = "is" if report.mended == 1 else "are"
        what = f"{plural(report.mended, 'finding')} of the baseline {are} mended"
        yield f"{what}; `kept check --update-baseline` removes what is mended."
