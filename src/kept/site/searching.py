"""The entries of Material's search index, which workers make and one process puts together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

Entries = list[dict[str, Any]]

NAMES = ("search", "material/search")
"""Names of the plugin that makes the index (that of MkDocs has the same attributes)."""


def _entries(config: MkDocsConfig) -> Entries:
    """The entries so far; MkDocs' own plugin calls them `_entries`."""
    plugin: Any = next((config.plugins[name] for name in NAMES if name in config.plugins), None)
    index = getattr(plugin, "search_index", None)
    found: Entries | None = getattr(index, "entries", getattr(index, "_entries", None))
    return found if found is not None else []


@contextmanager
def collected(config: MkDocsConfig) -> Iterator[Entries]:
    """What is added to the index meanwhile, which is taken out of it again."""
    found: Entries = []
    entries = _entries(config)
    before = len(entries)
    yield found
    found.extend(entries[before:])
    del entries[before:]


def add(config: MkDocsConfig, entries: Entries) -> None:
    """Add what a worker has found."""
    _entries(config).extend(entries)
