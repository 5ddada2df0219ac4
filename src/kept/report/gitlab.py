"""For GitLab: a Code Quality report, which a merge request compares with that of its target branch.

Source: GitLab Docs, "Code Quality report format". A finding without a fingerprint of its own is dropped.
"""

from __future__ import annotations

import json
from typing import Any

from kept.diagnostic import Diagnostic, Severity
from kept.report import Report

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """The whole report."""
    pairs = zip(report.findings, report.fingerprints, strict=True)
    return json.dumps([_issue(*pair, report) for pair in pairs], indent=2, ensure_ascii=False) + "\n"


def _issue(finding: Diagnostic, fingerprint: str, report: Report) -> dict[str, Any]:
    where = finding.location
    help = f" ({finding.help})" if finding.help else ""
    return {
        "description": f"{finding.code} {finding.message}{help}",
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _LEVELS[finding.severity],
        "location": {
            "path": report.repository_path(where.path),
            "lines": {"begin": where.line, "end": where.end_line},
        },
    }
