"""Golden cases: a small project in a folder, and in `expected.txt` the commands with all that they print.

`pytest tests/test_cases.py --update-golden` writes what comes out; read the difference before committing it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kept.check.rule import rules
from kept.external.places import ExternalLink

CASES = Path(__file__).parent / "cases"
EXPECTED = "expected.txt"


def transcript(commands: list[str], run: Callable[[str], Result]) -> str:
    """Each command with what it prints and its exit code."""
    parts = []
    for command in commands:
        result = run(command)
        parts.append(f"$ {command}\n{result.output}[exits with {result.exit_code}]\n")
    return "\n".join(parts)


@pytest.mark.parametrize(
    "case", sorted(path for path in CASES.iterdir() if path.is_dir()), ids=lambda c: c.name
)
def test_a_project_is_reported_as_expected(
    case: Path,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    project: Callable[..., Path],
    cli: Callable[..., Result],
) -> None:
    root = shutil.copytree(case, project({}), ignore=shutil.ignore_patterns(EXPECTED), dirs_exist_ok=True)
    golden = case / EXPECTED
    expected = golden.read_bytes().decode()
    commands = [line.removeprefix("$ ") for line in expected.splitlines() if line.startswith("$ kept ")]
    assert commands
    found = transcript(commands, lambda command: cli(*command.split()[1:], cwd=root))
    if request.config.getoption("--update-golden"):
        golden.write_bytes(found.encode())
    assert found == golden.read_bytes().decode()


def test_every_rule_about_content_has_a_case() -> None:
    texts = [path.read_text(encoding="utf-8") for path in CASES.glob(f"*/{EXPECTED}")]
    missing = [one for one in rules() if not any(f" {one.code} " in text for text in texts)]
    assert [one.code for one in missing if one.on is not ExternalLink] == []
