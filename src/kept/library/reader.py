"""How a file becomes an article, and what others may know of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kept.config import Settings
from kept.content.article import Article, interpret
from kept.content.contract import ContentType
from kept.content.redirects import FIELD, redirects
from kept.content.sketch import sketch
from kept.content.vocabulary import Vocabularies
from kept.diagnostic import Problem
from kept.diagram.links import with_links
from kept.evidence import dated_only
from kept.index import (
    Facts,
)
from kept.library.addresses import index_folders, page_url, site_path
from kept.library.contracts import load_vocabularies, types_of
from kept.library.library import Library
from kept.library.slugs import make_slugger
from kept.parse import parse, unreadable
from kept.parse.anchors import Slugger
from kept.parse.document import Document
from kept.parse.files import Found, read_source
from kept.parse.snippets import expanded, missing
from kept.text import Source
from kept.values import dataclass


@dataclass(frozen=True)
class Reader:
    """How files become articles: everything that the meaning of a file depends on besides its text."""

    settings: Settings
    types: Mapping[str, ContentType]
    vocabularies: Vocabularies
    make_slug: Slugger
    indexes: frozenset[str]
    """The folders that have an `index.md`, where a `README.md` is a page like any other."""

    @classmethod
    def of(cls, settings: Settings, found: Iterable[Found], terms: Vocabularies | None = None) -> Reader:
        """The reader of a project. Raises `ConfigurationError` when its slug function cannot be used."""
        make = make_slugger(settings)
        vocabularies = terms or load_vocabularies(settings)
        types = types_of(settings, vocabularies, make)
        return cls(settings, types, vocabularies, make, index_folders(file.path for file in found))

    @classmethod
    def again(cls, library: Library) -> Reader:
        """The reader that a library was read with."""
        folders = index_folders(article.path for article in library.articles)
        settings = library.settings
        return cls(settings, library.types, library.vocabularies, make_slugger(settings), folders)

    def document(self, file: Found) -> Document:
        """A file, read and parsed."""
        return self.document_of(*read_source(file))

    def document_of(self, source: Source, problem: Problem | None) -> Document:
        """A text that was read, parsed; also one that is not for readers because of its name."""
        if problem is None:
            return self.parsed(source)
        if not source.text:
            return unreadable(source, problem)
        parsed = self.parsed(source)
        return replace(parsed, problems=(problem, *parsed.problems))

    def parsed(self, source: Source) -> Document:
        """A text, parsed."""
        return with_links(parse(source, self.settings.markdown, self.make_slug))

    def article(self, document: Document) -> Article:
        """A document with its type, its fields and its address."""
        path = site_path(document.path, self.settings)
        folder, name = posixpath.split(document.path)
        is_index = name == "index.md" or (name == "README.md" and folder not in self.indexes)
        article = interpret(
            document,
            settings=self.settings,
            types=self.types,
            vocabularies=self.vocabularies,
            site_path=path,
            url=page_url(path, use_directory_urls=self.settings.use_directory_urls, is_index=is_index),
        )
        if FIELD in article.given:
            former = tuple(one.address for one in redirects(article, self.settings))
            article = replace(article, former=former)
        options = self.settings.markdown.snippets
        if options is None or not document.snippets:
            return article
        text = expanded(document, self.settings.root, dict(options))
        gone = tuple(missing(document, self.settings.root, dict(options)))
        included = self.parsed(Source(document.path, text)).anchors
        return replace(article, anchors=included, missing_snippets=gone)


def facts_of(article: Article) -> Facts:
    """What others may know of an article."""
    return Facts(
        path=article.path,
        site_path=article.site_path,
        url=article.url,
        title=article.title,
        audience=article.audience,
        owner=str(article.value("owner") or ""),
        type=article.type_name,
        status=article.status,
        expires=str(article.value("expires") or ""),
        embargo=article.embargo,
        is_readable=article.document.is_readable,
        reviewed=dated_only(article),
        sketch=sketch(article.document.source.slice(article.document.body)),
        has_more_anchors=article.document.has_directives,
        anchors=tuple(sorted(article.anchors or article.document.anchors)),
        redirects=article.former,
    )
