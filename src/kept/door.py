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


_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"})
"""What git tells a hook about the repository it runs for; another folder is in another one."""


class CommandFailed(Exception):
    """A program could not do what it was asked for; the text is its own first line."""


def git(arguments: tuple[str, ...], folder: Path, given: bytes = b"", timeout: int = 60) -> bytes:
    """What git prints; it only reads, runs nothing that the repository names and asks nobody anything.

    Raises `CommandFailed`.
    """
    safe = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        done = subprocess.run(
            ("git", "--no-pager", *safe, *arguments),
            cwd=folder,
            capture_output=True,
            timeout=timeout,
            check=False,
            input=given,
            env={**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise CommandFailed("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise CommandFailed(f"git did not answer within {timeout} seconds") from None
    except OSError as error:
        raise CommandFailed(f"git cannot be run: {error.strerror or error}") from None
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        raise CommandFailed(lines[0].removeprefix("fatal: "))
    return done.stdout
