"""The reviews that are due, as a table, JSON, a calendar, Markdown to post, and an issue of a tracker."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from unicodedata import east_asian_width

from kept.report import plural, printable
from kept.review.due import DueReview, Why

FORMATS = ("text", "json", "markdown", "ics")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_table(reviews: Sequence[DueReview], today: date) -> str:
    """For people in a terminal, soonest first."""
    if not reviews:
        return "Nothing is due.\n"
    has_views = any(one.views is not None for one in reviews)
    rows = [["due", "state", "owner", *(["views"] if has_views else []), "article", "title"]]
    for one in reviews:
        views = [f"{one.views:,}"] if has_views else []
        rows.append([one.due.isoformat(), one.why, one.owner or "-", *views, one.path, one.title])
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(rows[0]))]
    lines = ["  ".join(_padded(cell, size) for cell, size in zip(row, widths, strict=True)) for row in cells]
    late = sum(one.due < today for one in reviews)
    return (
        "\n".join(line.rstrip() for line in [*lines, "", f"{_count(reviews)} due, {late} of them overdue."])
        + "\n"
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, size: int) -> str:
    return text + " " * (size - _width(text))


def _count(reviews: Sequence[DueReview]) -> str:
    return plural(len(reviews), "review")


def as_json(reviews: Sequence[DueReview], today: date) -> str:
    """For programs: one object."""
    articles = [
        {
            "path": one.path,
            "title": one.title,
            "url": one.url,
            "owner": one.owner or None,
            "state": str(one.why),
            "due": one.due.isoformat(),
            "days_left": (one.due - today).days,
            "reviewed": one.reviewed.isoformat() if one.reviewed else None,
            "changed": list(one.changed),
            "views": one.views,
        }
        for one in reviews
    ]
    return json.dumps({"today": today.isoformat(), "reviews": articles}, indent=2, ensure_ascii=False) + "\n"


def as_calendar(reviews: Sequence[DueReview], today: date, site: str) -> bytes:
    """An iCalendar file (RFC 5545): an all-day event for each review, which no one is busy with.

    Events, because calendars that people subscribe to leave out tasks (`VTODO`). What is overdue stands on
    `today`. The identifier of an event depends on the site and the article only, so a calendar that is
    fetched again moves events and doesn't double them.
    """
    from icalendar import Calendar, Event, vText

    calendar = Calendar()
    calendar.add("prodid", "-//kept//reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for one in reviews:
        event = Event()
        day = max(one.due, today)
        name = hashlib.sha256(f"{site}\n{one.path}".encode("utf-8", "replace")).hexdigest()[:24]
        event.add("uid", f"review-{name}@kept")
        event.add("dtstamp", datetime.combine(today, time(), UTC))
        event.add("dtstart", day)
        if day < date.max:
            event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", _text(f"Review: {one.title}"))
        lines = [one.path, f"{one.why}, due {one.due.isoformat()}", f"Owner: {one.owner_name}"]
        event.add("description", vText("\n".join(map(_text, [*lines, *_changed(one)]))))
        if one.owner:
            event.add("categories", [_text(one.owner_name)])
        if one.url.startswith(("https://", "http://")):
            event.add("url", one.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _text(value: str) -> str:
    """Text without control characters, which a calendar must not hold."""
    return "".join(char if char.isprintable() else " " for char in value)


def _changed(one: DueReview) -> list[str]:
    return [f"Changed: {', '.join(one.changed)}"] if one.changed else []


def as_markdown(reviews: Sequence[DueReview], today: date) -> str:
    """A digest to post: a section for each owner, with the most-read articles first where that is known."""
    head = ["# Reviews that are due", "", _sentence(reviews, today)]
    for name, theirs in _by_owner(reviews):
        head += ["", f"## {_escaped(name)}", "", *(f"- {_item(one, today)}" for one in theirs)]
    return "\n".join(head) + "\n"


def as_issue_body(reviews: Sequence[DueReview], today: date) -> str:
    """The body of an issue of a tracker: what is to be done as boxes to tick, and how to write it down."""
    head = [_sentence(reviews, today)]
    for name, theirs in _by_owner(reviews):
        head += ["", f"### {_escaped(name)}", "", *(f"- [ ] {_item(one, today)}" for one in theirs)]
    if reviews:
        owner = next((one.owner for one in reviews if one.owner), "OWNER")
        paths = " ".join(one.path for one in reviews[:1])
        head += [
            "",
            "Follow each article as somebody with the problem would, mend what isn't true any more, and then",
            "write down that you did:",
            "",
            "```sh",
            f"kept review {paths} --by {owner}",
            "```",
        ]
    return "\n".join(head) + "\n"


def _sentence(reviews: Sequence[DueReview], today: date) -> str:
    if not reviews:
        return f"On {today.isoformat()} nothing is due."
    late = sum(one.due < today for one in reviews)
    verb = "is" if len(reviews) == 1 else "are"
    return f"On {today.isoformat()}, {_count(reviews)} {verb} due, {late} of them overdue."


def _by_owner(reviews: Sequence[DueReview]) -> Iterator[tuple[str, list[DueReview]]]:
    """Owners by name, those without an owner last; their articles by views, else soonest first."""
    groups: dict[tuple[bool, str], list[DueReview]] = {}
    for one in reviews:
        groups.setdefault((not one.owner, one.owner_name), []).append(one)
    for (_, name), theirs in sorted(groups.items()):
        yield name, sorted(theirs, key=lambda one: (-(one.views or 0), one.sort_key))


def _item(one: DueReview, today: date) -> str:
    title = _escaped(one.title)
    if one.url.startswith(("https://", "http://")):
        title = f"[{title}](<{one.url.replace('<', '%3C').replace('>', '%3E')}>)"
    views = "" if one.views is None else f", {plural(one.views, 'view')}"
    changed = f" ({', '.join(_code(path) for path in one.changed[:3])})" if one.changed else ""
    return f"{title}: {_when(one, today)}{changed}{views} · {_code(one.path)}"


def _when(one: DueReview, today: date) -> str:
    if one.why in (Why.NEVER, Why.REOPENED, Why.UNPROVEN):
        return str(one.why)
    if one.due < today:
        return f"overdue since {one.due.isoformat()}"
    return f"due on {one.due.isoformat()}"


def _code(path: str) -> str:
    fence = "``" if "`" in path else "`"
    return f"{fence}{printable(path)}{fence}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(printable(text).split()))
