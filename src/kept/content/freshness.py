"""Whether an article can still be trusted: derived from dates, never typed."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from kept.durations import Duration
from kept.values import dataclass


class State(StrEnum):
    """The freshness of an article."""

    UNREVIEWED = "unreviewed"
    FRESH = "fresh"
    DUE = "due"
    OVERDUE = "overdue"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Freshness:
    """The state on a day, with the days that led to it."""

    state: State
    reviewed: date | None = None
    next_review: date | None = None
    expires: date | None = None


def freshness(
    *,
    reviewed: date | None,
    review_every: Duration | None,
    expires: date | None,
    today: date,
    due_soon: int,
) -> Freshness:
    """The freshness on the day `today`.

    An article expires on the day `expires`. A review is overdue from the day after it was due, and due soon
    from `due_soon` days before. Without `reviewed` and an interval there is nothing to be late for.
    """
    due = review_every.after(reviewed) if reviewed and review_every else None
    return Freshness(state_on(today, reviewed, due, expires, due_soon), reviewed, due, expires)


def state_on(
    today: date, reviewed: date | None, due: date | None, expires: date | None, due_soon: int
) -> State:
    """The state on the day `today` of what was reviewed on a day, with the days that follow from it."""
    if expires and today >= expires:
        return State.EXPIRED
    if not reviewed:
        return State.UNREVIEWED
    if due and today > due:
        return State.OVERDUE
    if due and today >= due - timedelta(days=min(due_soon, (due - date.min).days)):
        return State.DUE
    return State.FRESH
