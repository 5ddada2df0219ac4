"""Which reviews are due, in every form in which a team can be told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import Result
from icalendar import Calendar
from projects import TODAY, Files

from kept.check.run import check
from kept.library import Library
from kept.review.due import DueReview, Why, due_reviews
from kept.review.lists import as_calendar, as_issue_body, as_json, as_markdown, as_table
from kept.review.views import ViewsError, read_views

CONFIGURATION = "site_name: Help\nsite_url: https://help.example.com/kb\nplugins:\n  - kept: {content: []}\n"
VOCABULARY = "owners: {support: Support team, engineering: {name: Engineering}}\n"


def page(title: str, *lines: str) -> str:
    return "\n".join(["---", f"title: {json.dumps(title)}", "audience: public", *lines, "---", "Text", ""])


def project_files() -> dict[str, str | bytes]:
    """Articles that are due on 20 November, before and after; the path says which."""
    every = "review_every: 30d"
    return {
        "mkdocs.yml": CONFIGURATION,
        "templates/x": "none",
        "kb/vocabulary.yml": VOCABULARY,
        "docs/fresh.md": page("Fresh", "reviewed: 2026-11-15", "review_every: 1y"),
        "docs/late.md": page("Late [one] *two*", "reviewed: 2026-10-01", every, "owner: support"),
        "docs/today.md": page("Today", "reviewed: 2026-10-21", every, "owner: engineering"),
        "docs/soon.md": page("Söön, 日本", "reviewed: 2026-11-10", every, "owner: support"),
        "docs/never.md": page("Never", every),
        "docs/undated.md": page("Undated"),
        "docs/draft.md": page("Draft", "reviewed: 2020-01-01", every, "status: draft"),
        "docs/archived.md": page("Archived", "reviewed: 2020-01-01", every, "status: archived"),
        "docs/expired.md": page("Expired", "reviewed: 2020-01-01", every, "expires: 2026-11-01"),
        "docs/by-hand.md": page("By hand", "reviewed: 2026-11-19", "review_fingerprint: nonsense"),
        "docs/broken.md": "---\ntitle: Broken\n",
    }


@pytest.fixture
def knowledge(library_of: Callable[[Files], Library]) -> Library:
    return library_of(project_files())


def due(knowledge: Library, days: int, views: dict[str, int] | None = None) -> list[DueReview]:
    return due_reviews(knowledge, TODAY, days, views)


def test_what_is_due_comes_soonest_first(knowledge: Library) -> None:
    assert [(one.path, one.why, one.due.isoformat()) for one in due(knowledge, 30)] == [
        ("docs/late.md", Why.OVERDUE, "2026-10-31"),
        ("docs/by-hand.md", Why.UNPROVEN, "2026-11-20"),
        ("docs/never.md", Why.NEVER, "2026-11-20"),
        ("docs/today.md", Why.DUE, "2026-11-20"),
        ("docs/soon.md", Why.DUE, "2026-12-10"),
    ]
    assert "docs/soon.md" not in {one.path for one in due(knowledge, 19)}
    assert "docs/soon.md" in {one.path for one in due(knowledge, 20)}
    assert len(due(knowledge, 10**9)) == 6


def test_what_is_due_is_what_check_calls_overdue(knowledge: Library) -> None:
    overdue = {one.location.path for one in check(knowledge, TODAY) if one.code == "K302"}
    published = overdue - {"docs/draft.md", "docs/archived.md"}
    assert {one.path for one in due(knowledge, 0) if one.why is Why.OVERDUE} == published


def test_a_table_is_aligned_and_holds_the_essentials(knowledge: Library) -> None:
    lines = as_table(due(knowledge, 30), TODAY).splitlines()
    assert lines[0].split() == ["due", "state", "owner", "article", "title"]
    assert lines[1] == "2026-10-31  overdue         support      docs/late.md     Late [one] *two*"
    assert lines[-1] == "5 reviews due, 1 of them overdue."
    assert as_table([], TODAY) == "Nothing is due.\n"
    with_views = as_table(due(knowledge, 30, {"docs/late.md": 1234}), TODAY)
    assert "1,234  docs/late.md" in with_views


def test_json_says_everything(knowledge: Library) -> None:
    value = json.loads(as_json(due(knowledge, 0), TODAY))
    assert value["today"] == "2026-11-20"
    assert value["reviews"][0] == {
        "path": "docs/late.md",
        "title": "Late [one] *two*",
        "url": "https://help.example.com/kb/late/",
        "owner": "support",
        "state": "overdue",
        "due": "2026-10-31",
        "days_left": -20,
        "reviewed": "2026-10-01",
        "changed": [],
        "views": None,
    }


def test_a_digest_has_a_section_for_each_owner_most_read_first(knowledge: Library) -> None:
    text = as_markdown(due(knowledge, 30, {"docs/soon.md": 900, "docs/late.md": 1}), TODAY)
    assert text == (
        "# Reviews that are due\n\n"
        "On 2026-11-20, 5 reviews are due, 1 of them overdue.\n\n"
        "## Engineering\n\n"
        "- [Today](<https://help.example.com/kb/today/>): due on 2026-11-20, 0 views · `docs/today.md`\n\n"
        "## Support team\n\n"
        "- [Söön, 日本](<https://help.example.com/kb/soon/>): due on 2026-12-10, 900 views · `docs/soon.md`\n"
        "- [Late \\[one\\] \\*two\\*](<https://help.example.com/kb/late/>): overdue since 2026-10-31, 1 view"
        " · `docs/late.md`\n\n"
        "## Without an owner\n\n"
        "- [By hand](<https://help.example.com/kb/by-hand/>): dated by hand, 0 views · `docs/by-hand.md`\n"
        "- [Never](<https://help.example.com/kb/never/>): never reviewed, 0 views · `docs/never.md`\n"
    )
    assert "On 2026-11-20 nothing is due." in as_markdown([], TODAY)


def test_the_body_of_an_issue_has_boxes_to_tick(knowledge: Library) -> None:
    text = as_issue_body(due(knowledge, 0), TODAY)
    assert text.startswith(
        "On 2026-11-20, 4 reviews are due, 1 of them overdue.\n\n### Engineering\n\n- [ ] [Today]"
    )
    assert text.endswith("```sh\nkept review docs/late.md --by support\n```\n")
    assert as_issue_body([], TODAY) == "On 2026-11-20 nothing is due.\n"


def test_a_calendar_is_valid_and_its_events_have_stable_names(knowledge: Library) -> None:
    reviews = due(knowledge, 30)
    data = as_calendar(reviews, TODAY, "https://help.example.com/kb")
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    calendar = Calendar.from_ical(data)
    events = calendar.walk("VEVENT")
    assert calendar["VERSION"] == "2.0"
    assert [str(event["SUMMARY"]) for event in events][-1] == "Review: Söön, 日本"
    assert [event.decoded("DTSTART") for event in events] == [max(one.due, TODAY) for one in reviews]
    assert len({event["UID"] for event in events}) == len(events)
    assert all(isinstance(event.decoded("DTSTART"), date) and "DTSTAMP" in event for event in events)
    tomorrow = Calendar.from_ical(
        as_calendar(reviews[1:], date(2026, 11, 21), "https://help.example.com/kb")
    ).walk("VEVENT")
    assert [event["UID"] for event in tomorrow] == [event["UID"] for event in events[1:]]
    assert as_calendar(reviews, TODAY, "https://help.example.com/kb") == data


def test_text_that_would_end_a_line_or_a_property_stays_text(library_of: Callable[[Files], Library]) -> None:
    title = "A\nEND:VEVENT; b, \\c: \u2028" + "ü" * 200
    text = page(title, "reviewed: 2026-10-01", "review_every: 30d", 'owner: "x, y;\\nATTENDEE:z"')
    reviews = due(library_of({"mkdocs.yml": CONFIGURATION, "templates/x": "-", "docs/a.md": text}), 0)
    data = as_calendar(reviews, TODAY, "")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["SUMMARY"]).startswith("Review: A END:VEVENT; b, \\c:  ü")
    assert "ATTENDEE" not in event
    assert "\n" not in as_table(reviews, TODAY).splitlines()[1]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("path,views\ndocs/late.md,5\ndocs/late.md,2\n", {"docs/late.md": 7}),
        ("\ufeffPage;Pageviews\r\n/late/;1 204\r\n/none/;3\r\n", {"docs/late.md": 1204}),
        ('Page URL\tHits\nhttps://help.example.com/kb/late/?a=b#c\t"1,204"\n', {"docs/late.md": 1204}),
        ("views,path\n5,/late/index.html\n\n7,s%C3%B6\n", {"docs/late.md": 5}),
        ('{"late/": 3, "docs/soon.md": 4.0}', {"docs/late.md": 3, "docs/soon.md": 4}),
        ('[{"Path": "/kb/late", "Views": "3"}]', {"docs/late.md": 3}),
        ("path,views\n", {}),
        ("[]", {}),
    ],
)
def test_views_are_read_in_many_forms(data: str, expected: dict[str, int], knowledge: Library) -> None:
    assert read_views("views", data.encode(), knowledge) == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", 'v:1: there is no column "path"; give one this name'),
        (b"path,x\n", 'v:1: there is no column "views"'),
        (b"path,views\na,b\n", 'v:2: "b" is not a number of views'),
        (b"path,views\n\na\n", "v:3: the row has fewer cells than the header"),
        (b"path,views\na,-1\n", 'v:2: "-1" is not a number of views'),
        (b'{"a": true}', 'v: a: "True" is not a number of views'),
        (b"[1]", 'v: entry 1 is not {"path": '),
        (b'[{"path": "a"}]', 'v: entry 1: there is no column "views"'),
        (b"{", "v is not JSON: "),
        (b"[" * 100_000, "v is not JSON: "),
        (b"\xff\xfe", "v is not UTF-8 text; save it as UTF-8"),
        (b'path,views\n"' + b"x" * 200_000, "v:2: field larger than field limit"),
    ],
)
def test_views_that_cannot_be_read_are_one_clear_line(data: bytes, message: str, knowledge: Library) -> None:
    with pytest.raises(ViewsError) as error:
        read_views("v", data, knowledge)
    assert message in str(error.value)


def test_the_command_lists_narrows_and_prints_bytes(
    project: Callable[[Files], Path],
    cli: Callable[..., Result],
    process: Callable[..., CompletedProcess[str]],
) -> None:
    root = project({**project_files(), "views.csv": "path,views\ndocs/soon.md,9\n"})
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert cli("review", "--due", "0d", "--owner", "support", cwd=root).output.count("docs/") == 1
    assert cli("review", "--due", "4w", "--owner", "support", cwd=root).output.count("docs/") == 2
    assert "docs/soon.md" in cli("review", "--due", "30d", "docs/soon.md", cwd=root).output
    assert "docs/late.md" not in cli("review", "--due", "30d", "docs/soon.md", cwd=root).output
    digest = cli("review", "--due", "30d", "--format", "markdown", "--views", "views.csv", cwd=root).output
    assert digest.index("Söön") < digest.index("Late")
    calendar = cli("review", "--due", "30d", "--format", "ics", cwd=root)
    assert calendar.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "- [ ] " in cli("review", "--due", "30d", "--open-issue-body", cwd=root).output
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_an_article_with_the_last_day_of_the_calendar(library_of: Callable[[Files], Library]) -> None:
    text = page("A", "reviewed: 2026-11-01", "review_every: 9000y")
    knowledge = library_of({"mkdocs.yml": CONFIGURATION, "templates/x": "-", "docs/a.md": text})
    assert [one.due for one in due(knowledge, 10**7)] == [date.max]
    assert b"DTSTART;VALUE=DATE:99991231" in as_calendar(due(knowledge, 10**7), TODAY, "")
