"""The git history: every kind of repository, one pass, and a cache that can be damaged at any moment."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from repositories import Repository, new_repository

from kept import door
from kept.history import History, Wanted, read_history, visible_files
from kept.history_cache import FOLDER, HistoryCache

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

SINCE = date(2026, 1, 1)
CHANGES = Wanted(changes_since=SINCE)
EVERYTHING = Wanted(SINCE, SINCE, ("reviewed", "checked+on"), ("docs",))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return new_repository(tmp_path / "project")


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The git commands that are run, by their first word."""
    run: list[str] = []

    class Listed(door.Stream):
        def __iter__(self) -> Iterator[str]:
            run.append(next(word for word in self.command[1:] if word in KNOWN))
            return super().__iter__()

    monkeypatch.setattr(door, "Stream", Listed)
    return run


KNOWN = ("rev-parse", "log", "status", "diff", "config", "merge-base", "ls-files")


def touched(history: History) -> dict[str, list[str]]:
    return {
        path: [one.time.date().isoformat() for one in commits] for path, commits in history.by_path.items()
    }


def test_each_path_knows_the_commits_that_touched_it(repository: Repository) -> None:
    first = repository.commit("2026-11-01", {"docs/a.md": "One\n", "docs/über weg\t.md": "Two\n"})
    second = repository.commit("2026-11-02", {"docs/a.md": "Changed\n"})
    history = read_history(repository.folder, CHANGES)
    assert touched(history) == {
        "docs/a.md": ["2026-11-02", "2026-11-01"],
        "docs/über weg\t.md": ["2026-11-01"],
    }
    assert [one.hash for one in history.commits] == [second, first]
    assert history.commits[0].time == datetime(2026, 11, 2, 12, tzinfo=UTC)
    assert second.startswith(history.commits[0].short)
    assert (history.note, history.uncommitted) == ("", frozenset())


def test_commits_before_the_day_are_left_out(repository: Repository) -> None:
    repository.commit("2026-11-01", {"a": "1"})
    repository.commit("2026-11-05", {"a": "2"})
    history = read_history(repository.folder, Wanted(changes_since=date(2026, 11, 3)))
    assert touched(history) == {"a": ["2026-11-05"]}


def test_a_move_alone_is_no_change_and_the_former_name_is_known(repository: Repository) -> None:
    text = "".join(f"Line {number}\n" for number in range(40))
    repository.commit("2026-11-01", {"old": text, "also": text.upper()})
    repository.commit("2026-11-02", {"old": "", "new": text})
    repository.commit("2026-11-03", {"also": "", "moved": text.upper() + "More\n"})
    history = read_history(repository.folder, CHANGES)
    assert touched(history) == {
        "old": ["2026-11-01"],
        "also": ["2026-11-03", "2026-11-01"],
        "moved": ["2026-11-03"],
    }
    assert history.names("new") == ("new", "old")
    assert history.names("moved") == ("moved", "also")
    assert history.names("old") == ("old",)


def test_names_that_go_in_a_circle_end(repository: Repository) -> None:
    repository.commit("2026-11-01", {"a": "text\n"})
    repository.commit("2026-11-02", {"a": "", "b": "text\n"})
    repository.commit("2026-11-03", {"b": "", "a": "text\n"})
    assert read_history(repository.folder, CHANGES).names("a") == ("a", "b")


def test_a_merge_counts_on_the_day_it_arrives(repository: Repository) -> None:
    repository.commit("2026-11-01", {"a": "1"})
    repository.git("switch", "--quiet", "--create", "side")
    repository.commit("2026-11-02", {"b": "1"})
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-11-03", {"c": "1"})
    repository.git("merge", "--quiet", "--no-ff", "--message", "Side", "side", day="2026-11-04")
    assert touched(read_history(repository.folder, CHANGES))["b"] == ["2026-11-04"]


def test_what_is_not_committed_is_told(repository: Repository) -> None:
    repository.commit("2026-11-01", {"docs/a": "1", "docs/b": "1", "docs/gone": "1", ".gitignore": "*.o\n"})
    (repository.folder / "docs/a").write_text("2")
    (repository.folder / "docs/gone").unlink()
    (repository.folder / "docs/new folder").mkdir()
    (repository.folder / "docs/new folder/ä.md").write_text("3")
    (repository.folder / "docs/x.o").write_text("4")
    expected = {"docs/a", "docs/gone", "docs/new folder/ä.md"}
    assert read_history(repository.folder, CHANGES).uncommitted == expected
    below = read_history(repository.folder / "docs", CHANGES)
    assert below.uncommitted == {"a", "gone", "new folder/ä.md"}


def test_a_project_in_a_subfolder_has_paths_of_its_own(repository: Repository) -> None:
    repository.commit("2026-11-01", {"help/docs/a.md": "1", "src/main.c": "1"})
    repository.commit("2026-11-02", {"src/main.c": "2"})
    assert touched(read_history(repository.folder / "help", CHANGES)) == {"docs/a.md": ["2026-11-01"]}


@pytest.mark.parametrize("wanted", [CHANGES, EVERYTHING])
def test_without_a_history_nothing_is_known_and_nothing_said(tmp_path: Path, wanted: Wanted) -> None:
    assert read_history(tmp_path, wanted) == History()
    assert read_history(new_repository(tmp_path / "empty").folder, wanted) == History()
    bare = new_repository(tmp_path / "source")
    bare.commit("2026-11-01", {"a": "1"})
    bare.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    assert read_history(tmp_path / "bare", wanted) == History()
    assert read_history(tmp_path / "missing", wanted).commits == ()


def test_nothing_is_run_when_nothing_is_wanted(tmp_path: Path, commands: list[str]) -> None:
    assert read_history(tmp_path, Wanted()) == History()
    assert commands == []


def test_a_shallow_clone_is_silent_and_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-11-01", {"a": "1"})
    repository.commit("2026-11-02", {"a": "2"})
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(tmp_path / "shallow"))
    history = read_history(tmp_path / "shallow", EVERYTHING)
    assert history.commits == ()
    assert "shallow clone" in history.note


def test_detached_worktree_and_submodule_are_like_any_other(repository: Repository, tmp_path: Path) -> None:
    first = repository.commit("2026-11-01", {"a": "1"})
    repository.commit("2026-11-02", {"a": "2"})
    repository.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"), first)
    assert touched(read_history(tmp_path / "tree", CHANGES)) == {"a": ["2026-11-01"]}
    outer = new_repository(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", repository.folder.as_uri(), "inner")
    outer.commit("2026-11-05", {"b": "1"})
    assert touched(read_history(outer.folder / "inner", CHANGES)) == {"a": ["2026-11-02", "2026-11-01"]}
    assert touched(read_history(outer.folder, CHANGES))["b"] == ["2026-11-05"]


def test_a_repository_of_somebody_else_is_named(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2026-11-01", {"a": "1"})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "safe.directory" in read_history(repository.folder, CHANGES).note


def test_git_that_is_missing_is_named_where_there_is_a_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2026-11-01", {"a": "1"})
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in read_history(repository.folder, CHANGES).note
    (tmp_path / "plain").mkdir()
    assert read_history(tmp_path / "plain", CHANGES) == History()
    assert visible_files(repository.folder) == []


def test_a_damaged_repository_is_named_with_gits_own_words(repository: Repository) -> None:
    repository.commit("2026-11-01", {"a": "1"})
    for path in (repository.folder / ".git/objects").rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            path.write_bytes(b"damaged")
    assert "git cannot read the history (" in read_history(repository.folder, CHANGES).note


def test_git_that_takes_too_long_is_stopped(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("2026-11-01", {"a": "1"})
    stream = door.Stream((sys.executable, "-c", "import time; time.sleep(60)"), repository.folder, 0.1)
    assert list(stream) == []
    assert stream.error == "timeout"

    class Slow(door.Stream):
        def __iter__(self) -> Iterator[str]:
            self.error = "timeout"
            return iter(())

    monkeypatch.setattr(door, "Stream", Slow)
    assert "took longer than" in read_history(repository.folder, CHANGES).note


def test_a_program_that_nobody_listens_to_is_ended(tmp_path: Path) -> None:
    endless = "import sys\nwhile True: sys.stdout.write('x\\0')"
    records = iter(door.Stream((sys.executable, "-c", endless), tmp_path, 30))
    assert next(records) == "x"
    records.close()  # type: ignore[attr-defined]


def test_a_hook_of_another_repository_does_not_mislead(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2026-11-01", {"help/a": "1"})
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert touched(read_history(repository.folder / "help", CHANGES)) == {"a": ["2026-11-01"]}


def dates(history: History) -> dict[str, bool]:
    return {path: path in history.date_alone for path in history.date_set}


def test_a_commit_that_changes_nothing_but_the_date_is_found(repository: Repository) -> None:
    page = "---\ntitle: A\nreviewed: 2026-10-{day}\n---\nText {text}\n"
    repository.commit("2026-11-01", {"docs/a.md": page.format(day=1, text=1), "b.md": "reviewed: 1\n"})
    assert dates(read_history(repository.folder, EVERYTHING)) == {"docs/a.md": False}
    alone = repository.commit("2026-11-02", {"docs/a.md": page.format(day=2, text=1)})
    history = read_history(repository.folder, EVERYTHING)
    assert dates(history) == {"docs/a.md": True}
    assert history.date_set["docs/a.md"].hash == alone
    repository.commit("2026-11-03", {"docs/a.md": page.format(day=2, text=2)})
    assert dates(read_history(repository.folder, EVERYTHING)) == {"docs/a.md": True}
    repository.commit("2026-11-04", {"docs/a.md": page.format(day=4, text=3)})
    assert dates(read_history(repository.folder, EVERYTHING)) == {"docs/a.md": False}
    (repository.folder / "docs/a.md").write_text(page.format(day=5, text=3))
    pending = read_history(repository.folder, EVERYTHING)
    assert dates(pending) == {"docs/a.md": True}
    assert pending.date_set["docs/a.md"].hash == ""


def test_foreign_names_of_the_date_are_taken_literally(repository: Repository) -> None:
    repository.commit(
        "2026-11-01", {"docs/a.md": 'title: A\n"checked+on": 1\n', "docs/b.md": "checkedon: 1\n"}
    )
    repository.commit(
        "2026-11-02", {"docs/a.md": 'title: A\n"checked+on": 2\n', "docs/b.md": "checkedon: 2\n"}
    )
    assert dates(read_history(repository.folder, EVERYTHING)) == {"docs/a.md": True}


def test_the_second_run_reads_no_log(repository: Repository, commands: list[str]) -> None:
    repository.commit("2026-11-01", {"docs/a.md": "reviewed: 1\n"})
    first = read_history(repository.folder, EVERYTHING)
    assert commands.count("log") == 2
    commands.clear()
    assert read_history(repository.folder, EVERYTHING) == first
    assert "log" not in commands
    assert (repository.folder / FOLDER / ".gitignore").read_text() == "*\n"
    assert (repository.folder / FOLDER / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172")
    assert first.uncommitted == frozenset()


def test_after_further_commits_the_answer_is_that_of_a_clean_run(repository: Repository) -> None:
    for day in (1, 2, 3):
        repository.commit(f"2026-11-0{day}", {"docs/a.md": f"reviewed: {day}\n", f"b{day}": "x"})
        cached = read_history(repository.folder, EVERYTHING)
        shutil.rmtree(repository.folder / FOLDER)
        assert cached == read_history(repository.folder, EVERYTHING)
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    repository.commit("2026-11-04", {"c": "x"})
    rewritten = read_history(repository.folder, EVERYTHING)
    shutil.rmtree(repository.folder / FOLDER)
    assert rewritten == read_history(repository.folder, EVERYTHING)
    assert "b3" not in rewritten.by_path


def test_a_cache_that_does_not_reach_back_far_enough_is_not_used(repository: Repository) -> None:
    repository.commit("2026-11-01", {"a": "1"})
    repository.commit("2026-11-05", {"a": "2"})
    read_history(repository.folder, Wanted(changes_since=date(2026, 11, 3)))
    assert touched(read_history(repository.folder, CHANGES)) == {"a": ["2026-11-05", "2026-11-01"]}
    read_history(repository.folder, Wanted(changes_since=date(2026, 11, 3)))
    assert touched(read_history(repository.folder, CHANGES)) == {"a": ["2026-11-05", "2026-11-01"]}


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]",
        b"null",
        b'{"version":2}',
        b"[" * 100_000,
        "half",
        "version",
        "head",
        "commits",
    ],
)
def test_a_damaged_cache_changes_nothing(repository: Repository, damage: bytes | str) -> None:
    repository.commit("2026-11-01", {"docs/a.md": "reviewed: 1\n"})
    expected = read_history(repository.folder, EVERYTHING)
    for name in ("changes", "dates"):
        file = repository.folder / FOLDER / f"history-{name}.json"
        if isinstance(damage, bytes):
            file.write_bytes(damage)
        elif damage == "half":
            file.write_bytes(file.read_bytes()[:-20])
        else:
            value = json.loads(file.read_bytes())
            value[damage] = {"version": 1, "head": "--output=x", "commits": [["a", "b"]]}[damage]
            file.write_text(json.dumps(value))
    assert read_history(repository.folder, EVERYTHING) == expected


def test_a_cache_that_cannot_be_written_is_no_obstacle(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-11-01", {"a": "1"})
    (tmp_path / "elsewhere").mkdir()
    (repository.folder / FOLDER).symlink_to(tmp_path / "elsewhere")
    assert touched(read_history(repository.folder, CHANGES)) == {"a": ["2026-11-01"]}
    assert list((tmp_path / "elsewhere").iterdir()) == []
    (repository.folder / FOLDER).unlink()
    (repository.folder / FOLDER).write_text("a file")
    HistoryCache(repository.folder).write("changes", {})
    assert (repository.folder / FOLDER).read_text() == "a file"


def test_names_that_are_no_text_survive_the_cache(repository: Repository) -> None:
    name = b"caf\xe9".decode("utf-8", "surrogateescape")
    repository.commit("2026-11-01", {name: "1"})
    first = read_history(repository.folder, CHANGES)
    assert list(first.by_path) == [name]
    assert read_history(repository.folder, CHANGES) == first


def test_a_partial_clone_is_not_completed_over_the_network(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-11-01", {"docs/a.md": "reviewed: 1\n"})
    repository.commit("2026-11-02", {"docs/a.md": "reviewed: 2\n"})
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git(
        "clone", "--quiet", "--filter=blob:none", repository.folder.as_uri(), str(tmp_path / "partial")
    )
    partial = tmp_path / "partial"
    assert touched(read_history(partial, CHANGES)) == {"docs/a.md": ["2026-11-02", "2026-11-01"]}
    assert "the clone is partial" in read_history(partial, EVERYTHING).note


@pytest.mark.parametrize(
    "setting",
    [
        "log.showRoot=false",
        "color.ui=always",
        "diff.noprefix=true",
        "log.follow=true",
        "diff.renames=copies",
        "status.showUntrackedFiles=no",
        "core.quotePath=true",
    ],
)
def test_settings_of_the_user_change_nothing(repository: Repository, setting: str) -> None:
    repository.commit("2026-11-01", {"docs/ä.md": "reviewed: 1\n"})
    repository.commit("2026-11-02", {"docs/ä.md": "reviewed: 2\n", "b": "1"})
    (repository.folder / "new").write_text("1")
    expected = read_history(repository.folder, EVERYTHING)
    shutil.rmtree(repository.folder / FOLDER)
    repository.git("config", *setting.split("="))
    assert read_history(repository.folder, EVERYTHING) == expected
    assert expected.uncommitted == {"new"}
