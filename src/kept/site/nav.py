"""The navigation that `nav:` asks for: only pages of the site, and whole folders by their name.

An entry that ends in a slash (`kb/`) stands for all pages of a folder that no other entry names, so that none
is missed and none is there twice. Cost: linear in the number of pages.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from html import escape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.utils import dirname_to_title

from kept.contents import Contents
from kept.library import site_path
from kept.near import nearest
from kept.parse.files import MARKDOWN

_BEHIND = re.compile(r"[?#].*", re.DOTALL)

log = logging.getLogger("mkdocs.plugins.kept")


def site_nav(nav: Any, files: Files, contents: Contents) -> Any:
    """A `nav:` with its folders filled, and without what is not in the site or becomes empty."""
    folders = _by_folder(frozenset(_entries(nav, files)), files)
    for entry in _missing(nav, files, contents, folders.keys()):
        log.warning(_told(entry, contents))
    sections = {path: _section(path, pages, contents) for path, pages in folders.items()}
    return _filled(nav, sections, partial(_is_hidden, files=files, there=_there(contents)))


def _there(contents: Contents) -> frozenset[str]:
    """The paths of everything that lies in the project, as they are on the disk and in the site."""
    assets = (*contents.assets, *(site_path(path, contents.settings) for path in contents.assets))
    return frozenset((*assets, *contents.by_path, *contents.by_site_path))


def _is_hidden(entry: str, files: Files, there: frozenset[str]) -> bool:
    """Whether an entry names a page or another file that is not in the site, however it is written."""
    path = posixpath.normpath(unquote(_BEHIND.sub("", entry)).lstrip("/"))
    if files.get_file_from_path(entry) or files.get_file_from_path(path):
        return False
    return path in there or path.lower().endswith(MARKDOWN)


def _missing(nav: Any, files: Files, contents: Contents, folders: Collection[str]) -> Iterator[str]:
    """Entries that name nothing there is; of a document that is not published there is nothing to say."""
    if isinstance(nav, (list, dict)):
        for one in nav.values() if isinstance(nav, dict) else nav:
            yield from _missing(one, files, contents, folders)
    elif isinstance(nav, str) and nav.endswith("/") and "://" not in nav:
        folder = posixpath.normpath(nav)
        hidden = (one.facts for one in contents.sheets)
        is_there = f"{folder}/" in folders or folder in folders or folder == "."
        if not is_there and not any(f"{folder}/" in f"/{one.path} {one.site_path}" for one in hidden):
            yield nav
    elif isinstance(nav, str) and nav.endswith(MARKDOWN) and "://" not in nav:
        path = posixpath.normpath(nav)
        known = path in contents.by_site_path or path in contents.by_path
        if not known and files.get_file_from_path(nav) is None:
            yield nav


def _told(entry: str, contents: Contents) -> str:
    settings = contents.settings
    text = settings.config_path.read_text("utf-8-sig") if settings.config_path else ""
    number = next((at for at, line in enumerate(text.splitlines(), 1) if entry in line), 0)
    what = "folder with pages" if entry.endswith("/") else "page"
    near = nearest(entry, contents.by_site_path) if what == "page" else None
    place = f"{settings.config_name}:{number}" if number else settings.config_name
    return f"{place}: nav: there is no {what} {entry}" + (f"; did you mean {near}?" if near else "")


def _entries(nav: Any, files: Files) -> Iterator[str]:
    """Every folder, with its slash, and every page that is named."""
    if isinstance(nav, str) and nav.endswith("/"):
        yield posixpath.normpath(nav) + "/"
    elif isinstance(nav, str) and (file := files.get_file_from_path(nav)):
        yield file.src_uri
    elif isinstance(nav, (list, dict)):
        for one in nav.values() if isinstance(nav, dict) else nav:
            yield from _entries(one, files)


def _by_folder(named: frozenset[str], files: Files) -> dict[str, list[File]]:
    """The pages of each folder that is named, in the order of MkDocs; they go to the innermost one."""
    found: dict[str, list[File]] = {}
    for file in sorted(files.documentation_pages(inclusion=InclusionLevel.is_in_nav), key=file_sort_key):
        parents = () if file.src_uri in named else PurePosixPath(file.src_uri).parents
        folder = next((str(one) for one in parents if f"{one}/" in named), None)
        if folder is not None:
            found.setdefault(folder, []).append(file)
    return found


def _section(path: str, pages: list[File], contents: Contents) -> dict[str, list[Any]]:
    """Pages, then folders, below a title: that of the index page, else one made from the folder's name."""
    items: list[Any] = []
    title = escape(dirname_to_title(posixpath.basename(path)), quote=False)
    below: dict[str, list[File]] = {}
    for file in pages:
        name, slash, _ = posixpath.relpath(file.src_uri, path).partition("/")
        if slash:
            below.setdefault(name, []).append(file)
            continue
        items.append(file.src_uri)
        if file.name == "index" and (index := contents.by_site_path.get(file.src_uri)):
            title = escape(index.title, quote=False)
    items += [_section(posixpath.join(path, name), inner, contents) for name, inner in below.items()]
    return {title: items}


def _filled(nav: Any, sections: Mapping[str, dict[str, list[Any]]], is_hidden: Callable[[str], bool]) -> Any:
    if isinstance(nav, list):
        items = (_filled(one, sections, is_hidden) for one in nav)
        return [item for item in items if item not in (None, [], {})]
    if isinstance(nav, dict):
        named = {title: _untitled(one, _filled(one, sections, is_hidden)) for title, one in nav.items()}
        return {title: item for title, item in named.items() if item not in (None, [], {})}
    if not isinstance(nav, str) or "://" in nav:
        return nav
    if nav.endswith("/"):
        return sections.get(posixpath.normpath(nav))
    return None if is_hidden(nav) else nav


def _untitled(written: Any, found: Any) -> Any:
    """The pages of a folder that the `nav:` gives a title of its own."""
    return next(iter(found.values())) if isinstance(written, str) and isinstance(found, dict) else found
