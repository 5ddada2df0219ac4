"""Small projects on the disk, and the command line as a function and as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from projects import TODAY, Files, write_files

from kept import config, library
from kept.check.run import check
from kept.cli import kept
from kept.diagnostic import Diagnostic
from kept.library import Library
from kept.site import prepared

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("suite", deadline=None, max_examples=50, derandomize=True, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=2000)  # --hypothesis-profile=explore
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what comes out as what is expected")


@pytest.fixture(autouse=True, scope="module")
def measured_processes(request: pytest.FixtureRequest) -> Iterator[None]:
    """The coverage of processes is measured for tests marked `measured`: a start takes twice as long then."""
    with pytest.MonkeyPatch.context() as patch:
        if request.node.get_closest_marker("measured") is None:
            patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        yield


@pytest.fixture(autouse=True, scope="session")
def one_process() -> Iterator[None]:
    """A site that a test builds here is built in one process, unless it says so: tests run side by side."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepared, "cores", lambda: 1)
        yield


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Files], Path]:
    """Write a project into a folder of this test."""
    return lambda files: write_files(tmp_path / "project", files)


@pytest.fixture
def library_of(project: Callable[[Files], Path]) -> Callable[[Files], Library]:
    """The library of a project with these files."""
    return lambda files: library.load(config.load(project(files) / "mkdocs.yml"))


@pytest.fixture
def findings_of(library_of: Callable[[Files], Library]) -> Callable[..., list[Diagnostic]]:
    """Everything that is found in a project with these files."""

    def find(files: Files, today: date = TODAY) -> list[Diagnostic]:
        return check(library_of(files), today)

    return find


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `kept` in this process, in a folder, on a day that does not change."""

    def run(*arguments: str | Path, cwd: Path) -> Result:
        monkeypatch.chdir(cwd)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")  # 2026-11-20
        return CliRunner().invoke(kept, list(map(str, arguments)), catch_exceptions=False)

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `kept` as a process, as a person would."""

    def run(
        *arguments: str | Path, cwd: Path, timeout: float = 120, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kept", *arguments],
            cwd=cwd,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1795132800", **variables},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    from browsing import launched  # most tests do without

    with launched() as opened:
        yield opened
