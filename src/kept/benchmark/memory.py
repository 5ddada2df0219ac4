"""The memory of a program and of all programs that it has started.

What the kernel reports at the end of a process is the peak of its largest child, not of all of them at once.
So the whole process group is looked at while it runs. On Linux, memory that processes share (after a fork)
counts once (`Pss`); elsewhere `ps` gives the sum, in which it counts for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kept.door import run

PROCESSES = Path("/proc")

_STATUS = re.compile(r"\d+ \(.*\) \S \d+ (\d+) ", re.DOTALL)
"""The process group in `/proc/…/stat`, after the name, in which anything may stand (proc(5))."""

_SHARE = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)


def group_memory(group: int) -> float:
    """The memory of a process group now, in MB; 0 when it has ended."""
    kilobytes = sum(_shares(group)) if (PROCESSES / "self/stat").exists() else _listed(group)
    return kilobytes / 1000


def _shares(group: int) -> Iterator[int]:
    for folder in PROCESSES.iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            status = _STATUS.match((folder / "stat").read_text("utf-8", "replace"))
            if status and int(status[1]) == group:
                share = _SHARE.search((folder / "smaps_rollup").read_text("utf-8"))
                yield int(share[1]) if share else 0
        except OSError:
            continue  # it has ended meanwhile


def _listed(group: int) -> int:
    lines = (run(("ps", "-axo", "pgid=,rss="), Path("/")) or "").splitlines()
    columns = (line.split() for line in lines)
    return sum(int(size) for found, size in columns if int(found) == group)
