"""What can be written at a place: fields and their values, links to documents and headings, snippets."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from enum import StrEnum
from heapq import nsmallest
from itertools import islice
from urllib.parse import unquote

from kept.config import Settings
from kept.content.article import PAGE
from kept.content.fields import FieldSpec
from kept.editor.front_matter import Writing, writing_at
from kept.editor.project import Opened, Project
from kept.editor.snippets import bases
from kept.index import Facts
from kept.library import relative_link
from kept.text import Span
from kept.values import dataclass
from kept.yaml_nodes import Scalar, written

MANY = 100
"""Offers of documents or files at a time; with the next letter others come."""

LOOKED_AT = 5_000
"""Files that are looked at for snippets."""

_SNIPPET = re.compile(r"[ \t]*[-;]*-+8<-+[ \t]+([\"'])(?P<path>[^\"']*)")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]+\]:[ \t]*<?(?P<path>[^\s>]*)")
_UNSAFE = re.compile(r"[\s()<>%#?]")


class Kind(StrEnum):
    """What is offered."""

    FIELD = "field"
    VALUE = "value"
    PAGE = "page"
    ANCHOR = "anchor"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to write in the place of `span`."""

    label: str
    text: str
    span: Span
    kind: Kind
    detail: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be written, best first; when they are not all, the next letter brings others."""

    items: tuple[Offer, ...] = ()
    is_complete: bool = True


def offers(project: Project, opened: Opened, offset: int) -> Offers:
    """What can be written at a place of an open document."""
    if writing := writing_at(project, opened, offset):
        return _in_front_matter(project, opened, writing)
    text = opened.source.text
    start = opened.source.line_starts[opened.source.position(offset).line - 1]
    line = text[start:offset]
    if found := _SNIPPET.fullmatch(line):
        return _files(project, found["path"], offset)
    typed = _link(line)
    if typed is None:
        return Offers()
    target, is_image = typed
    path, hash, fragment = target.partition("#")
    if hash:
        return _anchors(project, opened, path, Span(offset - len(fragment), offset))
    span = Span(offset - len(path), offset)
    return _assets(project, opened, path, span) if is_image else _pages(project, opened, path, span)


def _link(line: str) -> tuple[str, bool] | None:
    """The address that is being written at the end of a line, and whether it is that of an image."""
    if found := _DEFINITION.fullmatch(line):
        return found["path"], False
    at = line.rfind("](")
    if at < 0 or re.search(r"[\s()]", line[at + 2 :]):
        return None
    return line[at + 2 :].removeprefix("<"), _is_image(line, at)


def _is_image(line: str, at: int) -> bool:
    """Whether an exclamation mark stands before the bracket that is closed at a place."""
    depth = 0
    for index in range(at, -1, -1):
        depth += (line[index] == "]") - (line[index] == "[")
        if depth == 0:
            return index > 0 and line[index - 1] == "!"
    return False


def _in_front_matter(project: Project, opened: Opened, writing: Writing) -> Offers:
    if writing.spec is None:
        specs = sorted(writing.fields, key=lambda one: not one.required)
        return Offers(tuple(_field(one, writing.span) for one in specs if one.name not in writing.taken))
    spec = writing.spec
    if spec.kind == "reference":
        typed = opened.source.slice(writing.span)
        return _pages(project, opened, typed, writing.span)
    words = _words(project, spec)
    items = (
        Offer(word, _as_yaml(word), writing.span, Kind.VALUE, detail if detail != word else "")
        for word, detail in words
        if word not in writing.taken
    )
    return Offers(tuple(items))


def _field(spec: FieldSpec, span: Span) -> Offer:
    kind = f"terms of {spec.of}" if spec.of else spec.kind
    detail = f"{kind}, required" if spec.required else kind
    return Offer(spec.name, f"{spec.name}: ", span, Kind.FIELD, detail, spec.help)


def _as_yaml(word: str) -> str:
    return written(word, Scalar(word, word, Span(0, 0)))


def _words(project: Project, spec: FieldSpec) -> Iterator[tuple[str, str]]:
    """The words that a field can have, each with what it stands for."""
    vocabularies, settings = project.reader.vocabularies, project.settings
    if spec.name == "audience" and spec.kind == "text":
        yield from ((word, "") for word in settings.audiences)
    elif spec.name == "type" and spec.kind == "text":
        yield from ((one.name, one.summary) for one in project.reader.types.values())
        yield PAGE, ""
    elif spec.kind == "terms" or spec.name == "reviewed_by":
        vocabulary = vocabularies.get(spec.of or "owners")
        yield from ((word, vocabulary.display(word)) for word in vocabulary.offered()) if vocabulary else ()
    elif spec.kind == "enum":
        yield from ((word, "") for word in spec.values)
    elif spec.kind == "boolean":
        yield from (("true", ""), ("false", ""))
    elif spec.kind == "date":
        yield project.today.isoformat(), "today"
    elif spec.kind == "duration":
        yield from (("90d", ""), ("180d", ""), ("1y", ""))


def _pages(project: Project, opened: Opened, typed: str, span: Span) -> Offers:
    """Documents to link to: those below what is typed first, then those whose path or title holds it."""
    own = opened.path
    wanted = unquote(typed)
    begun = _begun(own, wanted)
    part = wanted.rpartition("/")[2].casefold()
    found = []
    for one in project.index.facts:
        if one.path == own:
            continue
        if one.path.startswith(begun):
            found.append((0, one.path.count("/"), one.path, one))
        elif part in one.path.casefold() or part in one.title.casefold():
            found.append((1, one.path.count("/"), one.path, one))
    best = nsmallest(MANY, found, key=lambda entry: entry[:3])
    return Offers(tuple(_page(own, one, span) for *_, one in best), is_complete=False)


def _begun(own: str, typed: str) -> str:
    """How the paths begin that a half-written relative path can become."""
    folder = posixpath.dirname(own)
    head, slash, last = typed.rpartition("/")
    where = posixpath.normpath(posixpath.join(folder, head)) if slash else folder
    if last in (".", ".."):
        last = ""
    return f"{where}/{last}" if where not in ("", ".") else last


def _page(own: str, facts: Facts, span: Span) -> Offer:
    link = _escaped(relative_link(own, facts.path))
    notes = (facts.type, facts.audience or "", "" if facts.status == "published" else facts.status)
    return Offer(link, link, span, Kind.PAGE, facts.title, ", ".join(filter(None, notes)))


def _escaped(path: str) -> str:
    """A path as an address: what would end it or mean something else is written as `%20`."""
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), path)


def _assets(project: Project, opened: Opened, typed: str, span: Span) -> Offers:
    part = typed.rpartition("/")[2].casefold()
    begun = _begun(opened.path, unquote(typed))
    paths = dict.fromkeys(project.index.assets.values())
    fit = [path for path in paths if path.startswith(begun) or part in path.casefold()]
    best = nsmallest(MANY, fit, key=lambda path: (not path.startswith(begun), path))
    links = (_escaped(relative_link(opened.path, path)) for path in best)
    return Offers(tuple(Offer(link, link, span, Kind.FILE) for link in links), is_complete=False)


def _anchors(project: Project, opened: Opened, path: str, span: Span) -> Offers:
    """The headings of a document, in its order, then its other ids."""
    page = project.library.resolve(opened.article, path or "#").page
    if page is None:
        return Offers()
    document = project.document(page.path)
    headings = [one for one in document.headings if one.anchor]
    items = [Offer(one.anchor, one.anchor, span, Kind.ANCHOR, one.text) for one in headings]
    known = {one.anchor for one in headings}
    items += [Offer(one, one, span, Kind.ANCHOR) for one in page.anchors if one not in known]
    return Offers(tuple(items))


def _files(project: Project, typed: str, offset: int) -> Offers:
    """Files that can be included, by their path below one of the folders for snippets."""
    settings = project.settings
    if settings.markdown.snippets is None:
        return Offers()
    span = Span(offset - len(typed), offset)
    names = [
        name for name in islice(_below_bases(settings), LOOKED_AT) if typed.casefold() in name.casefold()
    ]
    best = nsmallest(MANY, dict.fromkeys(names), key=lambda name: (not name.startswith(typed), name))
    items = tuple(Offer(name, name, span, Kind.FILE) for name in best)
    return Offers(items, is_complete=False)


def _below_bases(settings: Settings) -> Iterator[str]:
    """The files below the folders for snippets, hidden ones and the built site left out."""
    for base in bases(settings):
        for folder, folders, names in os.walk(base):
            folders[:] = sorted(name for name in folders if _is_looked_into(name, settings))
            inside = os.path.relpath(folder, base)
            for name in sorted(names):
                if not name.startswith("."):
                    yield posixpath.normpath(posixpath.join(inside.replace(os.sep, "/"), name))


def _is_looked_into(name: str, settings: Settings) -> bool:
    return not name.startswith(".") and name not in ("node_modules", "__pycache__", settings.site_dir)
