"""The words of the theme in the language of the site, each looked up once for a build.

Material's template makes all words of a language for every word that a page prints, some thirty times a page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from jinja2.environment import Environment
from mkdocs.config.defaults import MkDocsConfig

_ORIGINAL = "partials/languages/{}.html"


def words_of_theme(env: Environment, config: MkDocsConfig) -> Callable[[str], str]:
    """What the theme calls something, by its key, such as `search.placeholder`."""
    languages = [config.theme.get("language"), "en"]

    @cache
    def word(key: str) -> str:
        for language in languages:
            module = env.get_template(_ORIGINAL.format(language), globals={"config": config}).module
            if found := str(module.t(key)):  # type: ignore[attr-defined]
                return found
        return key

    return word
