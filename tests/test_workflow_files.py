"""Workflow files: those that kept hands out and its own are safe, and rules about others' never cry wolf."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from projects import Files

from kept.diagnostic import Diagnostic

ROOT = Path(__file__).parent.parent
STARTER = ROOT / "src/kept/starter"
PAGE = ROOT / "kb/how-to/check-every-pull-request.md"
BLOCK = re.compile(r"(?ms)^([ \t]*)```yaml\n(.*?)^\1```$")
Find = Callable[[Files], list[Diagnostic]]


def blocks() -> list[str]:
    return [textwrap.dedent(text) for _, text in BLOCK.findall(PAGE.read_text(encoding="utf-8"))]


OURS = [*sorted((ROOT / ".github/workflows").glob("*.yml")), STARTER / ".github/workflows/content.yml"]
SCAN = next(text for text in blocks() if "security-events" in text)
HANDED_OUT = [path.read_text(encoding="utf-8") for path in OURS] + [SCAN]


def test_the_page_shows_the_files_of_a_new_help_centre() -> None:
    shown = blocks()
    assert (STARTER / ".github/workflows/content.yml").read_text(encoding="utf-8") in shown
    assert (STARTER / ".gitlab-ci.yml").read_text(encoding="utf-8") in shown


def test_the_page_names_the_hook_that_there_is() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (config,) = (yaml.safe_load(text) for text in blocks() if text.startswith("repos:"))
    assert config["repos"][0]["hooks"] == [{"id": hook["id"]}]


@pytest.mark.parametrize("text", HANDED_OUT)
def test_what_we_hand_out_is_safe_for_forks(text: str, findings_of: Find) -> None:
    assert findings_of({".github/workflows/a.yml": text}) == []
    data = yaml.safe_load(text)
    events = set(data[True])
    assert events <= {"pull_request", "push"}
    assert data["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    for job in data["jobs"].values():
        assert events == {"push"} or "write" not in str(job.get("permissions", ""))
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
    for line in re.findall(r"uses: (.*)", text):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


JOB = "permissions: {contents: read}\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n"


def codes(files: Files, find: Find) -> list[str]:
    return [f"{item.code}:{item.location.line}" for item in find(files)]


@pytest.mark.parametrize(
    "text",
    [
        "on: push\n" + JOB + "      - uses: actions/checkout@" + "a" * 64 + "\n",
        "on: push\n" + JOB + "      - uses: docker://alpine@sha256:" + "a" * 64 + "\n",
        "on: push\n" + JOB + "      - uses: ./local\n      - run:\n      - null\n      - text\n",
        "on: pull_request_target\n" + JOB + "      - uses: actions/checkout@" + "a" * 40 + "\n",
        "on: pull_request_target\n" + JOB + "      - run: git fetch origin main\n",
        "on: pull_request_target\n"
        + JOB
        + "      - if: github.event.pull_request.head.repo.fork == false\n        run: gh pr checkout 1\n",
        "on: {workflow_run: {workflows: [Release], types: [completed]}}\n"
        + JOB
        + "      - run: git checkout ${{ github.event.workflow_run.head_sha }}\n",
        "on: pull_request\n"
        + JOB
        + "      - run: echo ${{ github.event.pull_request.title == 'docs' && 'a' || 'b' }}\n"
        + "      - run: echo ${{ startsWith(github.head_ref, 'docs/') }} ${{ github.event.number }}\n"
        + "      - uses: ./say\n        with: {text: '${{ github.event.issue.title }}'}\n",
        "on:\npermissions: read-all\njobs:\n",
        "on: push\njobs: []\n",
        "on: 3\npermissions: {}\njobs: {one: text, two: [], three: {steps: text}, four: {steps: [[]]}}\n",
    ],
)
def test_what_is_in_order_is_not_named(text: str, findings_of: Find) -> None:
    assert codes({".github/workflows/a.yml": text}, findings_of) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["K609:1"]),
        ("just text\n", ["K609:1"]),
        ("on: [\n", ["K609:2"]),
        ("on: \xff\n", ["K609:1"]),
        ("a: &a [1]\nb: " + "[*a, " * 60 + "1" + "]" * 60 + "\n", ["K609:2"]),
        ("on: push\n" + JOB + "      - uses: a/b/c@v1\n", ["K602:7"]),
        ("on: push\n" + JOB + "      - &a\n        uses: a/b@v1\n      - *a\n", ["K602:8"]),
        ("on: push\npermissions: {}\njobs: {one: {permissions: write-all}}\n", ["K603:3"]),
        ("on: push\njobs: {one: {permissions: {}}, two: {}, three: {}}\n", ["K605:2"]),
    ],
)
def test_what_is_not_in_order_is_named_where_it_is(text: str, expected: list[str], findings_of: Find) -> None:
    assert codes({".github/workflows/a.yaml": text.encode("latin-1")}, findings_of) == expected


def test_only_what_the_host_reads_is_looked_at(findings_of: Find) -> None:
    bad = "on: [\n"
    files: Files = {
        ".github/workflows/deep/a.yml": bad,
        ".github/workflows/a.txt": bad,
        ".github/dependabot.yml": bad,
    }
    assert codes(files, findings_of) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("check:\n  script: !reference [.check, script]\n", []),
        ("# Inputs\nspec:\n  inputs: {a: {}}\n---\ncheck: {script: kept check}\n", []),
        ("include: {remote: 'https://example.com/a.yml'}\n", ["K602:1"]),
        ("include: [a.yml, {local: b.yml}, {remote: https://example.com/a.yml, integrity: sha256-a}]\n", []),
        ("check: [\n", ["K609:2"]),
    ],
)
def test_the_pipeline_of_gitlab_is_read_as_gitlab_does(
    text: str, expected: list[str], findings_of: Find
) -> None:
    assert codes({".gitlab-ci.yml": text}, findings_of) == expected


def test_places_that_hold_no_workflow_are_one_finding(
    project: Callable[[Files], Path], findings_of: Find
) -> None:
    folder = project({})
    (folder / ".gitlab-ci.yml").mkdir()
    (folder / ".github").mkdir()
    (folder / ".github/workflows").symlink_to("/nowhere")
    assert codes({}, findings_of) == ["K609:1", "K609:1"]
