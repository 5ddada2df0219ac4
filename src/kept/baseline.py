"""The findings that were there when a knowledge base was adopted: known, hidden, and only ever fewer.

A finding is known again by its file, its rule, what its message quotes, and the text of the line on which
it stands. It is not known by its line number, so text may move; nor by the wording of a message or by what
changes with the day or with other files ("128 days ago", "did you mean …?"). When the line itself is edited
the finding counts as new: who touches a line mends it.

Cost: linear in the number of findings and of entries.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from kept.diagnostic import Diagnostic, Problem
from kept.late_patterns import late_pattern
from kept.near import did_you_mean
from kept.text import Source, Span
from kept.values import dataclass

VERSION = 1
"""The form of the file; a newer kept may write another one."""

MOST = 1_000_000_000
"""Findings that are alike in one file; no more are believed."""

CODE = "K007"
"""The rule that reports a baseline that cannot be read: it belongs to the configuration."""

_QUOTED = late_pattern(r'"[^"]*"|`[^`]*`')
_CONFLICT = late_pattern(r"(?m)^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?\r?$")
_LAST_COMMA = late_pattern(r",(?=\s*\]\s*\}\s*\Z)")
_FINGERPRINT = late_pattern(r"[0-9a-f]{16}")
_KEYS = ("path", "code", "fingerprint", "count")

Scope = Callable[[str, str], bool]
"""Whether findings of a path and a code were looked for; what was not looked for can't be mended."""


class Entry(NamedTuple):
    """A known finding, or several that are alike; a tuple, since there can be a hundred thousand of them."""

    path: str
    code: str
    fingerprint: str
    times: int = 1

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes findings the same."""
        return (self.path, self.code, self.fingerprint)


@dataclass(frozen=True, slots=True)
class Baseline:
    """All known findings; entries are sorted and no two have the same key."""

    entries: tuple[Entry, ...] = ()

    @property
    def total(self) -> int:
        """How many findings are known."""
        return sum(entry.times for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings beside a baseline: those it doesn't know, how many it hides, and what of it is mended."""

    new: tuple[Diagnostic, ...]
    known: int
    mended: Baseline


class BaselineError(Exception):
    """The baseline cannot be used; `problem` says why, and where in the file."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def fingerprint(finding: Diagnostic, source: Source | None) -> str:
    """What a finding is about, as 16 hexadecimal digits."""
    message = finding.message.partition(": did you mean ")[0]
    line = source.line(finding.location.line) if source else ""
    parts = (*_QUOTED.findall(message), "\n", " ".join(line.split()))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def baseline_of(findings: Iterable[Diagnostic], sources: Mapping[str, Source]) -> Baseline:
    """The baseline that knows exactly these findings."""
    return _from_counts(Counter(key for _, key in _keyed(findings, sources)))


def compare(
    baseline: Baseline,
    findings: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    in_scope: Scope = lambda path, code: True,
) -> Comparison:
    """What is new, known and mended; of findings that are alike the last ones are the new ones."""
    left = Counter({entry.key: entry.times for entry in baseline.entries})
    new: list[Diagnostic] = []
    known = 0
    for finding, key in _keyed(findings, sources):
        if left[key] > 0:
            left[key] -= 1
            known += 1
        else:
            new.append(finding)
    mended = _from_counts({key: count for key, count in left.items() if in_scope(key[0], key[1])})
    return Comparison(tuple(new), known, mended)


def without(baseline: Baseline, mended: Baseline) -> Baseline:
    """The baseline with these entries taken out of it."""
    return _from_counts(_counts(baseline) - _counts(mended))


def joined(baseline: Baseline, other: Baseline) -> Baseline:
    """Everything that either of the two knows, one after the other."""
    return _from_counts(_counts(baseline) + _counts(other))


def moved(baseline: Baseline, old: str, new: str) -> Baseline:
    """The baseline after a file, or a folder with all that is in it, has got another path."""

    def path_of(path: str) -> str:
        return new + path[len(old) :] if path == old or path.startswith(old + "/") else path

    counts: Counter[tuple[str, str, str]] = Counter()
    for entry in baseline.entries:
        counts[(path_of(entry.path), entry.code, entry.fingerprint)] += entry.times
    return _from_counts(counts)


def _keyed(
    findings: Iterable[Diagnostic], sources: Mapping[str, Source]
) -> Iterator[tuple[Diagnostic, tuple[str, str, str]]]:
    for finding in findings:
        path = finding.location.path
        yield finding, (path, finding.code, fingerprint(finding, sources.get(path)))


def _counts(baseline: Baseline) -> Counter[tuple[str, str, str]]:
    return Counter({entry.key: entry.times for entry in baseline.entries})


def _from_counts(counts: Mapping[tuple[str, str, str], int]) -> Baseline:
    return Baseline(tuple(sorted(Entry(*key, count) for key, count in counts.items() if count > 0)))


def render(baseline: Baseline) -> str:
    """The text of the file: one entry a line and in order, so that changes of it are small."""
    lines = ",\n".join(_line(entry) for entry in baseline.entries)
    return f'{{"version": {VERSION}, "findings": [\n' + (lines and lines + "\n") + "]}\n"


def _line(entry: Entry) -> str:
    data: dict[str, object] = {"path": entry.path, "code": entry.code, "fingerprint": entry.fingerprint}
    if entry.times > 1:
        data["count"] = entry.times
    return json.dumps(data, ensure_ascii=False)


def parse(source: Source, codes: Collection[str]) -> Baseline:
    """Read the text of a baseline; `codes` are those of the rules there are. Raises `BaselineError`."""
    conflict = _CONFLICT.search(source.text)
    if conflict:
        help = "keep the lines of both sides, each once, and remove the marker lines"
        raise _error(Span(*conflict.span()), "a merge conflict is left in the baseline", help)
    data = _json(source)
    version = data.get("version") if isinstance(data, dict) else None
    listed = data.get("findings") if isinstance(data, dict) else None
    if not isinstance(listed, list) or isinstance(version, bool) or not isinstance(version, int):
        message = 'the baseline is not `{"version": 1, "findings": […]}`'
        raise _error(Span(0, 0), message, _ANEW)
    if version != VERSION:
        message = f"the baseline has version {version}; this kept reads version {VERSION}"
        raise _error(Span(0, 0), message, "update kept, or make it anew")
    return Baseline(tuple(sorted(_entries(listed, source, frozenset(codes)))))


_ANEW = "restore it from git, or remove it and run `kept check --update-baseline --add`"


def _json(source: Source) -> Any:
    text = _LAST_COMMA.sub(" ", source.text, count=1)  # what a merge leaves when the last line is gone
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:]
        raise _error(Span(error.pos, error.pos), f"the baseline is not JSON: {what}", _ANEW) from None
    except (ValueError, RecursionError):
        raise _error(Span(0, 0), "the baseline is not JSON that kept reads", _ANEW) from None


def _entries(listed: list[Any], source: Source, codes: frozenset[str]) -> Iterator[Entry]:
    seen: set[tuple[str, str, str]] = set()
    for index, data in enumerate(listed):
        wrong = _what_is_wrong(data)
        if wrong:
            raise _error(_place(source, index), wrong, _ANEW)
        entry = Entry(data["path"], data["code"], data["fingerprint"], data.get("count", 1))
        if entry.code not in codes:
            message = f'there is no rule "{entry.code}"' + did_you_mean(entry.code, codes)
            raise _error(_place(source, index), message, "remove the line, or update kept")
        if entry.key in seen:
            message = f"the finding {entry.code} of {entry.path} is in the baseline twice"
            raise _error(_place(source, index), message, "remove this line")
        seen.add(entry.key)
        yield entry


def _what_is_wrong(data: Any) -> str:
    """What keeps a value from being an entry; empty when nothing does."""
    if not isinstance(data, dict):
        return 'an entry must be `{"path": …, "code": …, "fingerprint": …}`'
    for key in data:
        if key not in _KEYS:
            return f'an entry has no "{key}"' + did_you_mean(key, _KEYS)
    for key in ("path", "code", "fingerprint"):
        if not isinstance(data.get(key), str) or not data[key]:
            return f"an entry needs `{key}`, a text"
        if not data[key].isprintable():
            return f"`{key}` holds a character that no file's name has"
    if not _FINGERPRINT.fullmatch(data["fingerprint"]):
        return "`fingerprint` must be 16 hexadecimal digits"
    count = data.get("count", 1)
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST:
        return f"`count` must be a whole number from 1 to {MOST:,}"
    return ""


def _place(source: Source, index: int) -> Span:
    """Where the entry of this number stands; looked for only when there is something to say about it."""
    decoder = json.JSONDecoder()
    start = re.search(r'"findings"\s*:\s*\[', source.text)
    offset = start.end() if start else 0
    try:
        for number in range(index + 1):
            while source.text[offset] in " \t\r\n,":
                offset += 1
            _, end = decoder.raw_decode(source.text, offset)
            if number == index:
                return Span(offset, end)
            offset = end
    except (ValueError, IndexError, RecursionError):
        pass
    return Span(0, 0)


def _error(span: Span, message: str, help: str) -> BaselineError:
    return BaselineError(Problem(CODE, span, message, help))


def total_in(text: str) -> int | None:
    """How many findings a baseline of any time knew; `None` when its text can't be read."""
    if not text.strip():
        return 0
    try:
        listed = json.loads(text)["findings"]
        return sum(int(entry.get("count", 1)) for entry in listed)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None
