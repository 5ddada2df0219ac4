"""Reports: what no golden case can show: colour, steering characters, long lines, findings over lines."""

from __future__ import annotations

import json

import pytest

from kept.diagnostic import Diagnostic, Edit, Fix, Location, Safety, Severity
from kept.report import Report, formats, render
from kept.report.text import one_line
from kept.text import Source, Span

SOURCE = Source("docs/a.md", "one two\nthree\nx\u0301\u0308 日本 four\n" + "long " * 60 + "\n\tfive\x1b[2J\n")


def finding(start: str, end: str = "", severity: Severity = Severity.ERROR, **more: object) -> Diagnostic:
    """A finding from the first `start` to the end of the first `end`."""
    begin = SOURCE.text.index(start)
    stop = SOURCE.text.index(end, begin) + len(end) if end else begin + len(start)
    location = Location.of(SOURCE, Span(begin, stop))
    return Diagnostic("K999", "some-rule", severity, location, "it is wrong", **more)  # type: ignore[arg-type]


def text(one: Diagnostic, *, color: bool = False) -> str:
    return render(Report((one,), {SOURCE.path: SOURCE}, 1, color), "text").split("\n\n")[0]


def test_the_formats_are_found() -> None:
    assert formats() == ("github", "gitlab", "json", "junit", "markdown", "sarif", "text")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (finding("two"), "  1 | one two\n    |     ^^^"),
        (finding("two", "thr"), "  1 | one two\n    |     ^^^"),
        (finding("three", "four"), "  2 | three\n    | ^^^^^"),
        (finding("four"), "  3 | x\u0301\u0308 日本 four\n    |        ^^^^"),
        (finding("本"), "  3 | x\u0301\u0308 日本 four\n    |     ^^"),
        (finding("five"), "  5 |  five\ufffd[2J\n    |  ^^^^"),
    ],
)
def test_the_caret_stands_below_what_is_meant(one: Diagnostic, expected: str) -> None:
    assert text(one).split("\n", 1)[1] == expected


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    start = SOURCE.line_starts[3] + 200
    one = Diagnostic(
        "K999", "some-rule", Severity.INFO, Location.of(SOURCE, Span(start, start + 4)), "it is wrong"
    )
    head, line, caret = text(one).split("\n")
    assert head == "docs/a.md:4:201: info K999 it is wrong"
    assert (len(line), caret) == (len("  4 | ") + 110, "    | " + " " * 55 + "^^^^")
    assert line[6 + 55 :].startswith("long")


def test_a_line_with_many_findings_is_looked_through_for_secrets_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A line of 100 kB may hold 20,000."""
    looked_at: list[str] = []
    monkeypatch.setattr("kept.report.text.masked", lambda line: looked_at.append(line) or line)
    found = (finding("one"), finding("two"), finding("three"), finding("thr"))
    render(Report(found, {SOURCE.path: SOURCE}, 1, color=False), "text")
    assert looked_at == ["one two", "three"]


def test_nothing_in_a_document_can_steer_the_terminal() -> None:
    location = Location("docs/\x1b[31m.md", 1, 1, 1, 1)
    one = Diagnostic("K999", "some-rule", Severity.ERROR, location, "a\x1b[2Jb\nc", "d\re")
    assert text(one) == "docs/\ufffd[31m.md:1:1: error K999 a\ufffd[2Jb\ufffdc\n  help: d\ufffde"
    assert one_line(one) == "docs/\ufffd[31m.md:1:1: error K999 some-rule: a\ufffd[2Jb\ufffdc"


def test_colour_changes_nothing_but_the_colour() -> None:
    one = finding("two", severity=Severity.WARNING, help="mend it")
    coloured = text(one, color=True)
    assert coloured == (
        "\x1b[1mdocs/a.md:1:5\x1b[0m: \x1b[33m\x1b[1mwarning K999\x1b[0m it is wrong\n"
        "  1 | one two\n"
        "    |     \x1b[33m\x1b[1m^^^\x1b[0m\n"
        "  \x1b[32mhelp:\x1b[0m mend it"
    )
    assert (
        render(Report((), documents=1, color=True), "text")
        == "\x1b[32m\x1b[1mNo findings\x1b[0m in 1 document.\n"
    )


def test_the_summary_counts_by_rule_and_by_severity() -> None:
    found = (
        finding("one"),
        *(finding("two", severity=Severity.WARNING) for _ in range(10)),
        Diagnostic("K100", "rare", Severity.INFO, Location("b.md", 1, 1, 1, 1), "m"),
    )
    summary = render(Report(found, {}, 3), "text").split("\n\n")[-1]
    assert summary == (
        "  11  K999 some-rule\n"
        "   1  K100 rare\n"
        "1 error, 10 warnings, 1 note in 3 documents. `kept explain CODE` says more about a rule.\n"
    )


def test_github_is_told_columns_only_within_a_line_and_everything_is_escaped() -> None:
    location = Location("docs/a,b:c%.md", 2, 3, 4, 5)
    found = (
        Diagnostic("K999", "some-rule", Severity.INFO, location, "100 %\nwrong", "a\r\nb"),
        finding("two", severity=Severity.WARNING),
    )
    assert render(Report(found), "github") == (
        "::notice file=docs/a%2Cb%3Ac%25.md,line=2,endLine=4,title=K999 some-rule::"
        "100 %25%0Awrong%0Aa%0D%0Ab\n"
        "::warning file=docs/a.md,line=1,col=5,endLine=1,endColumn=8,title=K999 some-rule::it is wrong\n"
    )


def test_json_has_the_edits_of_a_fix_by_line_and_column() -> None:
    fix = Fix("join them", Safety.SAFE, (Edit(Span(7, 8), " "), Edit(Span(13, 13), "!")))
    data = json.loads(render(Report((finding("two", fix=fix),), {SOURCE.path: SOURCE}, 1), "json"))
    assert data["findings"][0]["fix"] == {
        "message": "join them",
        "safety": "safe",
        "edits": [
            {"line": 1, "column": 8, "end_line": 2, "end_column": 1, "text": " "},
            {"line": 2, "column": 6, "end_line": 2, "end_column": 6, "text": "!"},
        ],
    }
    without = json.loads(render(Report((finding("two", fix=fix),)), "json"))
    assert without["findings"][0]["fix"]["edits"] == []
