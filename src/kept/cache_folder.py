"""The folder of what kept remembers between two runs, and how a file in it is replaced."""

from __future__ import annotations

import contextlib
import os
import tempfile
from errno import ENOENT, ENOTDIR
from hashlib import blake2b
from pathlib import Path

FOLDER = ".kept_cache"
"""Beside the configuration; it holds a `.gitignore` for itself."""

_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by kept; it may be deleted at any time.\n"
"""Backup programs leave such folders out (https://bford.info/cachedir/)."""


def digest(*parts: str | bytes) -> str:
    """A digest of texts or bytes, in order, by which is seen whether anything has changed."""
    made = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "little"))
        made.update(data)
    return made.hexdigest()


def make_folder(folder: Path) -> None:
    """The folder of caches, which tells version control and backups to leave it alone.

    Raises `OSError`, also for a symbolic link, which could lead anywhere.
    """
    if folder.is_symlink():
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(folder))
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)  # another process may be as far
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        (folder / "CACHEDIR.TAG").write_text(_TAG, encoding="utf-8")


def read_file(path: Path) -> bytes:
    """What a plain file holds. Raises `OSError`, also for a pipe or a device, which might never end."""
    if not path.is_file():
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(path))
    return path.read_bytes()


def read_sealed(path: Path, key: str) -> bytes:
    """What `write_sealed` has put into a file under a key.

    Raises `OSError`, and `ValueError` when it is of another key, damaged or half-written.
    """
    mark, _, body = read_file(path).partition(b"\n")
    if mark.decode("ascii") != f"{key} {digest(body)}":
        raise ValueError(f"{path} is not what was kept")
    return body


def write_sealed(path: Path, key: str, body: bytes) -> None:
    """Keep a body under a key, with a digest of it, in a file of the folder of caches. Raises `OSError`."""
    make_folder(path.parent)
    replace_file(path, f"{key} {digest(body)}\n".encode() + body)


def replace_file(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file so that readers see the old one or the new one, never a part."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
