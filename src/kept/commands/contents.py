"""What a site is made from, as a check has found it."""

from __future__ import annotations

from datetime import date
from functools import cache

from kept import library
from kept.check import incremental
from kept.check.incremental import Checked
from kept.check.run import reported
from kept.config import Settings
from kept.diagnostic import Diagnostic
from kept.library import Tell
from kept.site.contents import Contents, Sheet


def checked_contents(
    settings: Settings, today: date, tell: Tell | None = None, *, use_cache: bool = True, jobs: int = 1
) -> tuple[Contents, tuple[Diagnostic, ...]]:
    """The contents of the site, and all findings. Raises `ConfigurationError`."""
    checked = incremental.check(settings, today, tell, use_cache=use_cache, for_site=True, jobs=jobs)
    return _contents(checked, settings), tuple(reported(checked.findings, settings, today))


def _contents(checked: Checked, settings: Settings) -> Contents:
    sheets = (
        Sheet(entry.facts, entry.metadata, tuple(path for path, _ in entry.depends), entry.digest)
        for entry in checked.entries.values()
        if entry.metadata is not None
    )
    articles = cache(lambda: library.load(settings))
    return Contents(settings, tuple(sheets), checked.assets, checked.unsafe, articles, checked.key)
