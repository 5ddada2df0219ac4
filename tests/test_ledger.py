"""The ledger of published addresses: what it says, what is wrong with it, and how it grows."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from projects import Files

from kept.diagnostic import Diagnostic, Severity
from kept.ledger import HEADER, parse_ledger
from kept.text import Source

Cli = Callable[..., Result]
Project = Callable[[Files], Path]

LEDGER = "kb/published-urls.txt"
PUBLIC = "---\ntitle: {}\naudience: public\ntype: page\n{}---\n# {}\n\n## Part one\n\nText.\n"
FILES = {
    "docs/index.md": PUBLIC.format("Home", "", "Home"),
    "kb/faq/fees.md": PUBLIC.format("Fees", "", "Fees"),
    "kb/100% #1?.md": PUBLIC.format("Odd", "", "Odd"),
    "kb/secret.md": PUBLIC.format("Secret", "", "Secret").replace("public", "internal"),
    "kb/later.md": PUBLIC.format("Later", "status: draft\n", "Later"),
}
EXPECTED = [
    *HEADER,
    "/",
    "/#home",
    "/#part-one",
    "/kb/100%25 %231%3F/",
    "/kb/100%25 %231%3F/#odd",
    "/kb/100%25 %231%3F/#part-one",
    "/kb/faq/fees/",
    "/kb/faq/fees/#fees",
    "/kb/faq/fees/#part-one",
]


def test_a_build_writes_down_what_it_published(cli: Cli, project: Project) -> None:
    folder = project(FILES)
    done = cli("build", "--update-ledger", cwd=folder)
    assert done.exit_code == 0, done.output
    assert f"{LEDGER}: 3 new addresses." in done.output
    assert (folder / LEDGER).read_text().splitlines() == EXPECTED
    assert (folder / LEDGER).stat().st_mode & 0o777 == (folder / "docs/index.md").stat().st_mode & 0o777
    assert not (folder / "site" / LEDGER).exists()
    assert cli("check", cwd=folder).exit_code == 0

    before = (folder / LEDGER).stat()
    again = cli("build", "--update-ledger", cwd=folder)
    assert f"{LEDGER}: 0 new addresses." in again.output
    assert (folder / LEDGER).stat().st_mtime_ns == before.st_mtime_ns


def test_what_was_published_once_is_never_forgotten(cli: Cli, project: Project) -> None:
    folder = project(FILES)
    (folder / LEDGER).write_bytes(b"# Ours\r\n/old/\r\n/zoo/#cage\r\n/kb/faq/fees/\r\n")
    moved = PUBLIC.format("Fees", "redirect_from: [old.md]\n", "Fees")
    (folder / "kb/faq/fees.md").write_text(moved)
    assert cli("build", "--update-ledger", cwd=folder).exit_code == 0
    assert (folder / LEDGER).read_bytes().decode() == "".join(
        line + "\r\n" for line in ["# Ours", *EXPECTED[len(HEADER) :], "/old/", "/zoo/#cage"]
    )


def test_a_moved_page_is_missed_until_it_redirects(cli: Cli, project: Project) -> None:
    folder = project(FILES)
    assert cli("build", "--update-ledger", cwd=folder).exit_code == 0
    os.rename(folder / "kb/faq/fees.md", folder / "kb/what-it-costs.md")
    done = cli("check", cwd=folder)
    assert done.exit_code == 1
    assert 'error K410 "/kb/faq/fees/" was published, and no page has this address any more' in done.output
    assert "redirect_from: [kb/faq/fees.md]" in done.output
    assert cli("build", cwd=folder).exit_code == 1
    assert cli("check", cwd=folder).output == done.output  # as the next check sees it

    text = (folder / "kb/what-it-costs.md").read_text()
    (folder / "kb/what-it-costs.md").write_text(
        text.replace("type:", "redirect_from: [kb/faq/fees.md]\ntype:")
    )
    assert cli("check", cwd=folder).exit_code == 0
    assert cli("build", cwd=folder).exit_code == 0
    assert (folder / "site/kb/faq/fees/index.html").exists()


def test_an_article_that_was_taken_out_on_purpose_is_not_missed(cli: Cli, project: Project) -> None:
    folder = project(FILES)
    assert cli("build", "--update-ledger", cwd=folder).exit_code == 0
    text = (folder / "kb/faq/fees.md").read_text()
    (folder / "kb/faq/fees.md").write_text(text.replace("type:", "status: archived\ntype:"))
    assert cli("check", cwd=folder).exit_code == 0


def test_the_ledger_is_that_of_one_audience(cli: Cli, project: Project) -> None:
    folder = project(FILES)
    done = cli("build", "--update-ledger", "--audience", "internal", cwd=folder)
    assert done.exit_code == 2
    assert done.output == "kept: the ledger is that of the site for public readers: leave out --audience\n"
    assert not (folder / LEDGER).exists()


def test_the_ledger_can_lie_elsewhere_and_is_not_published(cli: Cli, project: Project) -> None:
    settings = (
        "site_name: Help\nplugins: [{kept: {ledger: docs/urls.txt}}]\ntheme: {name: material, font: false}\n"
    )
    folder = project({**FILES, "mkdocs.yml": settings})
    assert cli("build", "--update-ledger", cwd=folder).exit_code == 0
    assert (folder / "docs/urls.txt").read_text().splitlines() == EXPECTED
    assert cli("build", cwd=folder).exit_code == 0
    assert not (folder / "site/urls.txt").exists()


INVALID = {
    "conflict": (b"/\n<<<<<<< HEAD\n/a/\n=======\n/b/\n>>>>>>> other\n", 2, "a merge left its marks"),
    "three ways": (b"/\n||||||| base\n", 2, "a merge left its marks"),
    "absolute": (b"/\nhttps://help.example.com/a/\n", 2, "names a host"),
    "other host": (b"//help.example.com/a/\n", 1, "names a host"),
    "relative": (b"kb/a/\n", 1, '"kb/a/" is no address of the site'),
    "outside": (b"/kb/../../a/\n", 1, "is no address of the site"),
    "question": (b"/kb/?a\n", 1, "has no `?`"),
    "binary": (b"\x89PNG\0\0\0", 1, "NUL character"),
    "latin": (b"/caf\xe9/\n", 1, "is not UTF-8 text"),
    "UTF-16": ("/\n".encode("utf-16"), 1, "UTF-16"),
    "control": (b"/a\x1b[31m/\n", 1, "this line is no address"),
    "long": (b"x" * 5000 + b"\n", 1, "this line is no address"),
}


@pytest.mark.parametrize(("data", "line", "message"), INVALID.values(), ids=INVALID.keys())
def test_a_line_that_is_no_address_is_one_finding_at_its_place(
    findings_of: Callable[[Files], list[Diagnostic]], data: bytes, line: int, message: str
) -> None:
    found = [item for item in findings_of({**FILES, LEDGER: data}) if item.location.path == LEDGER]
    found = [item for item in found if item.code != "K410"]
    assert [(item.code, item.severity, item.location.line) for item in found] == [
        ("K415", Severity.ERROR, line)
    ]
    assert message in found[0].message
    assert found[0].help


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", "link out", "huge", "unreadable"])
def test_something_else_in_its_place_is_one_finding(cli: Cli, project: Project, kind: str) -> None:
    folder = project(FILES)
    place = folder / LEDGER
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "huge":
        with place.open("wb") as file:
            file.truncate(65 * 1024 * 1024)
    elif kind == "unreadable":
        place.symlink_to("published-urls.txt")
    else:
        place.symlink_to("gone" if kind == "link to nothing" else "/etc/hostname")
    done = cli("check", cwd=folder)
    assert done.exit_code == 1
    assert done.output.count(" K415 ") == 2  # the finding, and its line in the summary
    assert "1 error in" in done.output
    built = cli("build", "--update-ledger", cwd=folder)
    assert (built.exit_code, built.output.count(" K415 ")) == (1, 2)


def test_an_empty_ledger_is_none(findings_of: Callable[[Files], list[Diagnostic]]) -> None:
    for data in (b"", b"\n\n", b"\xef\xbb\xbf", b"# only a comment\n"):
        assert findings_of({**FILES, LEDGER: data}) == []


def test_many_strange_lines_are_not_many_findings(findings_of: Callable[[Files], list[Diagnostic]]) -> None:
    found = findings_of({**FILES, LEDGER: b"word\n" * 5000})
    assert len(found) == 11
    assert found[-1].message == "4990 more lines of it are no addresses"


def test_order_and_repetition_are_mended_by_the_next_build(cli: Cli, project: Project) -> None:
    folder = project({**FILES, LEDGER: "/kb/faq/fees/\n/\n/kb/faq/fees/\n"})
    done = cli("check", cwd=folder)
    assert done.output.count("warning K414") == 2
    assert cli("build", "--update-ledger", cwd=folder).exit_code == 0
    assert cli("check", cwd=folder).exit_code == 0


@given(st.text(alphabet=st.sampled_from("/a#?%.\r\n\t <=>|é"), max_size=200))
def test_any_text_is_read_and_written_the_same_way(text: str) -> None:
    ledger = parse_ledger(Source(LEDGER, text))
    for problem in ledger.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text) + 1
    if ledger.is_usable:
        written = ledger.with_pages([("b/", ["c", "d e", ""]), ("", [])])
        again = parse_ledger(Source(LEDGER, written))
        assert again.problems == ()
        assert set(ledger.pages) <= set(again.pages) | {"", "b/"}
        assert again.with_pages([]) == written
        assert again.anchors["b/"] == ("c",)
