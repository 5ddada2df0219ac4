"""A build on a cluster: a real scheduler and workers in processes of their own make the same bytes."""

from __future__ import annotations

import json
import pickle
import platform
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import distributed
import pytest
from built import tree
from click.testing import Result
from projects import CONFIGURATION, write_files

from kept.config import load
from kept.door import free_port
from kept.site import apart_tasks, engine
from kept.site import cluster as cluster_module
from kept.site.build import BuildFailed, build_site
from kept.site.prepared import Prepared

PAGES = 60
DAY = ("--today", "2026-11-20")
SLOW = """
import time
from pathlib import Path


def on_page_markdown(markdown, **given):
    time.sleep(0.05)
    with Path(__file__).with_name("work").open("a") as work:
        work.write(".")
"""
"""A hook that takes its time, and tells of each page that it has seen."""

Processes = list[subprocess.Popen[bytes]]
Build = Callable[..., tuple[int, str]]


def project(folder: Path, **others: str) -> Path:
    """Enough pages for a cluster, with links, a picture, a diagram and a tag."""
    files = {
        f"docs/{'ab'[number % 2]}/page-{number:02}.md": (
            f"---\ntitle: Page {number}\naudience: public\n---\n# Page {number}\n\n"
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
        self.scheduler = dask(
            "scheduler", "--host", "127.0.0.1", "--port", port, "--idle-timeout", "300", cwd=folder
        )
        self.workers: Processes = []

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        place = ("--host", "127.0.0.1", "--local-directory", str(self.folder), "--death-timeout", "60")
        options = ("--nthreads", "1", "--no-nanny", *place, *options)
        self.workers.append(dask("worker", self.address, *options, cwd=self.folder))
        return self.workers[-1]

    def wait(self, workers: int) -> None:
        """Until so many workers have joined."""
        with distributed.Client(self.address, timeout=60, set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=60)

    def close(self) -> None:
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler for one test, without workers."""
    folder = tmp_path / "dask"
    folder.mkdir()
    made = Dask(folder)
    made.wait(0)
    yield made
    made.close()


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kept", "build", *DAY, *options],
        cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture
def build(cli: Callable[..., Result]) -> Callable[..., tuple[int, str]]:
    """Build here: the exit code and what was said of it."""

    def run(folder: Path, *options: str) -> tuple[int, str]:
        done = cli("build", *DAY, "--jobs", "2", *options, cwd=folder)
        return done.exit_code, done.stderr

    return run


def failure(folder: Path, address: str) -> str:
    """Why a build fails, which leaves the old site."""
    old = {".kept": b"", "index.html": b"the old site"}
    for name, content in old.items():
        (folder / "site").mkdir(exist_ok=True)
        (folder / "site" / name).write_bytes(content)
    prepared = Prepared(load(folder / "mkdocs.yml"), date(2026, 11, 20), jobs=2, cluster=address)
    with pytest.raises(BuildFailed) as failed:
        build_site(prepared, folder / "site", print)
    assert tree(folder / "site") == old
    assert {one.name for one in folder.iterdir()} <= {"docs", "site", "mkdocs.yml", ".kept_cache"}
    return str(failed.value)


def test_a_cluster_makes_the_same_bytes_and_the_same_cache(alone: Dask, tmp_path: Path, build: Build) -> None:
    alone.worker()
    alone.worker()
    alone.wait(2)
    folder = project(tmp_path / "help")
    code, complained = build(folder, "--no-cache", "--site-dir", "local")
    assert code == 0, complained
    code, complained = build(folder, "--cluster", alone.address, "--site-dir", "far")
    assert (code, complained) == (0, f"Building {PAGES + 1} pages for public readers …\n")
    assert tree(folder / "far") == tree(folder / "local")

    code, complained = build(folder, "--cluster", alone.address, "--site-dir", "again")
    assert "The cluster has nothing to do: few pages are to be made." in complained
    assert tree(folder / "again") == tree(folder / "local")


class Near:
    """A cluster in this process: one worker, a thread, which is given copies as others are."""

    status = "running"

    def __init__(self, address: str, **options: object) -> None:
        self.worker = ThreadPoolExecutor(1)

    def scheduler_info(self) -> dict[str, list[str]]:
        return {"workers": ["near"]}

    def wait_for_workers(self, count: int, timeout: float) -> None:
        """There is one."""

    def submit(self, task: Callable[..., Any], *arguments: Any, **options: Any) -> Future[Any]:
        given = [one.result() if isinstance(one, Future) else one for one in arguments]
        return self.worker.submit(task, *pickle.loads(pickle.dumps(given)))

    def close(self, timeout: float) -> None:
        self.worker.shutdown()


@pytest.fixture
def near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "worker").mkdir()
    place = SimpleNamespace(local_directory=str(tmp_path / "worker"))
    monkeypatch.setattr(distributed, "Client", Near)
    monkeypatch.setattr(distributed, "get_worker", lambda: place)


@pytest.mark.usefixtures("near")
def test_a_worker_keeps_nothing_of_what_it_makes(tmp_path: Path, build: Build) -> None:
    folder = project(tmp_path / "help")
    assert build(folder, "--no-cache", "--site-dir", "local")[0] == 0
    code, complained = build(folder, "--cluster", "tcp://near:1", "--site-dir", "far")
    assert (code, complained) == (0, f"Building {PAGES + 1} pages for public readers …\n")
    assert tree(folder / "far") == tree(folder / "local")
    assert [path.name for path in (tmp_path / "worker").rglob("*.*") if path.is_file()] == []


@pytest.mark.usefixtures("near")
def test_what_goes_wrong_on_a_worker_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project(tmp_path / "help")

    def fails(site: object, numbers: object) -> None:
        raise RuntimeError("no\npaper")

    for stage in ("read_here", "write_here"):
        with monkeypatch.context() as patch:
            patch.setattr(apart_tasks, "engine", SimpleNamespace(**{**vars(engine), stage: fails}))
            assert failure(folder, "tcp://near:1") == "a worker failed: RuntimeError: no paper"


def test_a_worker_that_is_killed_halfway_costs_nothing(alone: Dask, tmp_path: Path, build: Build) -> None:
    settings = "hooks: [hook.py]\n" + CONFIGURATION.replace("[search, kept]", "")
    settings += "  - search\n  - kept: {stateless: [hook.py]}\n"
    folder = project(tmp_path / "help", **{"mkdocs.yml": settings, "hook.py": SLOW})
    first = alone.worker()
    alone.worker()
    alone.wait(2)
    process = start(folder, "--cluster", alone.address, "--site-dir", "far")
    while not (folder / "work").exists() or len((folder / "work").read_text()) < PAGES // 3:
        time.sleep(0.05)
        assert process.poll() is None, process.communicate()
    first.kill()
    _, complained = process.communicate(timeout=150)
    assert process.returncode == 0, complained
    assert build(folder, "--no-cache", "--site-dir", "local")[0] == 0
    assert tree(folder / "far") == tree(folder / "local")


def test_without_a_scheduler_or_its_address_nothing_is_built(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "help")
    code, complained = build(folder, "--cluster", "nowhere")
    line = 'kept: "nowhere" is not the address of a scheduler; write it as tcp://host:8786'
    assert (code, complained.splitlines()[1:]) == (2, [line])
    monkeypatch.setattr(cluster_module, "TO_CONNECT", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    line = f"no scheduler answers at {address} (is `dask scheduler` running there?)"
    assert failure(folder, address) == line


STRANGE = """
import json, time
from dataclasses import replace
from pathlib import Path

from kept.site import apart_tasks

if not hasattr(apart_tasks, "originals"):  # a script like this one is run twice
    apart_tasks.originals = apart_tasks.load, apart_tasks.versions
load, versions = apart_tasks.originals


def mode():
    return json.loads(Path({path!r}).read_text())


def other_load(config, root):
    Path({path!r}).with_name("asked").touch()
    time.sleep(mode().get("sleep", 0))
    there = mode().get("root")
    return load(Path(there, "mkdocs.yml"), Path(there)) if there else load(config, root)


def other_versions():
    return tuple((name, mode().get("versions", {{}}).get(name, one)) for name, one in versions())


apart_tasks.load, apart_tasks.versions = other_load, other_versions
"""
"""What a worker is made to do that stands for one on a machine with other files or programs."""


@pytest.fixture
def strange(alone: Dask) -> Callable[..., Dask]:
    """A scheduler with a worker that is not like this machine."""
    mode = alone.folder / "mode.json"
    script = alone.folder / "strange.py"
    script.write_text(STRANGE.format(path=str(mode)))
    mode.write_text("{}")
    alone.worker("--preload", str(script))

    def become(**different: Any) -> Dask:
        mode.write_text(json.dumps(different))
        return alone

    return become


def test_a_worker_that_would_make_other_pages_stops_the_build(
    strange: Callable[..., Dask], tmp_path: Path
) -> None:
    folder = project(tmp_path / "help")
    other = project(tmp_path / "other")

    def line(**different: Any) -> str:
        said = failure(folder, strange(**different).address)
        return re.sub(r"tcp://127\.0\.0\.1:\d+", "W", said)

    (other / "docs/a/page-02.md").write_text((other / "docs/a/page-02.md").read_text() + "\nMore.\n")
    same = "all need the same files"
    assert line(root=str(other)) == f"the worker W has another a/page-02.md; {same}"
    (other / "docs/a/page-02.md").unlink()
    assert line(root=str(other)).startswith("the worker W has a site without a/page-02.md")
    settings = CONFIGURATION.replace("Help", "Helpful")
    project(other, **{"mkdocs.yml": settings})
    expected = f"the worker W has another configuration, other templates, hooks or code; {same}"
    assert line(root=str(other)) == expected
    gone = tmp_path / "gone"
    why = f"cannot prepare the site: {gone}/mkdocs.yml does not exist"
    expected = f"the worker W {why}; {same} at the same path"
    assert line(root=str(gone)) == expected
    expected = f"the worker W has Python 3.9.1 instead of {platform.python_version()}, kept 7 instead of "
    assert line(versions={"Python": "3.9.1", "kept": "7"}).startswith(expected)


def kill_after(process: subprocess.Popen[bytes], sign: Path) -> None:
    """Kill a process once there is a file."""
    while not sign.exists():
        time.sleep(0.05)
    process.kill()


@pytest.mark.parametrize("lost", ["workers", "scheduler"])
def test_a_cluster_that_goes_away_ends_the_build(
    lost: str, strange: Callable[..., Dask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "help")
    made = strange(sleep=300)
    made.wait(1)
    monkeypatch.setattr(cluster_module, "WITHOUT_WORKERS", 1)
    process = made.scheduler if lost == "scheduler" else made.workers[0]
    threading.Thread(target=kill_after, args=(process, made.folder / "asked"), daemon=True).start()
    said = {"workers": "all workers of {} are gone", "scheduler": "the scheduler at {} is gone"}
    assert failure(folder, made.address) == said[lost].format(made.address)


def test_a_scheduler_without_workers_is_not_waited_for_long(
    alone: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "WITHOUT_WORKERS", 1)
    line = failure(project(tmp_path / "help"), alone.address)
    start = f"start some with `dask worker {alone.address}`"
    assert line == f"no worker has joined {alone.address} ({start})"


def test_without_the_extra_a_build_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    line = failure(project(tmp_path / "help"), "tcp://127.0.0.1:8786")
    assert line == "building on a cluster needs what is not installed: `pip install 'kept[cluster]'`"
