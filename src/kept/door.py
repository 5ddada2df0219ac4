"""The only door to subprocesses and the network; tests stand a fake in it."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

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


def timed(command: tuple[str, ...], folder: Path) -> float:
    """The wall time of a whole process in seconds. Raises `CalledProcessError` when it fails."""
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, capture_output=True, check=True, stdin=subprocess.DEVNULL)
    return time.perf_counter() - began
