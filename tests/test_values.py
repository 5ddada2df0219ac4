"""Values: durations, dates, freshness, near misses, path patterns; each at its edges."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kept.content.dates import AmbiguousDate, ImpossibleDate, to_date
from kept.content.freshness import Freshness, State, freshness
from kept.diagnostic import Diagnostic, Location, Severity
from kept.durations import Duration, parse_duration
from kept.globs import matches_any
from kept.near import did_you_mean, nearest
from kept.text import Source, Span

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("180d", Duration(0, 180)),
        (" 26 weeks ", Duration(0, 182)),
        ("6 months", Duration(6, 0)),
        ("6m", Duration(6, 0)),
        ("1y", Duration(12, 0)),
        ("a year", Duration(12, 0)),
        ("An month", Duration(1, 0)),
        ("one week", Duration(0, 7)),
        ("2 YRS", None),
        ("2 yr", Duration(24, 0)),
        ("P1Y2M3W4D", Duration(14, 25)),
        ("P6M", Duration(6, 0)),
        ("P", None),
        ("P0D", None),
        ("0d", None),
        ("", None),
        ("d", None),
        ("180", None),
        ("-1d", None),
        ("1.5 years", None),
        ("6 moons", None),
        ("6 months ago", None),
        ("PT5H", None),
        ("100000d", None),
    ],
)
def test_lengths_of_time_are_read(text: str, expected: Duration | None) -> None:
    assert parse_duration(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("1 month", date(2026, 1, 31), date(2026, 2, 28)),
        ("1 month", date(2028, 1, 31), date(2028, 2, 29)),
        ("1y", date(2024, 2, 29), date(2025, 2, 28)),
        ("12 months", date(2026, 11, 20), date(2027, 11, 20)),
        ("2m", date(2026, 12, 31), date(2027, 2, 28)),
        ("180d", date(2026, 11, 20), date(2027, 5, 19)),
        ("P1M1D", date(2026, 1, 31), date(2026, 3, 1)),
        ("9999y", date(2026, 1, 1), date.max),
        ("1 month", date(9999, 12, 1), date.max),
        ("99999d", date(9999, 1, 1), date.max),
    ],
)
def test_a_length_of_time_leads_to_a_day(text: str, start: date, expected: date) -> None:
    duration = parse_duration(text)
    assert duration is not None
    assert duration.after(start) == expected


@given(st.dates(), st.integers(0, 5000), st.integers(0, 50000))
def test_later_is_never_earlier(start: date, months: int, days: int) -> None:
    assert start <= Duration(months, days).after(start) <= Duration(months, days + 1).after(start) <= date.max


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.integers(0, 240))
def test_months_keep_the_day_or_take_the_last(start: date, months: int) -> None:
    end = Duration(months).after(start)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(st.text(max_size=12) | st.from_regex(r"(P?\d*[ ]?[ymwdYMWD]?[a-z]*){1,3}", fullmatch=True))
def test_any_text_is_a_length_of_time_or_not(text: str) -> None:
    duration = parse_duration(text)
    assert duration is None or duration.days > 0


@pytest.mark.parametrize(
    ("duration", "days"), [(Duration(12), 365), (Duration(1), 30), (Duration(6, 3), 186)]
)
def test_a_length_of_time_has_days(duration: Duration, days: int) -> None:
    assert duration.days == days


@pytest.mark.parametrize(
    "raw",
    [
        *("2026-11-20", "2026-11-20 10:00", "2026-11-20T10:00:00Z", " 2026-11-20 ", "2026/11/20", "20261120"),
        *("20.11.2026", "20/11/2026", "11/20/2026", "20 November 2026", "20 Nov 2026", "20th November 2026"),
        *("November 20, 2026", "Nov 20, 2026", "November 20 2026"),
    ],
)
def test_a_day_is_understood_in_many_forms(raw: str) -> None:
    assert to_date(raw, raw) == TODAY


@pytest.mark.parametrize(
    "raw",
    ["", "tomorrow", "2026", "11-20", "20.11.26", "Q3 2026", "next 20 November 2026", "20 Brumaire 2026"],
)
def test_what_has_not_the_form_of_a_date_is_none(raw: str) -> None:
    assert to_date(raw, raw) is None


@pytest.mark.parametrize(
    "raw", ["2026-02-30", "2026-13-01", "31.04.2026", "2026/00/10", "31/02/2026", "0000-01-01"]
)
def test_a_day_that_does_not_exist_is_told_apart(raw: str) -> None:
    with pytest.raises(ImpossibleDate):
        to_date(raw, raw)


def test_a_day_that_can_be_two_days_is_told_apart() -> None:
    with pytest.raises(AmbiguousDate):
        to_date("03/04/2026", "03/04/2026")
    assert to_date("04/04/2026", "04/04/2026") == date(2026, 4, 4)


def test_days_that_yaml_has_read_are_taken_as_they_are() -> None:
    assert to_date(TODAY, "x") == to_date(datetime(2026, 11, 20, 23, 59), "x") == TODAY


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    assert to_date(day.isoformat(), day.isoformat()) == day
    assert to_date("", f"{day.day}.{day.month}.{day.year:04}") == day


@given(st.text(max_size=14) | st.from_regex(r"\d{1,4}[-/. ]\d{1,4}[-/. ]\d{1,4}", fullmatch=True))
def test_any_text_is_a_day_or_not(raw: str) -> None:
    try:
        found = to_date(raw, raw)
    except (ImpossibleDate, AmbiguousDate):
        found = None
    assert found is None or isinstance(found, date)


def state(
    reviewed: date | None, every: str = "", expires: date | None = None, due_soon: int = 30
) -> Freshness:
    interval = parse_duration(every)
    return freshness(
        reviewed=reviewed, review_every=interval, expires=expires, today=TODAY, due_soon=due_soon
    )


@pytest.mark.parametrize(
    ("due_in", "expected"),
    [
        (31, State.FRESH),
        (30, State.DUE),
        (1, State.DUE),
        (0, State.DUE),
        (-1, State.OVERDUE),
        (-400, State.OVERDUE),
    ],
)
def test_a_review_is_fresh_then_due_then_overdue(due_in: int, expected: State) -> None:
    found = state(TODAY + timedelta(days=due_in - 180), "180d")
    assert (found.state, found.next_review) == (expected, TODAY + timedelta(days=due_in))


@pytest.mark.parametrize(("days", "expected"), [(1, State.FRESH), (0, State.EXPIRED), (-1, State.EXPIRED)])
def test_an_article_expires_on_its_day(days: int, expected: State) -> None:
    found = state(TODAY, expires=TODAY + timedelta(days=days))
    assert (found.state, found.expires) == (expected, TODAY + timedelta(days=days))


def test_expiry_comes_before_everything_else() -> None:
    assert state(date(2020, 1, 1), "1d", date(2026, 1, 1)).state is State.EXPIRED
    assert state(None, expires=date(2026, 1, 1)).state is State.EXPIRED


def test_without_a_review_or_an_interval_nothing_is_late() -> None:
    assert state(None, "180d") == Freshness(State.UNREVIEWED)
    assert state(date(1999, 1, 1)) == Freshness(State.FRESH, date(1999, 1, 1))


@pytest.mark.parametrize("due_soon", [0, 10**9])
def test_due_soon_can_be_nothing_or_for_ever(due_soon: int) -> None:
    found = state(TODAY, "1d", due_soon=due_soon)
    assert found.state is (State.DUE if due_soon else State.FRESH)


@given(st.dates(), st.integers(1, 4000), st.dates(), st.integers(0, 4000))
def test_states_follow_each_other(reviewed: date, days: int, today: date, due_soon: int) -> None:
    order = [State.FRESH, State.DUE, State.OVERDUE]
    found = [
        order.index(
            freshness(
                reviewed=reviewed, review_every=Duration(0, days), expires=None, today=day, due_soon=due_soon
            ).state
        )
        for day in sorted({today, min(date.max - timedelta(days=1), today) + timedelta(days=1)})
    ]
    assert all(before <= after for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("custmer", "customer"),
        ("CUSTOMER", "customer"),
        ("cusotmer", "customer"),
        ("customer", "customer"),
        ("supplier", None),
        ("", None),
        ("c", None),
    ],
)
def test_a_near_miss_is_found(word: str, expected: str | None) -> None:
    assert nearest(word, ["customer", "product", "owner"]) == expected
    assert did_you_mean(word, ["customer"]) == (f': did you mean "{expected}"?' if expected else "")


def test_without_candidates_nothing_is_near() -> None:
    assert nearest("owner", []) is None


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("kb/how-to/a.md", "kb/**", True),
        ("kb/how-to/a.md", "kb/*", True),
        ("kb/a.md", "*.md", True),
        ("docs/kb/a.md", "/kb/**", False),
        ("docs/kb/a.md", "kb/", True),
        ("docs/a.md", "kb/**", False),
        ("docs/a.md", "docs/a.md", True),
    ],
)
def test_patterns_are_those_of_gitignore(path: str, pattern: str, expected: bool) -> None:
    assert matches_any(path, (pattern,)) is expected


def test_without_patterns_nothing_matches() -> None:
    assert matches_any("a.md", ()) is False


def test_severities_are_ordered_and_have_words() -> None:
    assert sorted(Severity) == [Severity.OFF, Severity.INFO, Severity.WARNING, Severity.ERROR]
    assert all(Severity.from_word(one.word) is one for one in Severity)
    with pytest.raises(KeyError):
        Severity.from_word("fatal")


def test_a_location_is_counted_from_one_and_sorts_by_place() -> None:
    source = Source("docs/a.md", "one\r\ntwo\n")
    location = Location.of(source, Span(5, 8))
    assert location == Location("docs/a.md", 2, 1, 2, 4)
    assert str(location) == "docs/a.md:2:1"
    first = Diagnostic("K402", "b", Severity.ERROR, location, "")
    second = Diagnostic("K401", "a", Severity.ERROR, Location("docs/a.md", 10, 1, 10, 1), "")
    assert sorted([second, first], key=lambda one: one.sort_key) == [first, second]
