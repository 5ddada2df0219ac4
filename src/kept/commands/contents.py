"""What a site is made from, as a check has found it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from kept.check import incremental
from kept.check.incremental import Checked
from kept.check.run import reported
from kept.config import Settings
from kept.contents import Contents, Sheet
from kept.diagnostic import Diagnostic
from kept.library import Tell


def checked_contents(
    settings: Settings,
    today: date,
    tell: Tell | None = None,
    *,
    use_cache: bool = True,
    jobs: int = 1,
    meanwhile: Callable[[], None] | None = None,
) -> tuple[Contents, tuple[Diagnostic, ...]]:
    """The contents of the site, and all findings. Raises `ConfigurationError`."""
    checked = incremental.check(
        settings, today, tell, use_cache=use_cache, for_site=True, jobs=jobs, meanwhile=meanwhile
    )
    return _contents(checked, settings), tuple(reported(checked.findings, settings, today))


def _contents(checked: Checked, settings: Settings) -> Contents:
    assert checked.library is not None
    assert checked.article is not None
    sheets = (
        Sheet(
            entry.facts,
            entry.metadata,
            entry.targets,
            tuple(path for path, _ in entry.depends),
            entry.digest,
            entry.surface,
        )
        for entry in checked.entries.values()
        if entry.metadata is not None
    )
    return Contents(
        settings,
        tuple(sheets),
        checked.assets,
        checked.unsafe,
        cache(checked.library),
        checked.article,
        checked.key,
    )
