"""All documents of a knowledge base and their indexes: built once, read by every rule and builder.

Cost: linear in the number of files; each is read and parsed once, each link is looked up in a dictionary.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from kept.config import ConfigurationError, Settings
from kept.content.article import Article, interpret
from kept.content.contract import ContentType, read_contract
from kept.content.vocabulary import Vocabularies, read_vocabularies
from kept.data import packaged
from kept.diagnostic import Problem
from kept.near import nearest
from kept.parse import parse, unreadable
from kept.parse.anchors import Slugger, UntrustedSlugger, slugger
from kept.parse.document import Document, Link, Snippet
from kept.parse.files import Found, at, find, read_source
from kept.parse.snippets import expanded, missing
from kept.parse.workflows import Workflow, find_workflows
from kept.text import Source, Span

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\")
"""An address with a scheme (RFC 3986, section 3.1) or a host."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a link leads: an article, another file, out of the site, or nowhere.

    `suggestion` is the address that was probably meant when it leads nowhere.
    """

    article: Article | None = None
    asset: str = ""
    is_external: bool = False
    fragment: str = ""
    suggestion: str = ""

    @property
    def leads_nowhere(self) -> bool:
        """Whether there is nothing at the address."""
        return self.article is None and not self.asset and not self.is_external


@dataclass(frozen=True)
class Library:
    """The documents and what can be derived from all of them together."""

    settings: Settings
    articles: tuple[Article, ...]
    types: Mapping[str, ContentType]
    vocabularies: Vocabularies
    assets: tuple[Found, ...] = ()
    problem_files: tuple[Document, ...] = ()
    """Files that are not Markdown and have a problem, such as a symbolic link to nothing."""
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Anchors of documents that include others, by path."""

    missing_snippets: Mapping[str, tuple[Snippet, ...]] = field(default_factory=dict)
    """Inclusions of files that are not there, by the path of the document."""

    workflows: tuple[Workflow, ...] = ()
    """What the repository runs on its code host."""

    @cached_property
    def by_path(self) -> dict[str, Article]:
        """Articles by their path in the project."""
        return {article.path: article for article in self.articles}

    @cached_property
    def by_site_path(self) -> dict[str, Article]:
        """Articles by their path among the pages of the site."""
        return {article.site_path: article for article in self.articles}

    @cached_property
    def by_url(self) -> dict[str, Article]:
        """Articles by their address in the site."""
        return {article.url: article for article in self.articles}

    @cached_property
    def asset_paths(self) -> dict[str, str]:
        """Paths of other files, by their path in the project and by that in the site."""
        paths = {asset.path: asset.path for asset in self.assets}
        for asset in self.assets:
            paths.setdefault(site_path(asset.path, self.settings), asset.path)
        return paths

    @cached_property
    def asset_names(self) -> tuple[str, ...]:
        """File names of everything that is not a document."""
        return tuple(sorted({posixpath.basename(asset.path) for asset in self.assets}))

    @cached_property
    def by_title(self) -> dict[str, list[Article]]:
        """Articles by their title without regard to case."""
        found: dict[str, list[Article]] = {}
        for article in self.articles:
            found.setdefault(" ".join(article.title.split()).casefold(), []).append(article)
        return found

    def anchors_of(self, article: Article) -> frozenset[str]:
        """Every id of an article's page, included files counted."""
        return self.anchors.get(article.path, article.document.anchors)

    def resolved_links(self, article: Article) -> tuple[tuple[Link, Resolution], ...]:
        """Every link of an article with where it leads; several rules ask, each link is looked up once."""
        found = self._resolved.get(article.path)
        if found is None:
            found = tuple((link, self.resolve(article, link.target)) for link in article.document.links)
            self._resolved[article.path] = found
        return found

    @cached_property
    def _resolved(self) -> dict[str, tuple[tuple[Link, Resolution], ...]]:
        return {}

    def resolve(self, article: Article, target: str) -> Resolution:
        """Where a link in `article` leads.

        A relative address is looked up as the path of a page in the site, as the path of a file on the disk,
        and as an address in the built site, in this order.
        """
        target = target.strip()
        if not target:
            return Resolution()
        if _ELSEWHERE.match(target):
            return Resolution(is_external=True)
        parts = urlsplit(target)
        path, fragment = unquote(parts.path), unquote(parts.fragment)
        if not path:
            return Resolution(article, fragment=fragment)
        for candidate in self._candidates(article, path):
            if found := self.by_site_path.get(candidate) or self.by_path.get(candidate):
                return Resolution(found, fragment=fragment)
            if asset := self.asset_paths.get(candidate):
                return Resolution(asset=asset, fragment=fragment)
        if found := self._at_url(article, path):
            return Resolution(found, fragment=fragment)
        return Resolution(fragment=fragment, suggestion=self._suggestion(article, path))

    def _candidates(self, article: Article, path: str) -> Iterable[str]:
        if path.startswith("/"):
            yield posixpath.normpath(path.lstrip("/")) if path.strip("/") else "index.md"
            return
        yield posixpath.normpath(posixpath.join(posixpath.dirname(article.site_path), path))
        yield posixpath.normpath(posixpath.join(posixpath.dirname(article.path), path))

    def _at_url(self, article: Article, path: str) -> Article | None:
        base = "http://site/"
        url = urljoin(urljoin(base, article.url), path).removeprefix(base)
        folder = url.rstrip("/") + "/" if url else ""
        for form in (url, folder, f"{folder}index.html", url.removesuffix("index.html")):
            if form in self.by_url:
                return self.by_url[form]
        return None

    def _suggestion(self, article: Article, path: str) -> str:
        """The written form of the page that was probably meant."""
        wanted = next(iter(self._candidates(article, path)))
        stem = posixpath.splitext(posixpath.basename(wanted.rstrip("/")))[0]
        named = self._by_stem.get(stem.casefold(), [])
        if len(named) == 1:
            return relative_link(article, named[0])
        siblings = self._by_folder.get(posixpath.dirname(wanted), ())
        names = {posixpath.basename(one.site_path): one for one in siblings}
        near = nearest(posixpath.basename(wanted), names)
        return relative_link(article, names[near]) if near else ""

    @cached_property
    def _by_stem(self) -> dict[str, list[Article]]:
        found: dict[str, list[Article]] = {}
        for article in self.articles:
            stem = posixpath.splitext(posixpath.basename(article.path))[0].casefold()
            found.setdefault(stem, []).append(article)
        return found

    @cached_property
    def _by_folder(self) -> dict[str, list[Article]]:
        found: dict[str, list[Article]] = {}
        for article in self.articles:
            found.setdefault(posixpath.dirname(article.site_path), []).append(article)
        return found


def relative_link(source: Article, target: Article) -> str:
    """How a link from one document to another is written."""
    return posixpath.relpath(target.path, posixpath.dirname(source.path) or ".")


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
    name = settings.markdown.slug.function
    try:
        return slugger(settings.markdown.slug, settings.trusted_modules)
    except UntrustedSlugger as error:
        message = f"the slug function {name} is not one that kept runs unasked"
        help = f"if you trust it, name its module under `trusted_modules`: [{name.rpartition('.')[0]}]"
        raise _slug_error(settings, message, help) from error
    except Exception as error:  # a module of the user's may raise anything
        message = f"the slug function {name} cannot be used: {error}"
        raise _slug_error(settings, message, "mend `toc: slugify:`") from error


def _slug_error(settings: Settings, message: str, help: str) -> ConfigurationError:
    source = Source(settings.config_name, "")
    return ConfigurationError(source, (Problem("K007", Span(0, 0), message, help),))


Tell = Callable[[int, int], None]
"""Hears how many of how many pages are read."""


def load(settings: Settings, tell: Tell | None = None) -> Library:
    """Read the whole knowledge base from the disk; `tell` can show how far it is."""
    found = [
        file for folder, _ in settings.folders() for file in find(settings.root, folder, settings.exclude)
    ]
    pages = [file for file in found if file.is_markdown]
    others = [file for file in found if not file.is_markdown and file.path != settings.vocabulary]
    make = make_slugger(settings)
    vocabularies = load_vocabularies(settings)
    knowledge = assemble(
        settings,
        documents=[_document(file, settings, make) for file in _counted(pages, tell)],
        types=_types(settings, vocabularies, make),
        vocabularies=vocabularies,
        assets=[file for file in others if not file.problem],
        problem_files=[_document(file, settings, make) for file in others if file.problem],
        make_slug=make,
    )
    return replace(knowledge, workflows=find_workflows(settings.root))


def _counted(files: list[Found], tell: Tell | None) -> Iterator[Found]:
    for number, file in enumerate(files, 1):
        if tell:
            tell(number, len(files))
        yield file


def load_types(settings: Settings) -> Mapping[str, ContentType]:
    """The content types alone, for commands that need no documents."""
    return _types(settings, load_vocabularies(settings), make_slugger(settings))


def _types(settings: Settings, vocabularies: Vocabularies, make: Slugger) -> Mapping[str, ContentType]:
    if not _has_templates(settings):
        vocabularies = Vocabularies()  # kept's own contracts hold for every vocabulary, also a smaller one
    documents = (_document(file, settings, make) for file in template_files(settings))
    return {one.name: one for one in (read_contract(page, vocabularies) for page in documents)}


def assemble(
    settings: Settings,
    *,
    documents: Iterable[Document],
    types: Mapping[str, ContentType],
    vocabularies: Vocabularies,
    assets: Iterable[Found] = (),
    problem_files: Iterable[Document] = (),
    make_slug: Slugger,
) -> Library:
    """A library of documents that have been read."""
    documents = list(documents)
    indexes = {posixpath.dirname(page.path) for page in documents if page.path.endswith("index.md")}
    articles = []
    for document in documents:
        path = site_path(document.path, settings)
        folder, name = posixpath.split(document.path)
        is_index = name == "index.md" or (name == "README.md" and folder not in indexes)
        url = page_url(path, use_directory_urls=settings.use_directory_urls, is_index=is_index)
        articles.append(
            interpret(
                document,
                settings=settings,
                types=types,
                vocabularies=vocabularies,
                site_path=path,
                url=url,
            )
        )
    library = Library(
        settings,
        tuple(articles),
        types,
        vocabularies,
        tuple(assets),
        tuple(problem_files),
    )
    return replace(
        library,
        anchors=_included_anchors(library, make_slug),
        missing_snippets=_missing_snippets(library),
    )


def template_files(settings: Settings) -> list[Found]:
    """The project's contracts, else those that come with kept."""
    if _has_templates(settings):
        found = list(find(settings.root, settings.templates))
    else:
        folder: Path = packaged("templates")
        found = [Found(f"templates/{path.name}", path) for path in sorted(folder.glob("*.md"))]
    return [
        file
        for file in found
        if file.path == settings.templates or (file.is_markdown and not file.path.endswith("README.md"))
    ]


def _has_templates(settings: Settings) -> bool:
    return at(settings.root, settings.templates) is not None


def _document(file: Found, settings: Settings, make: Slugger) -> Document:
    source, problem = read_source(file)
    return unreadable(source, problem) if problem else parse(source, settings.markdown, make)


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


def _included_anchors(library: Library, make: Slugger) -> dict[str, frozenset[str]]:
    """Anchors of the documents that include others; the rest have their own."""
    settings = library.settings
    if settings.markdown.snippets is None:
        return {}
    found = {}
    for article in library.articles:
        if article.document.snippets:
            text = expanded(article.document, settings.root, dict(settings.markdown.snippets))
            source = Source(article.path, text)
            found[article.path] = parse(source, settings.markdown, make).anchors
    return found


def _missing_snippets(library: Library) -> dict[str, tuple[Snippet, ...]]:
    """Inclusions that lead nowhere, of the documents that have any."""
    settings = library.settings
    if settings.markdown.snippets is None:
        return {}
    options = dict(settings.markdown.snippets)
    found = {
        article.path: tuple(missing(article.document, settings.root, options))
        for article in library.articles
        if article.document.snippets
    }
    return {path: snippets for path, snippets in found.items() if snippets}
