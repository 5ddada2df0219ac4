"""Which stages may be split among processes, and why not.

A plugin or hook may keep something from page to page (a counter, a list of tags), which several processes
would each do for themselves. Those known not to are split; any other makes the stage that it takes part in
run one page after the other, unless the settings name it under `stateless`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from kept.values import dataclass

READING = ("pre_page", "page_read_source", "page_markdown", "page_content")
"""Events of the stage in which pages are read and rendered."""

WRITING = ("page_context", "post_page")
"""Events of the stage in which pages are put into the theme and written."""

SPLIT = ("kept.", "material.plugins.search.", "material.plugins.meta.", "mkdocs.contrib.search")
"""Beginnings of the modules whose plugins keep nothing from page to page, or are looked after."""


@dataclass(frozen=True, slots=True)
class Split:
    """How many processes do a stage."""

    jobs_at_most: int
    in_turn: dict[tuple[str, ...], tuple[str, ...]]
    """The names of the plugins and hooks because of which a stage is not split."""
    in_environment: tuple[str, ...]
    """Those that may give templates more than kept knows of."""
    in_context: tuple[str, ...]
    """Those that may give the template of a single page other values than those of all pages."""
    at_the_end: tuple[str, ...]
    """Those that may change the finished site."""
    outside: tuple[str, ...]
    """Those that do something else than to make pages of what pages hold."""

    @classmethod
    def of(cls, config: MkDocsConfig, jobs: int, stateless: tuple[str, ...] = ()) -> Split:
        """How to split the stages of a site."""
        found: dict[tuple[str, ...], tuple[str, ...]] = {
            stage: tuple(_unknown(config, stage, stateless)) for stage in (READING, WRITING)
        }
        others = tuple(name for name in config.plugins.events if name not in (*READING, *WRITING, "env"))
        return cls(
            jobs_at_most=jobs,
            in_turn=found,
            in_environment=tuple(_unknown(config, ("env",), stateless)),
            in_context=tuple(_unknown(config, ("page_context", "env"))),
            at_the_end=tuple(_unknown(config, ("post_build",))),
            outside=tuple(_unknown(config, others)),
        )

    def jobs(self, stage: tuple[str, ...]) -> int:
        """How many processes do a stage."""
        return 1 if self.in_turn[stage] else self.jobs_at_most

    @property
    def is_pure(self) -> bool:
        """Whether a page is made of nothing but what kept knows of, so that it may be remembered."""
        return not self.in_environment and not any(self.in_turn.values())

    @property
    def is_closed(self) -> bool:
        """Whether a whole site is made of nothing but what kept knows of."""
        return self.is_pure and not self.outside

    @property
    def reasons(self) -> Iterator[str]:
        """Why stages are not split, a line each."""
        for stage, names in self.in_turn.items():
            if names and self.jobs_at_most > 1:
                doing = "Reading" if stage is READING else "Writing"
                why = "may keep something from page to page; if not, list it under `stateless`"
                yield f"{doing} one page after the other: {', '.join(names)} {why}"


def _unknown(config: MkDocsConfig, stage: tuple[str, ...], stateless: tuple[str, ...] = ()) -> Iterator[str]:
    names = dict.fromkeys(
        str(config.plugins._event_origins.get(method, _module(method)))
        for event in stage
        for method in config.plugins.events[event]
        if not _module(method).startswith(SPLIT)
    )
    return (name for name in names if name not in stateless)


def _module(method: Callable[..., Any]) -> str:
    owner = getattr(inspect.unwrap(method), "__self__", None)
    return str(type(owner).__module__ if owner is not None else getattr(method, "__module__", ""))
