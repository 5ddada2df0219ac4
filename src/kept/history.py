"""The git history of a project as values: which commit touched which path, and which only moved a date.

Each question is one pass of `git log` along the main line (`--first-parent`: a merge counts as one change, on
the day it arrived), so the cost is linear in the commits that are asked about; an answer is cached under the
commit that it was given for, and after further commits only these are read. Everything that can be the
matter with a repository (none, empty, bare, shallow, somebody else's, git missing, a very long history)
is a `note` in the answer or nothing at all, never an exception.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from kept import door
from kept.history_cache import HistoryCache
from kept.values import dataclass

TIMEOUT = 60.0
"""Seconds that one pass may take; the history of a large knowledge base takes one or two."""

_VERSION = 2
"""Of what is cached; another version's is read again."""

_GIT = (
    "git",
    "--literal-pathspecs",
    "-c",
    "log.showSignature=false",
    "-c",
    "log.showRoot=true",
    "-c",
    "core.fsmonitor=false",
)
_PARTIAL = r"^(extensions\.partialclone|remote\..*\.promisor)$"
_PLAIN = ("--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules")
_LOG = ("log", "-z", "--format=%x01%H %ct", "--first-parent", "-m", "--relative", *_PLAIN)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit and the paths it touched, relative to the project's folder."""

    hash: str
    seconds: int
    paths: tuple[str, ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    """Old and new path of files that were moved."""

    @property
    def time(self) -> datetime:
        """When it was made, in UTC; a time beyond the calendar is its end."""
        try:
            return datetime.fromtimestamp(self.seconds, UTC)
        except (ValueError, OverflowError, OSError):
            return datetime.max.replace(tzinfo=UTC)

    @property
    def short(self) -> str:
        """The hash as people quote it."""
        return self.hash[:9]


Changes = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
"""The paths and the moves of a commit."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a history somebody needs to know.

    `changes_since`: which commits touched which path after this day. `dates_since`: which commit changed one
    of the front-matter fields `date_fields` of files below `folders` after this day, and what else.
    """

    changes_since: date | None = None
    dates_since: date | None = None
    date_fields: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class History:
    """What git knows; empty where there is nothing to know, with a `note` where a person should hear why."""

    commits: tuple[Commit, ...] = ()
    """Newest first."""
    uncommitted: frozenset[str] = frozenset()
    """Paths that differ from the last commit, new ones included."""
    date_set: Mapping[str, Commit] = field(default_factory=dict)
    """By path: the commit that changed a date field last; one with an empty hash is not made yet."""
    date_alone: frozenset[str] = frozenset()
    """Paths in which that commit changed the line of the date and nothing else."""
    note: str = ""

    @cached_property
    def by_path(self) -> dict[str, list[Commit]]:
        """The commits that touched a path, newest first."""
        found: dict[str, list[Commit]] = {}
        for commit in self.commits:
            for path in commit.paths:
                found.setdefault(path, []).append(commit)
        return found

    @cached_property
    def _order(self) -> dict[str, int]:
        return {commit.hash: index for index, commit in enumerate(self.commits)}

    def is_newer(self, commit: Commit, other: Commit) -> bool:
        """Whether a commit was made after another, which may be older than all that are known."""
        if not other.hash:
            return False
        return self._order[commit.hash] < self._order.get(other.hash, len(self.commits))

    @cached_property
    def _former_name(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for commit in self.commits:
            for old, new in commit.moves:
                found.setdefault(new, old)
        return found

    def names(self, path: str) -> tuple[str, ...]:
        """The path of a file and those that it had before, newest first."""
        found = [path]
        while (former := self._former_name.get(found[-1])) and former not in found:
            found.append(former)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Repository:
    root: Path
    head: str
    prefix: str
    is_partial: bool
    """Whether file contents may be missing; git would fetch each over the network."""
    cache: HistoryCache


class _Unknown(Exception):
    """There is no history to be had; the text says why, or is empty where that is as it should be."""


def read_history(root: Path, wanted: Wanted) -> History:
    """What is wanted of the history of a project's folder."""
    if wanted.changes_since is None and wanted.dates_since is None:
        return History()
    try:
        repository = _open(root)
        uncommitted = _uncommitted(repository) if wanted.changes_since else frozenset()
        commits = _commits(repository, wanted.changes_since) if wanted.changes_since else ()
        dates = _dates(repository, wanted, wanted.dates_since) if wanted.dates_since else {}
    except _Unknown as reason:
        return History(note=str(reason))
    alone = frozenset(path for path, (_, is_alone) in dates.items() if is_alone)
    return History(commits, uncommitted, {path: commit for path, (commit, _) in dates.items()}, alone)


def _open(root: Path) -> _Repository:
    """The repository that the folder is in. Raises `_Unknown`."""
    question = (
        *_GIT,
        "rev-parse",
        "--is-inside-work-tree",
        "--is-shallow-repository",
        "--show-prefix",
        "HEAD",
    )
    answer = door.Stream(question, root, TIMEOUT)
    lines = "".join(answer).split("\n")
    if answer.error:
        raise _Unknown(_explained(answer.error, root))
    inside, shallow, prefix, head = (*lines, "", "", "", "")[:4]
    if inside != "true" or not re.fullmatch("[0-9a-f]{40,64}", head):
        raise _Unknown
    if shallow == "true":
        raise _Unknown(
            "the git history is cut off (a shallow clone), so changes since a review are only seen where "
            "the review has a fingerprint; `git fetch --unshallow` fetches the rest"
        )
    partial = "".join(door.Stream((*_GIT, "config", "--get-regexp", _PARTIAL), root, TIMEOUT))
    return _Repository(root, head, prefix, bool(partial.strip()), HistoryCache(root))


def _explained(error: str, root: Path) -> str:
    """What a person should hear about git's complaint; nothing about a folder without a history."""
    has_repository = any(os.path.lexists(folder / ".git") for folder in (root, *root.parents))
    lost = "changes since a review are only seen where the review has a fingerprint"
    if "not a git repository" in error and not has_repository:
        return ""
    if "ambiguous argument 'HEAD'" in error or "unknown revision" in error:
        return ""  # nothing is committed yet
    if error == "missing":
        return f"git is not installed, so {lost}" if has_repository else ""
    if error == "timeout":
        return f"git took longer than {TIMEOUT:.0f} seconds, so {lost}"
    if "dubious ownership" in error or "unsafe repository" in error:
        return (
            f"git does not trust the repository, because it belongs to another user, so {lost}; "
            "`git config --global --add safe.directory` with its path makes git trust it"
        )
    return f"git cannot read the history ({error.removeprefix('fatal: ')}), so {lost}"


def _records(repository: _Repository, command: tuple[str, ...]) -> Iterator[str]:
    """What git prints, record by record. Raises `_Unknown` when git fails."""
    answer = door.Stream((*_GIT, *command), repository.root, TIMEOUT)
    yield from answer
    if answer.error:
        raise _Unknown(_explained(answer.error, repository.root))


def _uncommitted(repository: _Repository) -> frozenset[str]:
    command = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all",
               "--ignore-submodules=all", "--", ".")  # fmt: skip
    prefix = repository.prefix
    paths = (record[3:] for record in _records(repository, command))
    return frozenset(path[len(prefix) :] for path in paths if path.startswith(prefix) and path != prefix)


def _commits(repository: _Repository, since: date) -> tuple[Commit, ...]:
    """The commits after a day with what they touched; a file that was only moved has not been touched."""
    scope = ("--", ".") if repository.prefix else ()
    similar = "--find-renames=100%" if repository.is_partial else "--find-renames=50%"
    question = _Pass("changes", since, ("--name-status", similar, "-l300"), scope)
    return _asked(repository, question, _touched)


def _touched(words: list[str]) -> Changes:
    """What `M path`, `A path`, `R090 old new` … as separate words say."""
    paths: list[str] = []
    moves: list[tuple[str, str]] = []
    rest = iter(words)
    for status in rest:
        path = next(rest, "")
        if status.startswith(("R", "C")):
            new = next(rest, "")
            moves.append((path, new))
            paths += [] if status.endswith("100") else [path, new]
        elif path:
            paths.append(path)
    return tuple(paths), tuple(moves)


def _dates(repository: _Repository, wanted: Wanted, since: date) -> dict[str, tuple[Commit, bool]]:
    """By path: the last commit that set a date, and whether it did nothing else."""
    if repository.is_partial:
        raise _Unknown("the clone is partial, so it is not known which review dates were changed alone")
    names = "|".join(re.escape(name) for name in wanted.date_fields)
    count = ("--numstat", "--no-renames", f"-G^[\"']?({names})[\"']?[[:space:]]*:")
    scope = ("--", *wanted.folders)
    pending = ("diff", "-z", "--relative", *_PLAIN, *count, "HEAD", *scope)
    now = Commit("", 0, *_counted(list(_records(repository, pending))))
    found: dict[str, tuple[Commit, bool]] = {}
    question = _Pass("dates", since, count, scope, newest_only=True)
    for commit in (now, *_asked(repository, question, _counted)):
        bare = Commit(commit.hash, commit.seconds)
        for entry in commit.paths:
            found.setdefault(entry[1:], (bare, entry[0] == "="))
    return found


def _counted(words: list[str]) -> Changes:
    """The paths of `--numstat`: after a `=` if one line was added and at most one taken away, else a `+`."""
    paths: list[str] = []
    for word in words:
        added, _, rest = word.partition("\t")
        removed, _, path = rest.partition("\t")
        if path:
            paths.append(("=" if added == "1" and removed in ("0", "1") else "+") + path)
    return tuple(paths), ()


@dataclass(frozen=True, slots=True)
class _Pass:
    """One question to `git log`: its name in the cache, how far back, what to show, and of which paths."""

    name: str
    since: date
    show: tuple[str, ...]
    scope: tuple[str, ...]
    newest_only: bool = False
    """Whether only the newest commit of each path is of use; the cache is smaller for it."""


def _asked(
    repository: _Repository, question: _Pass, read: Callable[[list[str]], Changes]
) -> tuple[Commit, ...]:
    """The commits after a day, from the cache as far as it goes; `read` makes paths of what git shows."""
    known = _cached(repository, question)
    if known.head == repository.head:
        return known.commits
    since = f"--since={question.since.isoformat()}T00:00:00Z"
    commits_wanted = f"{known.head}..HEAD" if known.head else "HEAD"
    command = (*_LOG, *question.show, since, commits_wanted, *question.scope)
    new = [
        Commit(hash, seconds, *read(words))
        for hash, seconds, words in _grouped(_records(repository, command))
    ]
    commits = (*new, *known.commits)
    if question.newest_only:
        commits = tuple(_newest(commits))
    repository.cache.write(
        question.name,
        {
            "version": _VERSION,
            "head": repository.head,
            "since": known.since or question.since.isoformat(),
            "question": [*question.show, *question.scope],
            "commits": [[one.hash, one.seconds, one.paths, one.moves] for one in commits],
        },
    )
    return commits


def _newest(commits: Iterable[Commit]) -> Iterator[Commit]:
    """The commits without the entries of paths (but for their first character) that a newer one has."""
    seen: set[str] = set()
    for commit in commits:
        paths = tuple(entry for entry in commit.paths if entry[1:] not in seen)
        seen.update(entry[1:] for entry in paths)
        if paths:
            yield replace(commit, paths=paths)


def _grouped(records: Iterable[str]) -> Iterator[tuple[str, int, list[str]]]:
    """Each commit with the words that follow it."""
    hash, seconds, words = "", 0, list[str]()
    for record in records:
        if record.startswith("\x01"):
            if hash:
                yield hash, seconds, words
            hash, _, time = record[1:].strip("\n").partition(" ")
            seconds, words = int(time) if time.isdigit() else 0, []
        elif word := record.removeprefix("\n"):
            words.append(word)
    if hash:
        yield hash, seconds, words


@dataclass(frozen=True, slots=True)
class _Known:
    """What the cache holds: the commits up to `head`, back to the day `since`."""

    head: str = ""
    since: str = ""
    commits: tuple[Commit, ...] = ()


def _cached(repository: _Repository, question: _Pass) -> _Known:
    """What was read before, if it reaches back far enough and lies on this line of commits."""
    value = repository.cache.read(question.name)
    try:
        known = _from_cache(value, question)
    except (KeyError, TypeError, ValueError, AttributeError):
        return _Known()
    if known.head in ("", repository.head):
        return known
    ancestry = (*_GIT, "merge-base", "--is-ancestor", known.head, "HEAD")
    answer = door.Stream(ancestry, repository.root, TIMEOUT)
    return known if not list(answer) and not answer.error else _Known()


def _from_cache(value: Any, question: _Pass) -> _Known:
    """The cached value; raises one of several errors when it is not what this version writes."""
    head, since = value["head"], date.fromisoformat(value["since"])
    is_ours = value["version"] == _VERSION and value["question"] == [*question.show, *question.scope]
    if not is_ours or since > question.since or not re.fullmatch("[0-9a-f]{40,64}", head):
        return _Known()
    commits = tuple(
        Commit(
            str(hash), int(seconds), tuple(map(str, paths)), tuple((str(old), str(new)) for old, new in moves)
        )
        for hash, seconds, paths, moves in value["commits"]
    )
    return _Known(head, since.isoformat(), commits)


def visible_files(root: Path) -> list[str]:
    """The files of a folder that git tracks or would track, sorted; none outside of a repository."""
    command = (*_GIT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    answer = door.Stream(command, root, TIMEOUT)
    paths = sorted(set(answer))
    return [] if answer.error else paths


def days_before(today: date, days: int) -> date:
    """The day that lies `days` before another, or the first of the calendar."""
    return today - timedelta(days=min(days, (today - date.min).days))
