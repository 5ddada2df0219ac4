"""Diagnostics → text for people and programs. One format a file; each has `render(report) -> str`."""

from __future__ import annotations

import importlib
import pkgutil
import posixpath
from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from kept.diagnostic import Diagnostic, Severity
from kept.fingerprints import fingerprints
from kept.text import Source
from kept.values import dataclass

DOCUMENTATION = "https://kept-docs.github.io/kept/"
"""Where this documentation is published; every finding links to the page of its rule."""


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What a report says about a rule, besides its findings."""

    code: str
    name: str
    severity: Severity
    reason: str

    @property
    def summary(self) -> str:
        """The first paragraph of the reason."""
        return " ".join(self.reason.split("\n\n")[0].split())


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finding of an earlier report, as its JSON has it."""

    fingerprint: str
    code: str
    rule: str
    severity: Severity
    path: str
    line: int
    message: str


@dataclass(frozen=True)
class Report:
    """What there is to say: the findings, the files they are in, and how many documents were looked at."""

    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)
    documents: int = 0
    color: bool = False
    links: bool = False
    """Whether the terminal can show a link behind a word."""

    owners: Mapping[str, str] = field(default_factory=dict)
    """Who answers for a file, by its path."""

    rules: tuple[RuleNote, ...] = ()
    limit: Severity = Severity.WARNING
    """The lowest severity that fails the check."""

    folder: str = ""
    """The project's folder in its repository, for hosts that name files from the repository's top."""

    earlier: tuple[Earlier, ...] | None = None
    """The findings of the report that this one is compared with."""

    is_whole: bool = True
    """Whether the check could run; else the findings are why it could not."""
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

    def by_owner(self) -> list[tuple[str, int]]:
        """Owner (empty where a file has none) and number of findings, most first."""
        counts = Counter(self.owners.get(finding.location.path, "") for finding in self.findings)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    @cached_property
    def fingerprints(self) -> tuple[str, ...]:
        """What each finding is recognised by in another report."""
        return fingerprints(self.findings, self.sources)

    def repository_path(self, path: str) -> str:
        """The path of a file from the top of the repository."""
        return posixpath.normpath(posixpath.join(self.folder, path))


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
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def plural(count: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def counted(report: Report) -> str:
    """`1 error, 2 warnings`."""
    nouns = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note"))
    counts = [(report.count(severity), noun) for severity, noun in nouns]
    return ", ".join(plural(count, noun) for count, noun in counts if count)
