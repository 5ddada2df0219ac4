"""What is written in documents: the texts that a site may hold, and those of documents that are not in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from kept.content.article import Article, is_shown, reference_fields
from kept.content.freshness import State
from kept.leaks.given import Given, Written, private_text, public_text
from kept.leaks.media import texts_in
from kept.library import Library
from kept.parse.document import Document
from kept.parse.files import SIZE_LIMIT
from kept.parse.snippets import included
from kept.text import Span
from kept.yaml_nodes import Mapping, Node, Scalar

_NO_TEXT = frozenset(
    {
        *("title", "type", "audience", "status", "expires", "watch", "redirect_from"),
        *("reviewed", "review_every", "reviewed_by", "review_fingerprint"),
        *("template", "hide", "search", "icon"),
    }
)
"""Fields of private documents that say nothing, or are looked at on their own."""


_TEXTS = (".svg", ".txt", ".csv", ".json", ".html", ".xml", ".yml", ".yaml")
"""Endings of files that are text."""


@dataclass(frozen=True)
class Texts:
    """The documents of a library, parted into those that a site holds and those that it must not."""

    library: Library
    public: tuple[Article, ...]
    private: tuple[Article, ...]

    @classmethod
    def of(cls, library: Library, today: date) -> Texts:
        """The two halves of a library, for the audience of its settings, on the day `today`."""
        public: list[Article] = []
        private: list[Article] = []
        for one in library.articles:
            (public if one.is_published(library.settings, today) else private).append(one)
        return cls(library, tuple(public), tuple(private))

    def published(self) -> Iterator[Given[str]]:
        """Everything that the site may say: the sources of its pages, their addresses, what they include."""
        return map(public_text, self._published())

    def _published(self) -> Iterator[str]:
        hidden = frozenset(one.path for one in self.private)
        terms: set[str] = set()
        snippets: set[Path] = set()
        for article in self.public:
            yield f"{article.site_path}\n{article.url}\n{self._without_addresses_of(article, hidden)}"
            terms.add(article.type_name)
            terms.update(self._terms(article))
            snippets.update(self._included(article.document))
        yield "\n".join(sorted(terms))
        root = self.library.settings.root
        for path in sorted(snippets):
            if path.is_relative_to(root) and path.relative_to(root).as_posix() not in hidden:
                yield _read(path)

    def _without_addresses_of(self, article: Article, hidden: frozenset[str]) -> str:
        """The source without the addresses of hidden pages that its links and fields name."""
        if not hidden:
            return article.document.source.text
        cut = [node.span for _, node in reference_fields(article)]
        if watched := article.given.get("watch"):
            cut.append(watched.node.span)
        for link, found in self.library.resolved_links(article):
            if found.page is not None and found.page.path in hidden:
                cut.append(link.target_span)
        return _without(article.document.source.text, cut)

    def _terms(self, article: Article) -> Iterator[str]:
        """The display names of its terms, which a page shows in place of the words that its source has."""
        specs = {spec.name: spec for spec in article.fields}
        for name in article.given:
            spec = specs.get(name)
            vocabulary = self.library.vocabularies.get(spec.of) if spec and spec.kind == "terms" else None
            if vocabulary is not None:
                yield from (vocabulary.display(str(word)) for word in _listed(article.value(name)))

    def _included(self, document: Document) -> list[Path]:
        settings = self.library.settings
        options = settings.markdown.snippets
        if options is None or not document.snippets:
            return []
        return [path.resolve() for path in included(document, settings.root, dict(options))]

    def hidden(self) -> Iterator[Given[tuple[Written, ...]]]:
        """Everything that private documents say, also those that cannot be read."""
        shared = {path for article in self.public for path in self._included(article.document)}
        for article in self.private:
            yield private_text(tuple(self._hidden(article, shared)))
        for asset, (origin, *_) in self.hidden_assets.items():
            yield private_text(tuple(self._asset(asset, origin)))

    def _hidden(self, article: Article, shared: set[Path]) -> Iterator[Written]:
        path, document = article.path, article.document
        yield Written(article.title, "the title", path, is_name=True)
        for part in PurePosixPath(article.site_path).with_suffix("").parts:
            yield Written(part, "the path", path, is_name=True)
        for former in article.former:
            for part in PurePosixPath(former).parts:
                yield Written(part.removesuffix(".html"), "a former address", path, is_name=True)
        for image in document.images:
            yield Written(image.alt, "an alternative text", path, is_name=True)
            yield Written(PurePosixPath(image.target).stem, "the name of a picture", path, is_name=True)
        yield from self._fields(article)
        for file in self._included(document):
            if file not in shared:
                yield Written(file.stem, "the name of an included file", path, is_name=True)
                yield Written(_read(file), "an included text", path)
        body = document.source.slice(document.body) if document.is_readable else ""
        yield Written(body or _read(self.library.settings.root / path), "the text", path)

    def _asset(self, asset: str, origin: str) -> Iterator[Written]:
        """What a file says that only private documents show; of a picture what stands beside its pixels."""
        yield Written(PurePosixPath(asset).stem, "the name of a file", origin, is_name=True)
        location = self.library.settings.root / asset
        if asset.lower().endswith(_TEXTS):
            yield Written(_read(location), "the text of a file", origin)
        else:
            for text in texts_in(_bytes(location)):
                yield Written(text, "the text of a file", origin)

    def _fields(self, article: Article) -> Iterator[Written]:
        terms = {spec.name for spec in article.fields if spec.kind == "terms"}
        for name, found in article.given.items():
            if name in _NO_TEXT or found.is_default:
                continue
            for text in _scalars(found.node):
                yield Written(text, f"`{name}`", article.path, is_name=name in terms)
        for word in self._terms(article):
            yield Written(word, "a term", article.path, is_name=True)

    def reason(self, path: str, today: date) -> str:
        """Why a document is not in the site."""
        article = self.library.by_path[path]
        settings = self.library.settings
        if not article.document.is_readable:
            return "which cannot be read"
        if article.audience not in settings.audiences:
            return "which names no audience"
        if not is_shown(article.audience, settings.audience, settings.audiences):
            return f"which is for {article.audience} readers"
        if article.freshness(today, 0).state is State.EXPIRED:
            return "which is expired"
        return {"draft": "which is a draft", "archived": "which is archived"}.get(
            article.status, "which is not in this site"
        )

    @cached_property
    def hidden_assets(self) -> dict[str, tuple[str, ...]]:
        """The files that private documents show and no page of the site does, with these documents."""
        shown: dict[str, list[str]] = {}
        for article in self.private:
            for asset in self._assets(article):
                shown.setdefault(asset, []).append(article.path)
        if shown:
            for article in self.public:
                for asset in self._assets(article):
                    shown.pop(asset, None)
        return {asset: tuple(dict.fromkeys(paths)) for asset, paths in shown.items()}

    def _assets(self, article: Article) -> Iterator[str]:
        document = article.document
        targets = (*(one.target for one in document.images), *(one.target for one in document.links))
        for target in dict.fromkeys(targets):
            if asset := self.library.resolve(article, target, guess=False).asset:
                yield asset


def _without(text: str, spans: list[Span]) -> str:
    for span in sorted(set(spans), reverse=True):
        text = f"{text[: span.start]} {text[span.end :]}"
    return text


def _listed(value: object) -> tuple[object, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _scalars(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.raw
    elif isinstance(node, Mapping):
        for _, inner in node.entries:
            yield from _scalars(inner)
    else:
        for inner in node.items:
            yield from _scalars(inner)


def _read(path: Path) -> str:
    """A file as text, whatever it is encoded in; nothing of one that cannot be had."""
    data = _bytes(path)
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if is_wide else "utf-8", "replace")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= SIZE_LIMIT else b""
    except (OSError, ValueError):
        return b""
