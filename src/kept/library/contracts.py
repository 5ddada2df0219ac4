"""What decides what documents must hold: content types and the words they may use, read from the disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kept.config import MarkdownSettings, Settings
from kept.content.contract import ContentType
from kept.content.contract_reader import read_contract
from kept.content.vocabulary import Vocabularies, read_vocabularies
from kept.data import packaged
from kept.library.slugs import make_slugger
from kept.parse import parse, parse_front, unreadable
from kept.parse.anchors import Slugger
from kept.parse.files import Found, at, find, read_source
from kept.text import Source


def load_types(settings: Settings) -> Mapping[str, ContentType]:
    """The content types alone, for commands that need no documents."""
    return types_of(settings, load_vocabularies(settings), make_slugger(settings))


def types_of(settings: Settings, vocabularies: Vocabularies, make: Slugger) -> Mapping[str, ContentType]:
    """The project's content types, else kept's own."""
    if not _has_templates(settings):
        return _own_types()
    return _read_types(template_files(settings), settings.markdown, vocabularies, make)


@lru_cache(maxsize=1)
def _own_types() -> Mapping[str, ContentType]:
    """kept's own contracts, which hold for every vocabulary, also a smaller one, and whose scaffolds fit."""
    sources = (read_source(file)[0] for file in _own_templates())
    found = (read_contract(parse_front(one), Vocabularies(), has_scaffold=False) for one in sources)
    return {one.name: one for one in found}


def _read_types(
    found: Iterable[Found], markdown: MarkdownSettings, vocabularies: Vocabularies, make: Slugger
) -> Mapping[str, ContentType]:
    documents = (
        parse(source, markdown, make) if problem is None else unreadable(source, problem)
        for source, problem in map(read_source, found)
    )
    return {one.name: one for one in (read_contract(page, vocabularies) for page in documents)}


def template_files(settings: Settings) -> list[Found]:
    """The project's contracts, else those that come with kept."""
    found = find(settings.root, settings.templates) if _has_templates(settings) else _own_templates()
    return [
        file
        for file in found
        if file.path == settings.templates or (file.is_markdown and not file.path.endswith("README.md"))
    ]


def _own_templates() -> list[Found]:
    folder: Path = packaged("templates")
    return [Found(f"templates/{path.name}", str(path)) for path in sorted(folder.glob("*.md"))]


def _has_templates(settings: Settings) -> bool:
    return at(settings.root, settings.templates) is not None


def load_vocabularies(settings: Settings) -> Vocabularies:
    """The terms of the project; none when it has no vocabulary."""
    file = at(settings.root, settings.vocabulary)
    if file is None:
        return Vocabularies(Source(settings.vocabulary, ""))
    source, problem = read_source(file)
    if problem:
        message = replace(problem, code="K006")
        return Vocabularies(source, {}, (message,))
    return read_vocabularies(source)
