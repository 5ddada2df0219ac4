"""How many findings there are by rule, owner and folder, and how many of them nobody has accepted.

Cost: linear in the number of findings.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable

from kept.diagnostic import Diagnostic
from kept.library import Library
from kept.values import dataclass

NO_OWNER = "(no owner)"
DEPTH = 2
"""Folders of a path that name a row: `kb/how-to`."""


@dataclass(frozen=True, slots=True)
class Row:
    """A rule, an owner or a folder: all its findings, and those of them that the baseline does not know."""

    name: str
    total: int
    new: int


@dataclass(frozen=True, slots=True)
class Point:
    """How many findings were known after a commit; the commit is empty for today."""

    day: str
    commit: str
    known: int


@dataclass(frozen=True, slots=True)
class Debt:
    """Everything there is to mend."""

    documents: int
    total: int
    new: int
    by_rule: tuple[Row, ...]
    by_owner: tuple[Row, ...]
    by_folder: tuple[Row, ...]
    history: tuple[Point, ...] = ()
    is_shallow: bool = False
    """Whether the clone holds only a part of the history."""

    @property
    def known(self) -> int:
        """Findings that the baseline knows."""
        return self.total - self.new


def debt(
    knowledge: Library, findings: Iterable[Diagnostic], new: Iterable[Diagnostic], documents: int
) -> Debt:
    """Count findings; `new` are those of them that the baseline does not know."""
    every, unknown = list(findings), list(new)

    def rows(name_of: Callable[[Diagnostic], str]) -> tuple[Row, ...]:
        counts, others = Counter(map(name_of, every)), Counter(map(name_of, unknown))
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Row(name, count, others[name]) for name, count in ordered)

    def owner(finding: Diagnostic) -> str:
        article = knowledge.by_path.get(finding.location.path)
        return str(article.value("owner") or NO_OWNER) if article else NO_OWNER

    return Debt(
        documents,
        len(every),
        len(unknown),
        by_rule=rows(lambda finding: f"{finding.code} {finding.rule}"),
        by_owner=rows(owner),
        by_folder=rows(lambda finding: _folder(finding.location.path)),
    )


def _folder(path: str) -> str:
    return "/".join(posixpath.dirname(path).split("/")[:DEPTH]) or "."


def as_data(found: Debt) -> dict[str, object]:
    """For programs: one object of plain values."""

    def listed(rows: tuple[Row, ...]) -> list[dict[str, object]]:
        return [{"name": row.name, "total": row.total, "new": row.new} for row in rows]

    return {
        "documents": found.documents,
        "findings": found.total,
        "known": found.known,
        "new": found.new,
        "by_rule": listed(found.by_rule),
        "by_owner": listed(found.by_owner),
        "by_folder": listed(found.by_folder),
        "history": [{"date": one.day, "commit": one.commit, "known": one.known} for one in found.history],
        "history_is_shallow": found.is_shallow,
    }
