"""A build on a cluster: a real scheduler and workers in processes of their own make the same bytes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from built import tree
from projects import CONFIGURATION, write_files

pytest.importorskip("distributed")

from kept.door import free_port

PAGES = 60
DAY = ("--today", "2026-11-20")
SLOW = "import time\n\n\ndef on_page_markdown(markdown, **given):\n    time.sleep(0.05)\n"

Processes = list[subprocess.Popen[bytes]]


def project(folder: Path, **others: str) -> Path:
    """Enough pages for a cluster, with links, a picture, a diagram and a tag."""
    files = {
        f"docs/{'ab'[number % 2]}/page-{number:02}.md": (
            f"---\ntitle: Page {number}\naudience: public\ntags: [{'xyz'[number % 3]}]\n---\n"
            f"# Page {number}\n\n"
            f"See [another](page-{(number + 2) % PAGES:02}.md#two) and ![it](../p.svg).\n\n## Two\n\nWords.\n"
            + ("```mermaid\ngraph TD\n  a --> b\n```\n" if number == 7 else "")
        )
        for number in range(PAGES)
    }
    home = "---\ntitle: Home\naudience: public\n---\n# Home\n\nHello\n"
    picture = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    return write_files(folder, {"docs/index.md": home, "docs/p.svg": picture, **files, **others})


def dask(*command: str, cwd: Path) -> subprocess.Popen[bytes]:
    with (cwd / f"dask-{command[0]}-{time.monotonic_ns()}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{command[0]}", *command[1:], "--no-dashboard"],
            cwd=cwd, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
        )  # fmt: skip


class Dask:
    """A scheduler with workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"tcp://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        self.scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", port, cwd=folder)
        self.workers: Processes = []

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        place = ("--host", "127.0.0.1", "--local-directory", str(self.folder))
        options = ("--nthreads", "1", "--no-nanny", *place, *options)
        self.workers.append(dask("worker", self.address, *options, cwd=self.folder))
        return self.workers[-1]

    def close(self) -> None:
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A scheduler with two workers."""
    made = Dask(tmp_path_factory.mktemp("dask"))
    made.worker()
    made.worker()
    yield made
    made.close()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler for one test, without workers."""
    folder = tmp_path / "dask"
    folder.mkdir()
    made = Dask(folder)
    yield made
    made.close()


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kept", "build", *DAY, *options],
        cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def build(folder: Path, *options: str) -> tuple[int | Any, str, str]:
    process = start(folder, *options)
    said, complained = process.communicate(timeout=170)
    return process.returncode, said, complained


def error(folder: Path, *options: str) -> str:
    """The one line of a build that fails, which leaves the old site."""
    (folder / "site").mkdir(exist_ok=True)
    (folder / "site/.kept").write_text("")
    (folder / "site/index.html").write_text("the old site")
    code, said, complained = build(folder, *options)
    first, line = complained.splitlines()
    assert (code, said) == (2, "")
    assert first.startswith("Building ")
    assert tree(folder / "site") == {".kept": b"", "index.html": b"the old site"}
    assert {one.name for one in folder.iterdir()} <= {"docs", "site", "mkdocs.yml", ".kept_cache", "hook.py"}
    return line


def test_a_cluster_makes_the_same_bytes_and_the_same_cache(cluster: Dask, tmp_path: Path) -> None:
    folder = project(tmp_path / "help")
    code, said, complained = build(folder, "--no-cache", "--site-dir", "local")
    assert code == 0, complained
    code, said, complained = build(folder, "--cluster", cluster.address, "--site-dir", "far")
    assert (code, complained) == (0, f"Building {PAGES + 1} pages for public readers …\n")
    assert tree(folder / "far") == tree(folder / "local")

    code, said, complained = build(folder, "--cluster", cluster.address, "--site-dir", "again")
    assert "The cluster has nothing to do: few pages are to be made." in complained
    assert tree(folder / "again") == tree(folder / "local")


def test_a_worker_that_is_killed_halfway_costs_nothing(alone: Dask, tmp_path: Path) -> None:
    settings = "hooks: [hook.py]\n" + CONFIGURATION.replace("[search, kept]", "")
    settings += "  - search\n  - kept: {stateless: [hook.py]}\n"
    folder = project(tmp_path / "help", **{"mkdocs.yml": settings, "hook.py": SLOW})
    first = alone.worker()
    alone.worker()
    process = start(folder, "--cluster", alone.address, "--site-dir", "far")
    log = Path(str(alone.folder))
    until = time.monotonic() + 100
    while not any(log.glob("**/kept-*")) and time.monotonic() < until:
        time.sleep(0.05)  # until a worker prepares the site
    time.sleep(1)
    first.send_signal(signal.SIGKILL)
    _, complained = process.communicate(timeout=150)
    assert process.returncode == 0, complained
    assert build(folder, "--no-cache", "--site-dir", "local")[0] == 0
    assert tree(folder / "far") == tree(folder / "local")


def test_without_a_scheduler_or_its_address_nothing_is_built(tmp_path: Path) -> None:
    folder = project(tmp_path / "help")
    line = error(folder, "--cluster", "nowhere")
    assert line == 'kept: "nowhere" is not the address of a scheduler; write it as tcp://host:8786'
    address = f"tcp://127.0.0.1:{free_port()}"
    line = error(folder, "--cluster", address)
    assert line == f"kept: no scheduler answers at {address} (is `dask scheduler` running there?)"


def test_a_worker_without_the_files_is_named(cluster: Dask, tmp_path: Path) -> None:
    """The paths are the same on both sides only as long as nobody moves the project under the workers."""
