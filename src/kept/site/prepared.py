"""What a build is to do, in a form that is there before MkDocs is."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date
from pathlib import Path

from kept.config import Settings
from kept.contents import Contents
from kept.cores import cores
from kept.diagnostic import Diagnostic
from kept.site.standing import NOTHING_STANDS, Standing
from kept.site.untrusted import Trust
from kept.site.workers import Tell
from kept.values import dataclass

TIMEOUT = 600.0
"""Seconds that one step of a build may take, unless the command line says otherwise."""


@dataclass(frozen=True, slots=True)
class Retouch:
    """Pages that have changed since the last build, and what that has noted of all others."""

    pages: tuple[str, ...]
    """Their paths in the site."""
    faced: tuple[str, ...]
    """Those of them of which others may show something else."""
    frame: Path
    """The file in which it is noted."""
    key: str
    """A digest of all but the texts."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What `kept build` and `kept serve` have found out before MkDocs starts."""

    settings: Settings
    today: date
    contents: Contents | None = None
    trust: Trust | None = None
    """How far the project is trusted; without one, as far as MkDocs trusts any."""
    is_checked: bool = False
    """Whether the documents are known to have no errors that stop a build."""
    findings: tuple[Diagnostic, ...] | None = None
    """What was found in the contents; to be given with them unless they are known to be checked."""
    jobs: int = 0
    """How many processes at most; 0 for as many as there are cores."""
    cache: Path | None = None
    """The file that remembers the pages of the last build."""
    spare: Path | None = None
    """Where a second folder with the files of the site is kept."""
    retouch: Retouch | None = None
    """What is to be made anew, when only some articles have changed since the last build."""
    standing: Standing = NOTHING_STANDS
    """The site that is to be replaced."""
    cluster: str = ""
    """The address of the scheduler of a cluster that makes the pages."""
    began: int | None = None
    """When the contents were read (ns since the epoch); what has changed since is not remembered."""
    tell: Tell | None = None
    """Hears of the progress of a long build."""

    @property
    def processes(self) -> int:
        """How many processes may make pages here: none is forked beside threads that talk to a cluster."""
        return 1 if self.cluster else self.jobs or cores()


PREPARED: ContextVar[Prepared | None] = ContextVar("prepared", default=None)
