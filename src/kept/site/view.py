"""What the theme shows of an article besides its text."""

from __future__ import annotations

from datetime import date
from html import escape

from kept.config import Settings
from kept.content.freshness import State
from kept.contents import Sheet
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class PageView:
    """The values that the templates print; dates are written out, terms have their display names."""

    type: str
    state: str
    verified: str
    verified_iso: str
    due: str
    due_iso: str
    is_stale: bool
    owner: str
    applies_to: tuple[str, ...]


def page_view(sheet: Sheet, settings: Settings, today: date) -> PageView:
    """The view of an article on the day `today`."""
    fresh = sheet.metadata.freshness(today, settings.due_soon)
    return PageView(
        type=sheet.facts.type,
        state=fresh.state.value,
        verified=written(fresh.reviewed),
        verified_iso=_iso(fresh.reviewed),
        due=written(fresh.next_review),
        due_iso=_iso(fresh.next_review),
        is_stale=fresh.state is State.OVERDUE,
        owner=sheet.metadata.owner,
        applies_to=sheet.metadata.applies_to,
    )


FIRST_DAY, LAST_DAY = "1970-01-01", "2106-02-06"
"""Those that the header of a gzip file, the sitemap's, can hold."""


def day_of_update(sheet: Sheet | None, today: date) -> str:
    """The day that the sitemap has of a page: that of its review."""
    day = (sheet.metadata.reviewed if sheet else "") or today.isoformat()
    return max(FIRST_DAY, min(day, LAST_DAY))


def search_words(sheet: Sheet) -> str:
    """Symptoms, error codes and other ways to ask, as HTML that search reads and readers don't see."""
    words = sheet.metadata.searched
    return f"<p hidden>{escape('; '.join(words))}</p>\n" if words else ""


def with_search_words(html: str, sheet: Sheet) -> str:
    """The page with its search words right after its title, where they count for the page as a whole."""
    title, end, rest = html.partition("</h1>")
    words = search_words(sheet)
    return f"{title}{end}\n{words}{rest}" if end and words else words + html


def written(day: date | None) -> str:
    """`12 October 2026`; empty without a day."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
