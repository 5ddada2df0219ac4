"""For code scanning: SARIF 2.1.0, with every rule that has a finding, its page, and the fixes.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from kept import __version__
from kept.diagnostic import Diagnostic, Fix, Location, Safety, Severity
from kept.report import DOCUMENTATION, Report, RuleNote, rule_url
from kept.text import Source, Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report) -> str:
    """The whole report."""
    notes = _notes(report)
    driver = {
        "name": "kept",
        "version": __version__,
        "informationUri": DOCUMENTATION,
        "rules": [_rule(note) for note in notes],
    }
    numbers = {note.code: number for number, note in enumerate(notes)}
    pairs = zip(report.findings, report.fingerprints, strict=True)
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": report.is_whole}],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(*pair, numbers, report) for pair in pairs],
    }
    data = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _notes(report: Report) -> list[RuleNote]:
    """The rules that have findings, by code; one that the report knows nothing about has only its name."""
    known = {note.code: note for note in report.rules}
    found = {
        one.code: known.get(one.code) or RuleNote(one.code, one.rule, one.severity, f"{one.rule}.")
        for one in report.findings
    }
    return [found[code] for code in sorted(found)]


def _rule(note: RuleNote) -> dict[str, Any]:
    url = rule_url(note.name)
    return {
        "id": note.code,
        "name": note.name,
        "shortDescription": {"text": note.summary},
        "fullDescription": {"text": note.reason},
        "help": {"text": f"{note.reason}\n\n{url}", "markdown": f"{note.reason}\n\n[More about it]({url})"},
        "helpUri": url,
        "defaultConfiguration": {"level": _LEVELS.get(note.severity, "none")},
        "properties": {"tags": ["documentation"]},
    }


def _result(finding: Diagnostic, fingerprint: str, numbers: dict[str, int], report: Report) -> dict[str, Any]:
    help = f"\n{finding.help}" if finding.help else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + help},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(finding.location.path, report),
                    "region": _region(finding.location),
                }
            }
        ],
        "partialFingerprints": {"kept/v1": fingerprint},
    }
    source = report.sources.get(finding.location.path)
    if finding.fix and source:
        result["fixes"] = [_fix(finding.fix, source, report)]
    return result


def _artifact(path: str, report: Report) -> dict[str, str]:
    """A file by its address from the repository's top; `%SRCROOT%` is the name that hosts give to that."""
    address = quote(report.repository_path(path).encode("utf-8", "replace"), safe="/")
    return {"uri": address, "uriBaseId": "%SRCROOT%"}


def _region(where: Location) -> dict[str, int]:
    return {
        "startLine": where.line,
        "startColumn": where.column,
        "endLine": where.end_line,
        "endColumn": where.end_column,
    }


def _fix(fix: Fix, source: Source, report: Report) -> dict[str, Any]:
    doubt = " (look at what it changes)" if fix.safety is Safety.UNSAFE else ""
    replacements = [
        {"deletedRegion": _deleted(source, edit.span), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(source.path, report), "replacements": replacements}
    return {"description": {"text": fix.message + doubt}, "artifactChanges": [change]}


def _deleted(source: Source, span: Span) -> dict[str, int]:
    return _region(Location.of(source, span))
