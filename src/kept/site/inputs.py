"""What a page is made of, as digests: equal ones mean equal bytes.

What all pages depend on (configuration, theme, versions) is one digest; what a single page depends on
besides is another: its text, included files, its neighbours in the navigation, what is shown around the text.
What its links lead to is known only while it is rendered, so that is written down and compared: see
`kept.site.mount`.
"""

from __future__ import annotations

import functools
import importlib.metadata
import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from pathlib import Path, PurePath
from types import ModuleType
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

import kept
from kept.cache_folder import digest
from kept.config import Settings
from kept.contents import Contents, Sheet
from kept.site import rendering
from kept.site.drawing import made_by
from kept.site.unchanged import INSTALLED

PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "Markdown",
    "pymdown-extensions",
    "Jinja2",
    "Pygments",
    "PyYAML",
    "nh3",
)
"""What makes pages, besides kept."""

KNOWN = {"kept", "mkdocs", "material", "markdown", "pymdownx"}
"""Packages whose versions say all of their code."""

ELSEWHERE = {"site_dir", "plugins", "hooks", "config_file_path", "dev_addr", "watch", "strict", "validation"}
"""Settings of MkDocs that no page can tell of, or that are looked at in another way."""


class Unknown(Exception):
    """A page may depend on something of which it can't be said whether it has changed."""


def of_all(config: MkDocsConfig, used: Settings) -> str:
    """A digest of everything that all pages depend on. Raises `Unknown`."""
    root = used.root
    plugins = {name: getattr(one, "config", None) for name, one in config.plugins.items()}  # a hook has none
    settings = {name: value for name, value in config.items() if name not in ELSEWHERE}
    plain = repr([_plain(settings), _plain(plugins), used])
    versions = [importlib.metadata.version(name) for name in PACKAGES]
    return digest(
        _own_code(),
        repr([sys.version_info[:3], versions, made_by(used)]),
        plain.replace(str(root.resolve()), "").replace(str(root), ""),
        *_foreign_code(config, root),
    )


def of_page(page: Page, shown: object, contents: Contents) -> str:
    """A digest of what a page depends on besides; `shown` is what our plugin brings to it."""
    sheet = contents.by_site_path.get(page.file.src_uri)
    return digest(
        _text(page.file, sheet),
        *(_included(sheet, contents.settings.root) if sheet else ()),
        repr(
            (
                (page.file.dest_uri, page.file.inclusion.name, page.edit_url, page.canonical_url),
                (vars(page).get("title"), page.is_homepage),
                [(one.url, one.title) if one else None for one in (page.previous_page, page.next_page)],
                [one.title for one in page.ancestors],
                shown,
            )
        ),
    )


def _text(file: File, sheet: Sheet | None) -> bytes:
    """A digest of the text, where it is known already; else the text."""
    is_from_disk = file.generated_by is None and vars(file).get("_content") is None
    if sheet is not None and sheet.digest and is_from_disk:
        return b"digest " + sheet.digest.encode()
    return b"text " + file.content_bytes


def _included(sheet: Sheet, root: Path) -> Iterator[bytes]:
    for path in sheet.included:
        location = root / path
        yield path.encode("utf-8", "surrogateescape")
        yield location.read_bytes() if location.is_file() else b""


@functools.lru_cache(maxsize=1)
def _own_code() -> str:
    """What tells one state of kept's code and templates from another, on any machine."""
    package = Path(kept.__file__).parent
    files = sorted(
        path for path in package.rglob("*") if path.suffix in (".py", ".html", ".css", ".js", ".ttf")
    )
    return digest(*(path.read_bytes() for path in files))


def places(config: MkDocsConfig) -> Iterator[str]:
    """The folders of hooks, of templates, and of programs that no package manager has installed."""
    root = Path(config.config_file_path).parent
    yield from {str(Path(root, str(hook)).parent) for hook in config.hooks}
    files = [str(one.__file__) for one in _foreign_modules(config)]
    for place in (*config.theme.dirs, *(str(Path(one).parent) for one in files)):
        is_installed = not set(INSTALLED).isdisjoint(Path(place).parts)
        if not is_installed and not Path(place).is_relative_to(Path(kept.__file__).parent):
            yield place


def _foreign_modules(config: MkDocsConfig) -> list[ModuleType]:
    """The packages and modules of plugins and extensions that are not among `PACKAGES`. Raises `Unknown`."""
    every = (*config.plugins.values(), *rendering.extensions(config))
    parts = [one for one in every if not isinstance(one, ModuleType)]
    names = {type(one).__module__.partition(".")[0] for one in parts} - KNOWN
    found = [sys.modules.get(name) for name in sorted(names)]
    modules = [one for one in found if one is not None and getattr(one, "__file__", None)]
    if len(modules) < len(found):
        raise Unknown(f"code of {', '.join(sorted(names))}")
    return modules


def _foreign_code(config: MkDocsConfig, root: Path) -> Iterator[bytes]:
    """The hooks, the plugins and extensions of others, and the templates in place of the theme's."""
    for module in _foreign_modules(config):
        place = Path(str(module.__file__))
        for path in sorted(place.parent.rglob("*.py")) if place.name == "__init__.py" else (place,):
            yield path.read_bytes()
    hooks = {Path(root, str(hook)).parent for hook in config.hooks}
    folders = [*sorted(hooks), *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])]
    for folder in folders:
        pattern = "*.py" if folder in hooks else "*"
        for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
            yield path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
            yield path.read_bytes()


def _plain(value: Any) -> Any:
    """A value of the configuration as one whose `repr` says all there is to it."""
    match value:
        case None | bool() | int() | float() | str() | bytes():
            return value
        case PurePath() | date() | Enum():
            return str(value)
        case Theme():
            return [value.name, sorted(value.static_templates), _plain(dict(value))]
        case Mapping() | Config():
            return [[_plain(key), _plain(one)] for key, one in value.items()]
        case Sequence():
            return [_plain(one) for one in value]
        case AbstractSet():
            return sorted(repr(_plain(one)) for one in value)
        case functools.partial():
            return [_plain(value.func), _plain(value.args), _plain(value.keywords)]
    return _named(value) if inspect.isroutine(value) or inspect.isclass(value) else _described(value)


def _described(value: Any) -> list[str]:
    """An object that says itself what it is."""
    described = repr(value)
    if " at 0x" in described:
        raise Unknown(f"a {type(value).__qualname__} in the configuration")
    return [type(value).__qualname__, described]


def _named(value: Any) -> str:
    """A function or class of one of the packages whose versions are known."""
    module = value.__module__
    known = ("kept.", "pymdownx.", "markdown.", "material.", "mkdocs.")
    if "<locals>" in value.__qualname__ or not module.startswith(known):
        raise Unknown(f"{module}.{value.__qualname__} in the configuration")
    return f"{module}.{value.__qualname__}"
