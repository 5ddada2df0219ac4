"""Rows of linkchecker and what they mean; which addresses are asked, in what order, and how often."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import web
from hypothesis import given
from hypothesis import strategies as some
from projects import TODAY

from kept.external.answers import Answer, Reply, Verdict
from kept.external.ask import PAUSES, ask_again, due, is_cut_off
from kept.external.linkchecker import configuration, replies

A = "https://a.net/old"


@pytest.mark.parametrize(
    ("row", "verdict", "reason"),
    [
        (web.WORKS, Verdict.WORKS, ""),
        (web.GONE, Verdict.FAILS, 'answers "404 Not Found"'),
        (("410 Gone", "", "", False), Verdict.FAILS, 'answers "410 Gone"'),
        (web.BROKEN, Verdict.FAILS, 'answers "500 Internal Server Error"'),
        (web.REFUSED, Verdict.REFUSED, 'answers "403 Forbidden"'),
        (("401 Unauthorized", "", "", False), Verdict.REFUSED, 'answers "401 Unauthorized"'),
        (("999 ", "", "", False), Verdict.REFUSED, 'answers "999"'),
        (web.BUSY, Verdict.LATER, 'answers "429 Too Many Requests"'),
        (("503 Service Unavailable", "", "", False), Verdict.LATER, 'answers "503 Service Unavailable"'),
        (web.NOBODY, Verdict.FAILS, "leads to a server that does not exist"),
        (
            ("ReadTimeout: Read timed out. (read timeout=30)", "", "", False),
            Verdict.FAILS,
            "does not answer in time",
        ),
        (("TooManyRedirects: Exceeded 10 redirects.", "", "", False), Verdict.FAILS, "redirects in a circle"),
        (
            ("SSLError: CERTIFICATE_VERIFY_FAILED certificate has expired", "", "", False),
            Verdict.FAILS,
            "has no valid certificate",
        ),
        (
            ("ProxyError: Unable to connect to proxy", "", "", False),
            Verdict.LATER,
            "is behind a proxy that cannot be reached",
        ),
        (("Odd: thing\nhappened", "", "", False), Verdict.FAILS, "cannot be opened (Odd: thing happened)"),
        (
            ("syntax OK", "", "Access denied by robots.txt, checked only syntax.", True),
            Verdict.REFUSED,
            "may not be asked for by programs (robots.txt)",
        ),
    ],
)
def test_a_row_means_something_for_readers(row: web.Row, verdict: Verdict, reason: str) -> None:
    [(address, reply)] = replies(web.lines({A: row}))
    assert (address, reply.verdict, reply.reason) == (A, verdict, reason)


@pytest.mark.parametrize(
    ("row", "new"),
    [
        (web.moved("https://b.net/new"), "https://b.net/new"),
        (web.moved("https://a.net/old/"), "https://a.net/old/"),
        (web.moved("https://b.net/1", "https://b.net/2", status="308 Permanent Redirect"), "https://b.net/2"),
        (web.moved(A, "https://b.net/new"), "https://b.net/new"),
        (web.moved("https://b.net/new", A), ""),
        (web.moved("https://b.net/new", status="302 Found"), ""),
        (web.moved("https://a.net/en-us/old"), ""),
        (web.moved("https://a.net/login?next=old"), ""),
        (web.moved("https://a.net/old?session=1"), ""),
        (web.moved("mailto:help@a.net"), ""),
        (web.WORKS, ""),
    ],
)
def test_an_address_has_moved_when_it_is_for_good_and_the_same_page(row: web.Row, new: str) -> None:
    [(_, reply)] = replies(web.lines({A: row}))
    assert (reply.verdict, reply.moved_to) == (Verdict.WORKS, new)


@given(some.lists(some.text(max_size=60), max_size=12))
def test_whatever_linkchecker_writes_is_read(lines: list[str]) -> None:
    for address, reply in replies(f"{line}\n" for line in lines):
        assert isinstance(address, str)
        assert isinstance(reply, Reply)


@given(some.text(max_size=80), some.text(max_size=80), some.booleans())
def test_whatever_a_row_holds_is_a_reply(result: str, warnings: str, valid: bool) -> None:
    for _, reply in replies(web.lines({A: (result, warnings, "", valid)})):
        assert "\n" not in reply.reason


def test_the_configuration_says_how_fast_to_ask() -> None:
    text = configuration(0.5, 60)
    assert "maxrequestspersecond=0.500\n" in text
    assert "recursionlevel=0\n" in text
    assert "robotstxt=1\n" in text


def test_servers_take_turns_and_what_was_never_asked_comes_first() -> None:
    old = Answer(Verdict.WORKS, TODAY.replace(month=1))
    known = {"https://a.net/1": old, "https://c.net/1": Answer(Verdict.WORKS, TODAY)}
    addresses = [
        "https://a.net/1",
        "https://a.net/2",
        "https://a.net/3",
        "https://b.net/1",
        "https://c.net/1",
    ]
    assert due(addresses, known, TODAY, 7) == [
        "https://a.net/2",
        "https://b.net/1",
        "https://a.net/3",
        "https://a.net/1",
    ]


@given(
    some.lists(
        some.sampled_from([f"https://{host}.net/{n}" for host in "abc" for n in range(4)]), unique=True
    )
)
def test_every_address_is_asked_once(addresses: list[str]) -> None:
    assert sorted(due(addresses, {}, TODAY, 7)) == sorted(addresses)


def asked(script: dict[str, list[web.Row]]) -> tuple[dict[str, Reply], list[list[str]], list[float]]:
    fake, pauses = web.Fake(), list[float]()
    for address, rows in script.items():
        fake.answer(address, *rows)
    questions: list[list[str]] = []

    def ask(addresses: list[str]) -> Iterator[tuple[str, Reply]]:
        questions.append(addresses)
        yield from replies(web.lines({one: fake.rows[one].pop(0) for one in addresses}))

    found = dict(ask_again(list(script), ask, pauses.append))
    return found, questions, pauses


def test_what_may_pass_is_asked_again_within_a_run() -> None:
    found, questions, pauses = asked(
        {
            "https://a.net/": [web.WORKS],
            "https://b.net/": [web.BROKEN, web.WORKS],
            "https://c.net/": [web.GONE],
        }
    )
    assert questions == [["https://a.net/", "https://b.net/", "https://c.net/"], ["https://b.net/"]]
    assert pauses == [PAUSES[0]]
    assert found["https://b.net/"].verdict is Verdict.WORKS
    assert found["https://c.net/"].verdict is Verdict.FAILS


def test_it_is_believed_in_the_end() -> None:
    found, questions, pauses = asked({"https://b.net/": [web.BROKEN, web.BROKEN, web.BROKEN]})
    assert len(questions) == 3
    assert pauses == list(PAUSES)
    assert found["https://b.net/"].verdict is Verdict.FAILS


def test_what_there_was_no_time_to_ask_again_is_believed() -> None:
    rows = iter([{"https://b.net/": web.BROKEN}])

    def ask(addresses: list[str]) -> Iterator[tuple[str, Reply]]:
        yield from replies(web.lines(next(rows, {})))

    found = dict(ask_again(["https://b.net/"], ask, lambda seconds: None))
    assert found["https://b.net/"].verdict is Verdict.FAILS


def test_a_server_is_given_the_time_it_asks_for_unless_that_is_too_long() -> None:
    _, _, pauses = asked({"https://b.net/": [web.BUSY, web.WORKS]})
    assert pauses == [7]
    hours = ("429 Too Many Requests", "Rate limited (Retry-After: 86400)", "", True)
    found, questions, pauses = asked({"https://b.net/": [hours]})
    assert (len(questions), pauses) == (1, [])
    assert found["https://b.net/"].verdict is Verdict.LATER


def test_when_nobody_can_be_reached_it_is_this_computer() -> None:
    nobody = Reply(Verdict.FAILS, was_reached=False)
    hosts = [f"https://{name}.net/" for name in "abc"]
    assert is_cut_off(dict.fromkeys(hosts, nobody))
    assert not is_cut_off(dict.fromkeys(hosts[:2], nobody))
    assert not is_cut_off({**dict.fromkeys(hosts, nobody), "https://a.net/b": Reply(Verdict.FAILS)})
