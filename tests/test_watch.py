"""`kept check --watch`: it checks again when files change, whatever they become, and ends with Ctrl-C."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from projects import CONFIGURATION, Files, write_files

pytestmark = pytest.mark.measured

GOOD = "---\ntitle: {0}\naudience: public\n---\n# {0}\n\nPress the button.\n"
BROKEN = GOOD.format("Switch") + "\n[Nowhere](nowhere.md)\n"
CLEARED = "\x1b[H\x1b[2J\x1b[3J"


class Watch:
    """A watching process, and what it has said."""

    def __init__(self, folder: Path, *arguments: str, terminal: bool = False) -> None:
        code = "import kept.commands.watching as w\nw.INTERVAL = 0.02\nfrom kept.cli import main\nmain()\n"
        ours, theirs = pty.openpty() if terminal else os.pipe()
        self.running = subprocess.Popen(
            [sys.executable, "-c", code, "check", "--watch", *arguments],
            cwd=folder,
            stdout=theirs,
            stderr=theirs,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1795132800"},
        )
        os.close(theirs)
        self.output = ours

    def until(self, text: str, seconds: float = 60) -> str:
        """All that is said until a text is."""
        said, end = "", time.monotonic() + seconds
        while text not in said:
            ready, _, _ = select.select([self.output], [], [], max(0, end - time.monotonic()))
            assert ready, f"it has not said {text!r}: {said}"
            said += os.read(self.output, 65536).decode()
        return said

    def end(self) -> int:
        self.running.send_signal(signal.SIGINT)
        return self.running.wait(60)


AGAIN = "Watching for changes; Ctrl-C ends it."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files: Files = {"docs/a.md": GOOD.format("Router"), "docs/b.md": GOOD.format("Switch")}
    return write_files(tmp_path / "project", files)


@pytest.fixture
def watch(folder: Path) -> Iterator[Watch]:
    found = Watch(folder)
    yield found
    found.running.kill()
    found.running.wait()
    os.close(found.output)


def test_it_checks_again_when_a_file_changes(folder: Path, watch: Watch) -> None:
    assert "No findings in 2 documents." in watch.until(AGAIN)
    (folder / "docs/b.md").write_text(BROKEN)
    assert "docs/b.md:9:11: error K401" in watch.until(AGAIN)
    (folder / "docs/nowhere.md").write_text(GOOD.format("Nowhere"))
    assert "No findings in 3 documents." in watch.until(AGAIN)
    (folder / "docs/nowhere.md").unlink()
    assert "docs/b.md:9:11: error K401" in watch.until(AGAIN)
    assert watch.end() == 0


def test_settings_that_break_are_said_and_watched(folder: Path, watch: Watch) -> None:
    watch.until(AGAIN)
    (folder / "mkdocs.yml").write_text("site_name: [\n")
    assert "mkdocs.yml:2:1: error K007" in watch.until(AGAIN)
    (folder / "mkdocs.yml").unlink()
    assert "mkdocs.yml does not exist" in watch.until(AGAIN)
    (folder / "mkdocs.yml").write_text(CONFIGURATION.replace("Help", "Hilfe"))
    assert "No findings in 2 documents." in watch.until(AGAIN)
    (folder / "docs").rename(folder / "texts")
    assert "there is no folder docs" in watch.until(AGAIN)
    assert watch.end() == 0


def test_ctrl_c_leaves_no_trace(folder: Path, watch: Watch) -> None:
    said = watch.until(AGAIN)
    assert watch.end() == 0
    said += os.read(watch.output, 65536).decode()
    assert said == f"No findings in 2 documents.\n{AGAIN}\n\n"


def test_only_a_terminal_is_cleared(folder: Path) -> None:
    found = Watch(folder, terminal=True)
    assert found.until(AGAIN).startswith(f"{CLEARED}No findings")
    (folder / "docs/b.md").write_text(BROKEN)
    assert CLEARED in found.until(AGAIN)
    assert found.end() == 0
    os.close(found.output)
