"""What other servers said, and since when: remembered between runs in one file beside the content.

The file may be deleted, damaged, or written by two processes at once: what cannot be read counts as never
asked, and of two answers the later one is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from kept.cache_folder import FOLDER, make_folder, read_file, replace_file
from kept.values import dataclass

NAME = "external.json"
_VERSION = 1
_KEPT_FOR = timedelta(days=90)
"""How long the answer about an address that nobody links to any more is remembered."""


class Verdict(StrEnum):
    """What a reply means for a reader who follows the link."""

    WORKS = "works"
    FAILS = "fails"
    REFUSED = "refused"
    """The server is there, and answers people but not programs: nothing is known about the page."""
    LATER = "later"
    """The server asks to come again later; such a reply is not remembered."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one question came to. `reason` completes "the address …"; `moved_to` is a permanent new one."""

    verdict: Verdict
    reason: str = ""
    moved_to: str = ""
    is_temporary: bool = False
    """Whether asking again soon may bring another answer."""
    retry_after: int = 0
    """Seconds that the server asks to wait."""
    was_reached: bool = True
    """Whether any server answered at all."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about an address; `since` is the first of `failures` days in a row on which it failed."""

    verdict: Verdict
    checked: date
    reason: str = ""
    moved_to: str = ""
    since: date | None = None
    failures: int = 0

    def is_fresh(self, today: date, max_age: int) -> bool:
        """Whether it need not be asked again; what fails is asked in each run."""
        return self.verdict is not Verdict.FAILS and 0 <= (today - self.checked).days < max_age

    def is_dead(self, fail_after: int) -> bool:
        """Whether it failed at both ends of a time that is long enough, and never worked between."""
        return self._fails and (self.checked - (self.since or self.checked)).days >= fail_after

    def is_failing(self, fail_after: int) -> bool:
        """Whether it fails, but not for so long that it counts as dead."""
        return self._fails and not self.is_dead(fail_after)

    @property
    def _fails(self) -> bool:
        return self.verdict is Verdict.FAILS


Answers = Mapping[str, Answer]
"""What is known, by address."""


def after(before: Answer | None, reply: Reply, today: date) -> Answer | None:
    """What is known once a reply came in; a server that wants to be asked later changes nothing."""
    if reply.verdict is Verdict.LATER:
        return before
    if reply.verdict is not Verdict.FAILS:
        return Answer(reply.verdict, today, reply.reason, reply.moved_to)
    if before is None or before.verdict is not Verdict.FAILS or (before.since or today) > today:
        return Answer(Verdict.FAILS, today, reply.reason, since=today, failures=1)
    failures = before.failures + (before.checked != today)
    return Answer(Verdict.FAILS, today, reply.reason, since=before.since, failures=failures)


def load(root: Path) -> dict[str, Answer]:
    """What is remembered; nothing when there is no file, or none that can be read."""
    try:
        return read(read_file(root / FOLDER / NAME))
    except OSError:
        return {}


def read(content: bytes) -> dict[str, Answer]:
    """What the bytes of the file hold; what is damaged holds nothing."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    entries = data.get("addresses") if isinstance(data, dict) and data.get("version") == _VERSION else None
    if not isinstance(entries, dict):
        return {}
    read = ((address, _answer(entry)) for address, entry in entries.items())
    return {address: answer for address, answer in read if answer}


def save(root: Path, answers: Answers, today: date) -> None:
    """Remember answers beside those that another process wrote meanwhile. Raises `OSError`."""
    folder = root / FOLDER
    if folder.is_symlink():
        raise OSError(None, "it is a symbolic link", str(folder))
    make_folder(folder)
    found = _later(load(root), answers)
    kept = {name: _entry(found[name]) for name in sorted(found) if today - found[name].checked <= _KEPT_FOR}
    text = json.dumps({"version": _VERSION, "addresses": kept}, indent=1, ensure_ascii=False) + "\n"
    replace_file(folder / NAME, text.encode("utf-8", "replace"))


def _later(remembered: Answers, answers: Answers) -> dict[str, Answer]:
    found = dict(remembered)
    for address, answer in answers.items():
        other = found.get(address)
        if other is None or other.checked <= answer.checked:
            found[address] = answer
    return found


def _entry(answer: Answer) -> dict[str, Any]:
    entry: dict[str, Any] = {"verdict": answer.verdict.value, "checked": answer.checked.isoformat()}
    if answer.reason:
        entry["reason"] = answer.reason
    if answer.moved_to:
        entry["moved_to"] = answer.moved_to
    if answer.since:
        entry |= {"since": answer.since.isoformat(), "failures": answer.failures}
    return entry


def _answer(entry: object) -> Answer | None:
    """An answer as it was written; `None` for anything else."""
    if not isinstance(entry, dict):
        return None
    reason, moved_to, failures = entry.get("reason", ""), entry.get("moved_to", ""), entry.get("failures", 0)
    if not (isinstance(reason, str) and isinstance(moved_to, str) and isinstance(failures, int)):
        return None
    try:
        verdict, checked = Verdict(entry["verdict"]), date.fromisoformat(entry["checked"])
        since = date.fromisoformat(entry["since"]) if verdict is Verdict.FAILS else None
    except (KeyError, TypeError, ValueError):
        return None
    if since and since > checked:
        return None
    return Answer(verdict, checked, reason, moved_to, since, failures)
