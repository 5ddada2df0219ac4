"""Where a former address leads in the end."""

from __future__ import annotations

from kept.content.article import Article
from kept.content.redirects import Redirect
from kept.library import Library

LONGEST = 20
"""Steps after which a way is no longer followed."""


def leads_back(article: Article, redirect: Redirect, library: Library) -> tuple[str, ...] | None:
    """The pages over which a former address of an article leads back to itself; `None` when it does not."""
    way: list[str] = []
    address = article.url
    while address != redirect.address:
        onward = [one for one in library.redirecting(address) if one.path not in (article.path, *way)]
        if not onward or len(way) == LONGEST:
            return None
        way.append(onward[0].path)
        address = onward[0].url
    return tuple(way)
