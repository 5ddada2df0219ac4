"""A new text for a file on the disk: written beside it and put in its place at once, or not at all."""

from __future__ import annotations

import codecs
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path

from kept.values import dataclass


class NotWritten(Exception):
    """The file is as it was; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file and what is to become of it; `mark` is the byte order mark that it begins with, if any."""

    path: str
    location: Path
    mark: bytes
    before: str
    after: str

    def write(self) -> None:
        """Put the new text in the file's place. Raises `NotWritten`; the old one is whole then."""
        try:
            self._write()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise NotWritten(f"{self.path} is not changed: {reason}") from None

    def _write(self) -> None:
        status = self.location.stat()
        if not status.st_mode & 0o222 or not os.access(self.location, os.W_OK):
            raise NotWritten(f"{self.path} is not changed: it is read-only; make it writable")
        handle, name = tempfile.mkstemp(prefix=".kept-", dir=self.location.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self.mark + self.after.encode())
                file.flush()
                with suppress(OSError):  # of another owner, where only root may give files away
                    os.fchown(file.fileno(), status.st_uid, status.st_gid)
                os.fchmod(file.fileno(), status.st_mode & 0o7777)
                os.fsync(file.fileno())
            _unchanged(self.path, self.location, self.mark + self.before.encode())
            os.replace(name, self.location)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise

    def diff(self) -> str:
        """The change as a unified diff that `patch -p1` and `git apply` take."""
        mark = self.mark.decode()
        lines = unified_diff(
            _lines(mark + self.before),
            _lines(mark + self.after),
            f"a/{self.path}{_tab(self.path)}",
            f"b/{self.path}{_tab(self.path)}",
        )
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
        )


def changes(root: Path, before: Mapping[str, str], after: Mapping[str, str]) -> list[Change | NotWritten]:
    """What has to be written so that these files have their new texts; or why one cannot be.

    A file that can be read under two names (a symbolic link) is changed once.
    """
    made: list[Change | NotWritten] = []
    seen: dict[Path, str] = {}
    for path, text in sorted(after.items()):
        try:
            location = (root / path).resolve(strict=True)
            if location not in seen:
                seen[location] = text
                made.append(_change(path, location, before[path], text))
            elif seen[location] != text:
                raise NotWritten(f"{path} is not changed: it is the same file as another one; run again")
        except NotWritten as error:
            made.append(error)
        except (OSError, RuntimeError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            made.append(NotWritten(f"{path} is not changed: {reason}"))
    return made


def _change(path: str, location: Path, before: str, after: str) -> Change:
    data = location.read_bytes()
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    _unchanged(path, location, mark + before.encode())
    return Change(path, location, mark, before, after)


def _unchanged(path: str, location: Path, expected: bytes) -> None:
    if location.read_bytes() != expected:
        raise NotWritten(f"{path} is not changed: somebody has changed it meanwhile; run again")


def _lines(text: str) -> list[str]:
    """Lines as diff counts them: they end at a line feed only."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _tab(path: str) -> str:
    return "\t" if " " in path else ""
