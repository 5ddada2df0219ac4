"""For programs: one JSON object with `findings` and `summary`; columns count characters from 1."""

from __future__ import annotations

import json
from typing import Any

from kept.diagnostic import Diagnostic, Fix, Severity
from kept.report import Report, rule_url


def render(report: Report) -> str:
    """The whole report."""
    data = {
        "findings": [
            _finding(*pair, report) for pair in zip(report.findings, report.fingerprints, strict=True)
        ],
        "summary": {
            "documents": report.documents,
            "findings": len(report.findings),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "known": report.known,
            "mended": report.mended,
            "by_rule": {code: count for code, _, count in report.by_rule()},
        },
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Diagnostic, fingerprint: str, report: Report) -> dict[str, Any]:
    where = finding.location
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.word,
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "end_line": where.end_line,
        "end_column": where.end_column,
        "message": finding.message,
        "help": finding.help,
        "url": rule_url(finding.rule),
        "fix": _fix(finding.fix, finding, report) if finding.fix else None,
        "fingerprint": fingerprint,
    }


def _fix(fix: Fix, finding: Diagnostic, report: Report) -> dict[str, Any]:
    source = report.sources.get(finding.location.path)
    edits = []
    for edit in fix.edits if source else ():
        assert source is not None
        start, end = source.position(edit.span.start), source.position(edit.span.end)
        edits.append(
            {
                "line": start.line,
                "column": start.column,
                "end_line": end.line,
                "end_column": end.column,
                "text": edit.text,
            }
        )
    return {"message": fix.message, "safety": fix.safety.value, "edits": edits}
