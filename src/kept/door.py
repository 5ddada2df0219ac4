"""The only door to subprocesses and the network; tests stand a fake in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

TIMEOUT = 10
"""Seconds that a question to another program may take."""


def run(command: tuple[str, ...], folder: Path) -> str | None:
    """What a program prints; `None` when it is missing, fails or takes too long."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def git_commit(folder: str | Path) -> str:
    """The short hash of the commit that a folder is at; empty outside of a git repository."""
    return (run(("git", "rev-parse", "--short", "HEAD"), Path(folder)) or "").strip()


class Usage(NamedTuple):
    """What a process took: wall and CPU time (its children's too) in seconds, and its peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def usage(command: tuple[str, ...], folder: Path) -> Usage:
    """Run a program to its end, whatever its exit code. Raises `OSError` when it is missing."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # getrusage(2): bytes there, kilobytes on Linux
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def timed(command: tuple[str, ...], folder: Path) -> float:
    """The wall time of a whole process in seconds. Raises `CalledProcessError` when it fails."""
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, capture_output=True, check=True, stdin=subprocess.DEVNULL)
    return time.perf_counter() - began


class ProgramFailed(Exception):
    """A program ended with a code that it has for failures; the message is the last line it said."""


def find_program(name: str) -> str | None:
    """Where a program is: beside the Python that runs kept, else on the path."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def stream(
    command: tuple[str, ...],
    folder: Path,
    given: str,
    *,
    seconds: float,
    variables: Mapping[str, str],
    fine: tuple[int, ...] = (0,),
) -> Iterator[str]:
    """The lines that a program writes while it runs; `given` is its standard input.

    It is stopped after `seconds`, or when nobody wants more lines. Raises `ProgramFailed` when it ends with
    a code that is not among those `fine`, and `OSError` when it cannot be started.
    """
    with tempfile.TemporaryFile() as entry, tempfile.TemporaryFile() as errors:
        entry.write(given.encode())
        entry.seek(0)
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **variables},
            stdin=entry,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            errors="replace",
        )
        limit = threading.Timer(seconds, process.kill)
        limit.daemon = True
        limit.start()
        try:
            assert process.stdout is not None
            yield from process.stdout
            code = process.wait()
        finally:
            is_over = not limit.is_alive()
            limit.cancel()
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()
        if code not in fine and not is_over:
            errors.seek(0)
            said = errors.read().decode(errors="replace").split("\n")
            raise ProgramFailed(
                next((line.strip() for line in reversed(said) if line.strip()), f"exit code {code}")
            )


def pause(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)
