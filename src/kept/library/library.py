"""All documents of a knowledge base and their indexes: built once, read by every rule and builder.

Cost: linear in the number of files; each link is looked up in a dictionary.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from kept.config import Settings
from kept.content.article import Article
from kept.content.contract import ContentType
from kept.content.fingerprint import NOTHING_KNOWN, Evidence, Reviews
from kept.content.redirects import address_of
from kept.content.sketch import bands, overlap
from kept.content.vocabulary import Vocabularies
from kept.diagram.known import Diagrams
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
from kept.ledger import Ledger
from kept.library.addresses import relative_link
from kept.library.resolution import OUT, Resolution, page_targets
from kept.near import GUESSES, nearest, words
from kept.parse.document import Document, Link
from kept.parse.files import Found
from kept.parse.workflows import Workflow
from kept.records.graphs import Graphs
from kept.records.record import Records
from kept.text import Source
from kept.values import dataclass

if TYPE_CHECKING:
    from kept.records.answer import Answer
    from kept.records.fence import Wanted

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\")
"""An address with a scheme (RFC 3986, section 3.1) or a host."""


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
        """The same library with nothing asked yet; what it has looked up in its indexes is not lost."""
        made = object.__new__(Library)
        vars(made).update(vars(self), asked=set(), _resolved={})
        return made

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
            if 1 < len(others) <= EVERYWHERE:  # the page itself is among them
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
        known = {link.target: found for link, found in self._resolved.get(article.path, ())}
        targets = (*(one.target for one in document.images), *(one.target for one in document.links))
        found = (
            (known.get(one) or self.resolve(article, one, guess=False)).asset
            for one in dict.fromkeys(targets)
        )
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
