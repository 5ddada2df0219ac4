"""Diagnostics → text for people and programs. One format a file; each has `render(report) -> str`."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from kept.diagnostic import Diagnostic, Severity
from kept.text import Source

DOCUMENTATION = "https://kept-docs.github.io/kept/"
"""Where this documentation is published; every finding links to the page of its rule."""


@dataclass(frozen=True)
class Report:
    """What there is to say: the findings, the files they are in, and how many documents were looked at."""

    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)
    documents: int = 0
    color: bool = False
    known: int = 0
    """Findings that the baseline hides."""
    mended: int = 0
    """Findings of the baseline that are no longer there."""

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def by_rule(self) -> list[tuple[str, str, int]]:
        """Code, name and number of findings of each rule that has any, most first."""
        counts = Counter((finding.code, finding.rule) for finding in self.findings)
        return [(code, name, n) for (code, name), n in sorted(counts.items(), key=lambda i: (-i[1], i[0]))]


def formats() -> tuple[str, ...]:
    """The names of all formats."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def render(report: Report, format: str) -> str:
    """The report in one of the formats."""
    module = importlib.import_module(f"{__name__}.{format}")
    return str(module.render(report))


def rule_url(rule: str) -> str:
    """The page of a rule."""
    return f"{DOCUMENTATION}reference/rules/{rule}/"


def printable(text: str) -> str:
    """Text that cannot steer a terminal: control characters are shown as the replacement character."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def plural(count: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
