"""The debt as tables for people."""

from __future__ import annotations

from collections.abc import Iterator

from kept.debt.counts import Debt, Point, Row
from kept.report import plural, printable

SHOWN = 20
"""Rows of one table; the rest is summed up. JSON has them all."""


def as_text(found: Debt) -> str:
    """All tables."""
    where = plural(found.documents, "document")
    lines = [f"{plural(found.total, 'finding')} in {where}: {found.known} known, {found.new} new.", ""]
    for title, rows in (("rule", found.by_rule), ("owner", found.by_owner), ("folder", found.by_folder)):
        if rows:
            lines += [*_table(title, rows), ""]
    lines += list(_history(found))
    return "\n".join(lines).rstrip() + "\n"


def _table(title: str, rows: tuple[Row, ...]) -> Iterator[str]:
    shown = list(rows[:SHOWN])
    if rest := rows[SHOWN:]:
        shown.append(Row(f"{len(rest)} more", sum(one.total for one in rest), sum(one.new for one in rest)))
    width = max(len(title), *(len(printable(row.name)) for row in shown))
    yield f"{title:<{width}}  {'all':>7}  {'new':>7}"
    for row in shown:
        yield f"{printable(row.name):<{width}}  {row.total:>7,}  {row.new or '–':>7}"


def _history(found: Debt) -> Iterator[str]:
    if not found.history:
        return
    yield f"{'committed':<10}  {'commit':<8}  {'known':>7}  {'change':>7}"
    before: Point | None = None
    for point in found.history:
        change = f"{point.known - before.known:+,}" if before else ""
        yield f"{point.day:<10}  {point.commit or 'today':<8}  {point.known:>7,}  {change:>7}".rstrip()
        before = point
    if found.is_shallow:
        yield "The clone is shallow: older commits are missing (`git fetch --unshallow`)."
