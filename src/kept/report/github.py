"""For GitHub Actions: one workflow command a finding, which GitHub shows beside the line it is about.

GitHub shows ten of each severity for a step and drops the others without a word. So every file's first
finding comes before any file's second, and a last line says how many are in the log only.

Source: GitHub Docs, "Workflow commands for GitHub Actions", setting an error message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kept.diagnostic import Diagnostic, Severity
from kept.report import Report, counted

SHOWN = 10
"""Annotations of one severity that GitHub shows for a step."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """The whole report."""
    return "".join(line + "\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    most = max((report.count(severity) for severity in _LEVELS), default=0)
    findings = report.findings if most <= SHOWN else _spread(report.findings)
    for finding in findings:
        yield _command(finding, report)
    if most > SHOWN:
        yield f"{counted(report)}; GitHub shows {SHOWN} of each beside the lines, this log has all."


def _spread(findings: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """Severest first; within a severity the first finding of every file, then the second of every file."""
    seen: Counter[tuple[Severity, str]] = Counter()
    turns = []
    for finding in findings:
        key = (finding.severity, finding.location.path)
        turns.append(seen[key])
        seen[key] += 1
    order = sorted(range(len(findings)), key=lambda index: (-findings[index].severity, turns[index], index))
    return [findings[index] for index in order]


def _command(finding: Diagnostic, report: Report) -> str:
    where = finding.location
    properties = {
        "file": report.repository_path(where.path),
        "line": where.line,
        "col": where.column,
        "endLine": where.end_line,
        "endColumn": where.end_column,
        "title": f"{finding.code} {finding.rule}",
    }
    if where.end_line != where.line:
        del properties["col"], properties["endColumn"]  # GitHub takes columns within one line only
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    text = finding.message + (f"\n{finding.help}" if finding.help else "")
    return f"::{_LEVELS[finding.severity]} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
