"""How long checking takes beside linters for Markdown on the same files."""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from kept.benchmark.given import Given
from kept.benchmark.pages import DAY, write_pages
from kept.benchmark.tables import KEPT, Row, megabytes, milliseconds, ratio, seconds
from kept.door import usage


def check_rows(sizes: list[int], runs: int, given: Given | None = None) -> Iterator[Row]:
    """Checking beside linters for Markdown on the same files.

    CPU seconds of a cold run (no cache), wall seconds of a second run in which nothing changed, and of one in
    which one file did, CPU milliseconds of a cold run per page, and the peak memory of the cold run.
    """
    peers = [(name, command) for name, command in PEERS if shutil.which(command[0])]
    names = [f"{name} CPU" for name, _ in peers]
    ratios = [f"kept / {name}" for name, _ in peers]
    yield ("pages", "kept CPU", *names, *ratios, "unchanged", "one changed", "per page", "memory")
    if given:
        yield _check_row(given.copied_to, given.arguments, peers, runs)
    for pages in sizes:
        make = partial(write_pages, pages=pages, with_plugin=True)
        yield _check_row(make, DAY, peers, runs)


Peers = Sequence[tuple[str, tuple[str, ...]]]

PEERS: Peers = (
    ("rumdl", ("rumdl", "check", "--no-cache", ".")),
    ("markdownlint-cli2", ("markdownlint-cli2", "**/*.md")),
)
"""Linters from PyPI and npm; those that are not installed are left out."""


def _check_row(
    make: Callable[[Path], object],
    options: tuple[str, ...],
    peers: Sequence[tuple[str, tuple[str, ...]]],
    runs: int,
) -> Row:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary, "kb")
        make(folder)
        pages = sorted(folder.rglob("*.md"))
        check = (*KEPT, "check", *options)
        usage((*check, "--no-cache"), folder)  # so that nobody meets files that were never read
        rounds = [
            [usage((*check, "--no-cache"), folder), *(usage(command, folder) for _, command in peers)]
            for _ in range(runs)
        ]
        cold, *others = (statistics.median(one.cpu for one in column) for column in zip(*rounds, strict=True))
        for page in pages:
            os.utime(page, (1_790_000_000, 1_790_000_000))
        usage(check, folder)
        same = statistics.median(usage(check, folder).wall for _ in range(runs))
        changed = statistics.median(_after_a_change(page, check, folder) for page in pages[:runs])
        memory = max(one[0].memory for one in rounds)
        return (
            len(pages),
            seconds(cold),
            *map(seconds, others),
            *(ratio(cold / other) for other in others),
            seconds(same),
            seconds(changed),
            milliseconds(cold / len(pages)),
            megabytes(memory),
        )


def _after_a_change(page: Path, check: tuple[str, ...], folder: Path) -> float:
    """The wall time of a check after a heading and a paragraph were added to one page."""
    page.write_text(page.read_text("utf-8") + "\n\n## More\n\nSome more text.\n", encoding="utf-8")
    return usage(check, folder).wall
