"""`kept check --changed-since`: what a change touches or breaks, in every state a repository can be in."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import Result
from projects import TODAY, Files, write_files

from kept import config, library
from kept.check.run import check
from kept.check.since import new_or_touched
from kept.diagnostic import Diagnostic
from kept.repository import changes_since

Cli = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]

PAGE = "---\ntitle: {0}\naudience: public\n---\n# {0}\n\n## Where it is\n\nHere.\n"
LINKING = PAGE.format("Router") + "\n[The button](button.md#where-it-is)\n"
OLD = PAGE.format("Old") + "\n[Nowhere](nowhere.md)\n"
FILES: Files = {"docs/router.md": LINKING, "docs/button.md": PAGE.format("Button"), "docs/old.md": OLD}


def git(*arguments: str | Path, cwd: Path) -> str:
    settings = ("user.name=Maintainers", "user.email=maintainers@example.com", "protocol.file.allow=always")
    options = [word for setting in settings for word in ("-c", setting)]
    command = ["git", *options, *arguments]
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path, files: Files | None = None, *, remove: tuple[str, ...] = ()) -> str:
    """Write and remove files, commit all there is, and say the hash."""
    for name, content in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    for name in remove:
        (folder / name).unlink()
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--allow-empty", "--message", "Change", cwd=folder)
    return git("rev-parse", "HEAD", cwd=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a finding that nobody has time for; the branch `work` is where changes are made."""
    project = write_files(tmp_path / "project", FILES)
    git("init", "--quiet", "--initial-branch", "main", cwd=project)
    commit(project)
    git("switch", "--quiet", "--create", "work", cwd=project)
    return project


@pytest.fixture
def found(cli: Cli) -> Callable[..., list[str]]:
    """Path and code of what is reported."""

    def run(folder: Path, ref: str = "main", *arguments: str) -> list[str]:
        done = cli("check", "--format", "json", "--changed-since", ref, *arguments, cwd=folder)
        assert done.exit_code in (0, 1), done.output
        findings = json.loads(done.stdout)["findings"]
        assert done.exit_code == bool(findings)
        return [f"{item['path']} {item['code']}" for item in findings]

    return run


Found = Callable[..., list[str]]


def test_what_was_there_is_not_reported(folder: Path, found: Found) -> None:
    assert found(folder) == []
    commit(folder, {"docs/new.md": PAGE.format("New"), "README.txt": "Read me.\n"})
    assert found(folder) == []


def test_a_removed_heading_is_found_in_the_page_that_links_to_it(folder: Path, found: Found) -> None:
    commit(folder, {"docs/button.md": PAGE.format("Button").replace("Where it is", "Place")})
    assert found(folder) == ["docs/router.md K402"]


def test_a_removed_page_is_found_in_the_page_that_links_to_it(folder: Path, found: Found) -> None:
    commit(folder, remove=("docs/button.md",))
    assert found(folder) == ["docs/router.md K401"]


def test_a_renamed_page_is_found_in_the_page_that_links_to_it(folder: Path, found: Found) -> None:
    git("mv", "docs/button.md", "docs/push-button.md", cwd=folder)
    assert found(folder) == ["docs/router.md K401"]


def test_a_touched_page_is_reported_whole(folder: Path, found: Found) -> None:
    commit(folder, {"docs/old.md": OLD + "\nMore.\n"})
    assert found(folder) == ["docs/old.md K401"]


def test_what_is_not_committed_counts(folder: Path, found: Found) -> None:
    (folder / "docs/button.md").write_text(PAGE.format("Button").replace("Where it is", "Place"))
    (folder / "docs/new.md").write_text(OLD.replace("Old", "New"))
    (folder / "docs/staged.md").write_text(OLD.replace("Old", "Staged"))
    git("add", "docs/staged.md", cwd=folder)
    expected = ["docs/new.md K401", "docs/router.md K402", "docs/staged.md K401"]
    assert found(folder) == found(folder, "HEAD") == expected
    assert found(folder, "main", "docs/new.md") == expected[:1]


def test_a_finding_of_two_pages_is_new_where_a_third_one_joins(folder: Path, found: Found) -> None:
    commit(folder, {"docs/a.md": PAGE.format("Button")})
    assert found(folder) == ["docs/button.md K406"]


def test_what_others_did_meanwhile_is_not_ours(folder: Path, found: Found) -> None:
    git("switch", "--quiet", "main", cwd=folder)
    commit(folder, {"docs/old.md": PAGE.format("Old"), "docs/third.md": OLD.replace("Old", "Third")})
    git("switch", "--quiet", "work", cwd=folder)
    commit(folder, {"docs/new.md": PAGE.format("New")})
    assert found(folder) == []


def test_a_near_miss_of_old_is_no_new_finding(folder: Path, found: Found) -> None:
    commit(folder, {"docs/nowhere2.md": PAGE.format("Not there")})
    assert found(folder) == []


def test_the_settings_are_a_part_of_the_change(folder: Path, found: Found) -> None:
    lax = "site_name: Help\nplugins:\n  - kept:\n      severity: {K401: off}\n"
    commit(folder, {"mkdocs.yml": lax})
    git("branch", "lax", cwd=folder)
    commit(folder, {"mkdocs.yml": "site_name: Help\nplugins: [kept]\n"})
    assert found(folder, "main") == []
    assert found(folder, "lax") == ["docs/old.md K401"]


def test_contracts_and_vocabulary_are_a_part_of_the_change(folder: Path, found: Found) -> None:
    article = "---\ntitle: Old\naudience: public\ntags: [red]\n---\n# Old\n"
    commit(folder, {"docs/old.md": article, "kb/vocabulary.yml": "tags: [red, blue]\n"})
    git("branch", "before", cwd=folder)
    commit(folder, {"kb/vocabulary.yml": "tags: [blue]\n"})
    assert found(folder, "before") == ["docs/old.md K105"]


@pytest.mark.parametrize(
    "broken", ["site_name: [\n", "site_name: Help\nplugins:\n  - kept:\n      nonsense: 1\n"]
)
def test_settings_that_were_broken_excuse_nothing(broken: str, folder: Path, found: Found) -> None:
    commit(folder, {"mkdocs.yml": broken})
    git("branch", "broken", cwd=folder)
    commit(folder, {"mkdocs.yml": "site_name: Help\nplugins: [kept]\n"})
    assert found(folder, "broken") == ["docs/old.md K401"]


def test_a_project_may_lie_in_a_folder_of_the_repository(folder: Path, found: Found) -> None:
    (folder / "help").mkdir()
    for name in ("docs", "mkdocs.yml"):
        git("mv", name, "help", cwd=folder)
    commit(folder)
    git("branch", "moved", cwd=folder)
    commit(folder, {"help/docs/button.md": "---\ntitle: Button\naudience: public\n---\nText.\n"})
    assert found(folder / "help", "moved") == ["docs/router.md K402"]
    assert found(folder, "moved", "--config", "help/mkdocs.yml") == ["docs/router.md K402"]


def test_a_project_may_be_new(tmp_path: Path, found: Found) -> None:
    git("init", "--quiet", "--initial-branch", "main", tmp_path, cwd=tmp_path)
    commit(tmp_path, {"README.txt": "Read me.\n"})
    write_files(tmp_path, FILES)
    assert found(tmp_path, "main") == ["docs/old.md K401"]


def test_a_repository_may_have_no_commit_yet(tmp_path: Path, found: Found, cli: Cli) -> None:
    git("init", "--quiet", tmp_path, cwd=tmp_path)
    write_files(tmp_path, FILES)
    assert found(tmp_path, "HEAD") == ["docs/old.md K401"]
    done = cli("check", "--changed-since", "main", cwd=tmp_path)
    assert (done.exit_code, done.stderr) == (
        2,
        'kept: there is no commit "main"; name a branch, a tag or a hash\n',
    )


def test_a_worktree_and_a_detached_head_are_as_good(folder: Path, tmp_path: Path, found: Found) -> None:
    commit(folder, remove=("docs/button.md",))
    other = tmp_path / "worktree"
    git("worktree", "add", "--quiet", "--detach", other, cwd=folder)
    assert found(other) == ["docs/router.md K401"]


def test_a_hook_knows_the_repository_it_runs_for(
    folder: Path, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(folder, remove=("docs/button.md",))
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/no-index")
    assert found(folder) == ["docs/router.md K401"]


def test_a_shallow_clone_says_what_to_fetch(folder: Path, tmp_path: Path, cli: Cli, found: Found) -> None:
    first = git("rev-parse", "HEAD", cwd=folder)
    commit(folder, {"docs/new.md": PAGE.format("New")})
    commit(folder, remove=("docs/button.md",))
    shallow = tmp_path / "shallow"
    git("clone", "--quiet", "--depth", "2", f"file://{folder}", shallow, cwd=tmp_path)
    assert found(shallow, "HEAD^1") == ["docs/router.md K401"]
    fetch = (
        "get the history with `git fetch --unshallow` "
        "(`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in GitLab CI)\n"
    )
    done = cli("check", "--changed-since", first, cwd=shallow)
    assert (done.exit_code, done.stderr) == (2, f'kept: this shallow clone does not hold "{first}"; {fetch}')
    git("fetch", "--quiet", "--depth", "1", "origin", "main:main", cwd=shallow)
    done = cli("check", "--changed-since", "main", cwd=shallow)
    assert (done.exit_code, done.stderr) == (
        2,
        f'kept: this shallow clone ends before "main" and HEAD meet; {fetch}',
    )


def test_histories_that_never_met_are_one_line(folder: Path, cli: Cli) -> None:
    git("switch", "--quiet", "--orphan", "other", cwd=folder)
    commit(write_files(folder, FILES), {"README.txt": "Read me.\n"})
    done = cli("check", "--changed-since", "main", cwd=folder)
    assert (done.exit_code, done.stderr) == (
        2,
        'kept: "main" and HEAD have no commit in common; name one that HEAD comes from\n',
    )


@pytest.mark.parametrize(
    ("ref", "told"),
    [
        ("mian", 'kept: there is no commit "mian": did you mean "main"?\n'),
        ("HEAD~99", 'kept: there is no commit "HEAD~99"; name a branch, a tag or a hash\n'),
        ("--output=x", 'kept: there is no commit "--output=x"; name a branch, a tag or a hash\n'),
        ("HEAD:docs", 'kept: there is no commit "HEAD:docs"; name a branch, a tag or a hash\n'),
        ("a\x1b[2Jb", 'kept: there is no commit "a\ufffd[2Jb"; name a branch, a tag or a hash\n'),
    ],
)
def test_a_commit_that_is_not_there_is_one_line(ref: str, told: str, folder: Path, cli: Cli) -> None:
    done = cli("check", f"--changed-since={ref}", cwd=folder)
    assert (done.exit_code, done.stderr) == (2, told)
    assert not (folder / "x").exists()


def test_without_a_repository_it_says_so(tmp_path: Path, cli: Cli) -> None:
    folder = write_files(tmp_path / "project", FILES)
    done = cli("check", "--changed-since", "main", cwd=folder)
    told = f"kept: {folder.resolve()} is in no Git repository, so nothing is known about its changes\n"
    assert (done.exit_code, done.stderr) == (2, told)


def test_without_git_it_says_so(folder: Path, process: Process) -> None:
    done = process("check", "--changed-since", "main", cwd=folder, PATH="/nowhere")
    assert (done.returncode, done.stderr) == (2, "kept: git is not installed\n")


def test_a_damaged_repository_is_one_line(folder: Path, cli: Cli) -> None:
    commit(folder, remove=("docs/button.md",))
    for path in (folder / ".git/objects").glob("??/*"):
        path.chmod(0o600)
        path.write_bytes(b"damaged")
    done = cli("check", "--changed-since", "main", cwd=folder)
    assert (done.exit_code, done.stdout) == (2, "")
    assert (
        done.stderr.startswith("kept: git cannot say what changed: ") or "there is no commit" in done.stderr
    )
    assert done.stderr.count("\n") == 1


def test_generated_pages_that_git_ignores_are_no_change(folder: Path, found: Found) -> None:
    commit(folder, {".gitignore": "/docs/generated/\n"})
    git("branch", "before", cwd=folder)
    (folder / "docs/generated").mkdir()
    (folder / "docs/generated/a.md").write_text(OLD.replace("Old", "Generated"))
    commit(folder, {"docs/new.md": PAGE.format("New")})
    assert found(folder, "before") == []


def test_names_and_links_of_every_kind_survive(folder: Path, found: Found, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "a.md").write_text("Secret.\n")
    (folder / "docs/deep").mkdir()
    (folder / "docs/deep/a.md").write_text(OLD.replace("Old", "Deep"))
    os.symlink("deep/a.md", folder / "docs/linked.md")
    os.symlink(secret, folder / "docs/out")
    name = "docs/\xfcber\n\tuns.md".encode("latin-1")
    commit(folder, {"docs/mit Leer\xe4.md": OLD.replace("Old", "Leer"), os.fsdecode(name): "Text.\n"})
    git("branch", "before", cwd=folder)
    assert found(folder, "before") == []
    (folder / "docs/out").unlink()
    (folder / "docs/linked.md").unlink()
    commit(folder, {"docs/out/b.md": PAGE.format("Out")}, remove=(os.fsdecode(name),))
    assert found(folder, "before") == []
    assert [path.name for path in secret.iterdir()] == ["a.md"]
    assert (secret / "a.md").read_text() == "Secret.\n"


def test_a_submodule_is_one_change(folder: Path, tmp_path: Path, found: Found) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git("init", "--quiet", "--initial-branch", "main", cwd=other)
    commit(other, {"a.md": OLD.replace("Old", "A")})
    git("submodule", "--quiet", "add", other, "docs/other", cwd=folder)
    commit(folder)
    git("branch", "with", cwd=folder)
    assert found(folder) == ["docs/other/a.md K401"]
    assert found(folder, "with") == []
    commit(folder / "docs/other", {"b.md": OLD.replace("Old", "B")})
    assert found(folder, "with") == ["docs/other/a.md K401", "docs/other/b.md K401"]


def test_a_repository_within_the_repository_is_one_change(folder: Path, found: Found) -> None:
    (folder / "docs/inner").mkdir()
    git("init", "--quiet", cwd=folder / "docs/inner")
    commit(folder / "docs/inner", {"a.md": OLD.replace("Old", "A")})
    assert found(folder) == ["docs/inner/a.md K401"]


def test_large_and_stored_elsewhere_are_only_there(folder: Path, found: Found) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n"
    shown = PAGE.format("Film") + "\n![Film](film.svg) ![Big](big.png)\n"
    commit(folder, {"docs/film.svg": pointer, "docs/big.png": b"\0" * 9_000_000, "docs/film.md": shown})
    git("branch", "before", cwd=folder)
    commit(folder, {"docs/big.png": b"\0" * 9_000_001}, remove=("docs/film.svg",))
    assert found(folder, "before") == ["docs/film.md K404"]


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_what_was_is_laid_out_with_its_history(object_format: str, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "project" / "help", {**FILES, "src/router.py": "PORTS = 4\n"})
    git("init", "--quiet", f"--object-format={object_format}", tmp_path / "project", cwd=tmp_path)
    first = commit(folder)
    commit(folder, {"src/router.py": "PORTS = 8\n"}, remove=("docs/button.md",))
    settings = config.load(folder / "mkdocs.yml")
    then = []

    def look(before: config.Settings) -> list[Diagnostic]:
        then.append(git("log", "-1", "--format=%H", "--", "src", cwd=before.root))
        then.append(git("status", "--porcelain", cwd=before.root))
        then.append(sorted(path.name for path in (before.root / "docs").iterdir()))
        return check(library.load(before), TODAY)

    found = check(library.load(settings), TODAY)
    changes = changes_since(folder, first)
    kept = new_or_touched(found, settings, changes, look)
    assert then == [first, "", ["button.md", "old.md", "router.md"]]
    assert [str(item.location) for item in kept] == ["docs/router.md:11:14"]


def test_nothing_is_left_behind(folder: Path, tmp_path: Path, process: Process) -> None:
    commit(folder, remove=("docs/button.md",))
    state = git("status", "--porcelain", cwd=folder), git("for-each-ref", cwd=folder)
    place = tmp_path / "temporary"
    place.mkdir()
    done = process("check", "--changed-since", "main", cwd=folder, TMPDIR=str(place))
    assert done.stdout.startswith("docs/router.md:11:14: error K401")
    assert "1 error in 1 document." in done.stdout
    assert list(place.iterdir()) == []
    assert (git("status", "--porcelain", cwd=folder), git("for-each-ref", cwd=folder)) == state


def test_the_hook_of_pre_commit_runs_what_its_file_says(folder: Path, process: Process) -> None:
    text = (Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (hook,) = yaml.safe_load(text)
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
    assert hook["always_run"] is True
    command = [*hook["entry"].split(), *hook["args"]]
    assert command[0] == "kept"
    assert process(*command[1:], cwd=folder).returncode == 0
    git("rm", "--quiet", "docs/button.md", cwd=folder)
    assert process(*command[1:], cwd=folder).returncode == 1
