"""A build may be killed at any moment: the site is the old or the new one, and the next build is right."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from built import tree
from projects import Files

from kept.cache_folder import FOLDER
from kept.site import output
from kept.site.output import MARKER, NoPlace, swapped_in

Project = Callable[[Files], Path]

BUILDER = """
import os, sys
from pathlib import Path
from kept.site import output
folder = Path(sys.argv[1])
if sys.argv[2] == "in two steps":
    output._exchanged = lambda *paths: False
print("ready", flush=True)
while True:
    version = str(os.getpid())
    with output.swapped_in(folder / "site") as new:
        for name in "abcdefgh":
            (new / name).mkdir()
            (new / name / "index.html").write_text(version)
        output.write_marker(new)
"""
"""Builds a site of its own again and again."""

EXCHANGER = BUILDER.replace(
    """    with output.swapped_in(folder / "site") as new:
""",
    """    with output.exchanged(folder / "site", folder / "spare") as exchange:
        make_spare(folder / "spare", folder / "site")
        new = exchange.new
""",
).replace("        output.write_marker(new)\n", "        exchange.put()\n")
EXCHANGER = "from kept.site.spare import make_spare\n" + EXCHANGER
"""Replaces all pages of the site, in its spare."""


def is_whole(site: Path) -> bool:
    """Whether a site is all of one build."""
    texts = {path.read_text() for path in site.glob("*/index.html")}
    return len(texts) == 1 and len(list(site.glob("*/index.html"))) == 8 and (site / MARKER).is_file()


def fail(site: Path) -> None:
    """A build that fails: it puts back and clears away what the one before has left."""
    with suppress(ZeroDivisionError), swapped_in(site):
        raise ZeroDivisionError


def started(folder: Path, way: str, script: str = BUILDER) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder), way], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize("way", ["at once", "in two steps"])
@pytest.mark.parametrize(("script", "times"), [(BUILDER, 15), (EXCHANGER, 10)], ids=["whole", "exchanged"])
def test_the_site_is_whole_whenever_the_build_is_killed(
    tmp_path: Path, script: str, times: int, way: str
) -> None:
    moments = random.Random(way)
    lost = 0
    with swapped_in(tmp_path / "site") as new:
        for name in "abcdefgh":
            (new / name).mkdir()
            (new / name / "index.html").write_text("the first")
        output.write_marker(new)
    for _ in range(times):
        process = started(tmp_path, way, script)
        time.sleep(moments.uniform(0, 0.05))
        process.kill()
        process.communicate()
        lost += not (tmp_path / "site").exists()
        if way == "at once":
            assert is_whole(tmp_path / "site")
        fail(tmp_path / "site")
        assert {path.name for path in tmp_path.iterdir()} - {"spare"} == {"site"}
        assert is_whole(tmp_path / "site")
    assert way == "in two steps" or lost == 0


class Killed(BaseException):
    """What a process that is killed does not get to see."""


CALLS = ("rename", "rmdir", "unlink", "mkdir", "open")


def moments() -> Iterator[tuple[str, int, bool]]:
    for is_swapping in (True, False):
        for call in CALLS:
            yield from ((call, number, is_swapping) for number in range(4))


@pytest.mark.parametrize(("call", "number", "is_swapping"), list(moments()))
def test_the_next_build_repairs_what_a_death_before_any_change_of_the_disk_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, is_swapping: bool
) -> None:
    """From some call on, the process is dead: nothing that it tries has an effect any more."""
    target = tmp_path / "site"

    def made(text: str) -> None:
        with swapped_in(target) as new:
            (new / "index.html").write_text(text)
            output.write_marker(new)

    made("old")
    counted = 0
    with monkeypatch.context() as patch:
        real = {name: getattr(os, name) for name in CALLS}

        def dying(name: str) -> Callable[..., Any]:
            def function(*arguments: Any, **options: Any) -> Any:
                nonlocal counted
                counted += name == call
                if counted > number:
                    raise Killed
                return real[name](*arguments, **options)

            return function

        for name in CALLS:
            patch.setattr(os, name, dying(name))
        if not is_swapping:
            patch.setattr(output, "_exchanged", lambda *_: False)
        try:
            made("new")
            died = False
        except Killed:
            died = True
    output.let_go()
    if is_swapping:
        assert (target / "index.html").read_text() in ("old", "new")
    fail(target)
    assert (target / "index.html").read_text() in (("old", "new") if died else ("new",))
    made("newer")
    assert (target / "index.html").read_text() == "newer"
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


def test_two_builds_of_one_site_do_not_meet(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with swapped_in(tmp_path / "site") as new:
        (new / "index.html").write_text("the first")
        with pytest.raises(NoPlace) as refused, swapped_in(tmp_path / "site"):
            pass
        with swapped_in(tmp_path / "other/site") as beside:
            (beside / "index.html").write_text("another site")
    assert str(refused.value) == (
        f"another kept (process {os.getpid()}) is building {tmp_path}/site; wait until it has ended, "
        "or choose another folder with `--site-dir`"
    )
    assert (tmp_path / "site/index.html").read_text() == "the first"


def test_many_builds_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    script = BUILDER.replace("while True:", "for _ in range(30):").replace(
        '    with output.swapped_in(folder / "site") as new:',
        '    with suppress(output.NoPlace), output.swapped_in(folder / "site") as new:',
    )
    script = "from contextlib import suppress\n" + script
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), "at once"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    said = [process.communicate(timeout=60)[1] for process in running]

    assert said == ["", "", ""]
    assert is_whole(tmp_path / "site")
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


def test_a_cache_that_another_program_has_to_itself_is_done_without(
    project: Project, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kept.cache_base.PATIENCE", 0.01)
    secret = HOME.replace("public", "internal").replace("Home", "Zygomorphic plan")
    folder = project({"docs/index.md": HOME, "docs/secret.md": secret})
    caches = [folder / FOLDER / name for name in ("pages-public.leaks.sqlite", "pages-public.sqlite")]
    assert cli("build", cwd=folder).exit_code == 0
    for number, path in enumerate(caches):
        for name in ("index.md", "secret.md"):
            (folder / "docs" / name).write_text((folder / "docs" / name).read_text() + f"\n{number}\n")
        with sqlite3.connect(path, isolation_level=None) as base:
            before = path.read_bytes()
            base.execute("BEGIN EXCLUSIVE")
            done = cli("build", cwd=folder)
            assert (done.exit_code, path.read_bytes()) == (0, before)
        assert done.stderr.splitlines()[1:] == [
            f"{FOLDER}/{path.name} is in use by another program: the build went on without it"
        ]
        assert f"<p>{number}</p>" in (folder / "site/index.html").read_text()
    assert cli("build", cwd=folder).stderr == "Building 1 page for public readers …\n"


HOOK = """\
import time
from pathlib import Path
def on_post_build(config):
    Path("waiting").touch()
    time.sleep(60)
"""
HOME = "---\ntitle: Home\naudience: public\n---\n# Home\n\nHello\n"


@pytest.fixture
def waiting_build(project: Project) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A build that is done but for a hook, and its folder with the site of before."""
    config = "site_name: Help\nplugins: [kept]\nhooks: [hook.py]\n"
    old = {"site/index.html": "the old site", "site/.kept": ""}
    folder = project({"docs/index.md": HOME, "mkdocs.yml": config, "hook.py": HOOK, **old})
    process = subprocess.Popen(
        [sys.executable, "-m", "kept", "build"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + 60
    while not (folder / "waiting").exists() and time.monotonic() < end:
        time.sleep(0.05)
    yield folder, process
    process.kill()
    process.communicate()


def names(folder: Path) -> set[str]:
    """What lies in a project, but for what Python leaves where it imports a hook."""
    return {path.name for path in folder.iterdir()} - {"__pycache__"}


@pytest.mark.parametrize(
    ("number", "code", "leaves"),
    [(signal.SIGINT, 130, set()), (signal.SIGTERM, 143, set()), (signal.SIGKILL, -9, {".site.kept"})],
)
def test_a_build_that_is_stopped_leaves_the_old_site(
    waiting_build: tuple[Path, subprocess.Popen[str]],
    process: Callable[..., subprocess.CompletedProcess[str]],
    number: signal.Signals,
    code: int,
    leaves: set[str],
) -> None:
    folder, running = waiting_build
    second = process("build", cwd=folder)
    assert second.returncode == 2
    assert f"kept: another kept (process {running.pid}) is building {folder}/site; wait" in second.stderr

    running.send_signal(number)
    output, errors = running.communicate(timeout=30)
    assert (running.returncode, output) == (code, "")
    assert "Traceback" not in errors
    assert tree(folder / "site") == {"index.html": b"the old site", ".kept": b""}
    there = {FOLDER, "docs", "hook.py", "mkdocs.yml", "site", "waiting"}
    assert names(folder) == there | leaves

    (folder / "hook.py").write_text("")
    done = process("build", cwd=folder)
    assert done.returncode == 0
    assert "Hello" in (folder / "site/index.html").read_text()
    assert names(folder) == there
