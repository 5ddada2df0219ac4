"""What may not happen while a stranger's project is built, whoever tries: the last line of defence.

Python tells of every file that it runs, every process it starts and every address it asks for (PEP 578).
While the walls stand, those of the project, any process and the network are refused.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EPERM
from pathlib import Path
from types import CodeType
from typing import Any

from kept.values import dataclass

_PROCESSES = (
    "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn", "subprocess.Popen",
)  # fmt: skip
_NETWORK = (
    "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyaddr", "socket.gethostbyname",
    "socket.getnameinfo", "socket.sendmsg", "socket.sendto",
)  # fmt: skip


class Refused(PermissionError):
    """A stranger's project tried what it may not."""

    def __init__(self, what: str) -> None:
        super().__init__(EPERM, f"`--untrusted` does not let it {what}")


@dataclass(frozen=True, slots=True)
class _Walls:
    top: str
    """The folder of the project, whose files do not run."""
    allowed: tuple[str, ...]
    address: tuple[str, int] | None
    """Where this program itself may listen."""

    def judge(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise `Refused` for what may not happen."""
        if event in _PROCESSES:
            raise Refused("start a program")
        if event in _NETWORK and not (event == "socket.bind" and arguments[1] == self.address):
            raise Refused("use the network")
        if event == "exec" and isinstance(arguments[0], CodeType):
            self._file(arguments[0].co_filename)
        elif event == "import" and isinstance(arguments[1], str):
            self._file(arguments[1])
        elif event == "ctypes.dlopen" and isinstance(arguments[0], str):
            self._file(arguments[0])
        elif event == "open" and isinstance(arguments[0], str):
            self._shown(arguments[0])

    def _file(self, path: str) -> None:
        if not path or path.startswith("<"):
            return
        place = os.path.realpath(path)
        if _is_within(place, self.top) and not any(_is_within(place, one) for one in self.allowed):
            raise Refused(f"run {os.path.relpath(place, self.top)}")

    def _shown(self, path: str) -> None:
        """A link in the project must not show anything else; the folder of git may hold a password.

        Compiled code need not be what a source beside it says, and can name any file as the one it is from.
        """
        if not _is_within(os.path.abspath(path), self.top):
            return
        if path.endswith(".pyc"):
            raise Refused(f"run {os.path.relpath(os.path.abspath(path), self.top)}")
        place = os.path.realpath(path)
        if not _is_within(place, self.top) or _is_within(place, os.path.join(self.top, ".git")):
            raise Refused(f"open {os.path.relpath(os.path.abspath(path), self.top)}")


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


_standing: list[_Walls] = []
_hooked: list[bool] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _standing:
        _standing[-1].judge(event, arguments)


@contextmanager
def walled(top: Path, allowed: tuple[Path, ...], address: tuple[str, int] | None = None) -> Iterator[None]:
    """Put up the walls around a project; files of `allowed` may run, and a server may listen at `address`."""
    if not _hooked:
        sys.addaudithook(_hear)  # which Python never lets go again
        _hooked.append(True)
    walls = _Walls(os.path.realpath(top), tuple(os.path.realpath(path) for path in allowed), address)
    _standing.append(walls)
    try:
        yield
    finally:
        _standing.remove(walls)
