"""What a site is made from: what is known of each article, without the articles being parsed for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property

from kept.cache_folder import digest
from kept.config import Settings
from kept.content.article import Article
from kept.diagnostic import Problem
from kept.evidence import depends_on_files
from kept.index import Facts
from kept.library import Library, facts_of, page_targets
from kept.metadata import Metadata, metadata_of
from kept.parse.document import Document
from kept.parse.snippets import may_include
from kept.parse.svg import CODE as UNSAFE
from kept.records.read import has_private
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article."""

    facts: Facts
    metadata: Metadata
    targets: tuple[str, ...] = ()
    """The paths of the pages that it links to."""
    included: tuple[str, ...] = ()
    """Files that its text includes, or would if they were there."""
    digest: str = ""
    """Of its text, without those files; empty when it depends on files, or isn't known."""
    surface: str = ""
    """What it is to the rest of the site (see `surface_of`); empty when it isn't known."""

    @property
    def title(self) -> str:
        """Its title, as text."""
        return self.facts.title

    @property
    def place(self) -> str:
        """A digest of all that decides about which pages and files there are, and where."""
        return self.surface.partition(" ")[0]

    @property
    def face(self) -> str:
        """A digest of all else that others may show of it, such as its title."""
        return self.surface.partition(" ")[2]


@dataclass(frozen=True)
class Contents:
    """All that a site is made from, its texts excepted."""

    settings: Settings
    sheets: tuple[Sheet, ...]
    assets: tuple[str, ...]
    """The files that are no pages, by their paths in the project."""
    unsafe_pictures: Mapping[str, str]
    """Pictures that could run scripts, with what is wrong with them."""
    library: Callable[[], Library]
    """What is known of all articles together; they themselves need not be in it."""
    article: Callable[[str], Article]
    """One article by its path in the project; it is parsed for that."""
    key: str = ""
    """A digest of what they are understood by: settings, contracts, vocabulary, kept itself, the day.
    Empty when it isn't known."""

    @cached_property
    def by_path(self) -> Mapping[str, Sheet]:
        """Articles by their path in the project."""
        return {one.facts.path: one for one in self.sheets}

    @cached_property
    def by_site_path(self) -> Mapping[str, Sheet]:
        """Articles by their path among the pages of the site."""
        return {one.facts.site_path: one for one in self.sheets}

    def published(self, today: date) -> Mapping[str, Sheet]:
        """Those that are in the site on a day."""
        if today not in self._published:
            self._published[today] = {
                path: one
                for path, one in self.by_site_path.items()
                if one.facts.is_published(self.settings, today)
            }
        return self._published[today]

    @cached_property
    def _published(self) -> dict[date, dict[str, Sheet]]:
        return {}

    def is_all_published(self, today: date) -> bool:
        """Whether there is nothing that nobody may see: no article, and no record."""
        return all(one.facts.is_published(self.settings, today) for one in self.sheets) and not has_private(
            self.settings
        )

    @classmethod
    def of(cls, library: Library) -> Contents:
        """The contents of a library that has been read."""
        return cls(
            library.settings,
            tuple(_sheet(article, library) for article in library.articles),
            tuple(file.path for file in library.assets),
            unsafe_pictures(library.problem_files),
            lambda: library,
            library.by_path.__getitem__,
        )


def surface_of(facts: Facts, metadata: Metadata) -> str:
    """Two digests of all that pages of others, and the site around them, may show of an article.

    The first is of what decides about the pages and files of the site, the second of the rest. Of its own
    text only its own page and the search index are made.
    """
    where = (facts.path, facts.site_path, facts.url)
    for_whom = (facts.audience, facts.status, facts.expires, facts.embargo)
    place = digest(repr((*where, *for_whom, facts.is_readable, facts.redirects, metadata.assets)))
    return f"{place} {digest(repr(facts._replace(sketch='', anchors=())), repr(metadata))}"


def unsafe_pictures(files: Iterable[Document]) -> dict[str, str]:
    """Those of the files that are pictures and not safe, with the first thing that is wrong with each."""
    return {one.path: one.problems[0].message for one in files if any(map(_is_unsafe, one.problems))}


def _is_unsafe(problem: Problem) -> bool:
    return problem.code == UNSAFE


def _sheet(article: Article, library: Library) -> Sheet:
    settings = library.settings
    options = settings.markdown.snippets
    included: tuple[str, ...] = ()
    if options is not None and article.document.snippets:
        included = tuple(may_include(article.document, settings.root, dict(options)))
    metadata = metadata_of(article, library.vocabularies, library.assets_of(article))
    text = "" if depends_on_files(article) else digest(article.document.source.text, "")
    links = library.resolved_links(article) if article.document.is_readable else ()
    return Sheet(facts_of(article), metadata, page_targets(links), included, text)
