"""Every rule proves itself on its own examples, and has its file, its reason and its page."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from projects import TODAY, Files, write_files

from kept import config, library
from kept.check import rules as rules_folder
from kept.check.external import check_external
from kept.check.rule import Context, Example, Rule, find_rule, rule, rules
from kept.check.run import check, check_configuration
from kept.cli import kept
from kept.commands.options import loaded_settings
from kept.commands.reference import outdated
from kept.config import ConfigurationError
from kept.content.vocabulary import Vocabularies
from kept.diagnostic import Diagnostic, Severity
from kept.external import answers
from kept.fix.rounds import mend
from kept.library import Library
from kept.parse.document import UNREADABLE, Document, Fence
from kept.text import Source, Span
from kept.yaml_nodes import plain

ROOT = Path(__file__).parent.parent


def findings(folder: Path) -> list[Diagnostic]:
    try:
        knowledge = library.load(config.load(folder / "mkdocs.yml"))
        return check(knowledge, TODAY) + external_findings(folder, knowledge)
    except ConfigurationError as error:
        return list(check_configuration(error))


def external_findings(folder: Path, knowledge: Library) -> list[Diagnostic]:
    """What is found when every page holds the addresses about which an answer is remembered."""
    known = answers.load(folder)
    pages = {f"{article.url}index.html": frozenset(known) for article in knowledge.articles}
    return check_external(knowledge, TODAY, pages, known, Source("mkdocs.yml", ""))


def files(example: Example) -> Files:
    """An example as a project; one without templates has none, so that no contract gets in its way."""
    given = {"docs/example.md": example} if isinstance(example, str) else dict(example)
    return {"templates/none.txt": "", **given}


def examples(kind: str) -> list[object]:
    return [
        pytest.param(one, example, id=f"{one.name}-{number}")
        for one in rules()
        for number, example in enumerate(getattr(one, kind))
    ]


@pytest.mark.parametrize(("one", "example"), examples("bad"))
def test_a_rule_finds_its_bad_example(one: Rule, example: Example, project: Callable[[Files], Path]) -> None:
    found = findings(project(files(example)))
    codes = {item.code for item in found}
    assert one.code in codes
    assert codes & UNREADABLE <= {one.code}, "it cannot be read, and so shows something else"
    for item in found:
        assert item.message
        assert item.location.line >= 1
        assert item.location.column >= 1


def shape(document: Document) -> dict[str, object]:
    """What an article says, apart from where it says it."""
    front = plain(document.front)
    return {
        "fields": front if isinstance(front, dict) else {},
        "headings": [(one.level, one.text) for one in document.headings],
        "links": [one.target for one in document.links],
        "images": [(one.target, one.alt) for one in document.images],
        "code": [one.code for one in document.fences],
        "tasks": [one.text for one in document.tasks],
        "words": sorted(document.source.slice(document.body).split()),
    }


FIXED = {
    "K003": {"fields"}, "K002": {"fields", "words"},
    "K004": {"fields", "words"}, "K101": {"fields"}, "K103": {"fields"},
    "K105": {"fields"}, "K107": {"fields"}, "K108": {"fields"}, "K201": {"headings", "words"},
    "K202": {"headings"}, "K204": {"fields", "headings", "words"}, "K206": {"headings", "words"},
    "K207": {"headings", "words"}, "K210": {"words"}, "K214": {"fields"}, "K215": {"tasks", "words"},
    "K216": {"words"}, "K218": {"fields", "words"}, "K306": {"fields"}, "K401": {"links", "words"},
    "K402": {"links", "words"}, "K404": {"images", "words"}, "K407": {"words"}, "K408": {"links", "words"},
    "K433": {"links", "words"}, "K511": {"words"}, "K521": {"words"}, "K701": {"words"}, "K703": {"words"},
    "K801": {"code", "words"}, "K802": {"code", "words"}, "K805": {"code", "words"},
    "K911": {"code", "words"}, "K912": {"code", "words"},
}  # fmt: skip
"""What of the shape of an article the fixes of a rule may change."""


@pytest.mark.parametrize(("one", "example"), examples("bad"))
def test_a_fix_mends_its_finding_and_changes_nothing_else(
    one: Rule, example: Example, project: Callable[[Files], Path]
) -> None:
    folder = project(files(example))
    try:
        before = library.load(config.load(folder / "mkdocs.yml"))
    except ConfigurationError:
        return  # no rule mends the configuration
    found = [item for item in check(before, TODAY) if item.code == one.code and item.fix]
    if not found:
        return

    def only_this(at: library.Library) -> list[Diagnostic]:
        return [item for item in check(at, TODAY) if item.code == one.code]

    done = mend(before, only_this, lambda fix: True)
    assert sum(done.fixed.values()) >= len(found)
    assert [item for item in done.findings if item.fix] == []
    assert done.left_out == ()
    for path in done.texts:
        old, new = shape(before.by_path[path].document), shape(done.library.by_path[path].document)
        assert {name for name in old if old[name] != new[name]} <= FIXED[one.code]
        if one.code not in ("K002", "K003", "K004"):
            changed = {name for name in old["fields"] if old["fields"][name] != new["fields"].get(name)}
            assert len(changed) <= 1
    again = mend(done.library, only_this, lambda fix: True)
    assert (again.texts, again.fixed) == ({}, {})


def test_every_rule_that_fixes_has_an_example_of_it(project: Callable[[Files], Path]) -> None:
    fixing = {
        item.code
        for number, (_, example) in enumerate(param.values for param in examples("bad"))
        for item in findings(write_files(project({}) / str(number), files(example)))
        if item.fix
    }
    assert fixing == set(FIXED)


@pytest.mark.parametrize(("one", "example"), examples("good"))
def test_a_rule_accepts_its_good_example(
    one: Rule, example: Example, project: Callable[[Files], Path]
) -> None:
    found = findings(project(files(example)))
    assert [item for item in found if item.code in {one.code, *UNREADABLE}] == []


@pytest.mark.parametrize("one", rules(), ids=lambda one: one.name)
def test_a_rule_is_whole(one: Rule) -> None:
    assert one.reason.endswith(".")
    assert one.bad
    assert one.good
    assert Path(rules_folder.__path__[0], one.name.replace("-", "_") + ".py").is_file()
    assert find_rule(one.code) is find_rule(one.name) is find_rule(one.code.lower()) is one
    text = Path(inspect.getfile(one.check)).read_text(encoding="utf-8")
    assert text.startswith(f'"""{one.code} {one.name}."""\n')
    assert text.count("@rule(") == 1


def test_every_file_of_the_folder_is_a_rule() -> None:
    names = {path.stem for path in Path(rules_folder.__path__[0]).glob("*.py")} - {"__init__"}
    assert names == {one.name.replace("-", "_") for one in rules()}
    assert len({one.code for one in rules()}) == len(names)


def test_a_code_belongs_to_one_rule() -> None:
    def other_name() -> None:
        """Another rule with a code that is taken."""

    declare = rule("K401", on=str, severity=Severity.INFO, bad=(), good=())
    with pytest.raises(ValueError, match="K401 is both broken-link and other-name"):
        declare(other_name)  # type: ignore[arg-type]


def test_the_reference_pages_say_what_the_code_says() -> None:
    settings = loaded_settings(ROOT / "mkdocs.yml", None)
    assert outdated(ROOT / "docs/reference", settings, kept) == []


@pytest.mark.parametrize("one", rules(), ids=lambda one: one.name)
def test_explain_shows_the_reason_and_the_examples(
    one: Rule, cli: Callable[..., Result], tmp_path: Path
) -> None:
    shown = cli("explain", one.code, cwd=tmp_path)
    assert shown.exit_code == 0
    assert shown.output.startswith(f"{one.code} {one.name} ({one.severity.word})\n\n{one.reason}\n")
    assert "Refused:\n" in shown.output
    assert "Accepted:\n" in shown.output
    assert shown.output == cli("explain", one.name, cwd=tmp_path).output
    for example in (*one.bad, *one.good):
        for path, text in ({"": example} if isinstance(example, str) else example).items():
            lines = "".join(f"    | {line}".rstrip() + "\n" for line in text.splitlines())
            lines = "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in lines)
            assert (f"    {path}:\n{lines}" if path else lines) in shown.output


@pytest.mark.parametrize("columns", ["60", "200"])
def test_the_reference_pages_do_not_depend_on_the_terminal(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert outdated(ROOT / "docs/reference", loaded_settings(ROOT / "mkdocs.yml", None), kept) == []


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("K405: off", []),
        ("image-without-alt: info", [("K405", Severity.INFO)]),
        ("k405: error", [("K405", Severity.ERROR)]),
    ],
)
def test_settings_change_the_severity_of_a_rule(
    setting: str, expected: list[object], findings_of: Callable[[Files], list[Diagnostic]]
) -> None:
    found = findings_of(
        {
            "mkdocs.yml": f"site_name: Help\nplugins:\n  - kept:\n      severity: {{{setting}}}\n",
            "docs/router.md": "---\ntitle: Router\naudience: public\n---\n![](router.png)\n",
            "docs/router.png": b"",
        }
    )
    assert [(item.code, item.severity) for item in found] == expected


def test_what_cannot_be_read_is_an_error_whatever_the_settings_say(
    findings_of: Callable[[Files], list[Diagnostic]],
) -> None:
    found = findings_of(
        {
            "mkdocs.yml": "site_name: Help\nplugins:\n  - kept:\n      severity: {K002: off, K003: off}\n",
            "docs/open.md": "---\ntitle: Router\n",
            "docs/twice.md": "---\ntitle: Router\ntitle: Button\naudience: public\n---\n",
        }
    )
    assert [(item.code, item.severity) for item in found] == [("K002", Severity.ERROR)]


@pytest.mark.parametrize("one", [one for one in rules() if one.on is Fence], ids=lambda one: one.name)
def test_a_rule_on_fences_has_nothing_to_say_of_other_code(one: Rule) -> None:
    """Articles do not even ask it."""
    code = 'graph TD\n  a --> b\n  click a "javascript:x"\n  %%{init: {}}%%\nfrom: ticket/1\n'
    source = Source("docs/a.md", f"```sh\n{code}```\n")
    nothing = Library(config.Settings(Path()), (), {}, Vocabularies())
    context = Context(one, nothing, TODAY, one.severity, source=source)
    assert list(one.check(Fence("sh", "sh", code, Span(0, len(source.text))), context)) == []
