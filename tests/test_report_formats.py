"""Reports for code hosts and build servers, made by the process that makes them there."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pyromark
import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from projects import Files, write_files

from kept.check.rule import rules
from kept.diagnostic import Diagnostic, Edit, Fix, Location, Safety, Severity
from kept.report import Report, RuleNote, formats, render
from kept.report.markdown import LIMIT, MARKER
from kept.text import Source, Span

Cli = Callable[..., Result]

SARIF = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))
GOOD = "---\ntitle: {0}\naudience: public\n---\n# {0}\n\nPress the button.\n"
BROKEN = "---\ntitle: Switch\naudience: public\n---\n# Switch\n\n[No](nowhere.md)\n\n![](light.png)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project in a folder of its repository."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    files: Files = {
        "docs/index.md": GOOD.format("Router"),
        "docs/switch.md": BROKEN,
        "docs/light.png": b"",
        "docs/mit Leer 100%.md": BROKEN.replace("Switch", "Light"),
        "docs/field.md": GOOD.format("Field").replace("audience: public", "audience: publik"),
    }
    return write_files(tmp_path / "help", files)


def report(format: str, folder: Path, cli: Cli, *arguments: str) -> str:
    done = cli("check", "--format", format, *arguments, cwd=folder)
    assert (done.exit_code, done.stderr) == (1, "")
    return done.stdout


def test_sarif_holds_to_its_schema(folder: Path, cli: Cli) -> None:
    data = json.loads(report("sarif", folder, cli))
    jsonschema.Draft7Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(data)
    (run,) = data["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    listed = {one["id"]: one for one in run["tool"]["driver"]["rules"]}
    known = {one.code: one for one in rules()}
    for number, result in enumerate(run["results"]):
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"], number
        assert rule["fullDescription"]["text"] == known[rule["id"]].reason
        assert rule["helpUri"].endswith(f"/rules/{known[rule['id']].name}/")
    assert set(listed) == {result["ruleId"] for result in run["results"]}
    addresses = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]
    }
    assert addresses == {"help/docs/switch.md", "help/docs/mit%20Leer%20100%25.md", "help/docs/field.md"}
    marks = [result["partialFingerprints"]["kept/v1"] for result in run["results"]]
    assert len(set(marks)) == len(marks) == 5
    (fix,) = (fix for result in run["results"] for fix in result.get("fixes", ()))
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 11, "endLine": 3, "endColumn": 17},
            "insertedContent": {"text": "public"},
        }
    ]


def test_sarif_of_a_check_that_could_not_run(tmp_path: Path, cli: Cli) -> None:
    folder = write_files(tmp_path, {"mkdocs.yml": "site_name: [\n"})
    done = cli("check", "--format", "sarif", cwd=folder)
    assert done.exit_code == 2
    data = json.loads(done.stdout)
    jsonschema.Draft7Validator(SARIF).validate(data)
    assert data["runs"][0]["invocations"] == [{"executionSuccessful": False}]
    assert [result["ruleId"] for result in data["runs"][0]["results"]] == ["K007"]


def test_gitlab_is_given_paths_from_the_top_and_a_mark_for_each_finding(folder: Path, cli: Cli) -> None:
    issues = json.loads(report("gitlab", folder, cli))
    assert {issue["location"]["path"] for issue in issues} == {
        "help/docs/switch.md",
        "help/docs/mit Leer 100%.md",
        "help/docs/field.md",
    }
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} == set(issue)
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 5


def test_a_mark_outlives_other_changes(folder: Path, cli: Cli) -> None:
    before = {issue["fingerprint"] for issue in json.loads(report("gitlab", folder, cli))}
    page = folder / "docs/switch.md"
    page.write_text(page.read_text().replace("# Switch\n", "# Switch\n\nA new line.\n"))
    (folder / "docs/nowhere-else.md").write_text(GOOD.format("Elsewhere"))
    assert {issue["fingerprint"] for issue in json.loads(report("gitlab", folder, cli))} == before
    page.write_text(page.read_text().replace("nowhere.md", "anywhere.md"))
    after = {issue["fingerprint"] for issue in json.loads(report("gitlab", folder, cli))}
    assert len(before - after) == len(after - before) == 1


def test_equal_findings_have_marks_of_their_own(folder: Path, cli: Cli) -> None:
    (folder / "docs/switch.md").write_text(BROKEN + "\n[No](nowhere.md)\n" * 3)
    issues = json.loads(report("gitlab", folder, cli))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 8


def test_junit_is_xml_in_which_what_fails_the_check_fails(folder: Path, cli: Cli) -> None:
    top = ElementTree.fromstring(report("junit", folder, cli, "--fail-on", "error"))
    cases = list(top.iter("testcase"))
    assert (top.get("tests"), top.get("failures")) == ("5", "3")
    assert sum(case.find("failure") is not None for case in cases) == 3
    assert sum(case.find("system-out") is not None for case in cases) == 2
    assert cases[0].get("classname") == "docs/field.md"


def test_a_clean_check_is_one_passed_test(tmp_path: Path, cli: Cli) -> None:
    folder = write_files(tmp_path, {"docs/index.md": GOOD.format("Router")})
    done = cli("check", "--format", "junit", cwd=folder)
    top = ElementTree.fromstring(done.stdout)
    assert (done.exit_code, top.get("tests"), top.get("failures")) == (0, "1", "0")


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


def finding(message: str, path: str = "docs/a.md", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("K999", "some-rule", severity, Location(path, 1, 1, 1, 2), message, message)


@pytest.mark.long
@given(TEXTS, TEXTS)
def test_no_text_breaks_a_report(message: str, name: str) -> None:
    source = Source(f"docs/{name}.md", message)
    fix = Fix(message, Safety.UNSAFE, (Edit(Span(0, len(message)), name),))
    one = Diagnostic(
        "K999",
        "some-rule",
        Severity.WARNING,
        Location.of(source, Span(0, len(message))),
        message,
        name,
        fix,
    )
    whole = Report(
        (one, one), {source.path: source}, 1, rules=(RuleNote("K999", "some-rule", Severity.INFO, "Why."),)
    )
    texts = {format: render(whole, format) for format in formats()}
    ElementTree.fromstring(texts["junit"].encode())
    jsonschema.Draft7Validator(SARIF).validate(json.loads(texts["sarif"]))
    assert len({issue["fingerprint"] for issue in json.loads(texts["gitlab"])}) == 2
    commands = [line for line in re.split(r"\r\n|\r|\n", texts["github"]) if line]
    assert len(commands) == 2
    assert all(command.startswith("::warning file=") for command in commands)
    lines = texts["markdown"].splitlines()
    assert lines[0] == MARKER
    assert sum(line.startswith("- warning ") for line in lines) == 2
    assert len(lines) == 9


@pytest.mark.parametrize(
    "message",
    [
        *("@everyone look", "see #12 and !3", "GH-4", "50 % @a", "`@me` and ``` @you"),
        *("<img src=x onerror=alert(1)>", "<!-- kept: report -->", "</details>"),
        *("**bold** [a](b)", "a | b ~~c~~", "https://example.com/ www.example.com"),
    ],
)
def test_nothing_in_a_comment_acts(message: str) -> None:
    page = pyromark.html(render(Report((finding(message),), {}, 1), "markdown"))
    (item,) = re.findall(r"(?s)<li>(.*?)</li>", page)
    assert set(re.findall(r"</?(\w+)", item)) == {"a", "code"}
    outside = html.unescape(re.sub(r"<code>.*?</code>|<a .*?</a>", "", item))
    assert not re.search(r"[@#!]\w|GH-\d|://|www\.", outside)
    shown = html.unescape(re.sub("<.*?>", "", item)).replace("\u200b", "").replace("`", "")
    assert shown.startswith("error K999 docs/a.md:1 " + message.replace("`", ""))


def test_a_comment_is_bounded_and_says_how_many_it_leaves_out() -> None:
    found = tuple(finding("\N{GRINNING FACE} wrong @x " * 50, f"docs/{number}.md") for number in range(3000))
    text = render(Report(found, {}, 3000), "markdown")
    assert len(text.encode("utf-16-le")) // 2 <= LIMIT
    shown = sum(line.startswith("- error") for line in text.splitlines())
    assert f"- … and {3000 - shown} more" in text
    assert shown > 20


def test_a_comment_says_what_is_new_fixed_and_still_there(folder: Path, cli: Cli) -> None:
    (folder / "before.json").write_text(report("json", folder, cli))
    (folder / "docs/field.md").write_text(GOOD.format("Field"))
    (folder / "docs/switch.md").write_text(BROKEN + "\n[New](new.md)\n")
    text = report("markdown", folder, cli, "--compare", "before.json")
    assert text.startswith(f"{MARKER}\n### kept: 1 new, 1 fixed, 4 still there\n")
    new, rest = text.split("**Fixed (1)**")
    fixed, still = rest.split("**Still there (4)**")
    assert '`help/docs/switch.md:11` there is nothing at "new.md"' in new
    assert "`help/docs/field.md:3`" in fixed
    assert still.count("\n- ") == 4
    assert text.endswith("\n")
    assert "### kept: 0 new, 0 fixed, 5 still there" in report(
        "markdown", folder, cli, "--compare", str(_now(folder, cli))
    )


def _now(folder: Path, cli: Cli) -> Path:
    target = folder / "now.json"
    target.write_text(report("json", folder, cli))
    return target


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "kept: before.json cannot be read: no such file or directory\n"),
        ("{", "is not a report of kept in JSON"),
        ("[]", "is not a report of kept in JSON"),
        ('{"findings": [{"code": "K1"}]}', "is not a report of kept in JSON"),
        ('{"findings": 3}', "is not a report of kept in JSON"),
        ("[" * 100_000, "is not a report of kept in JSON"),
        ("\udcff", "is not a report of kept in JSON"),
    ],
)
def test_a_report_that_cannot_be_compared_with_is_one_line(
    content: str | None, told: str, folder: Path, cli: Cli
) -> None:
    if content is not None:
        (folder / "before.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    done = cli("check", "--format", "markdown", "--compare", "before.json", cwd=folder)
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_reports_are_written_beside_the_text(folder: Path, cli: Cli) -> None:
    done = cli("check", "--format", "sarif", "--output", "kept.sarif", cwd=folder)
    assert "error K401" in done.stdout
    assert json.loads((folder / "kept.sarif").read_text())["version"] == "2.1.0"
    several = ("--output", "gitlab:a.json", "--output", "junit:b.xml", "--format", "github")
    done = cli("check", *several, cwd=folder)
    assert done.stdout.startswith("::error ")
    assert len(json.loads((folder / "a.json").read_text())) == 5
    assert ElementTree.parse(folder / "b.xml").getroot().tag == "testsuites"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--output sraif:x", 'kept: --output sraif:x: there is no format "sraif": did you mean "sarif"?'),
        (
            "--output a --output b",
            "kept: --output is given twice without a format; write --output FORMAT:FILE",
        ),
        ("--output sarif:", "kept: --output names no file"),
        ("--output docs", "kept: docs cannot be written: is a directory"),
        ("--output none/a.txt", "kept: none/a.txt cannot be written: no such file or directory"),
        ("--compare a.json", "kept: a.json cannot be read: no such file or directory"),
        ("--compare mkdocs.yml", "kept: mkdocs.yml is not a report of kept in JSON; "),
    ],
)
def test_outputs_that_cannot_be_are_one_line(arguments: str, told: str, folder: Path, cli: Cli) -> None:
    done = cli("check", *arguments.split(), cwd=folder)
    assert done.exit_code == 2
    assert done.stderr.startswith(told)
    assert done.stderr.count("\n") == 1
    assert not list(folder.glob("*sraif*"))


def test_a_comparison_needs_a_comment(folder: Path, cli: Cli) -> None:
    _now(folder, cli)
    done = cli("check", "--compare", "now.json", cwd=folder)
    assert (done.exit_code, done.stderr) == (
        2,
        "kept: --compare is for the format markdown; add --format markdown\n",
    )


def test_github_is_told_of_every_file_before_it_stops_listening() -> None:
    found = [finding(f"wrong {number}", "docs/a.md") for number in range(12)]
    found += [finding("wrong", "docs/b.md"), finding("odd", "docs/c.md", Severity.WARNING)]
    lines = render(Report(tuple(found), {}, 3), "github").splitlines()
    assert [line.split(",")[0] for line in lines[:3]] == [
        "::error file=docs/a.md",
        "::error file=docs/b.md",
        "::error file=docs/a.md",
    ]
    assert lines[-2].startswith("::warning file=docs/c.md")
    assert lines[-1] == "13 errors, 1 warning; GitHub shows 10 of each beside the lines, this log has all."


def test_the_text_says_whose_articles_have_findings(cli: Cli, project: Callable[[Files], Path]) -> None:
    owned = BROKEN.replace("audience: public", "audience: public\nowner: {0}")
    files: Files = {
        "docs/a.md": owned.format("network"),
        "docs/b.md": owned.format("billing").replace("Switch", "Bill"),
        "docs/c.md": BROKEN.replace("Switch", "Light").replace("![](light.png)", ""),
        "docs/light.png": b"",
        "kb/vocabulary.yml": "owners: [network, billing]\n",
    }
    shown = cli("check", cwd=project(files)).output
    assert "\nBy owner:\n  2  billing\n  2  network\n  1  (no owner)\n3 errors, 2 warnings in 3" in shown
    alone = cli("check", "docs/a.md", cwd=project(files)).output
    assert "By owner" not in alone
