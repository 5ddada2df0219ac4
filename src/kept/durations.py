"""Lengths of time as people write them in front matter: `180d`, `6 months`, `P1Y`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_UNITS = {
    "d": "days", "day": "days", "days": "days",
    "w": "weeks", "wk": "weeks", "week": "weeks", "weeks": "weeks",
    "m": "months", "mo": "months", "month": "months", "months": "months",
    "y": "years", "yr": "years", "year": "years", "years": "years",
}  # fmt: skip
_PLAIN = re.compile(r"(?P<count>\d{1,5}|an?|one)\s*(?P<unit>[a-z]+)", re.IGNORECASE)
_ISO = re.compile(r"P(?:(?P<y>\d{1,4})Y)?(?:(?P<m>\d{1,4})M)?(?:(?P<w>\d{1,4})W)?(?:(?P<d>\d{1,5})D)?")
_DAYS_PER_MONTH = 30.436875
"""Mean length of a Gregorian month: 365.2425 / 12."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar months and days; months have no fixed number of days."""

    months: int = 0
    whole_days: int = 0

    @property
    def days(self) -> int:
        """The length in days; a month counts as the mean Gregorian month."""
        return self.whole_days + round(self.months * _DAYS_PER_MONTH)

    def after(self, start: date) -> date:
        """The day this long after `start`; a day that the month does not have becomes its last."""
        month = start.month - 1 + self.months
        year, month = start.year + month // 12, month % 12 + 1
        try:
            day = min(start.day, _days_in(year, month))
            return date(year, month, day) + timedelta(days=self.whole_days)
        except (ValueError, OverflowError):
            return date.max


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def parse_duration(text: str) -> Duration | None:
    """Read `180d`, `26w`, `6 months`, `1y`, `a year` or ISO 8601 `P6M`; `None` for all else, and for zero."""
    text = text.strip()
    iso = _ISO.fullmatch(text)
    if iso and len(text) > 1:
        count = {unit: int(iso[unit] or 0) for unit in "ymwd"}
        duration = Duration(count["y"] * 12 + count["m"], count["w"] * 7 + count["d"])
        return duration if duration.days else None
    found = _PLAIN.fullmatch(text)
    unit = _UNITS.get(found["unit"].lower()) if found else None
    if not found or not unit:
        return None
    number = int(found["count"]) if found["count"].isdigit() else 1
    duration = {
        "days": Duration(whole_days=number),
        "weeks": Duration(whole_days=number * 7),
        "months": Duration(months=number),
        "years": Duration(months=number * 12),
    }[unit]
    return duration if duration.days else None
