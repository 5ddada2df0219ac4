"""What is known about an address: how it grows, and a memory that survives whatever happens to its file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from projects import TODAY

from kept.cache_folder import FOLDER
from kept.external.answers import NAME, Answer, Reply, Verdict, after, load, save

FAILS = Reply(Verdict.FAILS, "does not answer in time")
WORKS = Reply(Verdict.WORKS)
LATER = Reply(Verdict.LATER)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def known(replies: Sequence[tuple[int, Reply]]) -> Answer | None:
    answer = None
    for number, reply in replies:
        answer = after(answer, reply, day(number))
    return answer


def test_a_link_is_dead_once_it_has_failed_for_long_enough() -> None:
    first = known([(0, FAILS)])
    assert first == Answer(Verdict.FAILS, day(0), FAILS.reason, since=day(0), failures=1)
    assert first.is_failing(14)
    assert not first.is_dead(14)
    later = known([(0, FAILS), (0, FAILS), (7, FAILS), (14, FAILS)])
    assert later == Answer(Verdict.FAILS, day(14), FAILS.reason, since=day(0), failures=3)
    assert later.is_dead(14)
    assert not later.is_failing(14)


def test_one_good_day_begins_the_count_anew() -> None:
    answer = known([(0, FAILS), (13, WORKS), (14, FAILS)])
    assert answer is not None
    assert answer.since == day(14)


def test_a_server_that_wants_to_be_asked_later_changes_nothing() -> None:
    assert known([(0, LATER)]) is None
    assert known([(0, FAILS), (3, LATER)]) == known([(0, FAILS)])


def test_a_clock_that_was_wrong_does_not_make_a_link_dead_or_its_answer_fresh_for_ever() -> None:
    answer = known([(400, FAILS), (0, FAILS)])
    assert answer is not None
    assert answer.since == day(0)
    future = known([(400, WORKS)])
    assert future is not None
    assert not future.is_fresh(day(0), 7)


def test_what_works_is_believed_for_a_while_and_what_fails_never() -> None:
    works, fails = known([(0, WORKS)]), known([(0, FAILS)])
    assert works is not None
    assert fails is not None
    assert [works.is_fresh(day(number), 7) for number in (0, 6, 7)] == [True, True, False]
    assert not fails.is_fresh(day(0), 7)


REPLIES = some.lists(some.tuples(some.integers(0, 60), some.sampled_from([FAILS, WORKS, LATER])))


@given(REPLIES)
def test_a_dead_link_failed_at_both_ends_of_the_time_and_never_worked_between(
    replies: list[tuple[int, Reply]],
) -> None:
    replies.sort(key=lambda one: one[0])
    answer = known(replies)
    if answer is None or not answer.is_dead(14):
        return
    failed = [number for number, reply in replies if reply is FAILS]
    worked = [index for index, (_, reply) in enumerate(replies) if reply is WORKS]
    since = [number for number, reply in replies[max(worked, default=-1) + 1 :] if reply is FAILS]
    assert max(failed) - min(since) >= 14


def test_answers_come_back_as_they_were(tmp_path: Path) -> None:
    answers = {
        "https://a.net/": Answer(Verdict.WORKS, TODAY, moved_to="https://b.net/"),
        "https://b.net/": Answer(Verdict.FAILS, TODAY, "is gone", since=day(-3), failures=2),
        "https://c.net/": Answer(Verdict.REFUSED, TODAY, 'answers "403"'),
    }
    save(tmp_path, answers, TODAY)
    assert load(tmp_path) == answers
    assert (tmp_path / FOLDER / ".gitignore").read_text() == "*\n"
    assert {path.name for path in (tmp_path / FOLDER).iterdir()} == {".gitignore", "CACHEDIR.TAG", NAME}


def test_two_processes_share_the_memory(tmp_path: Path) -> None:
    save(tmp_path, {"https://a.net/": Answer(Verdict.WORKS, day(0))}, TODAY)
    save(tmp_path, {"https://b.net/": Answer(Verdict.WORKS, day(0))}, TODAY)
    save(tmp_path, {"https://a.net/": Answer(Verdict.REFUSED, day(-1))}, TODAY)  # an older answer loses
    assert load(tmp_path) == {
        one: Answer(Verdict.WORKS, day(0)) for one in ("https://a.net/", "https://b.net/")
    }


def test_what_nobody_asked_about_for_long_is_forgotten(tmp_path: Path) -> None:
    save(tmp_path, {"https://a.net/": Answer(Verdict.WORKS, day(-91))}, TODAY)
    assert load(tmp_path) == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"version": 2, "addresses": {}}',
        b'{"version": 1, "addresses": []}',
        b'{"version": 1, "addresses": {"https://a.net/": 1}}',
        b'{"version": 1, "addresses": {"https://a.net/": {"verdict": "works"}}}',
        b'{"version": 1, "addresses": {"https://a.net/": {"verdict": "works", "checked": 7}}}',
        b'{"version": 1, "addresses": {"https://a.net/": {"verdict": "fails", "checked": "2026-11-20"}}}',
        b"[" * 100_000,
        b'{"version": 1, "addresses": ' + b"9" * 10_000 + b"}",
    ],
)
def test_a_damaged_memory_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / NAME).write_bytes(content)
    assert load(tmp_path) == {}
    save(tmp_path, {"https://a.net/": Answer(Verdict.WORKS, TODAY)}, TODAY)
    assert load(tmp_path) == {"https://a.net/": Answer(Verdict.WORKS, TODAY)}


@given(data=some.data())
def test_a_memory_with_any_byte_changed_is_read_without_an_exception(
    data: some.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("memory")
    save(folder, {"https://a.net/": Answer(Verdict.FAILS, TODAY, "is gone", since=TODAY, failures=1)}, TODAY)
    file = folder / FOLDER / NAME
    content = bytearray(file.read_bytes())
    content[data.draw(some.integers(0, len(content) - 1))] = data.draw(some.integers(0, 255))
    file.write_bytes(content)
    load(folder)


def test_the_memory_is_not_written_through_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / FOLDER).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic link"):
        save(tmp_path / "project", {"https://a.net/": Answer(Verdict.WORKS, TODAY)}, TODAY)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_file_can_be_read_by_people(tmp_path: Path) -> None:
    save(
        tmp_path, {"https://a.net/": Answer(Verdict.FAILS, TODAY, "is gone", since=TODAY, failures=1)}, TODAY
    )
    assert json.loads((tmp_path / FOLDER / NAME).read_text()) == {
        "version": 1,
        "addresses": {
            "https://a.net/": {
                "verdict": "fails",
                "checked": "2026-11-20",
                "reason": "is gone",
                "since": "2026-11-20",
                "failures": 1,
            }
        },
    }
