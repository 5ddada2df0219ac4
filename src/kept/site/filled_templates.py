"""The theme's templates with all filled in that is the same on every page of a site.

A page of Material asks the configuration two hundred times, and is put together from some thirty templates.
Here Jinja's tree of a template is gone through once: what depends on nothing but the configuration becomes
text, of a condition that is settled by it one branch stays, and templates stand where they are included. What
is said of a page is the same; a template that fails is asked again as it was written, to tell its place.

Cost: one look at each part of a template, when it is loaded; the code is kept from one build to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2.compiler
import jinja2.nodes
import material  # type: ignore[import-untyped]
import mkdocs
from jinja2 import TemplateError, meta, nodes
from jinja2.environment import Environment, Template
from jinja2.loaders import BaseLoader
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

import kept
from kept.site.filling import (
    WORDS,
    Filling,
    Known,
    Settled,
    Unsettled,
    blocks_asked_for,
    early_blocks,
    stored_in,
)
from kept.site.inputs import ELSEWHERE
from kept.site.known_code import fingerprint
from kept.site.templates import ThemeTemplate
from kept.site.theme_words import words_of_theme

KNOWN: Mapping[ModuleType, frozenset[str]] = {
    jinja2.nodes: frozenset({"9b50eecdcafaaa16"}),
    jinja2.compiler: frozenset({"f51a42425e57f3c0"}),
}
"""Fingerprints of the code whose trees are filled in (of Jinja 3.1)."""


class Names(Settled):
    """Something of which only the names are known."""

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __getattr__(self, name: str) -> Any:
        raise Unsettled(name)


def settled(config: MkDocsConfig) -> Settled:
    """What is the same for all pages of a site, and in the digest of what they all are made of."""
    theme = config.theme
    values = {
        name: value for name, value in config.items() if name not in ELSEWHERE and not hasattr(Config, name)
    }
    themed = Settled(
        {name: value for name, value in theme.items() if not hasattr(theme, name)},
        lambda name: hasattr(theme, name),
    )
    return Settled({**values, "theme": themed, "plugins": Names(dict.fromkeys(config.plugins))})


def can_be_filled(env: Environment, theme: Theme) -> bool:
    """Whether it is known of all templates what they do with what is filled in."""
    if env.template_class is not ThemeTemplate or env.autoescape is not False or env.loader is None:
        return False
    if any(fingerprint(one) not in known for one, known in KNOWN.items()):
        return False
    installed = [Path(str(one.__file__)).parent for one in (kept, mkdocs, material)]
    own = [folder for folder in theme.dirs if not any(Path(folder).is_relative_to(one) for one in installed)]
    if own and own != [theme.custom_dir]:
        return False
    return all(_is_plain(env, path) for folder in own for path in Path(folder).rglob("*") if path.is_file())


def _is_plain(env: Environment, path: Path) -> bool:
    """Whether a template of the user asks for no block by its name, and leaves values as they are."""
    if path.suffix in (".css", ".js", ".map"):
        return True
    try:
        text = path.read_text("utf-8", "replace")
        tree = env.parse(text if "{%" in text or "{{" in text else "")
    except (TemplateError, OSError):
        return False
    is_changed = any(one.attr in _CHANGING for one in tree.find_all(nodes.Getattr))
    return blocks_asked_for(tree) == set() and "config" not in stored_in(tree) and not is_changed


_CHANGING = {name for kind in (dict, list, set) for name in vars(kind)} - set(vars(frozenset))
_CHANGING -= {"count", "get", "index", "items", "keys", "values"}
"""Methods of values that change them."""


def words_of(env: Environment, config: MkDocsConfig, folder: Path) -> Callable[[str], str] | None:
    """The words of the theme, if the template that has them is that in this folder."""
    try:
        _, path, _ = env.loader.get_source(env, WORDS) if env.loader is not None else ("", "", None)
    except TemplateError:
        return None
    return words_of_theme(env, config) if path and Path(path) == folder / WORDS else None


def filled(env: Environment, known: Known, word: Callable[[str], str] | None, mark: str) -> Environment:
    """An environment with the same templates, filled in; `mark` is a digest of all that is filled in."""
    made = env.overlay()
    made.cache, made.template_class = {}, FilledTemplate
    assert env.loader is not None
    made.loader = _Loader(env.loader, known, word, mark)
    return made


def load(env: Environment, names: Iterable[str]) -> None:
    """Load templates that are filled in, and those that they ask for; what fails is told when it is used."""
    assert isinstance(env.loader, _Loader)
    waiting, seen = {*names}, set[str]()
    while waiting:
        for name in sorted(waiting):
            with suppress(TemplateError, OSError, ValueError):
                env.get_template(name)
        seen |= waiting
        waiting = env.loader.asked - seen


class FilledTemplate(ThemeTemplate):
    """A template that is filled in."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """As that of Jinja; what fails is told as of the template that was written."""
        try:
            return super().render(*args, **kwargs)
        except Exception:  # noqa: BLE001 (a template, or what it calls, may raise anything)
            written = self.environment.linked_to
            assert written is not None
            assert self.name is not None
            return written.get_template(self.name).render(*args, **kwargs)


class _Loader(BaseLoader):
    def __init__(
        self, loader: BaseLoader, known: Known, word: Callable[[str], str] | None, mark: str
    ) -> None:
        self.loader, self.known, self.word, self.mark = loader, known, word, mark
        self.asked: set[str] = set()
        """The templates that those that had to be compiled ask for."""

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """As that of Jinja, of a tree that is filled in."""
        source, path, is_current = self.loader.get_source(environment, name)
        cache, code = environment.bytecode_cache, None
        if cache is not None:
            bucket = cache.get_bucket(environment, name, f"{path} filled in", f"{self.mark} {source}")
            code = bucket.code
        if code is None:
            code = environment.compile(self._tree(environment, source, name, path), name, path)
            if cache is not None:
                bucket.code = code
                cache.set_bucket(bucket)
        return environment.template_class.from_code(
            environment, code, globals if globals is not None else {}, is_current
        )

    def _tree(self, env: Environment, source: str, name: str, path: str | None) -> nodes.Template:
        tree = env.parse(source, name, path)
        Filling(env, self.loader, self.word, (name,), early_blocks(tree)).fill(tree, self.known)
        self.asked.update(filter(None, meta.find_referenced_templates(tree)))
        tree.set_environment(env)
        return tree
