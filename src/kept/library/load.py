"""A whole knowledge base, read from the disk.

Cost: linear in the number of files; each is read and parsed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kept.config import Settings
from kept.content.vocabulary import Vocabularies
from kept.evidence import ReadHistory, gather, no_history
from kept.index import (
    Index,
)
from kept.ledger import read_ledger
from kept.library.addresses import site_path
from kept.library.library import Library
from kept.library.reader import Reader, facts_of
from kept.parse.files import Found, find
from kept.parse.svg import unsafe_svgs
from kept.parse.workflows import find_workflows
from kept.records.read import load_records

Tell = Callable[[int, int], None]
"""Hears how many of how many pages are read."""


def files(settings: Settings) -> list[Found]:
    """Every file of the content folders."""
    found = (find(settings.root, folder, settings.exclude) for folder, _ in settings.folders())
    return [file for files in found for file in files if not settings.is_own_file(file.path)]


def asset_paths(found: Iterable[Found], settings: Settings) -> dict[str, str]:
    """Paths of files that are no pages, by their path in the project and by that in the site."""
    assets = [file.path for file in found if not file.is_markdown and not file.problem]
    paths = {path: path for path in assets}
    for path in assets:
        paths.setdefault(site_path(path, settings), path)
    return paths


def load(
    settings: Settings,
    tell: Tell | None = None,
    history: ReadHistory = no_history,
    terms: Vocabularies | None = None,
) -> Library:
    """Read the whole knowledge base from the disk; `tell` can show how far it is.

    `history` answers what has changed since a review; without it only fingerprints show that. `terms` are
    used in place of the vocabulary on the disk.
    """
    found = files(settings)
    reader = Reader.of(settings, found, terms)
    pages = [file for file in found if file.is_markdown]
    articles = tuple(reader.article(reader.document(file)) for file in counted(pages, tell))
    return Library(
        settings,
        articles,
        reader.types,
        reader.vocabularies,
        Index(tuple(facts_of(article) for article in articles), asset_paths(found, settings)),
        tuple(file for file in found if not file.is_markdown and not file.problem),
        (
            *(reader.document(file) for file in found if not file.is_markdown and file.problem),
            *unsafe_svgs(found),
        ),
        reviews=gather(articles, settings, history),
        workflows=find_workflows(settings.root),
        ledger=read_ledger(settings.root, settings.ledger),
        records=load_records(settings),
    )


def counted(files: Sequence[Found], tell: Tell | None) -> Iterator[Found]:
    """The files, told of as they are taken."""
    for number, file in enumerate(files, 1):
        if tell:
            tell(number, len(files))
        yield file
