"""What changed in a git repository since a commit, and how the files were then. It is only ever read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kept.door import CommandFailed, git
from kept.near import did_you_mean
from kept.values import dataclass

_SUBMODULE = "160000"
_SYMLINK = "120000"
_BLOB_LIMIT = 8 * 1024 * 1024
"""Bytes of the largest old version that is read; of a larger one only its size matters."""


class RepositoryProblem(Exception):
    """The question cannot be answered; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class OldFile:
    """A file as it was: its path from the repository's top, and where git keeps its text."""

    path: str
    blob: str
    is_symlink: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between a commit and the files on the disk, uncommitted changes counted.

    Paths are those from the top of the repository. A changed submodule is one path: that of its folder.
    """

    top: Path
    commit: str
    """The commit that is compared with; empty when there was none yet."""

    touched: frozenset[str]
    added: frozenset[str]
    old: tuple[OldFile, ...]


def changes_since(folder: Path, ref: str) -> Changes:
    """What changed since a commit and HEAD parted, as in `git diff REF...`. Raises `RepositoryProblem`."""
    top = _top(folder)
    if ref == "HEAD" and not _answer(("rev-parse", "--verify", "--quiet", "HEAD"), top):
        return Changes(
            top, "", frozenset(_listed(top, "ls-files", "-z", "--cached", "--others")), frozenset(), ()
        )
    commit = _merge_base(_commit(ref, top), ref, top)
    touched, added, old = set(), set(), []
    for modes, blob, status, path in _differences(commit, top):
        touched.add(path)
        if status == "A":
            added.add(path)
        elif modes != _SUBMODULE:
            old.append(OldFile(path, blob, modes == _SYMLINK))
    others = {path.rstrip("/") for path in _listed(top, "ls-files", "-z", "--others", "--exclude-standard")}
    return Changes(top, commit, frozenset(touched | others), frozenset(added | others), tuple(old))


def folder_in_repository(folder: Path) -> str:
    """The path of a folder from the top of its repository; empty at the top, and outside of any."""
    try:
        return os.fsdecode(git(("rev-parse", "--show-prefix"), folder)).strip("\n").rstrip("/")
    except CommandFailed:
        return ""


def contents(files: Iterable[OldFile], top: Path) -> Iterator[tuple[OldFile, bytes | int]]:
    """The bytes of old files; of those that are too large to matter only how many there are.

    Raises `RepositoryProblem`.
    """
    wanted = tuple(files)
    sizes = _sizes(wanted, top)
    small = tuple(one for one in wanted if 0 <= sizes[one.blob] <= _BLOB_LIMIT)
    for one in wanted:
        if sizes[one.blob] > _BLOB_LIMIT:
            yield one, sizes[one.blob]
    output = _ask(("cat-file", "--batch"), top, "".join(f"{one.blob}\n" for one in small).encode())
    at = 0
    for one in small:
        end = output.index(b"\n", at)
        size = int(output[at:end].split()[-1])
        yield one, output[end + 1 : end + 1 + size]
        at = end + 2 + size


def lay_history(folder: Path, changes: Changes) -> None:
    """Make a folder a repository whose HEAD is the commit of then; its objects are those of the real one.

    Files that the folder lacks do not count as deleted. A history that cannot be had is none.
    """
    objects, shallow = (
        changes.top / _answer(("rev-parse", "--git-path", name), changes.top)
        for name in ("objects", "shallow")
    )
    ours = folder / ".git"
    (ours / "objects/info").mkdir(parents=True)
    (ours / "refs").mkdir()
    (ours / "objects/info/alternates").write_bytes(os.fsencode(objects) + b"\n")
    (ours / "HEAD").write_text(f"{changes.commit}\n")
    (ours / "config").write_text(_CONFIG_SHA256 if len(changes.commit) == 64 else _CONFIG)
    if shallow.is_file():
        (ours / "shallow").write_bytes(shallow.read_bytes())
    try:
        git(("read-tree", changes.commit), folder)
        absent = git(("ls-files", "-z", "--deleted"), folder)
        git(("update-index", "-z", "--skip-worktree", "--stdin"), folder, absent)
    except CommandFailed:
        return


_CONFIG = "[core]\n\trepositoryformatversion = 0\n"
_CONFIG_SHA256 = "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n"


def _sizes(files: tuple[OldFile, ...], top: Path) -> dict[str, int]:
    """Sizes by blob; -1 for one that this clone does not have."""
    asked = "".join(f"{one.blob}\n" for one in files).encode()
    lines = _ask(("cat-file", "--batch-check=%(objectname) %(objectsize)"), top, asked).decode().splitlines()
    pairs = (line.split() for line in lines)
    return {blob: int(size) if size.isdigit() else -1 for blob, size in pairs}


def _top(folder: Path) -> Path:
    try:
        return Path(os.fsdecode(git(("rev-parse", "--show-toplevel"), folder)).rstrip("\n"))
    except CommandFailed as error:
        reason = str(error)
    if "not a git repository" in reason:
        reason = f"{folder} is in no Git repository, so nothing is known about its changes"
    raise RepositoryProblem(reason)


def _commit(ref: str, top: Path) -> str:
    """The hash of the commit that a name stands for."""
    found = (
        "" if ref.startswith("-") else _answer(("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"), top)
    )
    if found:
        return found
    if _is_shallow(top):
        raise RepositoryProblem(f'this shallow clone does not hold "{ref}"; {_FETCH}')
    names = _answer(("for-each-ref", "--format=%(refname:short)"), top).splitlines()
    near = did_you_mean(ref, names)
    raise RepositoryProblem(f'there is no commit "{ref}"{near or "; name a branch, a tag or a hash"}')


def _merge_base(commit: str, ref: str, top: Path) -> str:
    """The last commit that a commit and HEAD have in common."""
    if not _answer(("rev-parse", "--verify", "--quiet", "HEAD"), top):
        raise RepositoryProblem(
            "the repository has no commit on this branch yet; name HEAD to check all files"
        )
    found = _answer(("merge-base", commit, "HEAD"), top)
    if found:
        return found.splitlines()[0]
    if _is_shallow(top):
        raise RepositoryProblem(f'this shallow clone ends before "{ref}" and HEAD meet; {_FETCH}')
    raise RepositoryProblem(f'"{ref}" and HEAD have no commit in common; name one that HEAD comes from')


_FETCH = (
    "get the history with `git fetch --unshallow` "
    "(`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in GitLab CI)"
)


def _is_shallow(top: Path) -> bool:
    return _answer(("rev-parse", "--is-shallow-repository"), top) == "true"


def _differences(commit: str, top: Path) -> Iterator[tuple[str, str, str, str]]:
    """Old mode, old blob, status and path of every file that differs (the form of `git diff --raw -z`)."""
    options = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--ignore-submodules=dirty")
    words = os.fsdecode(_ask(("diff", *options, commit, "--"), top)).split("\0")
    for head, path in zip(words[::2], words[1::2], strict=False):
        modes, _, blob, _, status = head.split(" ")
        yield modes.removeprefix(":"), blob, status[0], path


def _listed(top: Path, *arguments: str) -> list[str]:
    return [path for path in os.fsdecode(_ask(arguments, top)).split("\0") if path]


def _ask(arguments: tuple[str, ...], top: Path, given: bytes = b"") -> bytes:
    try:
        return git(arguments, top, given)
    except CommandFailed as error:
        raise RepositoryProblem(f"git cannot say what changed: {error}") from None


def _answer(arguments: tuple[str, ...], top: Path) -> str:
    """A line of git's; empty when it has none to give."""
    try:
        return os.fsdecode(git(arguments, top)).strip()
    except CommandFailed:
        return ""
