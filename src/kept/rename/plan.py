"""Library, old path, new path → the texts that every file must have afterwards. Nothing here writes.

Each link is looked up before and after the move and is rewritten only where it would lead elsewhere. What
comes out is read again: if one link does not lead where it led before, there is no plan.

Cost: one lookup for each link of the library, and one more for those that the move concerns.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from kept.content.article import Article, reference_fields
from kept.content.redirects import FIELD, as_former_path, redirects
from kept.diagnostic import Edit
from kept.globs import matches_any
from kept.index import Index
from kept.library import Library, Reader, facts_of, index_folders, site_path
from kept.parse.document import Document, Image, Link
from kept.rename.addresses import Move
from kept.rename.former import with_item
from kept.rename.places import Places
from kept.rename.seals import resealed
from kept.rename.settings import configuration_edits
from kept.review.front_matter_edit import applied
from kept.text import Source
from kept.values import dataclass
from kept.yaml_nodes import Node, Scalar, written
from kept.yaml_nodes import Sequence as YamlList

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


class CannotMove(Exception):
    """There is no plan; the message says why and what to do."""


@dataclass(frozen=True)
class Plan:
    """What has to be done so that everything that led to the old path leads to the new one."""

    old: str
    new: str
    paths: Mapping[str, str]
    """The new path of every document and picture that moves, by the old one."""
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The text before and after of every document that changes, by its new path."""
    configuration: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The same for configuration files, by the path of their source."""
    links: int = 0
    """How many links were rewritten."""
    former: tuple[str, ...] = ()
    """The addresses that lead to the new ones from now on."""
    notes: tuple[str, ...] = ()
    """What a person should know."""


def plan(library: Library, old: str, new: str, configuration: Sequence[Source] = ()) -> Plan:
    """How a document, a picture or a folder of them gets a new path. Raises `CannotMove`."""
    old, new = posixpath.normpath(old), posixpath.normpath(new)
    return _Planning(library, old, new).run(configuration)


class _Planning:
    def __init__(self, library: Library, old: str, new: str) -> None:
        self.before = library
        self.old = old
        self.new = new
        self.paths = _moved(library, old, new)
        _check(library, old, new, self.paths)
        self.reader = _reader(library, self.paths)
        self.after = self._read({})
        self.move = Move(library, self.after, self.paths)
        self.links = 0
        self.former: list[str] = []
        self._addresses_are_free()

    def run(self, configuration: Sequence[Source]) -> Plan:
        texts: dict[str, str] = {}
        for article in self.before.articles:
            edits = [*self._links(article), *self._fields(article)]
            if article.path in self.paths:
                edits += self._redirect(article)
            if edits:
                texts[article.path] = applied(article.document.source.text, tuple(dict.fromkeys(edits)))
        final = self._read(texts)
        for path in texts.keys() | {path for path in self.paths if path in self.before.by_path}:
            self._verify(path, final)
        changed = dict(self._configuration(configuration))
        seals = resealed(
            self.before, final, self.paths, {path: after for path, (_, after) in changed.items()}
        )
        after = {path: seals.get(path, text) for path, text in texts.items()} | seals
        done = {
            self.paths.get(path, path): (self.before.by_path[path].document.source.text, text)
            for path, text in sorted(after.items())
        }
        notes = tuple(self._notes(final))
        return Plan(self.old, self.new, self.paths, done, changed, self.links, tuple(self.former), notes)

    def _new_path(self, path: str) -> str:
        return self.paths.get(path, path)

    def _read(self, texts: Mapping[str, str]) -> Library:
        """The library afterwards, with these texts (by old path)."""
        again = {one for path in (*self.paths, *self.paths.values()) for one in _beside(path)}
        articles = []
        for article in self.before.articles:
            path = self._new_path(article.path)
            text = texts.get(article.path)
            if text is None and path == article.path and path not in again:
                articles.append(article)
                continue
            source = Source(path, article.document.source.text if text is None else text)
            articles.append(self.reader.article(self.reader.parsed(source)))
        known = self.before.index.by_path
        facts = tuple(
            known[one.path]
            if known.get(one.path) and one is self.before.by_path.get(one.path)
            else facts_of(one)
            for one in articles
        )
        assets = [self._new_path(path) for path in dict.fromkeys(self.before.index.assets.values())]
        by_path = {path: path for path in assets}
        for path in assets:
            by_path.setdefault(site_path(path, self.before.settings), path)
        return replace(self.before, articles=tuple(articles), index=Index(facts, by_path), asked=set())

    def _addresses_are_free(self) -> None:
        for path in self.paths:
            article = self.before.by_path.get(path)
            if article is None:
                continue
            new = self.after.by_path[self.paths[path]]
            known = (*self.before.index.facts, *self.after.index.facts)
            rival = next(
                (one for one in known if one.url == new.url and one.path not in (path, new.path)), None
            )
            if rival and rival.path in self.paths:
                rival = None  # it leaves
            if rival:
                raise CannotMove(f"{rival.path} has the address /{new.url} already; choose another path")
            for claim in self.before.redirecting(new.url):
                if claim.path != path:
                    raise CannotMove(
                        f"{claim.path} says in `{FIELD}` that it was at /{new.url}; remove that line first"
                    )

    def _links(self, article: Article) -> Iterator[Edit]:
        """The edits that its links, pictures and inclusions need."""
        document = article.document
        places = Places(document)
        resolved = {link.target: found for link, found in self.before.resolved_links(article)}
        links: list[Link | Image] = [*document.links, *document.images]
        for link in links:
            found = resolved.get(link.target) or self.before.resolve(article, link.target)
            path = found.page.path if found.page else found.asset
            if article.path in self.paths or path in self.paths or (path and self._is_shadowed(link)):
                yield from self._link(article, link, places)
        yield from self._snippets(document)

    def _is_shadowed(self, link: Link | Image) -> bool:
        """Whether a link, which led elsewhere before, might be caught by the file in its new place."""
        path = posixpath.basename(link.target.partition("#")[0].rstrip("/"))
        return any(posixpath.basename(new).startswith(path) for new in self.paths.values()) if path else False

    def _link(self, article: Article, link: Link | Image, places: Places) -> Iterator[Edit]:
        if self.move.address(article, link.target) == link.target:
            return
        spans = places.of(link)
        text = article.document.source.text
        for span in spans:
            is_pointed = text[max(0, span.start - 1) : span.start] == "<"
            new = self.move.address(article, link.target, is_pointed=is_pointed)
            if new is None:
                break
            self.links += 1
            yield Edit(span, new)
        else:
            if spans:
                return
        at = article.document.source.position(link.span.start)
        raise CannotMove(
            f"{article.path}:{at.line}:{at.column}: kept cannot rewrite this link to "
            f'"{link.target}"; write it as `[text](address)`'
        )

    def _snippets(self, document: Document) -> Iterator[Edit]:
        options = dict(self.before.settings.markdown.snippets or ())
        if not document.snippets or not options:
            return
        given = options.get("base_path", ["."])
        bases = [posixpath.normpath(str(base)) for base in (given if isinstance(given, list) else [given])]
        for snippet in document.snippets:
            name, mark, part = snippet.target.partition(":")
            for base in bases:
                new = self.paths.get(posixpath.normpath(posixpath.join(base, name)))
                if new is None:
                    continue
                if base != "." and not new.startswith(base + "/"):
                    raise CannotMove(
                        f"{document.path} includes it, and files that are included lie below {base} "
                        "(`base_path` of pymdownx.snippets)"
                    )
                self.links += 1
                yield Edit(snippet.span, posixpath.relpath(new, base) + mark + part)
                break

    def _fields(self, article: Article) -> Iterator[Edit]:
        """Fields that name other documents, and files that are watched."""
        for _, node in reference_fields(article):
            new = self.move.address(article, node.raw)
            if new is not None and new != node.raw:
                self.links += 1
                yield Edit(node.span, written(new, node))
        watch = article.given.get("watch")
        if watch is not None and not watch.is_default:
            for node in _scalars(watch.node):
                new = self._in_project(node.raw)
                if new != node.raw:
                    yield Edit(node.span, written(new, node))

    def _redirect(self, article: Article) -> Iterator[Edit]:
        """The former address of a page that moves; none for a draft, which nobody has seen."""
        library, settings = self.before, self.before.settings
        new = self.after.by_path[self.paths[article.path]]
        name = _field_name(article, library)
        claims = list(redirects(article, settings))
        own = {one.written for one in claims if one.address == new.url}
        is_needed = (
            new.url != article.url
            and (article.status != "draft" or article.url in library.ledger.pages)
            and article.url not in {one.address for one in claims}
        )
        item = as_former_path(article.site_path, article.url, settings) if is_needed else ""
        if item:
            self.former.append(f"/{article.url}")
        if item or own:
            yield from with_item(article.document, name, item, own)

    def _verify(self, path: str, final: Library) -> None:
        """Every link leads where it led before, and the former address leads here."""
        old, new = self.before.by_path[path], final.by_path[self._new_path(path)]
        is_same = new.document.is_readable and [*self._targets(old, self.before, self._new_path)] == [
            *self._targets(new, final, lambda path: path)
        ]
        wanted = {one for one in old.former if one != new.url}
        if path in self.paths and old.url != new.url and f"/{old.url}" in self.former:
            wanted.add(old.url)
        if not is_same or set(new.former) != wanted:
            raise CannotMove(
                f"{path} is written in a way that kept cannot change safely; "
                f"write its fields one a line, and its links as `[text](address)`"
            )

    def _targets(
        self, article: Article, library: Library, new_path: Callable[[str], str]
    ) -> Iterator[tuple[str, str]]:
        document = article.document
        targets = [one.target for one in document.links] + [one.target for one in document.images]
        for target in (*targets, *(node.raw for _, node in reference_fields(article))):
            found = library.resolve(article, target)
            path = found.page.path if found.page else found.asset
            yield new_path(path) if path else "", found.fragment

    def _configuration(self, sources: Sequence[Source]) -> Iterator[tuple[str, tuple[str, str]]]:
        for source in sources:
            edits = configuration_edits(source, self._in_nav, self._in_project)
            if edits:
                yield source.path, (source.text, applied(source.text, edits))

    def _in_nav(self, entry: str) -> str:
        """What an entry of the navigation becomes."""
        settings = self.before.settings
        end = "/" if entry.endswith("/") else ""
        path = posixpath.normpath(entry)
        for old, new in self._pairs():
            in_site, new_site = site_path(old, settings), site_path(new, settings)
            if path == in_site or path.startswith(in_site + "/"):
                return new_site + path[len(in_site) :] + end
            docs = settings.docs_dir
            on_disk = posixpath.normpath(posixpath.join(docs, path))
            if on_disk == old or on_disk.startswith(old + "/"):
                return posixpath.relpath(new + on_disk[len(old) :], docs) + end
        return entry

    def _in_project(self, pattern: str) -> str:
        """What a path or a glob of the settings becomes."""
        sign = "!" if pattern.startswith("!") else ""
        sign += "/" if pattern[len(sign) :].startswith("/") else ""
        path = pattern[len(sign) :]
        for old, new in self._pairs():
            if path == old or path.startswith(old + "/"):
                return sign + new + path[len(old) :]
        return pattern

    def _pairs(self) -> Iterable[tuple[str, str]]:
        return ((self.old, self.new),)

    def _notes(self, final: Library) -> Iterator[str]:
        """What a folder gives to the documents in it, and the new one does not."""
        changes: dict[tuple[str, str, str], list[str]] = {}
        for path, new_path in self.paths.items():
            if path in self.before.by_path:
                old, new = self.before.by_path[path], final.by_path[new_path]
                for name, was, now in (
                    ("audience", old.audience, new.audience),
                    ("type", old.type_name, new.type_name),
                ):
                    if was != now:
                        change = (name, was or "not given", now or "not given")
                        changes.setdefault(change, []).append(new_path)
        for (name, before, after), paths in changes.items():
            more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
            yield f"the {name} of {paths[0]}{more} was {before}, and is {after} here"
        for one in self.before.types.values():
            if one.folder == self.old or one.folder.startswith(self.old + "/"):
                new_folder = self.new + one.folder[len(self.old) :]
                yield f"the contract of {one.name} says `folder: {one.folder}`; write `folder: {new_folder}`"


def _moved(library: Library, old: str, new: str) -> dict[str, str]:
    """The new paths of the documents and pictures at a path or below it."""
    known = [one.path for one in library.index.facts] + list(dict.fromkeys(library.index.assets.values()))
    if old in known:
        return {old: new}
    return {path: new + path[len(old) :] for path in known if path.startswith(old + "/")}


def _check(library: Library, old: str, new: str, paths: Mapping[str, str]) -> None:
    """Raise `CannotMove` for what must not be moved, or not there."""
    settings = library.settings
    folders = [folder for folder, _ in settings.folders()]
    if not paths:
        raise CannotMove(f"{old} is no document or picture of {settings.config_name}, and no folder of them")
    for own in (*settings.own_files, settings.templates, settings.records, *folders):
        if own == old or own.startswith(old + "/"):
            raise CannotMove(f"{settings.config_name} names {own}; change it there, and move it by hand")
    if old == new:
        raise CannotMove(f"{old} is there already")
    if new.startswith(old + "/"):
        raise CannotMove(f"{new} lies in {old} itself")
    if not any(folder == "." or new.startswith(folder + "/") for folder in folders):
        names = " or ".join(folders)
        raise CannotMove(f"{new} is outside of the folders of documents; choose a path below {names}")
    _check_targets(library, paths)


def _check_targets(library: Library, paths: Mapping[str, str]) -> None:
    settings = library.settings
    taken = library.index.by_path.keys() | set(library.index.assets.values())
    for path, target in paths.items():
        if target in taken:
            raise CannotMove(f"{target} exists; choose another path, or remove it first")
        if any(part.startswith(".") for part in target.split("/")) or matches_any(target, settings.exclude):
            raise CannotMove(f"{target} would not be read: it is hidden, or `exclude` names it")
        was, will_be = (posixpath.splitext(one)[1].lower() in _MARKDOWN for one in (path, target))
        if was != will_be:
            raise CannotMove(f"{target} must end as {path} does (`{posixpath.splitext(path)[1]}`)")
        article = library.by_path.get(path)
        if article is not None and not article.document.is_readable:
            raise CannotMove(f"{path} cannot be read; `kept check` says why")


def _beside(path: str) -> Iterator[str]:
    """Pages that have another address when a file appears or vanishes: beside an `index.md`."""
    folder, name = posixpath.split(path)
    if name == "index.md":
        yield posixpath.join(folder, "README.md")


def _reader(library: Library, paths: Mapping[str, str]) -> Reader:
    found = (paths.get(article.path, article.path) for article in library.articles)
    return replace(Reader.again(library), indexes=index_folders(found))


def _field_name(article: Article, library: Library) -> str:
    """The name under which the article, else the project, has the former addresses."""
    keys = article.document.front.keys() if article.document.front else ()
    if FIELD in keys:
        return FIELD
    foreign = [theirs for theirs, ours in library.settings.fields if ours == FIELD]
    return next((name for name in foreign if name in keys), FIELD)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, YamlList):
        for item in node.items:
            yield from _scalars(item)
