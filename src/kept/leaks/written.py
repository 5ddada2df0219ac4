"""What is written in documents: the texts that a site may hold, and those of documents that are not in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property, partial
from pathlib import Path, PurePosixPath

from kept.cache_folder import digest
from kept.content.article import Article, is_shown
from kept.contents import Contents, Sheet
from kept.leaks.given import Given, Written, private_text, public_text
from kept.leaks.media import texts_in
from kept.leaks.record_texts import private_records, public_records
from kept.parse.document import Document
from kept.parse.files import SIZE_LIMIT, decode
from kept.parse.snippets import included
from kept.records.read import has_private
from kept.text import Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar

_NO_TEXT = frozenset(
    {
        *("title", "type", "audience", "status", "embargo", "expires", "watch", "redirect_from"),
        *("reviewed", "review_every", "reviewed_by", "review_fingerprint"),
        *("template", "hide", "search", "icon"),
    }
)
"""Fields of private documents that say nothing, or are looked at on their own."""


_TEXTS = (".svg", ".txt", ".csv", ".json", ".html", ".xml", ".yml", ".yaml")
"""Endings of files that are text."""


@dataclass(frozen=True)
class Texts:
    """The articles, parted into those that a site holds and those that it must not."""

    contents: Contents
    public: tuple[Sheet, ...]
    private: tuple[Sheet, ...]

    @classmethod
    def of(cls, contents: Contents, today: date) -> Texts:
        """The two halves of the contents, for the audience of their settings, on the day `today`."""
        public: list[Sheet] = []
        private: list[Sheet] = []
        for one in contents.sheets:
            (public if one.facts.is_published(contents.settings, today) else private).append(one)
        return cls(contents, tuple(public), tuple(private))

    @cached_property
    def has_private(self) -> bool:
        """Whether there is anything that the site must not say."""
        return bool(self.private) or has_private(self.contents.settings)

    def published(self) -> Iterator[Given[str]]:
        """Everything that the site may say: the sources of its pages, their addresses, what they include."""
        terms: set[str] = set()
        for sheet in self.public:
            yield self._public(sheet)
            terms.add(sheet.facts.type)
            terms.update(sheet.metadata.terms)
        yield public_text("\n".join(sorted(terms)))
        yield from public_records(self.contents.settings)
        root = self.contents.settings.root
        for path in sorted(self._shared):
            if path.is_relative_to(root) and path.relative_to(root).as_posix() not in self._hidden_paths:
                yield public_text(_read(path))

    @cached_property
    def _hidden_paths(self) -> frozenset[str]:
        return frozenset(one.facts.path for one in self.private)

    @cached_property
    def _shared(self) -> frozenset[Path]:
        """The files that public articles include."""
        including = (one.facts.path for one in self.public if one.included)
        return frozenset(
            file for path in including for file in self._included(self.contents.article(path).document)
        )

    def _public(self, sheet: Sheet) -> Given[str]:
        """A public article; its text follows from what is known of it, unless it links to hidden pages."""
        facts = sheet.facts
        if self._is_known(sheet) and self._hidden_paths.isdisjoint(sheet.targets):
            key = digest("public", self.contents.key, facts.path, facts.site_path, facts.url, sheet.digest)
            return Given(key, partial(self._text, sheet))
        return public_text(self._parsed_text(sheet))

    def _is_known(self, sheet: Sheet) -> bool:
        """Whether what an article says depends on nothing but its text and what all are understood by."""
        return bool(self.contents.key and sheet.digest and sheet.facts.is_readable and not sheet.included)

    def _text(self, sheet: Sheet) -> str:
        """The source of an article, without the documents that its fields name; it isn't parsed for that."""
        path = sheet.facts.path
        source, _ = decode(path, (self.contents.settings.root / path).read_bytes())
        return _addressed(sheet, _without(source.text, _named(sheet)))

    def _parsed_text(self, sheet: Sheet) -> str:
        """The same, without the addresses of hidden pages that its links name."""
        article = self.contents.article(sheet.facts.path)
        links = self.contents.library().resolved_links(article)
        hidden = (
            link.target_span
            for link, found in links
            if found.page is not None and found.page.path in self._hidden_paths
        )
        return _addressed(sheet, _without(article.document.source.text, [*_named(sheet), *hidden]))

    def _included(self, document: Document) -> list[Path]:
        settings = self.contents.settings
        options = settings.markdown.snippets
        if options is None or not document.snippets:
            return []
        return [path.resolve() for path in included(document, settings.root, dict(options))]

    def hidden(self) -> Iterator[Given[tuple[Written, ...]]]:
        """Everything that private documents say, also those that cannot be read."""
        for sheet in self.private:
            read = partial(self._private, sheet)
            if self._is_known(sheet):
                facts = sheet.facts
                yield Given(
                    digest("private", self.contents.key, facts.path, facts.site_path, sheet.digest), read
                )
            else:
                yield private_text(read())
        for asset, (origin, *_) in self.hidden_assets.items():
            yield private_text(tuple(self._asset(asset, origin)))
        yield from private_records(self.contents.settings)

    def _private(self, sheet: Sheet) -> tuple[Written, ...]:
        return tuple(self._hidden(self.contents.article(sheet.facts.path), sheet))

    def _hidden(self, article: Article, sheet: Sheet) -> Iterator[Written]:
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
        yield from self._fields(article, sheet)
        for file in self._included(document):
            if file not in self._shared:
                yield Written(file.stem, "the name of an included file", path, is_name=True)
                yield Written(_read(file), "an included text", path)
        body = document.source.slice(document.body) if document.is_readable else ""
        if not body:
            body = _read(self.contents.settings.root / path)
            fields = body.partition("\n\n")[0].split("\n")
            values = (line.partition(":")[2] or line for line in fields)
            yield Written("\n\n".join(values), "the text", path)
        yield Written(body, "the text", path)

    def _asset(self, asset: str, origin: str) -> Iterator[Written]:
        """What a file says that only private documents show; of a picture what stands beside its pixels."""
        yield Written(PurePosixPath(asset).stem, "the name of a file", origin, is_name=True)
        location = self.contents.settings.root / asset
        if asset.lower().endswith(_TEXTS):
            yield Written(_read(location), "the text of a file", origin)
        else:
            for text in texts_in(_bytes(location)):
                yield Written(text, "the text of a file", origin)

    def _fields(self, article: Article, sheet: Sheet) -> Iterator[Written]:
        terms = {spec.name for spec in article.fields if spec.kind == "terms"}
        for name, found in article.given.items():
            if name in _NO_TEXT or found.is_default:
                continue
            for text in _scalars(found.node):
                yield Written(text, f"`{name}`", article.path, is_name=name in terms)
        for word in sheet.metadata.terms:
            yield Written(word, "a term", article.path, is_name=True)

    def reason(self, path: str, today: date) -> str:
        """Why a document is not in the site."""
        settings = self.contents.settings
        if path not in self.contents.by_path:
            return f"a record that is not for {settings.audience} readers"
        facts = self.contents.by_path[path].facts
        if not facts.is_readable:
            return "which cannot be read"
        if facts.audience not in settings.audiences:
            return "which names no audience"
        if not is_shown(facts.audience, settings.audience, settings.audiences):
            return f"which is for {facts.audience} readers"
        if facts.is_expired(today):
            return "which is expired"
        if facts.is_embargoed(today):
            return f"which is under embargo until {facts.embargo}"
        return {"draft": "which is a draft", "archived": "which is archived"}.get(
            facts.status, "which is not in this site"
        )

    @cached_property
    def shown_assets(self) -> frozenset[str]:
        """The files that public documents show or link to."""
        return frozenset(asset for sheet in self.public for asset in sheet.metadata.assets)

    @cached_property
    def hidden_assets(self) -> dict[str, tuple[str, ...]]:
        """The files that private documents show and no page of the site does, with these documents."""
        shown: dict[str, list[str]] = {}
        for sheet in self.private:
            for asset in sheet.metadata.assets:
                shown.setdefault(asset, []).append(sheet.facts.path)
        for sheet in self.public if shown else ():
            for asset in sheet.metadata.assets:
                shown.pop(asset, None)
        return {asset: tuple(dict.fromkeys(paths)) for asset, paths in shown.items()}


def _addressed(sheet: Sheet, text: str) -> str:
    return f"{sheet.facts.site_path}\n{sheet.facts.url}\n{text}"


def _named(sheet: Sheet) -> list[Span]:
    ends = (one.split("-") for one in sheet.metadata.names)
    return [Span(int(start), int(end)) for start, end in ends]


def _without(text: str, spans: list[Span]) -> str:
    for span in sorted(set(spans), reverse=True):
        text = f"{text[: span.start]} {text[span.end :]}"
    return text


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
