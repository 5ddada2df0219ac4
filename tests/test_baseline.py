"""The baseline: what is known is hidden, what is new or touched is not, and entries only ever leave."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from projects import Files, write_files

from kept.baseline import (
    Baseline,
    BaselineError,
    baseline_of,
    compare,
    joined,
    moved,
    parse,
    render,
    without,
)
from kept.diagnostic import Diagnostic, Location, Severity
from kept.text import Source

CODES = ("K102", "K302", "K401")
TEXT = "---\none\ntwo two\n\none\n[x](gone.md)\n"
PATHS = ("kb/a.md", "kb/b.md", "docs/ä.md")
SOURCES = {path: Source(path, TEXT) for path in PATHS}


def finding(path: str, line: int, code: str, message: str) -> Diagnostic:
    return Diagnostic(code, "rule", Severity.ERROR, Location(path, line, 1, line, 2), message)


FINDINGS = st.builds(
    finding,
    st.sampled_from(PATHS),
    st.integers(1, 8),
    st.sampled_from(CODES),
    st.sampled_from(
        ("a", '"x" is gone', '"y" is gone', '"y" is gone: did you mean "z"?', "`owner` is missing")
    ),
)
MANY = st.lists(FINDINGS, max_size=12)


@given(MANY)
def test_what_is_in_the_baseline_is_hidden(findings: list[Diagnostic]) -> None:
    outcome = compare(baseline_of(findings, SOURCES), findings, SOURCES)
    assert (outcome.new, outcome.known, outcome.mended) == ((), len(findings), Baseline())


@given(MANY, st.randoms())
def test_the_order_of_findings_does_not_matter(findings: list[Diagnostic], random: object) -> None:
    shuffled = sorted(findings, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert baseline_of(shuffled, SOURCES) == baseline_of(findings, SOURCES)
    assert render(baseline_of(shuffled, SOURCES)) == render(baseline_of(findings, SOURCES))


@given(MANY)
def test_a_baseline_is_read_as_it_was_written(findings: list[Diagnostic]) -> None:
    baseline = baseline_of(findings, SOURCES)
    assert parse(Source("b", render(baseline)), CODES) == baseline
    assert len(render(baseline).splitlines()) == len(baseline.entries) + 2


@given(MANY, MANY)
def test_removing_only_removes_and_hides_nothing_new(known: list[Diagnostic], now: list[Diagnostic]) -> None:
    baseline = baseline_of(known, SOURCES)
    outcome = compare(baseline, now, SOURCES)
    after = without(baseline, outcome.mended)
    assert after.total == baseline.total - outcome.mended.total == outcome.known
    before = {entry.key: entry.times for entry in baseline.entries}
    assert all(entry.times <= before.get(entry.key, 0) for entry in after.entries)
    again = compare(after, now, SOURCES)
    assert (again.new, again.known, again.mended) == (outcome.new, outcome.known, Baseline())


@given(MANY, MANY)
def test_fewer_findings_are_never_more_new_ones(known: list[Diagnostic], now: list[Diagnostic]) -> None:
    baseline = baseline_of(known, SOURCES)
    every = len(compare(baseline, now, SOURCES).new)
    assert len(compare(baseline, now[:-1], SOURCES).new) <= every


@given(MANY, MANY)
def test_adding_what_is_new_makes_it_known(known: list[Diagnostic], now: list[Diagnostic]) -> None:
    baseline = baseline_of(known, SOURCES)
    new = compare(baseline, now, SOURCES).new
    assert compare(joined(baseline, baseline_of(new, SOURCES)), now, SOURCES).new == ()


@given(MANY)
def test_what_was_not_looked_at_is_not_mended(known: list[Diagnostic]) -> None:
    outcome = compare(baseline_of(known, SOURCES), [], SOURCES, lambda path, code: path == "kb/a.md")
    assert {entry.path for entry in outcome.mended.entries} <= {"kb/a.md"}


def test_text_that_moves_is_known_and_text_that_changes_is_not() -> None:
    baseline = baseline_of([finding("a.md", 2, "K401", '"x" is gone')], {"a.md": Source("a.md", "\nsee x\n")})
    lower = finding("a.md", 5, "K401", '"x" is gone, five lines on')
    assert compare(baseline, [lower], {"a.md": Source("a.md", "\n\n\n\n  see  x\n")}).new == ()
    assert compare(baseline, [lower], {"a.md": Source("a.md", "\n\n\n\nsee x now\n")}).new == (lower,)


def test_what_changes_with_the_day_or_with_other_files_is_no_part_of_a_finding() -> None:
    sources = {"a.md": Source("a.md", "reviewed: 2020-01-01\n")}
    old = finding("a.md", 1, "K302", "the review was due on 2020-06-29, 2336 days ago")
    new = finding("a.md", 1, "K302", "the review was due on 2020-06-29, 2337 days ago")
    assert compare(baseline_of([old], sources), [new], sources).new == ()
    near = finding("a.md", 1, "K401", 'there is nothing at "b": did you mean "c"?')
    far = finding("a.md", 1, "K401", 'there is nothing at "b"')
    assert compare(baseline_of([near], sources), [far], sources).new == ()


def test_entries_move_with_their_file_or_folder() -> None:
    known = baseline_of([finding(path, 1, "K401", "a") for path in ("kb/a.md", "kb/ab.md", "kb/x/a.md")], {})
    assert [one.path for one in moved(known, "kb/a.md", "docs/a.md").entries] == [
        "docs/a.md",
        "kb/ab.md",
        "kb/x/a.md",
    ]
    assert [one.path for one in moved(known, "kb", "help").entries] == [
        "help/a.md",
        "help/ab.md",
        "help/x/a.md",
    ]


ENTRY = '{"path": "kb/a.md", "code": "K401", "fingerprint": "0123456789abcdef"}'
HEAD = '{"version": 1, "findings": [\n'
BAD: dict[str, tuple[str | bytes, str]] = {
    "conflict": (
        f"{HEAD}<<<<<<< HEAD\n{ENTRY}\n=======\n>>>>>>> other\n]}}\n",
        "kept-baseline.json:2:1: error K007 a merge conflict is left in the baseline",
    ),
    "cut off": (HEAD + ENTRY[:30], "kept-baseline.json:2:"),
    "comma": (f"{HEAD}{ENTRY}\n{ENTRY}]}}\n", "kept-baseline.json:3:1: error K007 the baseline is not JSON"),
    "list": ("[]\n", "kept-baseline.json:1:1: error K007 the baseline is not `{"),
    "number": ("7\n", "kept-baseline.json:1:1: error K007 the baseline is not `{"),
    "no list": ('{"version": 1, "findings": {}}\n', "the baseline is not `{"),
    "newer": ('{"version": 2, "findings": []}\n', "the baseline has version 2; this kept reads version 1"),
    "entry": (f"{HEAD}{ENTRY},\n7]}}\n", "kept-baseline.json:3:1: error K007 an entry must be"),
    "key": (f'{HEAD}{{"pat": 1}}]}}\n', 'kept-baseline.json:2:1: error K007 an entry has no "pat": did you'),
    "missing": (f'{HEAD}{{"path": "a"}}]}}\n', "error K007 an entry needs `code`, a text"),
    "type": (f'{HEAD}{{"path": 1}}]}}\n', "error K007 an entry needs `path`, a text"),
    "print": (f"{HEAD}{ENTRY.replace('kb/', chr(92) + 'ud800')}]}}\n", "`path` holds a character that no"),
    "digits": (f"{HEAD}{ENTRY.replace('cdef', 'xyz!')}]}}\n", "`fingerprint` must be 16 hexadecimal digits"),
    "count": (
        f'{HEAD}{ENTRY[:-1]}, "count": 0}}]}}\n',
        "`count` must be a whole number from 1 to 1,000,000,000",
    ),
    "truth": (
        f'{HEAD}{ENTRY[:-1]}, "count": true}}]}}\n',
        "`count` must be a whole number from 1 to 1,000,000,000",
    ),
    "rule": (f"{HEAD}{ENTRY.replace('K401', 'K999')}]}}\n", 'json:2:1: error K007 there is no rule "K999"'),
    "twice": (f"{HEAD}{ENTRY},\n{ENTRY}]}}\n", "json:3:1: error K007 the finding K401 of kb/a.md is in the"),
    "deep": ("[" * 200_000, "error K007 the baseline is not JSON that kept reads"),
    "digits without end": ("9" * 10_000, "error K007 the baseline is not JSON that kept reads"),
    "empty": ("", "error K007 the baseline cannot be read: the file is empty"),
    "UTF-16": ("{}".encode("utf-16"), "the baseline cannot be read: it is UTF-16 text"),
    "Latin-1": (b'{"\xe4": 1}', "the baseline cannot be read: line 1 is not UTF-8 text"),
    "NUL": (b"{}\0", "the baseline cannot be read: line 1 holds a NUL character"),
}
HIDDEN = "known findings hidden by the baseline; `--no-baseline` shows all.\n"
PAGE = "---\ntitle: A\naudience: public\n---\nText\n"


@pytest.mark.parametrize("name", BAD)
def test_a_baseline_that_cannot_be_used_is_one_finding(
    name: str, project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    content, message = BAD[name]
    folder = project({"docs/index.md": PAGE, "kept-baseline.json": content})
    done = cli("check", cwd=folder)
    assert done.exit_code == 2
    assert message in done.stderr
    shown = cli("check", "--format", "json", cwd=folder)
    assert [item["path"] for item in json.loads(shown.stdout)["findings"]] == ["kept-baseline.json"]
    assert cli("check", "--no-baseline", cwd=folder).exit_code == 0


def test_what_is_no_file_is_no_baseline(project: Callable[[Files], Path], cli: Callable[..., Result]) -> None:
    folder = project({"docs/index.md": PAGE, "kept-baseline.json/x": "x"})
    assert "the baseline cannot be read: it is a folder" in cli("check", cwd=folder).stderr
    target = folder / "pipe.json"
    os.mkfifo(target)
    write_files(folder, {"mkdocs.yml": "site_name: A\nplugins:\n- kept: {baseline: pipe.json}\n"})
    done = cli("check", cwd=folder)
    assert (done.exit_code, "it is not a plain file" in done.stderr) == (2, True)
    write_files(folder, {"mkdocs.yml": "site_name: A\nplugins:\n- kept: {baseline: ../x.json}\n"})
    assert '"../x.json" leads out of the project' in cli("check", cwd=folder).stderr


def test_a_merge_may_leave_a_comma_behind_the_last_entry() -> None:
    assert parse(Source("b", f"{HEAD}{ENTRY},\n]}}\n"), CODES).total == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda one: (
        st.lists(one) | st.dictionaries(st.sampled_from(("version", "findings", "path", "code")), one)
    ),
)


@given(st.text() | JSON.map(json.dumps) | JSON.map(lambda one: json.dumps({"version": 1, "findings": [one]})))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BaselineError):
        assert parse(Source("b", text), CODES).total >= 0


@pytest.fixture
def neglected(project: Callable[[Files], Path]) -> Path:
    """A small knowledge base with two findings."""
    broken = "---\ntitle: Broken\naudience: public\n---\n[x](gone.md)\n\n![](docs/none.png)\n"
    return project({"docs/index.md": PAGE, "docs/a.md": broken})


def codes(done: Result) -> list[str]:
    return [item["code"] for item in json.loads(done.stdout)["findings"]]


def test_a_day_with_a_baseline(neglected: Path, cli: Callable[..., Result]) -> None:
    done = cli("check", "--update-baseline", cwd=neglected)
    assert (done.exit_code, (neglected / "kept-baseline.json").exists()) == (2, False)
    assert "there is no kept-baseline.json to update" in done.stderr
    known = len(codes(cli("check", "--format", "json", cwd=neglected)))
    done = cli("check", "--update-baseline", "--add", cwd=neglected)
    assert (done.exit_code, done.stderr) == (
        0,
        f"kept-baseline.json: 0 findings removed, {known} added; {known} left.\n",
    )
    done = cli("check", cwd=neglected)
    assert (done.exit_code, done.stdout) == (
        0,
        f"No findings in 2 documents.\n{known} {HIDDEN}",
    )
    assert cli("check", "--no-baseline", cwd=neglected).exit_code == 1

    page = neglected / "docs/a.md"
    page.write_text(page.read_text().replace("[x]", "New text.\n\n[y](lost.md)\n\n[x]"))
    done = cli("check", "--format", "json", cwd=neglected)
    assert (done.exit_code, codes(done)) == (1, ["K401"])
    assert json.loads(done.stdout)["summary"]["known"] == known

    page.write_text(page.read_text().replace("[y](lost.md)", "Y").replace("[x](gone.md)", "X"))
    done = cli("check", cwd=neglected)
    assert done.exit_code == 0
    assert "1 finding of the baseline is mended; `kept check --update-baseline` removes" in done.stdout
    assert cli("check", "docs/index.md", cwd=neglected).stdout == "No findings in 1 document.\n"
    before = (neglected / "kept-baseline.json").read_text()
    done = cli("check", "docs/index.md", "--update-baseline", cwd=neglected)
    assert (neglected / "kept-baseline.json").read_text() == before
    done = cli("check", "--update-baseline", cwd=neglected)
    assert done.stderr == f"kept-baseline.json: 1 finding removed; {known - 1} left.\n"
    assert set((neglected / "kept-baseline.json").read_text().splitlines()) < set(before.splitlines()) | {
        line.rstrip(",") for line in before.splitlines()
    }


def test_updating_never_adds_unless_asked_to(neglected: Path, cli: Callable[..., Result]) -> None:
    cli("check", "--update-baseline", "--add", cwd=neglected)
    before = (neglected / "kept-baseline.json").read_text()
    (neglected / "docs/b.md").write_text(PAGE.replace("Text", "[x](nowhere.md)"))
    assert cli("check", "--update-baseline", cwd=neglected).exit_code == 1
    assert (neglected / "kept-baseline.json").read_text() == before
    assert "--add goes with" in cli("check", "--add", cwd=neglected).stderr
    assert "exclude each other" in cli("check", "--no-baseline", "--update-baseline", cwd=neglected).stderr


def test_a_rule_that_is_off_mends_nothing(neglected: Path, cli: Callable[..., Result]) -> None:
    cli("check", "--update-baseline", "--add", cwd=neglected)
    (neglected / "mkdocs.yml").write_text(
        "site_name: A\nplugins:\n- kept: {severity: {K401: off}}\ntheme: {name: material, font: false}\n"
    )
    assert "mended" not in cli("check", cwd=neglected).stdout
