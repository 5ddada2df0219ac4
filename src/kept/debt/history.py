"""The committed versions of the baseline, from git: what was known, and when it became less."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kept import door
from kept.baseline import total_in
from kept.debt.counts import Point

MOST = 60
"""Commits that are looked at; of more, the first, the last and evenly spread ones between them."""


_GIT = ("git", "--literal-pathspecs", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false")
"""Git, without the programs that the configuration of a repository can name."""


def history(root: Path, path: str) -> tuple[tuple[Point, ...], bool]:
    """The points in time at which the baseline was committed, oldest first; whether the clone is shallow.

    Nothing without git, outside of a repository, and before the first commit.
    """
    question = (*_GIT, "log", "--first-parent", "--reverse", "--format=%h %cs")
    answer = door.run((*question, "--", path), root)
    commits = [tuple(line.split(" ")) for line in (answer or "").splitlines()]
    is_shallow = (door.run(("git", "rev-parse", "--is-shallow-repository"), root) or "").strip() == "true"
    return tuple(_points(root, path, [(one[0], one[1]) for one in commits if len(one) == 2])), is_shallow


def _points(root: Path, path: str, commits: list[tuple[str, str]]) -> Iterator[Point]:
    for commit, day in spread(commits, MOST):
        known = total_in(door.run((*_GIT, "show", "--no-textconv", f"{commit}:./{path}"), root) or "")
        if known is not None:
            yield Point(day, commit, known)


def spread(items: list[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """At most so many of the items, evenly spread, with the first and the last."""
    if len(items) <= most:
        return items
    return [items[round(index * (len(items) - 1) / (most - 1))] for index in range(most)]
