"""The addresses that the templates ask for on every page, found out once for all pages at the same depth.

From a page to a file that is in another folder of the site, the way goes up to the root of the site, and down
from there: it is the same for all pages that are as deep. MkDocs takes both addresses apart for each.
"""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from jinja2 import pass_context
from jinja2.environment import Environment
from mkdocs import utils
from mkdocs.utils import templates

from kept.site.known_code import fingerprint

KNOWN = {utils: "defbc7a36700da50", templates: "c2d8c7efd6f77495"}
"""Fingerprints of the code that this stands in for (of MkDocs 1.6)."""


def remember_addresses(env: Environment) -> None:
    """Let the filter `url` of MkDocs, if it is that, look into each address once."""
    is_known = all(fingerprint(module) == known for module, known in KNOWN.items())
    if is_known and env.filters.get("url") is templates.url_filter:
        env.filters["url"] = address


@pass_context
def address(context: Any, value: object) -> str:
    """As `url_filter` of MkDocs."""
    page, base, text = context["page"], context["base_url"], str(value)
    place = _place(page.url) if page is not None else None
    if place is not None:
        way = _way(text, place.depth)
        if way.first != place.first:
            return way.address
    return utils.normalize_url(text, page=page, base=base)


class _Place(NamedTuple):
    first: str
    """The outermost folder that the page is in."""
    depth: int


class _Way(NamedTuple):
    first: str
    """The outermost folder of where it leads to."""
    address: str


_NONE = "\0"
"""A folder that is nowhere."""


@lru_cache(maxsize=4)
def _place(url: str) -> _Place | None:
    """The place of a page; nothing when its address is not plain."""
    parts = url.split("/")
    if parts.pop() or not parts or any(not one or one[0] == "." or _NONE in one for one in parts):
        return None
    return _Place(parts[0], len(parts))


@lru_cache(maxsize=1000)
def _way(text: str, depth: int) -> _Way:
    """The way to an address from a page at this depth that is in no folder on the way."""
    nowhere: Any = SimpleNamespace(url=f"{_NONE}/" * depth)
    first = utils.get_relative_url(text.replace("\\", "/"), "").partition("/")[0]
    return _Way(first, utils.normalize_url(text, nowhere))
