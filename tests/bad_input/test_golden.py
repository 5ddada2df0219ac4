"""Every broken text in these folders, put in its place in a good help centre, and all that kept says of it.

`pytest tests/bad_input --update-golden` writes what comes out; read the difference before committing it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

HERE = Path(__file__).parent
PLACES = {
    "documents": "docs/bad.md",
    "configurations": "mkdocs.yml",
    "contracts": "templates/note.md",
    "vocabularies": "kb/vocabulary.yml",
}
"""Where the cases of a folder are put."""

RUNS = {
    "documents": (["check"], ["build"]),
    "configurations": (["check"], ["build"]),
    "contracts": (["check"], ["build"], ["new", "note", "A note", "--dry-run"]),
    "vocabularies": (["check"], ["build"]),
}
"""The commands that are run on the cases of a folder."""

AS_PROCESS = {
    "documents/alias-to-itself",
    "documents/code-tag",
    "documents/empty",
    "documents/latin-1",
    "documents/list",
    "documents/never-closed",
    "documents/not-fenced",
    "documents/nul",
    "documents/scalar",
    "documents/tab-as-indent",
    "documents/unclosed-quote",
    "documents/utf-16-le-with-mark",
    "documents/yaml-bomb",
    "configurations/empty",
    "configurations/unclosed-quote",
    "configurations/unknown-setting",
    "contracts/scaffold-lacks-a-section",
    "vocabularies/unclosed-quote",
}
"""Cases that are run as a person runs them, too; a process takes much longer than a function."""

CASES = sorted(
    path.relative_to(HERE).with_suffix("").as_posix()
    for folder in PLACES
    for path in (HERE / folder).iterdir()
    if path.suffix != ".out"
)


def bad_input(case: str) -> Path:
    (path,) = (path for path in (HERE / case).parent.glob(f"{Path(case).name}.*") if path.suffix != ".out")
    return path


@pytest.fixture
def broken(centre: Path, case: str) -> Path:
    """The help centre with the bad input in its place."""
    target = centre / PLACES[Path(case).parent.name]
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(bad_input(case).read_bytes())
    return centre


def shown(root: Path, arguments: list[str], output: str, code: int) -> str:
    """A command with what it prints and its exit code."""
    words = " ".join(word if " " not in word else f'"{word}"' for word in arguments)
    return f"$ kept {words}\n{output.replace(str(root), '<root>')}[exits with {code}]\n"


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_reported_as_expected(
    case: str,
    broken: Path,
    cli: Callable[..., Result],
    request: pytest.FixtureRequest,
    snapshot: Callable[[Path], dict[str, bytes]],
) -> None:
    before = snapshot(broken)
    results = [(arguments, cli(*arguments, cwd=broken)) for arguments in RUNS[Path(case).parent.name]]
    found = "\n".join(shown(broken, words, done.output, done.exit_code) for words, done in results)
    golden = bad_input(case).with_suffix(".out")
    if request.config.getoption("--update-golden"):
        golden.write_bytes(found.encode())
    assert found == golden.read_bytes().decode()
    assert snapshot(broken) == before
    assert "[exits with 0]" not in found


@pytest.mark.parametrize("case", sorted(AS_PROCESS))
def test_a_process_says_the_same(
    case: str, broken: Path, process: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    result = process("check", cwd=broken, timeout=60)
    found = shown(broken, ["check"], result.stdout + result.stderr, result.returncode)
    assert bad_input(case).with_suffix(".out").read_text(encoding="utf-8").startswith(found)


def test_every_expectation_belongs_to_a_case() -> None:
    expectations = {path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.glob("*/*.out")}
    assert expectations == set(CASES)
    assert set(CASES) >= AS_PROCESS
