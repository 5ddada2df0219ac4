"""For build servers: JUnit XML, where a finding that fails the check is a failed test case.

There is no standard; this is the part that Jenkins, GitLab, Azure and Bitbucket read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from kept.diagnostic import Diagnostic
from kept.report import Report, rule_url

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, not even escaped (XML 1.0, section 2.2)."""


def render(report: Report) -> str:
    """The whole report."""
    failed = sum(finding.severity >= report.limit for finding in report.findings)
    counts = {"tests": str(max(len(report.findings), 1)), "failures": str(failed), "errors": "0"}
    top = Element("testsuites", {"name": "kept", **counts})
    suite = SubElement(top, "testsuite", {"name": "kept check", "skipped": "0", **counts})
    suite.extend(_cases(report))
    ElementTree.indent(top)
    text = ElementTree.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _cases(report: Report) -> Iterator[Element]:
    for finding in report.findings:
        yield _case(finding, is_failure=finding.severity >= report.limit)
    if not report.findings:  # some readers take an empty suite for one that did not run
        yield Element("testcase", classname="kept", name="no findings")


def _case(finding: Diagnostic, *, is_failure: bool) -> Element:
    where = finding.location
    name = f"{finding.code} {finding.rule} at line {where.line}, column {where.column}"
    case = Element(
        "testcase", classname=_xml(where.path), name=name, file=_xml(where.path), line=str(where.line)
    )
    details = f"{where}: {finding.severity.word} {finding.code} {finding.message}"
    text = _xml("\n".join(part for part in (details, finding.help, rule_url(finding.rule)) if part))
    if is_failure:
        attributes = {"type": finding.severity.word, "message": _xml(finding.message)}
        SubElement(case, "failure", attributes).text = text
    else:
        SubElement(case, "system-out").text = text
    return case


def _xml(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
