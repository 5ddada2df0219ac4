"""What records say, parted as articles are: a record that isn't for the readers of a site is private."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kept.cache_folder import digest
from kept.config import Settings
from kept.content.article import is_shown
from kept.leaks.given import Given, Written
from kept.parse.files import read_source
from kept.records.kinds import Holds
from kept.records.read import has_private, read_file, record_files
from kept.records.record import Record, words
from kept.text import Source


def private_records(settings: Settings) -> Iterator[Given[tuple[Written, ...]]]:
    """What private records say, file by file."""
    for source in _sources(settings):
        yield Given(_key("private records", source, settings), partial(_private, source, settings))


def public_records(settings: Settings) -> Iterator[Given[str]]:
    """What a site may say of the others, file by file."""
    for source in _sources(settings):
        yield Given(_key("public records", source, settings), partial(_public, source, settings))


def _sources(settings: Settings) -> Iterator[Source]:
    for file in record_files(settings) if has_private(settings) else ():
        source, problem = read_source(file)
        if problem is None:
            yield source


def _key(kind: str, source: Source, settings: Settings) -> str:
    return digest(kind, repr((settings.audience, settings.audiences)), source.path, source.text)


def _records(source: Source, settings: Settings, *, are_shown: bool) -> Iterator[Record]:
    for one in read_file(source).records:
        audience = one.audience or settings.audiences[-1]
        if is_shown(audience, settings.audience, settings.audiences) is are_shown:
            yield one


def _private(source: Source, settings: Settings) -> tuple[Written, ...]:
    return tuple(
        Written(text, kind, f"{one.key} in {source.path}", is_name)
        for one in _records(source, settings, are_shown=False)
        for text, kind, is_name in _texts(one)
    )


def _public(source: Source, settings: Settings) -> str:
    found = _records(source, settings, are_shown=True)
    return "\n".join(text for one in found for text, _, _ in _texts(one))


def _texts(record: Record) -> Iterator[tuple[str, str, bool]]:
    """The texts of a record: each with what it is, and whether it is a name."""
    yield record.id.raw, "the id", True
    for key, value in record.node.entries:
        field = record.kind.fields.get(key.raw)
        if field is None or (field.holds is Holds.TEXT and field.name != "version"):
            for word in words(value):
                yield word.raw, f"`{key.raw}`", key.raw == "name"
