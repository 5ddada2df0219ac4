"""Every rule proves itself on its own examples, and has its file, its reason and its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import TODAY, Files

from kept import config, library
from kept.check import rules as rules_folder
from kept.check.rule import Example, Rule, find_rule, rule, rules
from kept.check.run import check, check_configuration
from kept.cli import kept
from kept.commands.options import loaded_settings
from kept.commands.reference import outdated
from kept.config import ConfigurationError
from kept.diagnostic import Diagnostic, Severity

ROOT = Path(__file__).parent.parent


def findings(folder: Path) -> list[Diagnostic]:
    try:
        return check(library.load(config.load(folder / "mkdocs.yml")), TODAY)
    except ConfigurationError as error:
        return list(check_configuration(error))


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
    assert one.code in {item.code for item in found}
    for item in found:
        assert item.message
        assert item.location.line >= 1
        assert item.location.column >= 1


@pytest.mark.parametrize(("one", "example"), examples("good"))
def test_a_rule_accepts_its_good_example(
    one: Rule, example: Example, project: Callable[[Files], Path]
) -> None:
    found = findings(project(files(example)))
    assert [item for item in found if item.code == one.code] == []


@pytest.mark.parametrize("one", rules(), ids=lambda one: one.name)
def test_a_rule_is_whole(one: Rule) -> None:
    assert one.reason.endswith(".")
    assert one.bad
    assert one.good
    assert Path(rules_folder.__path__[0], one.name.replace("-", "_") + ".py").is_file()
    assert find_rule(one.code) is find_rule(one.name) is one


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
