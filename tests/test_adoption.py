"""The two configurations that the documentation shows read knowledge bases of other systems as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from projects import write_files

from kept import config, library
from kept.cache_folder import FOLDER
from kept.durations import Duration

EXAMPLES = Path(__file__).parent.parent / "docs/examples"
Cli = Callable[..., Result]

RUNBOOKS = {
    "source/index.md": (
        '---\nowner_slack: "#platform"\ntitle: Runbooks\nlast_reviewed_on: 2026-09-01\nreview_in: 6 months\n'
        "weight: 0\n---\n\n"
        "# <%= current_page.data.title %>\n\n- [Restore](runbooks/restore.html#from-a-copy)\n"
        "- [Getting help](getting-help)\n- [Gone](runbooks/gone.html)\n"
    ),
    "source/getting-help/index.md": (
        '---\nowner_slack: "#platform"\ntitle: Getting help\nlast_reviewed_on: 1 October 2026\n'
        "review_in: a year\n---\n\n# Getting help\n\nAsk. Back to the [runbooks](../#runbooks).\n"
    ),
    "source/runbooks/restore.md": (
        '---\nowner_slack: "#platform"\ntitle: Restore\nlast_reviewed_on: 2026-01-15\n'
        "review_in: 3 months\n---\n\n# Restore\n\n## From a copy\n\n"
        "See [the diagram](../images/diagram.png).\n"
    ),
}

ARTICLES = {
    "src/troubleshooting/database/slow.md": (
        "---\ntitle: The database is slow\nlabels: database,slow,2.4.3,cloud infrastructure\n"
        "promoted: true\n---\n\n## Issue\n\nPages are slow.\n\n"
        "## Cause\n\nMany rows.\n\n## Solution\n\n1. Remove some.\n"
    ),
    "src/faq/general/price.md": (
        "---\ntitle: What does it cost?\nlabels: price\n---\n\n"
        '<h2 id="answer">Answer</h2>\n\n[Nothing](#answer).\n'
    ),
    "src/announcements/news.md": "---\ntitle: News\nlabels: news\n---\n\nThere is news.\n",
}


def found(cli: Cli, example: str, root: Path) -> list[tuple[str, int, str]]:
    done = cli(
        *("check", "--config", EXAMPLES / example, "--root", root, "--format", "json"), cwd=root.parent
    )
    assert done.exit_code == 1, done.stderr
    return [(item["path"], item["line"], item["code"]) for item in json.loads(done.stdout)["findings"]]


def test_runbooks_of_a_platform_team(cli: Cli, tmp_path: Path) -> None:
    root = write_files(tmp_path / "runbooks", RUNBOOKS)
    assert found(cli, "platform-runbooks.yml", root) == [
        ("source/getting-help/index.md", 10, "K402"),  # the heading is what the other system fills in
        ("source/index.md", 13, "K401"),
        ("source/runbooks/restore.md", 4, "K302"),
        ("source/runbooks/restore.md", 12, "K401"),
    ]
    knowledge = library.load(config.load(EXAMPLES / "platform-runbooks.yml", root))
    home = knowledge.by_path["source/index.md"]
    assert home.value("owner") == "#platform"
    assert home.value("reviewed").isoformat() == "2026-09-01"
    assert home.value("review_every") == Duration(months=6)
    assert knowledge.by_path["source/getting-help/index.md"].value("review_every") == Duration(months=12)


def test_help_articles_of_a_software_vendor(tmp_path: Path) -> None:
    root = write_files(tmp_path / "articles", ARTICLES)
    knowledge = library.load(config.load(EXAMPLES / "vendor-knowledge-base.yml", root))
    slow = knowledge.by_path["src/troubleshooting/database/slow.md"]
    assert slow.type_name == "troubleshooting"
    assert slow.value("tags") == ("database", "slow", "2.4.3", "cloud infrastructure")
    assert knowledge.by_path["src/faq/general/price.md"].type_name == "faq"
    assert knowledge.by_path["src/announcements/news.md"].type_name == "page"


def test_what_the_vendors_articles_lack_is_a_note(cli: Cli, tmp_path: Path) -> None:
    root = write_files(tmp_path / "articles", ARTICLES)
    arguments = ("check", "--config", EXAMPLES / "vendor-knowledge-base.yml", "--root", root)
    done = cli(*arguments, "--format", "json", cwd=tmp_path)
    assert done.exit_code == 0
    findings = json.loads(done.stdout)["findings"]
    assert {item["severity"] for item in findings} == {"info"}
    assert {(item["path"], item["message"]) for item in findings if item["code"] == "K201"} == {
        ("src/faq/general/price.md", 'the section "Related" is missing'),
        ("src/troubleshooting/database/slow.md", 'the section "Related" is missing'),
        ("src/troubleshooting/database/slow.md", 'the section "Symptoms" is missing'),
    }


@pytest.mark.parametrize(
    ("example", "files", "page"),
    [
        ("platform-runbooks.yml", RUNBOOKS, "runbooks/restore.html"),
        ("vendor-knowledge-base.yml", ARTICLES, "troubleshooting/database/slow/index.html"),
    ],
)
def test_a_site_is_built_of_each(
    example: str, files: dict[str, str], page: str, cli: Cli, tmp_path: Path
) -> None:
    root = write_files(tmp_path / "kb", files)
    before = sorted(root.rglob("*"))
    arguments = ("build", "--config", EXAMPLES / example, "--root", root, "--site-dir", tmp_path / "site")
    done = cli(*arguments, cwd=tmp_path)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "site" / page).is_file()
    assert [path for path in sorted(root.rglob("*")) if FOLDER not in path.parts] == before
