"""All documents of a knowledge base and their indexes: built once, read by every rule and builder.

Cost: linear in the number of files; each is read and parsed once, each link is looked up in a dictionary.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from kept.config import ConfigurationError, MarkdownSettings, Settings
from kept.content.article import Article, interpret
from kept.content.contract import ContentType
from kept.content.contract_reader import read_contract
from kept.content.fingerprint import NOTHING_KNOWN, Evidence, Reviews
from kept.content.redirects import FIELD, address_of, redirects
from kept.content.sketch import bands, overlap, sketch
from kept.content.vocabulary import Vocabularies, read_vocabularies
from kept.data import packaged
from kept.diagnostic import Problem
from kept.diagram.known import Diagrams
from kept.diagram.links import with_links
from kept.evidence import ReadHistory, dated_only, gather, no_history
from kept.index import (
    ANCHORS,
    BAND,
    EVIDENCE,
    LEDGER,
    NAMES,
    PAGE,
    REDIRECT,
    TITLE,
    URL,
    Facts,
    Index,
    folded,
)
from kept.ledger import Ledger, read_ledger
from kept.near import GUESSES, nearest, words
from kept.parse import parse, parse_front, unreadable
from kept.parse.anchors import Slugger, UntrustedSlugger, slugger
from kept.parse.document import Document, Link
from kept.parse.files import Found, at, find, read_source
from kept.parse.snippets import expanded, missing
from kept.parse.svg import unsafe_svgs
from kept.parse.workflows import Workflow, find_workflows
from kept.records.graphs import Graphs
from kept.records.read import load_records
from kept.records.record import Records
from kept.text import Source, Span
from kept.values import dataclass

if TYPE_CHECKING:
    from kept.records.answer import Answer
    from kept.records.fence import Wanted

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\")
"""An address with a scheme (RFC 3986, section 3.1) or a host."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a link leads: a page, another file, out of the site, or nowhere.

    `suggestion` is the address that was probably meant when it leads nowhere.
    """

    page: Facts | None = None
    asset: str = ""
    is_external: bool = False
    fragment: str = ""
    suggestion: str = ""

    @property
    def leads_nowhere(self) -> bool:
        """Whether there is nothing at the address."""
        return self.page is None and not self.asset and not self.is_external


OUT = Resolution(is_external=True)

EVERYWHERE = 12
"""Articles beyond which a sentence is one that stands in all articles of a kind, and tells nothing."""


@dataclass(frozen=True)
class Library:
    """The documents and what can be derived from all of them together.

    `asked` gathers the keys of `index` under which questions were asked, so that the answers a rule gave can
    be kept until something changes that it asked about.
    """

    settings: Settings
    articles: tuple[Article, ...]
    types: Mapping[str, ContentType]
    vocabularies: Vocabularies
    index: Index = field(default_factory=lambda: Index((), {}))
    assets: tuple[Found, ...] = ()
    problem_files: tuple[Document, ...] = ()
    """Files that are not Markdown and have a problem, such as a symbolic link to nothing."""
    reviews: Reviews = Reviews()
    """What stands behind the review dates, and what has changed since."""
    diagrams: Diagrams = field(default_factory=Diagrams, compare=False)
    """What Mermaid says of diagrams."""
    workflows: tuple[Workflow, ...] = ()
    """What the repository runs on its code host."""
    ledger: Ledger = Ledger(Source("", ""))
    """The addresses that have ever been published."""
    records: Records = Records()
    """Customers, products, tickets and the like."""
    graphs: Graphs = field(default_factory=Graphs, compare=False)
    """What is known of graphs of them."""
    targets: Mapping[str, tuple[str, ...]] | None = None
    """The pages that each page links to, where that is known without reading them all."""
    asked: set[str] = field(default_factory=set, compare=False)

    def listening(self) -> Library:
        """The same library with nothing asked yet."""
        return replace(self, asked=set())

    @cached_property
    def by_path(self) -> dict[str, Article]:
        """Articles by their path in the project."""
        return {article.path: article for article in self.articles}

    @cached_property
    def by_site_path(self) -> dict[str, Article]:
        """Articles by their path among the pages of the site."""
        return {article.site_path: article for article in self.articles}

    def anchors_of(self, page: Facts) -> tuple[str, ...]:
        """Every id of a page, included files counted."""
        self.asked.add(ANCHORS + page.path)
        return page.anchors

    def anchors_published(self, page: Facts) -> tuple[str, ...]:
        """The ids that a page has ever had, as far as the ledger remembers."""
        self.asked.add(LEDGER)
        return self.ledger.anchors.get(page.url, ())

    def facts(self, article: Article) -> Facts:
        """What others see of an article."""
        return self._page(article.path)

    def page_at(self, address: str) -> Facts | None:
        """The page that has an address."""
        self.asked.add(URL + address)
        found = self.index.by_url.get(address)
        return self._page(found.path) if found else None

    def redirecting(self, address: str) -> list[Facts]:
        """The pages that name it as a former address of theirs."""
        self.asked.add(REDIRECT + address)
        return self.index.by_redirect.get(address, [])

    def alike(self, page: Facts, least: float) -> list[tuple[float, Facts]]:
        """Other articles that share at least this part of what they say, most alike first."""
        found: dict[str, Facts] = {}
        for band in bands(page.sketch):
            self.asked.add(BAND + band)
            others = self.index.in_band(band)
            if len(others) <= EVERYWHERE:
                found |= {one.path: one for one in others if one.path != page.path}
        shares = ((overlap(page.sketch, one.sketch, least), one) for one in found.values())
        return sorted((one for one in shares if one[0] >= least), key=lambda one: (-one[0], one[1].path))

    def titled(self, title: str) -> list[Facts]:
        """The pages of a title, without regard to case."""
        key = folded(title)
        self.asked.add(TITLE + key)
        return self.index.by_title.get(key, [])

    def near_asset(self, name: str) -> str | None:
        """The file name that was probably meant."""
        self.asked.add(NAMES)
        return nearest(name, words(self.index.asset_names))

    def evidence(self, article: Article) -> Evidence:
        """What is known about the review of an article beyond its own words."""
        self.asked.add(EVIDENCE + article.path)
        return self.reviews.by_path.get(article.path, NOTHING_KNOWN)

    def graph(self, wanted: Wanted, audience: str) -> Answer:
        """What there is to say about a graph of records on a page for an audience."""
        from kept.records.answer import key_of  # few articles ask

        found = self.graphs.answer(wanted, audience, self.settings, self.records)
        self.asked.add(key_of(found, wanted, audience))
        return found

    def linked(self, today: date) -> frozenset[str]:
        """The paths of all pages that a page of the site links to, itself not counted."""
        targets = self.targets
        if targets is None:
            readable = (article for article in self.articles if article.document.is_readable)
            targets = {article.path: page_targets(self.resolved_links(article)) for article in readable}
        pages = (one.path for one in self.index.facts if one.is_published(self.settings, today))
        return frozenset(target for path in pages for target in targets.get(path, ()) if target != path)

    def resolved_links(self, article: Article) -> tuple[tuple[Link, Resolution], ...]:
        """Every link of an article with where it leads; several rules ask, each link is looked up once."""
        found = self._resolved.get(article.path)
        if found is None:
            found = tuple(self._resolve_all(article))
            self._resolved[article.path] = found
        return found

    def assets_of(self, article: Article) -> tuple[str, ...]:
        """The files, other than pages, that an article shows or links to."""
        document = article.document
        targets = (*(one.target for one in document.images), *(one.target for one in document.links))
        found = (self.resolve(article, one, guess=False).asset for one in dict.fromkeys(targets))
        return tuple(dict.fromkeys(one for one in found if one))

    def _resolve_all(self, article: Article) -> Iterator[tuple[Link, Resolution]]:
        known: dict[str, Resolution] = {}
        guesses = GUESSES
        for link in article.document.links:
            found = known.get(link.target)
            if found is None:
                found = known[link.target] = self.resolve(article, link.target, guess=guesses > 0)
                guesses -= found.leads_nowhere
            yield link, found

    @cached_property
    def _resolved(self) -> dict[str, tuple[tuple[Link, Resolution], ...]]:
        return {}

    def resolve(self, article: Article, target: str, *, guess: bool = True) -> Resolution:
        """Where a link in `article` leads.

        A relative address is looked up as the path of a page in the site, as the path of a file on the disk,
        and as an address in the built site, in this order.
        """
        target = target.strip()
        if not target:
            return Resolution()
        if _ELSEWHERE.match(target):
            return OUT
        path, fragment = _split(target)
        if not path:
            return Resolution(self._page(article.path), fragment=fragment)
        for candidate in _candidates(article, path):
            self.asked.add(PAGE + candidate)
            if found := self.index.by_site_path.get(candidate) or self.index.by_path.get(candidate):
                return Resolution(found, fragment=fragment)
            if asset := self.index.assets.get(candidate):
                return Resolution(asset=asset, fragment=fragment)
        if found := self._at_url(article, path):
            return Resolution(found, fragment=fragment)
        return Resolution(fragment=fragment, suggestion=self._suggestion(article, path) if guess else "")

    def _page(self, path: str) -> Facts:
        self.asked.add(PAGE + path)
        return self.index.by_path[path]

    def _at_url(self, article: Article, path: str) -> Facts | None:
        base = "http://site/"
        try:
            url = urljoin(urljoin(base, article.url), path).removeprefix(base)
        except ValueError:  # `/%2F[` holds what looks like a host
            return None
        folder = url.rstrip("/") + "/" if url else ""
        for form in (url, folder, f"{folder}index.html", url.removesuffix("index.html")):
            self.asked.add(URL + form)
            if form in self.index.by_url:
                return self._page(self.index.by_url[form].path)
        return None

    def _suggestion(self, article: Article, path: str) -> str:
        """The written form of the page that was probably meant."""
        self.asked.add(NAMES)
        wanted = next(iter(_candidates(article, path)))
        moved = self.index.by_redirect.get(address_of(wanted, self.settings), [])
        if len(moved) == 1:
            return relative_link(article.path, moved[0].path)
        stem = posixpath.splitext(posixpath.basename(wanted.rstrip("/")))[0]
        named = self.index.by_stem.get(stem.casefold(), [])
        if len(named) == 1:
            return relative_link(article.path, named[0].path)
        folder = posixpath.dirname(wanted)
        near = nearest(posixpath.basename(wanted), self.index.names_in(folder))
        if near is None:
            return ""
        return relative_link(article.path, self.index.by_site_path[posixpath.join(folder, near)].path)


def page_targets(links: Iterable[tuple[Link, Resolution]]) -> tuple[str, ...]:
    """The paths of the pages that links lead to."""
    return tuple(sorted({found.page.path for _, found in links if found.page}))


def _split(target: str) -> tuple[str, str]:
    """The path and the fragment of an address without scheme and host (RFC 3986, section 3)."""
    path, _, fragment = target.partition("#")
    path = path.partition("?")[0]
    if "%" in target:
        return unquote(path), unquote(fragment)
    return path, fragment


def _candidates(article: Article, path: str) -> Iterable[str]:
    if path.startswith("/"):
        yield posixpath.normpath(path.lstrip("/")) if path.strip("/") else "index.md"
        return
    first = posixpath.normpath(posixpath.join(posixpath.dirname(article.site_path), path))
    yield first
    if article.site_path != article.path:
        yield posixpath.normpath(posixpath.join(posixpath.dirname(article.path), path))


def relative_link(source: str, target: str) -> str:
    """How a link from one document to another is written, by their paths in the project."""
    return posixpath.relpath(target, posixpath.dirname(source) or ".")


def site_path(path: str, settings: Settings) -> str:
    """The path among the pages of the site of a file of the project (`docs/a.md` → `a.md`)."""
    docs = posixpath.normpath(settings.docs_dir)
    if docs == ".":
        return path
    return path.removeprefix(docs + "/")


def page_url(path: str, *, use_directory_urls: bool, is_index: bool) -> str:
    """The address of a page relative to the site's root, as MkDocs makes it."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    prefix = folder + "/" if folder else ""
    if not use_directory_urls:
        return f"{prefix}{'index' if is_index else stem}.html"
    return prefix if is_index else f"{prefix}{stem}/"


def make_slugger(settings: Settings) -> Slugger:
    """The slug function of the site. Raises `ConfigurationError` when it may not or cannot be run."""
    name = settings.markdown.slug.function or "of Python-Markdown"
    try:
        function = slugger(settings.markdown.slug, settings.trusted_modules)
        made: object = function("A heading", settings.markdown.slug.separator)  # which may be no pattern
        if isinstance(made, str):
            return function
        reason = "it gives no text"
    except UntrustedSlugger as error:
        message = f"the slug function {name} is not one that kept runs unasked"
        help = f"if you trust it, name its module under `trusted_modules`: [{name.rpartition('.')[0]}]"
        raise _slug_error(settings, message, help) from error
    except Exception as error:  # noqa: BLE001 (a module of the user's may raise anything)
        reason = str(error)
    message = f"the slug function {name} cannot be used: {reason}"
    raise _slug_error(settings, message, "mend `toc: slugify:`")


def _slug_error(settings: Settings, message: str, help: str) -> ConfigurationError:
    source = Source(settings.config_name, "")
    return ConfigurationError(source, (Problem("K007", Span(0, 0), message, help),))


Tell = Callable[[int, int], None]
"""Hears how many of how many pages are read."""


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
        types = _types(settings, vocabularies, make)
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


def index_folders(paths: Iterable[str]) -> frozenset[str]:
    """The folders that have an `index.md`, where a `README.md` is a page like any other."""
    found = (path for path in paths if path.endswith("index.md"))
    return frozenset(posixpath.dirname(path) for path in found if posixpath.basename(path) == "index.md")


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


def load_types(settings: Settings) -> Mapping[str, ContentType]:
    """The content types alone, for commands that need no documents."""
    return _types(settings, load_vocabularies(settings), make_slugger(settings))


def _types(settings: Settings, vocabularies: Vocabularies, make: Slugger) -> Mapping[str, ContentType]:
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
