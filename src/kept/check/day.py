"""Today, as a rule asks for it: a day that notes on which other days all answers would have been the same.

What was found in an article holds until a day comes on which a rule would see something else: a review that
is due, a page that is gone. Comparisons with other days say how far it holds; whoever asks for anything else
(how many days are left, what the day is called) gets an answer that holds on this day alone.

Cost: some microseconds a comparison.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

ONE = timedelta(days=1)


class Day(date):
    """A day with the first and the last day on which its answers so far are the same."""

    plain: date
    first: date
    last: date

    @classmethod
    def of(cls, day: date) -> Day:
        """A day of which nothing has been asked yet."""
        made = cls(day.year, day.month, day.day)
        made.plain, made.first, made.last = day, date.min, date.max
        return made

    @property
    def span(self) -> tuple[str, str]:
        """The first and the last day (ISO 8601)."""
        return self.first.isoformat(), self.last.isoformat()

    def _only(self) -> date:
        """The day as it is; the answer holds on no other."""
        self.first = self.last = self.plain
        return self.plain

    def __lt__(self, other: date) -> bool:
        """Whether it is before a day; then it may be any before that, else any from that on."""
        if not isinstance(other, date):
            return NotImplemented
        is_before = self.plain < other
        if is_before:
            self.last = min(self.last, other - ONE)
        else:
            self.first = max(self.first, other)
        return is_before

    def __gt__(self, other: date) -> bool:
        """Whether it is after a day; then it may be any after that, else any up to that."""
        if not isinstance(other, date):
            return NotImplemented
        is_after = self.plain > other
        if is_after:
            self.first = max(self.first, other + ONE)
        else:
            self.last = min(self.last, other)
        return is_after

    def __ge__(self, other: date) -> bool:
        """Whether it is not before a day."""
        return not self < other if isinstance(other, date) else NotImplemented

    def __le__(self, other: date) -> bool:
        """Whether it is not after a day."""
        return not self > other if isinstance(other, date) else NotImplemented


COMPARED = ("__lt__", "__gt__", "__ge__", "__le__")
FIELDS = ("year", "month", "day")
ASKED = (
    *("__eq__", "__ne__", "__hash__", "__add__", "__radd__", "__sub__", "__rsub__", "__str__", "__repr__"),
    *("__format__", "__reduce__", "__reduce_ex__", "ctime", "isocalendar", "isoformat", "isoweekday"),
    *("replace", "__replace__", "strftime", "timetuple", "toordinal", "weekday"),
)
"""All that a day tells of itself besides; `__replace__` since Python 3.13."""


def _noted(name: str) -> Any:
    plain = getattr(date, name)

    def asked(self: Day, *given: Any, **named: Any) -> Any:
        return plain(self._only(), *given, **named)  # noqa: SLF001

    return asked


def _field(name: str) -> property:
    return property(lambda self: getattr(self._only(), name))  # noqa: SLF001


for _name in ASKED:
    if hasattr(date, _name):
        setattr(Day, _name, _noted(_name))
for _name in FIELDS:
    setattr(Day, _name, _field(_name))
