"""For GitHub Actions: one workflow command a finding, which GitHub shows beside the line it is about.

Source: GitHub Docs, "Workflow commands for GitHub Actions", setting an error message.
"""

from __future__ import annotations

from kept.diagnostic import Diagnostic, Severity
from kept.report import Report

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """The whole report."""
    return "".join(_command(finding) + "\n" for finding in report.findings)


def _command(finding: Diagnostic) -> str:
    where = finding.location
    properties = {
        "file": where.path,
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
