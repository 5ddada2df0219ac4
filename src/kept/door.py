"""The only door to subprocesses and the network; tests stand a fake in it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Self

TIMEOUT = 10
"""Seconds that a question to another program may take."""


def run(command: tuple[str, ...], folder: Path, timeout: float = TIMEOUT) -> str | None:
    """What a program prints; `None` when it is missing, fails or takes too long."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


class Stream:
    """What a program prints, record by record while it runs, and then why it failed, if it did.

    A record ends with a NUL byte; bytes that are not UTF-8 stay what they are (as `os.fsdecode` reads them).
    `error` is empty until all records are read, and stays so when the program succeeds; else it is
    "missing", "timeout", or the last line that the program wrote to its error channel.
    """

    def __init__(self, command: tuple[str, ...], folder: Path, timeout: float) -> None:
        self.command = command
        self.folder = folder
        self.timeout = timeout
        self.error = ""

    def __iter__(self) -> Iterator[str]:
        with tempfile.TemporaryFile() as errors:
            try:
                process = subprocess.Popen(
                    self.command,
                    cwd=self.folder,
                    env=_clean_environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                )
            except OSError:
                self.error = "missing"
                return
            watch = threading.Timer(self.timeout, self._stop, (process,))
            watch.daemon = True
            watch.start()
            try:
                with process:
                    yield from self._records(process)
            finally:
                watch.cancel()
            if process.returncode and not self.error:
                errors.seek(0)
                lines = errors.read(1 << 16).decode("utf-8", "replace").split("\n")
                self.error = next((line for line in lines if line.strip()), f"code {process.returncode}")

    def _records(self, process: subprocess.Popen[bytes]) -> Iterator[str]:
        """The records of a process; it is ended when nobody reads on."""
        assert process.stdout is not None
        rest = b""
        try:
            while chunk := process.stdout.read(1 << 16):
                *records, rest = (rest + chunk).split(b"\0")
                yield from map(os.fsdecode, records)
        except GeneratorExit:
            process.kill()
            raise
        if rest:
            yield os.fsdecode(rest)

    def _stop(self, process: subprocess.Popen[bytes]) -> None:
        self.error = "timeout"
        process.kill()


def _clean_environment() -> dict[str, str]:
    """The environment without what a git hook sets for its own repository, and with git's own words.

    A partial clone is not completed over the network (`GIT_NO_LAZY_FETCH`), and nothing is locked or asked.
    """
    hooks = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF")
    kept = {name: value for name, value in os.environ.items() if name not in hooks}
    return kept | {
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
    }


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
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_measured_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # getrusage(2): bytes there, kilobytes on Linux
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def _measured_environment(**given: str) -> dict[str, str]:
    """That of this process, but for what keeps Python from compiling a program once for all its runs."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, **given}


def measured(
    command: tuple[str, ...], folder: Path, memory: Callable[[int], float], temporary: Path | None = None
) -> Usage:
    """What a program and all programs that it starts take. Raises `ProgramFailed`, and `OSError`.

    `memory` says how much a process group has at the moment; `temporary` is the folder for their temporary
    files.
    """
    environment = _measured_environment(**({"TMPDIR": str(temporary)} if temporary else {}))
    ended, peak = threading.Event(), [0.0]

    def look(group: int) -> None:
        while not ended.wait(BETWEEN_LOOKS):
            peak[0] = max(peak[0], memory(group))

    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        looking = threading.Thread(target=look, args=(process.pid,))
        looking.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            ended.set()
            looking.join()
            if process.returncode is None:  # interrupted
                os.killpg(process.pid, signal.SIGKILL)
        if process.returncode != 0:
            said.seek(0)
            lines = said.read().decode(errors="replace").split("\n")
            last = next((line.strip() for line in reversed(lines) if line.strip()), "")
            raise ProgramFailed(last or f"exit code {process.returncode}")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # as in `usage`
    return Usage(wall, used.ru_utime + used.ru_stime, max(peak[0], used.ru_maxrss / unit))


BETWEEN_LOOKS = 1.0
"""Seconds between two looks at the memory of a program that is measured; each stops it for a while."""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def fetched(url: str) -> bytes | None:
    """What a server on this machine answers with, asked directly; nothing while it isn't there."""
    from urllib.request import ProxyHandler, build_opener

    try:
        with build_opener(ProxyHandler({})).open(url, timeout=TIMEOUT) as answer:
            return bytes(answer.read())
    except OSError:
        return None


class Talk:
    """A program that is talked to over its standard input and output while it runs."""

    def __init__(self, command: tuple[str, ...], folder: Path) -> None:
        self._process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.kill()
        self._process.communicate()

    def cpu(self) -> float:
        """The CPU seconds that it has taken so far (its children's not), where Linux tells."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # proc(5): utime, stime

    def say(self, data: bytes) -> None:
        """Write to it."""
        assert self._process.stdin is not None
        self._process.stdin.write(data)
        self._process.stdin.flush()

    def line(self) -> bytes:
        """The next line that it writes; empty when it has ended."""
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def bytes(self, count: int) -> bytes:
        """The next bytes that it writes."""
        assert self._process.stdout is not None
        return self._process.stdout.read(count)


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
