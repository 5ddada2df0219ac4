"""Files → records; whatever is wrong with a file becomes a problem at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kept.config import Settings
from kept.diagnostic import Problem
from kept.parse.files import Found, at, find, read_source
from kept.records.kinds import BY_PLURAL, Kind
from kept.records.record import Record, RecordFile, Records
from kept.text import Source, Span
from kept.yaml_nodes import Mapping, Node, Scalar, YamlError, read

INVALID = "K901"
TWICE = "K906"

MOST = 2_000_000
"""Values that one file may hold: more than fit into a file that is read."""

_SHAPE = "write a kind, below it the id of each record, and below that its fields"


def load_records(settings: Settings) -> Records:
    """All records of a project; none when it has no folder of them."""
    return Records(tuple(read_file(*read_source(file)) for file in record_files(settings)))


def record_files(settings: Settings) -> list[Found]:
    """The files of the folder, and whatever in it cannot be looked at."""
    folder = at(settings.root, settings.records)
    if folder is None:
        return []
    found = find(settings.root, settings.records, settings.exclude)
    return [file for file in found if file.problem or file.path.lower().endswith((".yml", ".yaml"))]


def has_private(settings: Settings) -> bool:
    """Whether there may be records that the readers of the site must not see."""
    return settings.audience != settings.audiences[-1] and bool(record_files(settings))


def read_file(source: Source, problem: Problem | None = None) -> RecordFile:
    """The records of a text."""
    if problem:
        return RecordFile(source, problems=(replace(problem, code=INVALID),))
    try:
        node, found = read(source.text, most=MOST)
    except YamlError as error:
        message = f"the records cannot be read: {error.message}"
        return RecordFile(source, problems=(Problem(INVALID, error.span, message, error.help),))
    problems = [replace(one, code=TWICE) for one in found]
    if node is None:
        return RecordFile(source, problems=tuple(problems))
    if not isinstance(node, Mapping):
        wrong = Problem(INVALID, Span(0, 0), "the file is not `customers:` and the like", _SHAPE)
        return RecordFile(source, problems=(*problems, wrong))
    records: list[Record] = []
    for section, below in node.entries:
        kind = BY_PLURAL.get(section.raw)
        for one in _records(kind, section, below) if kind else ():
            if isinstance(one, Problem):
                problems.append(one)
            else:
                records.append(one)
    return RecordFile(source, tuple(key for key, _ in node.entries), tuple(records), tuple(problems))


def _records(kind: Kind, section: Scalar, below: Node) -> Iterator[Record | Problem]:
    if _is_empty(below):
        return
    if not isinstance(below, Mapping):
        message = f"below `{section.raw}` there must be ids, each with its fields"
        yield Problem(INVALID, below.span, message, _SHAPE)
        return
    for id, fields in below.entries:
        if isinstance(fields, Mapping):
            yield Record(kind, id, fields)
        elif _is_empty(fields):
            yield Record(kind, id, Mapping((), fields.span))
        else:
            message = f'the record "{id.raw}" must be `field: value` lines'
            yield Problem(INVALID, fields.span, message, f"write `{id.raw}: {{name: …}}`")


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None
