"""The moment of a build, which MkDocs and themes may show: given, never read from the clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

EPOCH = "SOURCE_DATE_EPOCH"
"""Where MkDocs takes the moment of a build from (https://reproducible-builds.org/specs/source-date-epoch/)."""


def moment_of(today: date) -> str:
    """The moment that is given, else the beginning of the day that counts as today; themes may show it."""
    return os.environ.get(EPOCH, str(int(datetime.combine(today, time.min, UTC).timestamp())))


@contextmanager
def at_moment(epoch: str) -> Iterator[None]:
    """Let MkDocs take a moment, as `SOURCE_DATE_EPOCH` has it, for that of the build."""
    before = os.environ.get(EPOCH)
    os.environ[EPOCH] = epoch
    try:
        yield
    finally:
        if before is None:
            del os.environ[EPOCH]
        else:
            os.environ[EPOCH] = before
