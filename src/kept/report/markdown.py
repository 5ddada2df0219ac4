"""For a comment on a pull request: what is new, what is fixed, what is still there.

Nothing of a document can act in a comment: text is escaped as Markdown and HTML, and cannot mention anybody
or refer to an issue. The length is bounded, for hosts that refuse more than 65,536 characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kept.diagnostic import Severity
from kept.report import Earlier, Report, counted, plural, printable, rule_url
from kept.values import dataclass

MARKER = "<!-- kept: report -->"
"""The first line of every comment: a program finds the one to replace by it."""

LIMIT = 60_000
"""Characters of a whole comment, counted as UTF-16 does."""

_FOLDED = 10
"""Findings of a list that are shown at once; longer lists of old findings are folded."""

_ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()|~^$])")
_REFERENCE = re.compile(r"([@#!%~$]|&amp;|GH-)(?=[\w\"'{-])|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_GAP = "\N{ZERO WIDTH SPACE}"


@dataclass(frozen=True, slots=True)
class _Row:
    fingerprint: str
    code: str
    rule: str
    severity: Severity
    path: str
    line: int
    message: str


def render(report: Report) -> str:
    """The whole report."""
    rows = list(_rows(report))
    if report.earlier is None:
        parts = [_Part("Findings", rows, is_open=True)]
        title = counted(report) or "no findings"
    else:
        old = {one.fingerprint for one in report.earlier}
        now = {row.fingerprint for row in rows}
        new = [row for row in rows if row.fingerprint not in old]
        still = [row for row in rows if row.fingerprint in old]
        fixed = [_earlier(one, report) for one in report.earlier if one.fingerprint not in now]
        parts = [
            _Part("New", new, is_open=True),
            _Part("Fixed", fixed, is_open=False),
            _Part("Still there", still, is_open=False),
        ]
        title = f"{len(new)} new, {len(fixed)} fixed, {len(still)} still there"
    head = [MARKER, f"### kept: {title}", "", _subtitle(report)]
    return _bounded("\n".join(head) + "\n", [part for part in parts if part.rows])


def _subtitle(report: Report) -> str:
    if not report.is_whole:
        return "The check could not run."
    documents = f"{plural(report.documents, 'document')} checked."
    rules = Counter({f"{code} {name}": count for code, name, count in report.by_rule()})
    most = ", ".join(f"{count} × {rule}" for rule, count in rules.most_common(5))
    return f"{documents} Most frequent: {most}." if len(report.findings) > _FOLDED else documents


@dataclass(frozen=True, slots=True)
class _Part:
    title: str
    rows: list[_Row]
    is_open: bool

    def lines(self, count: int) -> Iterator[str]:
        """The list with its title, cut after `count` findings."""
        folded = not self.is_open and len(self.rows) > _FOLDED
        heading = f"{self.title} ({len(self.rows)})"
        yield f"\n<details><summary>{heading}</summary>\n" if folded else f"\n**{heading}**\n"
        yield from (_line(row) for row in self.rows[:count])
        if count < len(self.rows):
            yield f"- … and {len(self.rows) - count} more"
        if folded:
            yield "\n</details>"

    def text(self, count: int) -> str:
        return "\n".join(self.lines(count)) + "\n"


def _bounded(head: str, parts: list[_Part]) -> str:
    """All parts, each cut to what fits; what is new is given room first."""
    text, left = head, LIMIT - _length(head) - 200 * len(parts)
    for part in parts:
        count = 0
        for row in part.rows:
            left -= _length(_line(row)) + 1
            if left < 0:
                break
            count += 1
        text += part.text(count)
        left = max(left, 0)
    return text


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


def _rows(report: Report) -> Iterable[_Row]:
    for finding, fingerprint in zip(report.findings, report.fingerprints, strict=True):
        where = finding.location
        path = report.repository_path(where.path)
        message = finding.message + (f" ({finding.help})" if finding.help else "")
        yield _Row(fingerprint, finding.code, finding.rule, finding.severity, path, where.line, message)


def _earlier(one: Earlier, report: Report) -> _Row:
    path = report.repository_path(one.path)
    return _Row(one.fingerprint, one.code, one.rule, one.severity, path, one.line, one.message)


def _line(row: _Row) -> str:
    """One finding in one line; a text of a thousand characters says no more than its beginning."""
    link = f"[{_escaped(row.code)}]({rule_url(row.rule)})" if re.fullmatch(r"[a-z0-9-]+", row.rule) else ""
    place = _code(f"{row.path}:{row.line}")
    message = row.message if len(row.message) <= 400 else row.message[:399] + "…"
    return f"- {_ICONS.get(row.severity, 'note')} {link or _escaped(row.code)} {place} {_message(message)}"


def _message(text: str) -> str:
    """A message, in which what stands between backticks stays code."""
    parts = re.split(r"(?<!`)`([^`]+)`(?!`)", text)
    return "".join(_code(part) if number % 2 else _escaped(part) for number, part in enumerate(parts))


def _escaped(text: str) -> str:
    """Text that means only itself in Markdown, in HTML and to the host."""
    flat = printable(re.sub(r"\s+", " ", text))
    html = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _REFERENCE.sub(lambda found: found.group() + _GAP, _SPECIAL.sub(r"\\\1", html))


def _code(text: str) -> str:
    """Text as code, fenced by more backticks than it holds in a row."""
    flat = printable(re.sub(r"\s+", " ", text))
    longest = max((len(run) for run in re.findall(r"`+", flat)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{flat}{pad}{fence}"
