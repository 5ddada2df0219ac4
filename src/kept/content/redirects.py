"""Former addresses of a page: what `redirect_from` names, in the one form in which addresses are compared.

A former address may be written as the path of the file that was there (`kb/faq/old.md`, also with the folder
of `docs_dir` before it) or as the address that readers saw (`/kb/faq/old/`, `old.html`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from kept.config import Settings
from kept.content.article import Article
from kept.content.fields import is_within_site
from kept.text import Span
from kept.values import dataclass
from kept.yaml_nodes import Scalar, Sequence

FIELD = "redirect_from"

_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_HTML = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Redirect:
    """A former address: as it is compared with the addresses of pages, as it is written, and where."""

    address: str
    written: str
    span: Span


def redirects(article: Article, settings: Settings) -> Iterator[Redirect]:
    """The former addresses that an article names."""
    found = article.given.get(FIELD)
    if found is None or found.value is None:
        return
    if isinstance(found.node, Sequence) and not found.is_default:
        for node in found.node.items:
            if isinstance(node, Scalar) and node.raw.strip() and is_within_site(node.raw):
                yield Redirect(address_of(node.raw, settings), node.raw, node.span)
        return
    for word in filter(is_within_site, found.value):
        yield Redirect(address_of(str(word), settings), str(word), article.field_span(FIELD))


def address_of(written: str, settings: Settings) -> str:
    """The address that a former path or address stands for, relative to the site's root."""
    path = posixpath.normpath(written.strip().partition("#")[0].partition("?")[0].lstrip("/") or ".")
    path = "" if path == "." else path
    stem, ending = posixpath.splitext(path)
    if ending.lower() not in _PAGES:
        if "%" in path:
            path = unquote(path)
        is_file = ending.lower() in _HTML
        return canonical(path if is_file or not path else path + "/", settings.use_directory_urls)
    docs = posixpath.normpath(settings.docs_dir) + "/"
    stem = stem.removeprefix(docs)
    folder, name = posixpath.split(stem)
    if name in ("index", "README"):
        return canonical(folder + "/" if folder else "", settings.use_directory_urls)
    return f"{stem}/" if settings.use_directory_urls else f"{stem}.html"


def canonical(address: str, use_directory_urls: bool) -> str:
    """An address in the form that MkDocs gives to pages: with or without `index.html`."""
    file = output_file(address)
    if posixpath.basename(file) != "index.html":
        return file
    return file.removesuffix("index.html") if use_directory_urls else file


def output_file(address: str) -> str:
    """The file of the built site that a server sends for an address."""
    if not address or address.endswith("/"):
        return address + "index.html"
    return address if address.lower().endswith(_HTML) else f"{address}/index.html"


def as_former_path(site_path: str, url: str, settings: Settings) -> str:
    """How `redirect_from` names a page that was there: by its path, if that means this address."""
    if address_of(site_path, settings) == url:
        return site_path
    return "/" + url.replace("%", "%25").replace("#", "%23").replace("?", "%3F")
