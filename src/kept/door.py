"""The only door to subprocesses and the network; tests stand a fake in it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
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
