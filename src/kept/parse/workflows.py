"""The workflow files of a repository: what runs on its code host, as values with their places.

GitHub reads `.github/workflows/*.yml` and `*.yaml`, GitLab `.gitlab-ci.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from kept.diagnostic import Problem
from kept.parse.files import Found, at, find, read_source
from kept.text import Source, Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlError, read

GITHUB = ".github/workflows"
GITLAB = ".gitlab-ci.yml"

_HEADER = re.compile(r"\A(?:\s*#.*\n|\s*\n|---\s*\n)*spec:.*?^---[ \t]*\n", re.DOTALL | re.MULTILINE)
"""What a GitLab file with inputs begins with: a document of its own."""


@dataclass(frozen=True)
class Step:
    """One step of a job."""

    node: Mapping
    job: Mapping

    def text(self, *keys: str) -> Scalar | None:
        """The text below these keys."""
        found: Node | None = self.node
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found if isinstance(found, Scalar) else None

    @property
    def conditions(self) -> str:
        """When the step runs, as it is written for it and for its job."""
        given = (self.node.get("if"), self.job.get("if"))
        return " ".join(one.raw for one in given if isinstance(one, Scalar))


@dataclass(frozen=True)
class Workflow:
    """One workflow file; `root` is `None` when it cannot be read, and `problem` says why."""

    source: Source
    root: Mapping | None = None
    problem: Problem | None = None

    @property
    def is_github(self) -> bool:
        """Whether GitHub runs it, else GitLab."""
        return self.source.path.startswith(GITHUB)

    @property
    def name(self) -> str:
        """What other workflows call it (GitHub): its name, else its path."""
        given = self.root.get("name") if self.root else None
        return given.raw if isinstance(given, Scalar) else self.source.path

    @cached_property
    def events(self) -> frozenset[str]:
        """What starts it (GitHub)."""
        match self.root.get("on") if self.root and self.is_github else None:
            case Scalar(raw=raw):
                return frozenset([raw])
            case Sequence(items=items):
                return frozenset(item.raw for item in items if isinstance(item, Scalar))
            case Mapping() as found:
                return frozenset(found.keys())
        return frozenset()

    @cached_property
    def jobs(self) -> tuple[tuple[Scalar, Mapping], ...]:
        """The jobs with their names (GitHub)."""
        found = self.root.get("jobs") if self.root and self.is_github else None
        entries = found.entries if isinstance(found, Mapping) else ()
        return tuple((name, job) for name, job in entries if isinstance(job, Mapping))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All steps of all jobs (GitHub)."""
        return tuple(self._steps())

    def _steps(self) -> Iterator[Step]:
        for _, job in self.jobs:
            steps = job.get("steps")
            for step in steps.items if isinstance(steps, Sequence) else ():
                if isinstance(step, Mapping):
                    yield Step(step, job)


def find_workflows(root: Path) -> tuple[Workflow, ...]:
    """The workflows of a project's folder."""
    return tuple(_workflow(*read_source(file)) for file in workflow_files(root))


def workflow_files(root: Path) -> list[Found]:
    """The workflow files of a project's folder."""
    found = [file for file in find(root, GITHUB) if file.path == GITHUB or _is_workflow(file.path)]
    gitlab = at(root, GITLAB)
    return [*found, gitlab] if gitlab else found


def _is_workflow(path: str) -> bool:
    """GitHub reads no folders within the folder."""
    return path.endswith((".yml", ".yaml")) and path.count("/") == GITHUB.count("/") + 1


def _workflow(source: Source, problem: Problem | None) -> Workflow:
    if problem:
        return Workflow(source, problem=replace(problem, code="K609"))
    header = _HEADER.match(source.text) if source.path == GITLAB else None
    start = header.end() if header else 0
    try:
        node, _ = read(source.text[start:], start, tags_allowed=True)
    except YamlError as error:
        message = f"the workflow cannot be read: {error.message}"
        return Workflow(source, problem=Problem("K609", error.span, message, error.help))
    if not isinstance(node, Mapping):
        message = "the workflow is not `key: value` lines"
        problem = Problem("K609", Span(0, 0), message, "write jobs into it, or remove it")
        return Workflow(source, problem=problem)
    return Workflow(source, node)
