"""The entries of the search index, which workers make and one process puts together.

They go from one process to another, and into the cache, as the JSON that they become in the index.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

Entries = list[dict[str, Any]]

NAMES = ("search", "material/search")
"""Names of the plugin that makes the index (that of MkDocs has the same attributes)."""


MATERIAL = "material.plugins.search.plugin"


def _plugin(config: MkDocsConfig) -> Any:
    return next((config.plugins[name] for name in NAMES if name in config.plugins), None)


def _index(config: MkDocsConfig) -> Any:
    return getattr(_plugin(config), "search_index", None)


def _entries(config: MkDocsConfig) -> Entries:
    """The entries so far; MkDocs' own plugin calls them `_entries`."""
    index = _index(config)
    found: Entries | None = getattr(index, "entries", getattr(index, "_entries", None))
    return found if found is not None else []


def hasten(config: MkDocsConfig) -> None:
    """Let Material's plugin, when that is the one, take pages apart faster."""
    if type(_index(config)).__module__ == MATERIAL:
        from kept.site.search_sections import take_apart_fast

        take_apart_fast(_plugin(config), config.plugins)


@contextmanager
def collected(config: MkDocsConfig) -> Iterator[Entries]:
    """What is added to the index meanwhile, which is taken out of it again."""
    found: Entries = []
    entries = _entries(config)
    before = len(entries)
    yield found
    found.extend(entries[before:])
    del entries[before:]


def as_json(entries: Entries) -> str:
    """Entries as they stand in Material's index, without the brackets of a list."""
    return _ENCODER.encode(entries)[1:-1]


_ENCODER = json.JSONEncoder(separators=(",", ":"), default=str)


def put_together(config: MkDocsConfig, pieces: list[str]) -> None:
    """Hand the entries of all pages, in their order, to the plugin that writes the index."""
    joined = ",".join(filter(None, pieces))
    index = _index(config)
    if type(index).__module__ == MATERIAL and not index.entries:
        whole = index.generate_search_index
        index.generate_search_index = lambda previous: whole(previous).removesuffix("]}") + joined + "]}"
    else:
        _entries(config).extend(json.loads(f"[{joined}]"))
