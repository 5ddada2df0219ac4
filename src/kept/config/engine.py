"""What kept reads of the keys that are MkDocs' own: extensions, navigation, paths of programs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kept.config.parts import MarkdownSettings, SlugSetting
from kept.globs import is_pattern
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, plain


def listed_names(node: Node | None) -> Iterator[tuple[Scalar, Node]]:
    """Names and their options, as a mapping or as a list, the two forms that MkDocs takes."""
    if isinstance(node, Mapping):
        yield from node.entries
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Mapping):
                yield from item.entries
            elif isinstance(item, Scalar):
                yield item, item


def _extensions(node: Node | None) -> Iterator[tuple[str, Node | None]]:
    """Extension names and their options."""
    for key, value in listed_names(node):
        yield key.raw, None if value is key else value


def names_of_programs(node: Mapping) -> tuple[str, ...]:
    """The plugins and hooks of a site, as its configuration names them."""
    hooks = node.get("hooks")
    listed = hooks.items if isinstance(hooks, Sequence) else ()
    return (
        *(key.raw for key, _ in listed_names(node.get("plugins"))),
        *(one.raw for one in listed if isinstance(one, Scalar)),
    )


def paths_of_programs(node: Mapping) -> Iterator[tuple[str, Node]]:
    """The paths that MkDocs and its extensions read, with the settings that name them."""
    theme = node.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, Mapping) else None
    yield from (("custom_dir", custom),) if custom else ()
    hooks = node.get("hooks")
    yield from (("hooks", one) for one in (hooks.items if isinstance(hooks, Sequence) else ()))
    for name, options in _extensions(node.get("markdown_extensions")):
        bases = options.get("base_path") if isinstance(options, Mapping) else None
        if name.partition(":")[0] == "pymdownx.snippets" and bases is not None:
            listed = bases.items if isinstance(bases, Sequence) else (bases,)
            yield from (("base_path", one) for one in listed)


def markdown_settings(node: Node | None, plugins: Node | None = None) -> MarkdownSettings:
    """What `markdown_extensions`, and a few plugins, say that changes what a document means."""
    options = dict(_extensions(node))
    toc = options.get("toc") or options.get("markdown.extensions.toc")
    snippets = options.get("pymdownx.snippets")
    return MarkdownSettings(
        slug=_slug_setting(toc),
        attr_list=any(name in options for name in ("attr_list", "markdown.extensions.attr_list")),
        emoji="pymdownx.emoji" in options,
        snippets=_pairs(snippets) if "pymdownx.snippets" in options else None,
        superfences=any(name.partition(":")[0] in _SUPERFENCES for name in options),
        formulas="pymdownx.arithmatex" in options,
        templates=any(key.raw in _FILLING for key, _ in listed_names(plugins)),
        directives=not _DIRECTIVES.isdisjoint((*options, *(key.raw for key, _ in listed_names(plugins)))),
    )


_FILLING = ("macros", "markdownextradata", "include-markdown")
"""Plugins that fill in `{{ … }}` and `{% … %}` in the text of pages."""

_DIRECTIVES = frozenset({"mkdocstrings", "mkdocs-click", "mkdocs-typer", "mkdocs-typer2", "markdown-typer"})
"""Plugins and extensions that write the documentation of a program where a line says `::: its.name`."""

_SUPERFENCES = ("pymdownx.superfences", "pymdownx.extra")


def _pairs(node: Node | None) -> tuple[tuple[str, Any], ...]:
    value = plain(node)
    return tuple(value.items()) if isinstance(value, dict) else ()


def _slug_setting(toc: Node | None) -> SlugSetting:
    if not isinstance(toc, Mapping):
        return SlugSetting()
    separator = plain(toc.get("separator"))
    slug = toc.get("slugify")
    setting = SlugSetting(separator=separator if isinstance(separator, str) else "-")
    if slug is None:
        return setting
    if slug.tag.startswith("!!python/name:"):
        return replace(setting, function=slug.tag.removeprefix("!!python/name:"))
    if slug.tag.startswith("!!python/object/apply:"):
        function = slug.tag.removeprefix("!!python/object/apply:")
        value = plain(slug)
        keywords = value.get("kwds") if isinstance(value, dict) else None
        arguments = value.get("args", ()) if isinstance(value, dict) else value
        return replace(
            setting,
            function=function,
            is_factory=True,
            arguments=tuple(arguments) if isinstance(arguments, list) else (),
            keywords=tuple(keywords.items()) if isinstance(keywords, dict) else (),
        )
    return setting


_NAV_MAKERS = ("awesome-pages", "awesome-nav", "literate-nav", "mkdocs-nav-weight", "monorepo", "multirepo")
"""Plugins that make a navigation of their own."""


def navigation(nav: Node | None, plugins: Node | None) -> tuple[str, ...] | None:
    """The entries of `nav`; `None` where a plugin makes the navigation, or MkDocs does."""
    if nav is None or plain(nav) is None or any(key.raw in _NAV_MAKERS for key, _ in listed_names(plugins)):
        return None
    return tuple(entry.raw for entry in nav_entries(nav))


def nav_titles(nav: Node | None) -> dict[str, str]:
    """The titles that `nav` gives to pages, by their paths in the site; the first one counts."""
    found: dict[str, str] = {}
    for path, title in _titled(nav):
        found.setdefault(posixpath.normpath(path), title)
    return found


def _titled(nav: Node | None) -> Iterator[tuple[str, str]]:
    for item in nav.items if isinstance(nav, Sequence) else ():
        yield from _titled(item)
    for key, value in nav.entries if isinstance(nav, Mapping) else ():
        if isinstance(value, Scalar) and value.raw and "://" not in value.raw:
            yield value.raw, key.raw
        else:
            yield from _titled(value)


def listed_by_plugins(plugins: Node | None) -> tuple[str, ...]:
    """Folders of the site whose pages a plugin lists: the posts of Material's blogs."""
    return tuple(_blogs(plugins))


def _blogs(plugins: Node | None) -> Iterator[str]:
    for key, options in listed_names(plugins):
        if key.raw in ("blog", "material/blog"):
            folder = plain(options.get("blog_dir")) if isinstance(options, Mapping) else None
            yield posixpath.normpath(f"{folder if isinstance(folder, str) else 'blog'}/posts") + "/"


def nav_entries(nav: Node | None) -> Iterator[Scalar]:
    """The pages and addresses that `nav` lists."""
    if isinstance(nav, Scalar):
        yield nav
    elif nav is not None:
        for item in nav.items if isinstance(nav, Sequence) else (value for _, value in nav.entries):
            yield from nav_entries(item)


def patterns_of(node: Node | None) -> tuple[str, ...]:
    """Patterns as MkDocs takes them: one a line, as in `.gitignore`."""
    lines = node.raw.splitlines() if isinstance(node, Scalar) and isinstance(node.value, str) else []
    found = (line.strip() for line in lines)
    return tuple(line for line in found if line and not line.startswith("#") and is_pattern(line))
