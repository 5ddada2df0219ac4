"""Every command as a person or a program calls it: what it prints, and its exit code."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result
from projects import Files, write_files

from kept.check.rule import rules
from kept.cli import COMMANDS

pytestmark = pytest.mark.measured

Cli = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parent.parent
GOOD = "---\ntitle: Reset your router\naudience: public\n---\n# Reset your router\n\nPress the button.\n"
WARNED = GOOD.replace("Press", "![](https://example.com/a.png) Press").replace("router", "switch")
BROKEN = "---\ntitle: Broken\naudience: public\n---\n# Broken\n\n[No](nowhere.md)\n"

FINDING_KEYS = {
    "code", "rule", "severity", "path", "line", "column", "end_line", "end_column", "message", "help",
    "url", "fix", "fingerprint",
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps(command: str, cli: Cli, tmp_path: Path) -> None:
    shown = cli(command, "--help", cwd=tmp_path)
    assert shown.exit_code == 0
    assert shown.output.startswith(f"Usage: kept {command} ")
    assert "-h, --help" in shown.output


def test_the_version_is_shown(process: Process, tmp_path: Path) -> None:
    assert process("--version", cwd=tmp_path).stdout == "kept 0.1.0\n"


def test_a_command_that_was_nearly_typed_is_suggested(process: Process, tmp_path: Path) -> None:
    done = process("chek", cwd=tmp_path)
    assert done.returncode == 2
    assert 'did you mean "check"?' in done.stderr


@pytest.mark.parametrize(
    ("option", "hint"),
    [("--port", " Did you mean '--address'?"), ("--adress", " Did you mean '--address'?"), ("--zzz", "")],
)
def test_an_option_that_was_nearly_typed_is_suggested(
    option: str, hint: str, process: Process, tmp_path: Path
) -> None:
    done = process("serve", option, "8001", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == f"Error: No such option '{option}'.{hint}"


def test_check_reports_one_object_to_programs(cli: Cli, project: Callable[[Files], Path]) -> None:
    folder = project({"docs/a.md": GOOD, "docs/b.md": BROKEN, "docs/c.md": WARNED})
    done = cli("check", "--format", "json", cwd=folder)
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert set(report) == {"findings", "summary"}
    assert [(item["path"], item["code"], item["severity"]) for item in report["findings"]] == [
        ("docs/b.md", "K401", "error"),
        ("docs/c.md", "K405", "warning"),
    ]
    first = report["findings"][0]
    assert set(first) == FINDING_KEYS
    assert (first["line"], first["column"], first["end_line"], first["end_column"]) == (7, 6, 7, 16)
    assert first["url"].endswith("/reference/rules/broken-link/")
    assert report["summary"] == {
        "documents": 3,
        "findings": 2,
        "errors": 1,
        "warnings": 1,
        "infos": 0,
        "known": 0,
        "mended": 0,
        "by_rule": {"K401": 1, "K405": 1},
    }


@pytest.mark.parametrize(
    ("files", "arguments", "code"),
    [
        ({"docs/a.md": GOOD}, [], 0),
        ({"docs/c.md": WARNED}, [], 1),
        ({"docs/c.md": WARNED}, ["--fail-on", "error"], 0),
        ({"docs/b.md": BROKEN}, ["--fail-on", "error"], 1),
        ({"docs/a.md": GOOD, "docs/b.md": BROKEN}, ["docs/a.md"], 0),
        ({"docs/a.md": GOOD, "docs/in/b.md": BROKEN}, ["docs/in"], 1),
        ({"docs/a.md": GOOD, "docs/in/b.md": BROKEN}, ["."], 1),
        ({"docs/a.md": GOOD}, ["docs/b.md"], 2),
        ({"docs/a.md": GOOD}, [".."], 2),
        ({"docs/a.md": GOOD}, ["--config", "other.yml"], 2),
    ],
)
def test_the_exit_code_of_check(
    files: Files, arguments: list[str], code: int, cli: Cli, project: Callable[[Files], Path]
) -> None:
    assert cli("check", *arguments, cwd=project(files)).exit_code == code


def test_a_path_that_was_nearly_typed_is_suggested(cli: Cli, project: Callable[[Files], Path]) -> None:
    done = cli("check", "docs/ruoter.md", cwd=project({"docs/router.md": GOOD}))
    assert done.stderr == 'kept: docs/ruoter.md does not exist: did you mean "docs/router.md"?\n'


def settings(text: str) -> str:
    return f"site_name: Help\nplugins:\n  - search\n  - kept:\n      {text}\n"


@pytest.mark.parametrize(
    ("setting", "severity"),
    [
        ("severity: {K401: warning}", "warning"),
        ("severity: {broken-link: info}", "info"),
        ("severity: {broken-link: off}", None),
        ("due_soon: 1w", "error"),
    ],
)
def test_settings_change_the_severity_of_a_rule(
    setting: str, severity: str | None, cli: Cli, project: Callable[[Files], Path]
) -> None:
    folder = project({"mkdocs.yml": settings(setting), "docs/b.md": BROKEN})
    found = json.loads(cli("check", "--format", "json", cwd=folder).stdout)["findings"]
    assert [item["severity"] for item in found] == ([severity] if severity else [])


def test_what_cannot_be_read_stays_an_error(cli: Cli, project: Callable[[Files], Path]) -> None:
    folder = project({"mkdocs.yml": settings("severity: {K002: off}"), "docs/b.md": "---\ntitle: [\n---\n"})
    found = json.loads(cli("check", "--format", "json", cwd=folder).stdout)["findings"]
    assert [(item["code"], item["severity"]) for item in found] == [("K002", "error")]


def test_a_rule_that_does_not_exist_is_refused_in_the_settings(
    cli: Cli, project: Callable[[Files], Path]
) -> None:
    folder = project({"mkdocs.yml": settings("severity: {borken-link: off}"), "docs/b.md": BROKEN})
    done = cli("check", cwd=folder)
    assert done.exit_code == 2
    assert done.stderr.startswith(
        "mkdocs.yml:5:18: error K007 `severity`: there is no rule "
        '"borken-link": did you mean "broken-link"?\n'
    )


def test_rules_are_listed_for_people_and_for_programs(cli: Cli, tmp_path: Path) -> None:
    lines = cli("rules", cwd=tmp_path).stdout.splitlines()
    assert [line.split()[0] for line in lines] == [one.code for one in rules()]
    rows = json.loads(cli("rules", "--format", "json", cwd=tmp_path).stdout)
    assert [row["name"] for row in rows] == [one.name for one in rules()]
    assert set(rows[0]) == {"code", "name", "severity", "summary", "url"}


def test_a_rule_that_was_nearly_named_is_suggested(cli: Cli, tmp_path: Path) -> None:
    done = cli("explain", "broken-lnik", cwd=tmp_path)
    assert done.exit_code == 2
    assert done.stderr == (
        'kept: there is no rule "broken-lnik": did you mean "broken-link"? (`kept rules` lists them)\n'
    )


def test_types_are_listed(cli: Cli, project: Callable[[Files], Path]) -> None:
    folder = project({"docs/a.md": GOOD})
    names = [line.split()[0] for line in cli("types", cwd=folder).stdout.splitlines()]
    assert sorted(names) == sorted(path.stem for path in (ROOT / "templates").glob("*.md"))
    assert len(names) == 12


def test_schemas_are_printed_and_written(cli: Cli, project: Callable[[Files], Path]) -> None:
    folder = project({"docs/a.md": GOOD})
    one = json.loads(cli("schema", "how-to", cwd=folder).stdout)
    jsonschema.Draft7Validator.check_schema(one)
    assert one["title"] == "how-to"
    every = json.loads(cli("schema", cwd=folder).stdout)
    assert every["how-to"] == one
    done = cli("schema", "--output", "schemas", cwd=folder)
    assert done.stdout == f"Wrote {len(every)} schemas to schemas\n"
    assert json.loads((folder / "schemas/how-to.schema.json").read_text(encoding="utf-8")) == one
    wrong = cli("schema", "howto", cwd=folder)
    assert wrong.exit_code == 2
    assert 'did you mean "how-to"?' in wrong.stderr


def test_a_new_article_has_only_what_its_writer_must_fill_in(
    cli: Cli, project: Callable[[Files], Path]
) -> None:
    vocabulary = "owners: [support]\nproducts: [router, switch]\n"
    folder = project({"docs/a.md": GOOD, "kb/vocabulary.yml": vocabulary})
    done = cli("new", "troubleshooting", "Login page: stays white", cwd=folder)
    assert done.exit_code == 0
    path = "kb/troubleshooting/login-page-stays-white.md"
    assert done.stdout.splitlines()[0] == f"Wrote {path}"
    text = (folder / path).read_text(encoding="utf-8")
    assert text.startswith(
        "---\ntitle: 'Login page: stays white'\n"
        'audience: ""  # write: who may read it, one of: public, internal\n'
        "owner: support\nreviewed: 2026-11-20\n"
        "products: []  # write: The products that show the symptom. One of: router, switch\n"
    )
    assert "{{" not in text
    again = cli("new", "troubleshooting", "Login page: stays white", cwd=folder)
    assert again.exit_code == 2
    assert again.stderr == f"kept: {path} exists already; choose another title or `--path`\n"
    found = json.loads(cli("check", path, "--format", "json", cwd=folder).stdout)["findings"]
    assert {item["code"] for item in found} == {"K102", "K106", "K205"}


@pytest.mark.parametrize("seconds", ["nan", "-nan", "inf", "0", "1e9", "soon"])
def test_a_limit_that_would_be_none_is_refused(cli: Cli, tmp_path: Path, seconds: str) -> None:
    done = cli("build", f"--timeout={seconds}", cwd=tmp_path)
    assert done.exit_code == 2
    assert "Invalid value for '--timeout'" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (
            ["trubleshooting", "X"],
            'there is no content type "trubleshooting": did you mean "troubleshooting"?',
        ),
        (["faq", "  "], "the title is empty"),
        (["faq", "???"], 'no file name can be made of "???"'),
        (["faq", "X", "--path", "../out.md"], "is not below"),
    ],
)
def test_a_new_article_that_cannot_be(
    arguments: list[str], reason: str, cli: Cli, project: Callable[[Files], Path]
) -> None:
    folder = project({"docs/a.md": GOOD})
    done = cli("new", *arguments, cwd=folder)
    assert done.exit_code == 2
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (folder.parent / "out.md").exists()


def test_a_dry_run_writes_nothing(cli: Cli, project: Callable[[Files], Path]) -> None:
    folder = project({"docs/a.md": GOOD})
    done = cli("new", "faq", "Why?", "--path", "docs/questions", "--dry-run", cwd=folder)
    assert done.exit_code == 0
    assert "type: faq\n" in done.stdout
    assert not (folder / "docs/questions").exists()
    planned = cli("init", "new", "--dry-run", cwd=folder)
    assert planned.exit_code == 0
    assert f"would write {Path('new/mkdocs.yml')}" in planned.stdout
    assert not (folder / "new").exists()


def test_a_help_centre_is_made_only_where_it_takes_nothing_away(cli: Cli, tmp_path: Path) -> None:
    write_files(tmp_path, {"README.md": "mine", "file": "text"})
    refused = cli("init", cwd=tmp_path)
    assert refused.exit_code == 2
    assert "is not empty" in refused.stderr
    assert cli("init", "file", cwd=tmp_path).exit_code == 2
    assert cli("init", ".", "--force", cwd=tmp_path).exit_code == 0
    assert (tmp_path / "README.md").read_text() == "mine"
    assert (tmp_path / "mkdocs.yml").read_text().startswith("site_name: Help\n")
    assert (tmp_path / "kb/vocabulary.yml").is_file()


@pytest.mark.parametrize("name", ["my help", "yes", "1.0", "Hilfe für alle", "#x"])
def test_a_new_help_centre_is_in_order_whatever_it_is_called(
    name: str, process: Process, tmp_path: Path
) -> None:
    assert process("init", name, cwd=tmp_path).returncode == 0
    folder = tmp_path / name
    done = process("check", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "No findings in 13 documents.\n")
    wiring = json.loads((folder / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    for schema in wiring:
        assert (folder / schema).is_file()


def test_the_environment_may_say_where_the_documents_are(
    process: Process, project: Callable[[Files], Path]
) -> None:
    text = "site_name: Help\ndocs_dir: !ENV [HELP_DOCS, docs]\nplugins: [search, kept]\n"
    folder = project({"mkdocs.yml": text, "docs/a.md": GOOD, "pages/b.md": BROKEN})
    assert process("check", cwd=folder).returncode == 0
    assert process("check", cwd=folder, HELP_DOCS="pages").returncode == 1


@pytest.mark.parametrize("epoch", ["yesterday", "-99999999999999999999"])
def test_a_day_that_cannot_be_is_refused(
    epoch: str, process: Process, project: Callable[[Files], Path]
) -> None:
    folder = project({"docs/a.md": GOOD})
    done = process("check", cwd=folder, SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 2
    assert (
        done.stderr
        == f'kept: SOURCE_DATE_EPOCH is "{epoch}", which is not a number of seconds from 0 to 4294967295\n'
    )
    wrong = process("check", "--today", "2026-02-30", cwd=folder)
    assert wrong.returncode == 2
    assert '"2026-02-30" is not a day; write it as YYYY-MM-DD' in wrong.stderr


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:99999", "a b:80"])
def test_an_address_that_cannot_be_is_refused(
    address: str, cli: Cli, project: Callable[[Files], Path]
) -> None:
    done = cli("serve", "--address", address, cwd=project({"docs/a.md": GOOD}))
    assert done.exit_code == 2
    assert done.stderr == f'kept: "{address}" is not an address; write it as 127.0.0.1:8000\n'
