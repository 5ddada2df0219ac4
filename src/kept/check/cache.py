"""What was found out about each article the last time, kept on the disk between two runs.

A cache only ever saves work: whatever is wrong with it (deleted, damaged, half-written, of another version,
of another process) is the same as having none. It is JSON, so that reading a manipulated one can do nothing
but fail, and it is replaced whole.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import field
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from kept.cache_folder import read_sealed, write_sealed
from kept.check.besides import State
from kept.diagnostic import Diagnostic, Edit, Fix, Location, Safety, Severity
from kept.index import Facts
from kept.metadata import Metadata, restored
from kept.parse.files import Stamp
from kept.text import Span
from kept.values import dataclass

ANCHORS = Facts._fields.index("anchors")
"""From here on the facts are tuples."""


class Entry(NamedTuple):
    """One article: the state of its file, its facts, what its rules asked and what they found."""

    stamp: Stamp | None
    digest: str
    depends: tuple[tuple[str, Stamp | None], ...]
    """Included files, which are a part of it."""
    facts: Facts
    asked: str
    """Keys of the index, each between line ends."""
    targets: tuple[str, ...]
    """The paths of the pages that it links to."""
    findings: tuple[Diagnostic, ...]
    metadata: Metadata | None = None
    """What a site shows of it, if that was asked for."""
    surface: str = ""
    """What it is to the rest of a site, as digests; given with the metadata."""
    days: tuple[str, str] = ("", "")
    """The first and the last day (ISO 8601) on which the same is found."""


@dataclass(frozen=True)
class Cache:
    """All entries by path, and what was found about the whole."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    assets: tuple[str, ...] = ()
    shared: tuple[Diagnostic, ...] | None = None
    """Findings that belong to no single article; `None` when they are not known."""
    unsafe: Mapping[str, str] = field(default_factory=dict)
    """Those of the SVG pictures that could run scripts, with what is wrong with them."""
    besides: State = State()
    """The state of the files that findings are about besides articles."""
    days: tuple[str, str] = ("", "")
    """The first and the last day (ISO 8601) on which `shared` is the same."""
    evidence: Mapping[str, str] = field(default_factory=dict)
    """What stands behind review dates besides the articles themselves, by path."""
    rows: Mapping[str, list[Any]] = field(default_factory=dict, compare=False)
    """The entries as they were read, to be written again without being made anew."""


IN_MEMORY: ContextVar[dict[Path, tuple[str, Cache]] | None] = ContextVar("in_memory", default=None)
"""Set by a program that checks again and again: what it knows stays here, by file and key. On the disk is
what it knew when it began."""


def read(path: Path, key: str) -> Cache:
    """What was kept under `key`, the digest of everything that all findings depend on."""
    held = IN_MEMORY.get()
    if held is None:
        return _read(path, key)
    if path not in held or held[path][0] != key:
        held[path] = (key, _read(path, key))
    return held[path][1]


def _read(path: Path, key: str) -> Cache:
    try:
        whole = orjson.loads(read_sealed(path, key))
        entries, assets, shared, unsafe, besides, days, evidence = whole
        pictures, ledger, records, moment = besides
        known = {path: _entry(row) for path, row in entries.items()}
        rows = {path: row for path, row in entries.items() if row[0]}
        findings = tuple(map(_finding, shared))
        return Cache(
            known,
            tuple(assets),
            findings,
            dict(unsafe),
            State(str(pictures), str(ledger), str(records), int(moment)),
            tuple(days),
            dict(evidence),
            rows,
        )
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return Cache()


def write(path: Path, key: str, cache: Cache, known: Cache) -> None:
    """Keep it for the next run; a disk that does not take it is no failure. `known` is what was read."""
    held = IN_MEMORY.get()
    if held is not None:
        held[path] = (key, cache)
        if known.entries:
            return
    rows = {
        path: known.rows[path] if path in known.rows and entry is known.entries[path] else _row(entry)
        for path, entry in cache.entries.items()
    }
    with contextlib.suppress(OSError, orjson.JSONEncodeError):  # a lone surrogate cannot be written
        shared = [_finding_row(one) for one in cache.shared or ()]
        besides = [*cache.besides]
        whole = [rows, cache.assets, shared, cache.unsafe, besides, cache.days, cache.evidence]
        write_sealed(path, key, orjson.dumps(whole))


def _row(entry: Entry) -> list[Any]:
    findings = [_finding_row(one) for one in entry.findings]
    stamp = [*entry.stamp] if entry.stamp else None
    depends = [[path, [*at] if at else None] for path, at in entry.depends]
    row = [stamp, entry.digest, depends, [*entry.facts], entry.asked, entry.targets, findings, entry.days]
    return [*row, entry.surface, [*entry.metadata]] if entry.metadata else row


def _entry(row: list[Any]) -> Entry:
    stamp, content, depends, facts, asked, targets, findings, days, *more = row
    surface, metadata = more or ("", None)
    facts[ANCHORS:] = map(tuple, facts[ANCHORS:])
    return Entry(
        Stamp(*stamp) if stamp else None,
        content,
        tuple((path, Stamp(*at) if at else None) for path, at in depends) if depends else (),
        Facts._make(facts),
        asked,
        tuple(targets),
        tuple(map(_finding, findings)) if findings else (),
        restored(metadata) if metadata else None,
        surface,
        tuple(days),
    )


def _finding_row(one: Diagnostic) -> list[Any]:
    at, fix = one.location, one.fix
    edits = [[*edit.span, edit.text] for edit in fix.edits] if fix else []
    place = [at.path, at.line, at.column, at.end_line, at.end_column]
    made = [fix.message, fix.safety.value, edits] if fix else None
    return [one.code, one.rule, int(one.severity), place, one.message, one.help, made]


def _finding(row: list[Any]) -> Diagnostic:
    code, rule, severity, place, message, help, made = row
    fix = None
    if made:
        words, safety, edits = made
        fix = Fix(words, Safety(safety), tuple(Edit(Span(start, end), new) for start, end, new in edits))
    return Diagnostic(code, rule, Severity(severity), Location(*place), message, help, fix)


def strings(keys: Iterable[str]) -> str:
    """Keys as one text, in which each stands between line ends."""
    return "\n" + "\n".join(sorted(keys)) + "\n"
