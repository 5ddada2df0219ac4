"""kept works without this repository: built, installed in an empty environment, and used."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

pytestmark = pytest.mark.long

ROOT = Path(__file__).parent.parent
UV = Path(sys.executable).with_name("uv")
LAYOUT = {"docs", "kb", "templates", "hooks", "scripts", "mkdocs.yml", "tests", "README.md"}


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    result = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **variables},
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=600,
    )
    assert result.returncode == 0, result.stdout
    return result.stdout


def build(kind: str, source: Path, target: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", target, cwd=source)
    (built,) = target.iterdir()
    return built


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def kept(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `kept` where nothing but the wheel and its locked dependencies is installed."""
    environment = tmp_path_factory.mktemp("environment") / "venv"
    python = environment / "bin" / "python"
    run(UV, "venv", "--quiet", "--python", sys.executable, environment, cwd=ROOT)
    run(
        *(UV, "sync", "--quiet", "--locked", "--no-default-groups", "--no-install-project"),
        *("--python", python),
        cwd=ROOT,
        UV_PROJECT_ENVIRONMENT=str(environment),
    )
    run(UV, "pip", "install", "--quiet", "--no-deps", "--python", python, wheel, cwd=ROOT)
    run(UV, "pip", "check", "--python", python, cwd=ROOT)
    return environment / "bin" / "kept"


@pytest.fixture(scope="session")
def project(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    run(
        "sh",
        "-c",
        f"'{kept}' init my-help && cd my-help && '{kept}' check && '{kept}' build",
        cwd=folder,
    )
    return folder / "my-help"


def test_the_wheel_carries_the_templates_and_the_starter(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    for template in ROOT.glob("templates/*.md"):
        assert f"kept/data/templates/{template.name}" in names
    for path in ROOT.glob("src/kept/starter/**/*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT / "src").as_posix() in names


def test_the_source_distribution_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    run("tar", "-xf", build("sdist", ROOT, tmp_path / "sdist"), cwd=tmp_path)
    (source,) = tmp_path.glob("kept-*")
    rebuilt = build("wheel", source, tmp_path / "wheel")
    assert rebuilt.read_bytes() == wheel.read_bytes()


def test_a_new_help_centre_has_the_layout(project: Path) -> None:
    assert {path.name for path in project.iterdir()} >= LAYOUT


@pytest.mark.parametrize("template", sorted(path.name for path in ROOT.glob("templates/*.md")))
def test_a_new_help_centre_has_an_example_of_each_type(project: Path, template: str) -> None:
    text = (project / "templates" / template).read_text(encoding="utf-8")
    assert text == (ROOT / "templates" / template).read_text(encoding="utf-8")
    contract = yaml.safe_load(text.split("---\n")[1])["contract"]
    assert list((project / contract["folder"]).glob("*.md"))


def test_a_new_help_centre_becomes_a_site(project: Path) -> None:
    site = project / "site"
    assert (site / "index.html").is_file()
    assert (site / "search" / "search_index.json").is_file()
    assert list(site.glob("kb/*/*/index.html"))
