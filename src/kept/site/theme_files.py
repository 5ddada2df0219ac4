"""The files of a theme that go into a site, without looking at those that never do.

Material brings eleven thousand icons in a folder that begins with a dot. MkDocs lists them all, asks of each
whether it matches one of fifteen patterns, and takes none, as the first pattern is `.*`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jinja2 import FileSystemLoader
from jinja2.environment import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import files as theirs
from mkdocs.structure.files import Files

from kept.site.known_code import fingerprint

KNOWN = {"4132e55a63c61e9a"}
"""Fingerprints of the code that leaves out names with a dot (of MkDocs 1.6)."""


def add_files_from_theme(files: Files, env: Environment, config: MkDocsConfig) -> None:
    """As that of MkDocs."""
    with _visible(env.loader):
        files.add_files_from_theme(env, config)


@contextmanager
def _visible(loader: Any) -> Iterator[None]:
    """Let a loader list no template of a folder that begins with a dot."""
    if type(loader) is not FileSystemLoader or fingerprint(theirs) not in KNOWN:
        yield
        return
    inside = vars(loader)
    inside["list_templates"] = lambda: visible_templates(loader)
    try:
        yield
    finally:
        del inside["list_templates"]


def visible_templates(loader: FileSystemLoader) -> list[str]:
    """As `FileSystemLoader.list_templates`, without what is in a folder at the top that begins with a dot."""
    found: set[str] = set()
    for top in map(str, loader.searchpath):
        for folder, inner, names in os.walk(top, followlinks=loader.followlinks):
            if folder == top:
                inner[:] = [name for name in inner if not name.startswith(".")]
            below = folder[len(top) :].strip(os.sep).replace(os.sep, "/")
            found.update(f"{below}/{name}" if below else name for name in names)
    return sorted(found)
