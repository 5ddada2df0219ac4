"""`kept mv`: links follow, bookmarks follow, and nothing else in any file changes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import TODAY, Files, write_files

from kept import config, library
from kept.check.run import check
from kept.rename import writing
from kept.rename.plan import CannotMove, plan

Cli = Callable[..., Result]
Project = Callable[[Files], Path]

CONFIGURATION = """\
site_name: Help
nav: # what readers see
  - index.md   # home
  - Fees: kb/faq/fees.md
  - "kb/"
plugins:
  - kept:
      defaults:
        - {path: "**", audience: public, type: page}
        - {path: "kb/faq/fees.md", owner: billing}  # one page
markdown_extensions:
  - pymdownx.snippets: {base_path: [kb]}
"""
PNG = b"\x89PNG\r\n\x1a\n"
FEES = (
    "---\r\ntitle: Fees  # shown everywhere\r\nstatus: published\r\n---\r\n# Fees\r\n\r\n"
    "![A table](img/table.png) [Home](../../docs/index.md) [Top](#fees) [Out](https://example.com/)\r\n"
    "\r\n## Refunds\r\n\r\nText.\r\n"
)
HOME = """\
# Home

[Inline](../kb/faq/fees.md#refunds "Title") [by site](kb/faq/fees.md) [by address](kb/faq/fees/)
[from the root](/kb/faq/fees.md) [pointed](<../kb/faq/fees.md>) [again][fees] [fees]
<a class="b" href="../kb/faq/fees.md?x=1#refunds">HTML</a> `[code](../kb/faq/fees.md)`
[![Table](../kb/faq/img/table.png)](../kb/faq/fees.md)

> A quote with [a link](../kb/faq/fees.md) and a [reference][quoted].
>
> [quoted]: ../kb/faq/fees.md#refunds

```markdown
[fees]: ../kb/faq/fees.md
```

[fees]: ../kb/faq/fees.md 'Fees'
"""
PROJECT: dict[str, str | bytes] = {
    "mkdocs.yml": CONFIGURATION,
    "templates/none.txt": "",
    "docs/index.md": HOME,
    "kb/faq/fees.md": FEES,
    "kb/faq/img/table.png": PNG,
    "kb/faq/other.md": "# Other\n\n[Fees](fees.md) and [its refunds](./fees.md#refunds)\n\n"
    '--8<-- "faq/fees.md"\n',
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def texts(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_a_moved_page_takes_everything_with_it(cli: Cli, project: Project) -> None:
    folder = project(PROJECT)
    done = cli("mv", "kb/faq/fees.md", "kb/prices/what it costs.md", cwd=folder)

    assert done.exit_code == 0, done.output
    assert done.output.startswith("Moved kb/faq/fees.md to kb/prices/what it costs.md; 15 links rewritten")
    after = texts(folder)
    assert after["kb/prices/what it costs.md"] == (
        FEES.replace("status: published\r\n", "status: published\r\nredirect_from: [kb/faq/fees.md]\r\n")
        .replace("(img/table.png)", "(../faq/img/table.png)")
        .encode()
    )
    assert after["docs/index.md"].decode() == (
        HOME.replace("(../kb/faq/fees.md", "(../kb/prices/what%20it%20costs.md")
        .replace("(kb/faq/fees.md", "(kb/prices/what%20it%20costs.md")
        .replace("(kb/faq/fees/", "(kb/prices/what%20it%20costs/")
        .replace("(/kb/faq/fees.md", "(/kb/prices/what%20it%20costs.md")
        .replace("<../kb/faq/fees.md", "<../kb/prices/what it costs.md")
        .replace('href="../kb/faq/fees.md', 'href="../kb/prices/what%20it%20costs.md')
        .replace("quoted]: ../kb/faq/fees.md", "quoted]: ../kb/prices/what%20it%20costs.md")
        .replace("fees]: ../kb/faq/fees.md '", "fees]: ../kb/prices/what%20it%20costs.md '")
        .replace("`[code](../kb/prices/what%20it%20costs.md", "`[code](../kb/faq/fees.md")
    )
    assert after["kb/faq/other.md"].decode() == (
        "# Other\n\n[Fees](../prices/what%20it%20costs.md) and "
        '[its refunds](../prices/what%20it%20costs.md#refunds)\n\n--8<-- "prices/what it costs.md"\n'
    )
    assert after["mkdocs.yml"].decode() == CONFIGURATION.replace(
        "kb/faq/fees.md", "kb/prices/what it costs.md"
    )
    assert "kb/faq/fees.md" not in after
    assert cli("check", cwd=folder).output.startswith("No findings"), cli("check", cwd=folder).output


def test_moving_back_restores_every_byte_but_the_redirect(cli: Cli, project: Project) -> None:
    folder = project(PROJECT)
    before = texts(folder)
    assert cli("mv", "kb/faq/fees.md", "kb/prices/costs.md", cwd=folder).exit_code == 0
    assert cli("mv", "kb/prices/costs.md", "kb/faq/fees.md", cwd=folder).exit_code == 0
    after = texts(folder)
    line = b"redirect_from: [kb/prices/costs.md]\r\n"
    assert after["kb/faq/fees.md"].count(line) == 1
    after["kb/faq/fees.md"] = after["kb/faq/fees.md"].replace(line, b"")
    after["kb/faq/other.md"] = after["kb/faq/other.md"].replace(b"(fees.md#", b"(./fees.md#")
    assert {name: text for name, text in after.items() if not name.startswith(".kept")} == before


def test_a_folder_moves_as_a_whole(cli: Cli, project: Project) -> None:
    folder = project(
        {
            **PROJECT,
            "kb/faq/other.md": "# Other\n",
            "kb/faq/.hidden": "x",
            "kb/faq/sub/deep.md": "# Deep\n\n[Fees](../fees.md)\n",
        }
    )
    done = cli("mv", "kb/faq", "docs/questions", cwd=folder)
    assert done.exit_code == 0, done.output
    assert not (folder / "kb/faq").exists()
    assert (folder / "docs/questions/.hidden").exists()
    assert (folder / "docs/questions/sub/deep.md").read_text() == (
        "---\nredirect_from: [kb/faq/sub/deep.md]\n---\n# Deep\n\n[Fees](../fees.md)\n"
    )
    assert "[Home](../index.md)" in (folder / "docs/questions/fees.md").read_text()
    text = (folder / "mkdocs.yml").read_text()
    assert "  - Fees: questions/fees.md\n" in text
    assert '{path: "docs/questions/fees.md", owner: billing}  # one page' in text


@pytest.mark.parametrize("is_repository", [True, False])
def test_git_sees_a_move(cli: Cli, project: Project, is_repository: bool) -> None:
    folder = project(PROJECT)
    if is_repository:
        git(folder, "init", "-q")
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "All")
    assert cli("mv", "kb/faq/fees.md", "kb/faq/costs.md", cwd=folder).exit_code == 0
    assert (folder / "kb/faq/costs.md").is_file()
    if is_repository:
        assert "R  kb/faq/fees.md -> kb/faq/costs.md" in git(
            folder, "diff", "--cached", "--name-status", "-M"
        ) or "renamed" in git(folder, "status")


def test_a_dry_run_shows_a_diff_that_git_takes(cli: Cli, project: Project) -> None:
    folder = project(PROJECT)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "All")
    before = texts(folder)
    shown = cli("mv", "kb/faq/fees.md", "kb/faq/costs.md", "--dry-run", cwd=folder)
    assert shown.exit_code == 0
    assert texts(folder) == before
    subprocess.run(["git", "apply"], cwd=folder, input=shown.stdout_bytes, check=True)
    applied = texts(folder)
    git(folder, "reset", "-q", "--hard")
    (folder / "kb/faq/costs.md").unlink()
    assert cli("mv", "kb/faq/fees.md", "kb/faq/costs.md", cwd=folder).exit_code == 0
    assert texts(folder) == applied


REFUSED = {
    "nothing there": (
        ("kb/faq/fee.md", "kb/x.md"),
        'kb/faq/fee.md does not exist: did you mean "kb/faq/fees.md"?',
    ),
    "taken": (
        ("kb/faq/fees.md", "kb/faq/other.md"),
        "kb/faq/other.md exists; choose another path, or remove it",
    ),
    "taken by no document": (("kb/faq/fees.md", "kb/notes.md"), "kb/notes.md exists; choose another path"),
    "the same": (("kb/faq/fees.md", "kb/faq/fees.md"), "kb/faq/fees.md is there already"),
    "outside": (("kb/faq/fees.md", "other/fees.md"), "outside of the folders of documents"),
    "above": (("kb/faq/fees.md", "../fees.md"), "is not below"),
    "no page": (("kb/faq/fees.md", "kb/faq/fees.txt"), "must end as kb/faq/fees.md does (`.md`)"),
    "hidden": (("kb/faq/fees.md", "kb/.faq/fees.md"), "would not be read"),
    "left out": (("kb/faq/fees.md", "kb/left-out.md"), "would not be read"),
    "into itself": (("kb/faq", "kb/faq/sub"), "kb/faq/sub lies in kb/faq itself"),
    "not ours": (("mkdocs.yml", "kb/mkdocs.yml"), "mkdocs.yml is no document or picture"),
    "content folder": (("kb", "docs/kb"), "mkdocs.yml names kb"),
    "the same address": (("kb/faq/fees.md", "kb/faq/other/index.md"), "kb/faq/other.md has the address"),
    "a former address": (("kb/faq/fees.md", "kb/was.md"), "kb/claims.md says in `redirect_from`"),
    "unreadable": (("kb/broken.md", "kb/whole.md"), "kb/broken.md cannot be read"),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_moved_is_refused_in_one_line(
    cli: Cli, project: Project, arguments: tuple[str, str], message: str
) -> None:
    folder = project(
        {
            **PROJECT,
            "kb/claims.md": "---\nredirect_from: [kb/was.md]\n---\n# C\n",
            "kb/broken.md": "---\ntitle: [\n---\n",
            "mkdocs.yml": CONFIGURATION.replace("- kept:", "- kept:\n      exclude: [kb/left-out.md]"),
            "kb/notes.md": "x",
        }
    )
    before = texts(folder)
    done = cli("mv", *arguments, cwd=folder)
    assert done.exit_code == 2
    assert message in done.output
    assert done.output.count("\n") == 1
    assert texts(folder) == before


def test_a_failure_half_way_undoes_everything(
    cli: Cli, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(PROJECT)
    before = texts(folder)

    def full(files: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write", full)
    done = cli("mv", "kb/faq/fees.md", "kb/new/sub/costs.md", cwd=folder)
    assert (done.exit_code, done.output) == (
        2,
        "kept: nothing is moved: kb/faq/fees.md: no space left on device\n",
    )
    assert texts(folder) == before
    assert not (folder / "kb/new").exists()


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", "---\nredirect_from: [kb/a.md]\n---\n"),
        ("---\n---\n", "---\nredirect_from: [kb/a.md]\n---\n"),
        ("---\nredirect_from:\n  - kb/x.md  # first\ntitle: A\n---\n",
         "---\nredirect_from:\n  - kb/x.md  # first\n  - kb/a.md\ntitle: A\n---\n"),
        ("---\nredirect_from:\n- kb/x.md\n---\n", "---\nredirect_from:\n- kb/x.md\n- kb/a.md\n---\n"),
        ("---\nredirect_from: ['kb/x.md']\n---\n", "---\nredirect_from: ['kb/x.md', kb/a.md]\n---\n"),
        ("---\nredirect_from: []\n---\n", "---\nredirect_from: [kb/a.md]\n---\n"),
        ("---\nredirect_from:  # none yet\n---\n", "---\nredirect_from: [kb/a.md]  # none yet\n---\n"),
        ("---\nredirect_from: [kb/b.md]\n---\n", "---\nredirect_from: [kb/a.md]\n---\n"),
        ("---\nredirect_from: [kb/a/, kb/b/]\nstatus: draft\n---\n",
         "---\nredirect_from: [kb/a/]\nstatus: draft\n---\n"),
        ("---\nredirect_from:\n  - kb/b/\nstatus: draft\n---\n", "---\nstatus: draft\n---\n"),
        ("---\n{title: A}\n---\n", "---\n{title: A, redirect_from: [kb/a.md]}\n---\n"),
        ("---\naliases: kb/x.md\n---\n", "---\naliases: [kb/x.md, kb/a.md]\n---\n"),
    ],
)  # fmt: skip
def test_the_front_matter_keeps_its_form(cli: Cli, project: Project, front: str, expected: str) -> None:
    configuration = CONFIGURATION.replace("- kept:", "- kept:\n      fields: {aliases: redirect_from}")
    folder = project({"mkdocs.yml": configuration, "docs/index.md": "# Home\n", "kb/a.md": front + "# A\n"})
    done = cli("mv", "kb/a.md", "kb/b.md", cwd=folder)
    assert done.exit_code == 0, done.output
    assert (folder / "kb/b.md").read_text() == expected + "# A\n"


def test_a_review_outlives_a_move(cli: Cli, project: Project) -> None:
    front = "---\ntitle: {}\nowner: billing\nreviewed: 2026-11-01\n{}---\n"
    folder = project(
        {
            "mkdocs.yml": CONFIGURATION,
            "templates/none.txt": "",
            "docs/index.md": front.format("Home", "watch: [mkdocs.yml, kb/faq/fees.md]\n")
            + HOME.split("\n\n")[1],
            "kb/faq/fees.md": front.format("Fees", "") + "# Fees\n\n## Refunds\n",
            "kb/faq/img/table.png": PNG,
        }
    )
    assert cli("review", "docs/index.md", "kb/faq/fees.md", "--by", "billing", cwd=folder).exit_code == 0
    before = cli("check", cwd=folder).output
    assert cli("mv", "kb/faq/fees.md", "docs/costs.md", cwd=folder).exit_code == 0
    after = cli("check", cwd=folder).output
    assert [line for line in after.splitlines() if " K3" in line] == []
    assert before.replace("kb/faq/fees.md", "docs/costs.md").splitlines()[-1] == after.splitlines()[-1]


NAMES = ("docs/index.md", "docs/a.md", "docs/sub/a.md", "docs/sub/README.md", "docs/sub/x y.md", "kb/a.md",
         "kb/c/d.md", "kb/ö.md", "docs/p.png", "kb/p.png")  # fmt: skip
NEW = ("docs/new.md", "docs/sub/new.md", "kb/new (1).md", "kb/c/100%.md", "kb/deep/er/a.md", "kb/n#w.md",
       "docs/sub/index.md", "docs/é/é.md")  # fmt: skip
LINKS = (
    "[t]({})",
    "![i]({})",
    "[r][1]\n\n[1]: {}\n",
    '<a href="{}">h</a>',
    "[p](<{}>)",
    "> [q]({} 'x')",
    "`[c]({})`",
)


def _target(chance: random.Random, path: str) -> str:
    other = chance.choice(NAMES)
    form = chance.random()
    if form < 0.6:
        target = os.path.relpath(other, os.path.dirname(path))
    elif form < 0.8:
        target = os.path.relpath(other.removeprefix("docs/"), os.path.dirname(path.removeprefix("docs/")))
    else:
        target = "/" + other.removeprefix("docs/")
    return target.replace(" ", "%20") + chance.choice(("", "", "#one", "#nowhere", "?q"))


def _project(chance: random.Random) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"mkdocs.yml": CONFIGURATION, "templates/none.txt": ""}
    for number, path in enumerate(NAMES):
        if path.endswith(".png"):
            files[path] = PNG
        elif path == "docs/index.md" or chance.random() < 0.8:
            front = chance.choice(
                ("", "", "---\ntitle: T\n---\n", "---\r\nredirect_from: [gone{number}.md]\r\n---\r\n")
            )
            lines = [chance.choice(LINKS).format(_target(chance, path)) for _ in range(chance.randint(0, 4))]
            files[path] = front.replace("{number}", str(number)) + "# One\n\n" + "\n\n".join(lines) + "\n"
    return files


@given(seed=st.integers(min_value=0))
@settings(max_examples=25, deadline=None)
def test_a_move_brings_no_finding_and_can_be_taken_back(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    folder = write_files(tmp_path_factory.mktemp("project"), _project(chance))
    before = texts(folder)

    def found() -> list[str]:
        knowledge = library.load(config.load(folder / "mkdocs.yml"))
        return sorted(item.code for item in check(knowledge, TODAY) if item.code not in ("K406", "K409"))

    def move(old: str, new: str) -> bool:
        try:
            writing.perform(plan(library.load(config.load(folder / "mkdocs.yml")), old, new), folder, {})
        except CannotMove:
            return False
        return True

    old = chance.choice([name for name in NAMES if name in before])
    new = chance.choice(NEW) if old.endswith(".md") else "kb/c/q (2).png"
    known = found()
    if move(old, new):
        assert found() == known
        assert move(new, old)
        assert found() == known
        links = {name: text.count(b"](") for name, text in before.items()}
        assert {name: text.count(b"](") for name, text in texts(folder).items()} == links
    else:
        assert texts(folder) == before
    shutil.rmtree(folder)
