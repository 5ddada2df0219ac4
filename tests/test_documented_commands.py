"""The commands in the README and the documentation are run as they are written."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kept.cli import COMMANDS

pytestmark = pytest.mark.long

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md")), *sorted(ROOT.glob("kb/**/*.md"))]
BLOCK = re.compile(r"(?ms)^([ \t]*)```(sh|console)\n(.*?)^\1```[ \t]*$")
SHOWN_AS_TEXT = re.compile(r"(?ms)^(`{4,})\w*\n.*?^\1[ \t]*$")
FAILING = re.compile(r"(?m)^(.+?)[ \t]+# exits with (\d+)$")
COMMAND = re.compile(r"(?m)^(?:\$ )?kept (\w[\w-]*)")


def blocks(page: Path, language: str) -> list[str]:
    return [
        textwrap.dedent(text)
        for _, marked, text in BLOCK.findall(SHOWN_AS_TEXT.sub("", page.read_text(encoding="utf-8")))
        if marked == language
    ]


def pages_with(language: str) -> list[object]:
    return [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES if blocks(page, language)]


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    commands = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """A new help centre, in which this repository's own scripts are only read by the shell."""
    folder = tmp_path_factory.mktemp("documented") / "help"
    subprocess.run(["kept", "init", folder], env=environment, check=True, capture_output=True)
    for script in ("setup", "site", "test"):
        (folder / "scripts" / script).write_text(f'exec sh -n "{ROOT}/scripts/{script}"\n')
    for command in ("check", "build"):  # of which the pages' own take over what has not changed
        subprocess.run(["kept", command], cwd=folder, env=environment, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("page", pages_with("sh"))
def test_the_commands_of_a_page_do_what_it_says(
    page: Path, starter: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    script = "\n".join(f"(\n{block})" for block in blocks(page, "sh"))
    script = FAILING.sub(r"code=0; { \1; } || code=$?; [ $code = \2 ]", script)
    result = subprocess.run(
        ["sh", "-euxc", script],
        cwd=shutil.copytree(starter, tmp_path / "help"),
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("page", pages_with("console"))
def test_a_command_that_a_page_only_shows_exists(page: Path) -> None:
    shown = {command for block in blocks(page, "console") for command in COMMAND.findall(block)}
    assert shown <= set(COMMANDS)


def test_the_readme_lists_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^\| `kept (\w+)`", readme) == list(COMMANDS)
