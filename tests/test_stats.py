"""`kept check --stats`: the debt as tables, for programs and as a picture, over the baseline's history."""

from __future__ import annotations

import json
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from projects import Files

from kept.baseline import total_in
from kept.debt.chart import as_svg, description
from kept.debt.counts import Debt, Point, Row
from kept.debt.history import MOST, spread

Cli = Callable[..., Result]
LINKS = "---\ntitle: {0}\naudience: public\nowner: {1}\n---\n[x](gone.md)\n\n[y](lost.md)\n"
FILES = {
    "docs/index.md": "---\ntitle: Start\naudience: public\n---\nText\n",
    "docs/a/one.md": LINKS.format("One", "billing"),
    "docs/b/two.md": LINKS.format("Two", "support"),
}
CONFIGURATION = "site_name: Help & <Co>\nplugins: [kept]\n"


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
    who = ("-c", "user.name=team", "-c", "user.email=team@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(
        ["git", *who, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"},
    )


@pytest.fixture
def mended(project: Callable[[Files], Path], cli: Cli) -> Path:
    """A repository in which four findings were accepted and one was mended a month later."""
    folder = project({**FILES, "mkdocs.yml": CONFIGURATION})
    git(folder, "init", "-q")
    cli("check", "--update-baseline", "--add", cwd=folder)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Adopt")
    page = folder / "docs/a/one.md"
    page.write_text(page.read_text().replace("[x](gone.md)", "X"))
    cli("check", "--update-baseline", cwd=folder)
    git(folder, "commit", "-qam", "Mend", day="2026-02-01")
    return folder


def broken_links(rows: list[dict[str, object]]) -> dict[object, object]:
    return {row["name"]: row["total"] for row in rows}


def test_the_debt_by_rule_owner_and_folder(mended: Path, cli: Cli) -> None:
    (mended / "docs/new.md").write_text(LINKS.format("New", "billing"))
    done = cli("check", "--stats", "--format", "json", cwd=mended)
    assert done.exit_code == 0
    data = json.loads(done.stdout)
    known, new = data["known"], data["new"]
    assert data["findings"] == known + new
    assert {"name": "K401 broken-link", "total": 5, "new": 2} in data["by_rule"]
    for rows in ("by_rule", "by_owner", "by_folder"):
        assert sum(row["total"] for row in data[rows]) == data["findings"]
        assert sum(row["new"] for row in data[rows]) == new
    assert {row["name"] for row in data["by_owner"]} >= {"billing", "support"}
    assert {row["name"] for row in data["by_folder"]} >= {"docs", "docs/a", "docs/b"}
    assert [(one["date"], one["known"] - known) for one in data["history"]] == [
        ("2026-01-01", 1),
        ("2026-02-01", 0),
        ("2026-11-20", 0),
    ]
    assert data["history_is_shallow"] is False


def test_the_debt_as_tables(mended: Path, cli: Cli) -> None:
    done = cli("check", "--stats", cwd=mended)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].endswith(" known, 0 new.")
    assert any(line.startswith("K401 broken-link  ") and line.endswith("3        –") for line in lines)
    assert any(line.startswith("2026-02-01") and line.endswith("-1") for line in lines)


def test_the_picture_is_the_same_every_time_and_says_what_it_shows(mended: Path, cli: Cli) -> None:
    done = cli("check", "--stats", "--chart", "debt.svg", cwd=mended)
    assert (done.exit_code, done.stderr) == (0, "Drew debt.svg.\n")
    first = (mended / "debt.svg").read_bytes()
    cli("check", "--stats", "--chart", "debt.svg", cwd=mended)
    assert (mended / "debt.svg").read_bytes() == first
    picture = ET.fromstring(first)
    space = "{http://www.w3.org/2000/svg}"
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "title desc"
    title, words = picture.find(f"{space}title"), picture.find(f"{space}desc")
    assert title is not None
    assert title.text == "What is to be mended in Help & <Co>"
    assert words is not None
    assert "K401 broken-link 3" in str(words.text)
    assert "K401 broken-link" in [text.text for text in picture.iter(f"{space}text")]
    assert b"prefers-color-scheme: dark" in first
    assert b"<script" not in first
    assert b"http" not in first.replace(b"http://www.w3.org/2000/svg", b"")


def test_without_git_or_a_baseline_there_is_no_history(project: Callable[[Files], Path], cli: Cli) -> None:
    folder = project(FILES)
    data = json.loads(cli("check", "--stats", "--format", "json", cwd=folder).stdout)
    assert (data["history"], data["known"]) == ([], 0)
    done = cli("check", "--stats", "--chart", "x.svg", cwd=folder)
    assert done.exit_code == 0
    assert "The baseline is not committed yet." in (folder / "x.svg").read_text()


def test_a_shallow_clone_says_so(mended: Path, cli: Cli, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{mended}", str(tmp_path / "clone"))
    done = cli("check", "--stats", cwd=tmp_path / "clone")
    assert "The clone is shallow: older commits are missing" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--chart", "x.svg"), "--chart goes with --stats"),
        (("--stats", "--update-baseline"), "--stats changes nothing; fix, or update the baseline"),
        (("--stats", "--format", "github"), "--stats is shown as text or json, not as github"),
        (("--stats", "--chart", "x.png"), "--chart draws SVG: name a file like x.svg"),
        (("--stats", "--chart", "no/x.svg"), "there is no folder no for x.svg"),
        (("--stats", "--chart", "folder.svg"), "folder.svg is a folder"),
    ],
)
def test_what_does_not_go_together(
    arguments: tuple[str, ...], message: str, project: Callable[[Files], Path], cli: Cli
) -> None:
    folder = project({**FILES, "folder.svg/x.txt": "x"})
    done = cli("check", *arguments, cwd=folder)
    assert (done.exit_code, message in done.stderr) == (2, True), done.stderr


@given(st.lists(st.tuples(st.dates(), st.integers(0, 10**6)), max_size=8), st.integers(0, 14))
def test_any_numbers_can_be_drawn(history: list[tuple[object, int]], rules: int) -> None:
    rows = tuple(Row(f"K{number} <rule>", number + 1, number) for number in range(rules))
    points = tuple(Point(str(day), "abc", known) for day, known in history)
    picture = ET.fromstring(as_svg(Debt(1, 2, 1, rows, rows, rows, points), "A\x00 & B"))
    for shape in picture.iter():
        for name in ("x", "y", "cx", "cy", "width", "height"):
            assert 0 <= float(shape.get(name, "0")) <= 720
    assert description(Debt(1, 2, 1, rows, rows, rows, points))


@given(st.integers(0, 500))
def test_of_a_long_history_the_ends_are_shown(count: int) -> None:
    commits = [(str(number), "2026-01-01") for number in range(count)]
    found = spread(commits, MOST)
    assert len(found) == min(count, MOST) == len(set(found))
    assert found[:1] == commits[:1]
    assert found[-1:] == commits[-1:]


@pytest.mark.parametrize("text", ["[]", "{", '{"findings": 7}', '{"findings": [7]}', "7", "[" * 100_000])
def test_an_old_baseline_that_cannot_be_read_is_passed_over(text: str) -> None:
    assert total_in(text) is None
