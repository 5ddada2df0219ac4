"""Where a file of the project is in the site, and how one file names another."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from kept.config import Settings


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


def index_folders(paths: Iterable[str]) -> frozenset[str]:
    """The folders that have an `index.md`, where a `README.md` is a page like any other."""
    found = (path for path in paths if path.endswith("index.md"))
    return frozenset(posixpath.dirname(path) for path in found if posixpath.basename(path) == "index.md")
