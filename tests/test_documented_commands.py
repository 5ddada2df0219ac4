"""The commands in the README and the documentation are run as they are written."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from kept.cli import main

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"(?ms)^(?P<indent>[ \t]*)```sh\n(?P<script>.*?)^(?P=indent)```[ \t]*$")
FAILING = re.compile(r"(?m)^(?P<command>.+?)\s+# exits with (?P<code>\d+)$")


def documented_scripts() -> Iterator[object]:
    for path in [ROOT / "README.md", *sorted(ROOT.glob("[dk][ob]*/**/*.md"))]:
        text = path.read_text(encoding="utf-8")
        for block in BLOCK.finditer(text):
            line = text.count("\n", 0, block.start()) + 1
            script = textwrap.dedent(block["script"])
            yield pytest.param(script, id=f"{path.relative_to(ROOT)}:{line}")


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
    return folder


@pytest.mark.parametrize("script", documented_scripts())
def test_documented_commands_do_what_is_said(
    script: str, starter: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    project = shutil.copytree(starter, tmp_path / "help")
    expecting = FAILING.sub(r"code=0; \g<command> || code=$?; [ $code = \g<code> ]", script)
    result = subprocess.run(
        ["sh", "-euxc", expecting],
        cwd=project,
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )
    assert result.returncode == 0, result.stdout


def test_the_readme_lists_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `kept (\w+)`", readme, re.MULTILINE)) == sorted(main.commands)
