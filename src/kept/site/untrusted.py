"""Building what a stranger wrote: nothing in `mkdocs.yml` may name code that is not on a list of ours.

The configuration belongs to the stranger as the text does. So MkDocs does not read it: what it holds is held
against the list, and MkDocs is given plain values. The list can be made longer where the stranger cannot
write, on the command line or in the environment, and never in the configuration. Code that lies in the
project (a hook, templates of a theme) may run when its hash is given too: a changed file is not allowed.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kept.config import ConfigurationError, Files, Settings, listed_names
from kept.diagnostic import Problem
from kept.near import did_you_mean
from kept.site.harmless import EXTENSIONS, FACTORIES, FUNCTIONS, KEYS, PLUGINS, THEMES
from kept.text import Source, Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, plain

KINDS = ("plugin", "extension", "function", "theme", "files")
"""Kinds of what can be allowed."""

_NAME, _APPLY = "!!python/name:", "!!python/object/apply:"


class NotUnderstood(Exception):
    """What is to be allowed is not written as it must be; the text says so."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may run besides what is on the lists."""

    names: frozenset[tuple[str, str]] = frozenset()
    """Kind and name."""

    hashes: tuple[tuple[str, str], ...] = ()
    """Paths of files and folders of the project, and their hashes."""

    @classmethod
    def of(cls, words: tuple[str, ...]) -> Allowed:
        """From `plugin:NAME`, `files:PATH=HASH` and the like. Raises `NotUnderstood`."""
        names, hashes = set(), []
        for word in words:
            kind, _, name = word.partition(":")
            path, _, digest = name.rpartition("=")
            if kind not in KINDS or not name:
                hint = did_you_mean(kind, KINDS)
                raise NotUnderstood(
                    f'"{word}" names nothing to allow{hint}; write plugin:NAME, extension:NAME, '
                    "function:MODULE.NAME, theme:NAME or files:PATH=HASH"
                )
            if kind != "files":
                names.add((kind, name))
            elif path and len(digest) == 64 and not set(digest) - set("0123456789abcdef"):
                hashes.append((os.path.normpath(path), digest))
            else:
                raise NotUnderstood(
                    f'"{word}" has no hash; write files:PATH=HASH with the SHA-256 of the files'
                )
        return cls(frozenset(names), tuple(hashes))

    def has(self, kind: str, name: str) -> bool:
        """Whether something is allowed by its name."""
        return (kind, name) in self.names

    @property
    def functions(self) -> frozenset[str]:
        """The functions that are allowed by their names."""
        return frozenset(name for kind, name in self.names if kind == "function")


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a configuration is trusted: its values as MkDocs gets them, and the files that may run."""

    values: dict[str, Any]
    files: tuple[Path, ...]
    allowed: Allowed = Allowed()


def digest(path: Path) -> str:
    """The SHA-256 of a file, or that of the names and hashes of all files of a folder; empty without one.

    A link is not followed: it could lead to something else when it counts.
    """
    if path.is_symlink():
        return ""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    lines = []
    for folder, folders, names in os.walk(path):
        if any(Path(folder, name).is_symlink() for name in (*folders, *names)):
            return ""
        for name in names:
            one = Path(folder, name)
            lines.append(f"{one.relative_to(path).as_posix()}\0{digest(one)}\n")
    return (
        hashlib.sha256("".join(sorted(lines)).encode("utf-8", "surrogateescape")).hexdigest() if lines else ""
    )


def imported_from_project(root: Path) -> str:
    """The folder within the project that Python would import from; empty when there is none."""
    top = root.resolve()
    found = (os.path.realpath(entry or os.curdir) for entry in sys.path)
    return next((entry for entry in found if Path(entry).is_relative_to(top)), "")


def refuse(config_path: Path, root: Path | None, allowed: Allowed, *, is_built: bool = True) -> Trust:
    """Hold a configuration against the lists. Raises `ConfigurationError` with everything that is refused.

    Without `is_built` only what a check makes use of counts.
    """
    top = (root or config_path.parent).resolve()
    name = config_path.name
    if not config_path.resolve().is_relative_to(top):
        raise _at_all(name, f"{name} leads out of the project", "put a plain file in its place")
    if links := list(_links_out(top)):
        problems = "; ".join(links[:10]) + ("; and more" if len(links) > 10 else "")
        raise _at_all(name, f"links lead out of the project, or to hidden files: {problems}", "remove them")
    files = Files.of(config_path, inside=top)
    node = files.read()
    judge = _Judge(top, allowed, is_built)
    judge.configuration(node)
    problems_found = [*files.problems, *judge.problems]
    if problems_found:
        raise files.error(problems_found)
    values = (
        {key.raw: _value(value) for key, value in node.entries if key.raw != "INHERIT"} if is_built else {}
    )
    return Trust(values, tuple(judge.files), allowed)


def _at_all(name: str, message: str, help: str) -> ConfigurationError:
    return ConfigurationError(Source(name, ""), (Problem("K007", Span(0, 0), message, help),))


def _links_out(top: Path) -> Iterator[str]:
    """Links in the project that show something of another place, or of a hidden folder such as `.git`.

    Hidden folders are no part of a site; what they hold is left to the walls.
    """
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*folders, *names):
            path = os.path.join(folder, name)
            if os.path.islink(path):
                target = Path(os.path.realpath(path))
                inside = target.relative_to(top).parts if target.is_relative_to(top) else ("..",)
                if any(part.startswith(".") for part in inside):
                    yield os.path.relpath(path, top)


class _Judge:
    """Walks through a configuration; holds what is refused, and the files that may run."""

    def __init__(self, top: Path, allowed: Allowed, is_built: bool) -> None:
        self.top = top
        self.allowed = allowed
        self.is_built = is_built
        self.problems: list[Problem] = []
        self.files: list[Path] = []

    def refuse(self, node: Node, what: str, allow: str = "") -> None:
        help = f"remove it, or, if you trust it, allow it with `--allow {allow}`" if allow else "remove it"
        self.problems.append(Problem("K007", node.span, f"`--untrusted` refuses {what}", help))

    def configuration(self, node: Mapping) -> None:
        if not self.is_built:
            for read in _read_by_a_check(node):
                self.tags(read)
            return
        self.tags(node)
        for key, value in node.entries:
            if key.raw not in KEYS:
                self.refuse(key, f"`{key.raw}`, which may be code or hold templates")
            look = _LOOKS.get(key.raw)
            if look:
                look(self, key, value)

    def tags(self, node: Node) -> None:
        """No tag anywhere but those that name a function of the list."""
        function = _function(node)
        if node.tag and not function:
            self.refuse(
                node,
                f"the tag `{node.tag}`" + (", which shows your environment" if node.tag == "!ENV" else ""),
            )
        elif function and function not in _functions(node) and not self.allowed.has("function", function):
            self.refuse(node, f"to run {function}", f"function:{function}")
        children: Iterator[Node] = iter(())
        if isinstance(node, Mapping):
            children = (one for entry in node.entries for one in entry)
        elif isinstance(node, Sequence):
            children = iter(node.items)
        for child in children:
            self.tags(child)

    def theme(self, key: Scalar, value: Node) -> None:
        name = (
            value if isinstance(value, Scalar) else value.get("name") if isinstance(value, Mapping) else None
        )
        word = str(plain(name))
        if name is None or (word not in THEMES and not self.allowed.has("theme", word)):
            self.refuse(name or key, f"the theme {word}", f"theme:{word}" if name else "")
        custom = value.get("custom_dir") if isinstance(value, Mapping) else None
        if custom is not None:
            self.code(custom, "the templates in", plain(custom))

    def code(self, node: Node, what: str, path: object) -> None:
        """Code in the project, which may run when its hash is known."""
        place = os.path.normpath(str(path))
        full = self.top / place
        is_inside = isinstance(path, str) and full.resolve().is_relative_to(self.top)
        found = digest(full) if is_inside and os.path.lexists(full) else ""
        if found and (place, found) in self.allowed.hashes:
            self.files.append(full)
            return
        words = f"{what} {path}"
        if any(place == one for one, _ in self.allowed.hashes):
            words += (
                ", which are not those that are allowed"
                if full.is_dir()
                else ", which is not what is allowed"
            )
        self.refuse(node, words, f"files:{place}={found}" if found else "")

    def hooks(self, key: Scalar, value: Node) -> None:
        for item in value.items if isinstance(value, Sequence) else (value,):
            self.code(item, "the hook", plain(item))

    def plugins(self, key: Scalar, value: Node) -> None:
        for name, options in listed_names(value):
            if self.allowed.has("plugin", name.raw):
                continue
            if name.raw not in PLUGINS:
                self.refuse(name, f"the plugin {name.raw}", f"plugin:{name.raw}")
                continue
            known = PLUGINS[name.raw]
            if known is not None and isinstance(options, Mapping):
                for option, _ in options.entries:
                    if option.raw not in known:
                        self.refuse(option, f"the option `{option.raw}` of the plugin {name.raw}")

    def extensions(self, key: Scalar, value: Node) -> None:
        for name, options in listed_names(value):
            if name.raw not in EXTENSIONS and not self.allowed.has("extension", name.raw):
                self.refuse(name, f"the Markdown extension {name.raw}", f"extension:{name.raw}")
            if name.raw == "pymdownx.snippets" and isinstance(options, Mapping):
                self.paths(options.get("base_path"), "snippets from")
                if plain(options.get("url_download")) not in (None, False):
                    self.refuse(options.get("url_download") or options, "snippets from other servers")
            if name.raw == "pymdownx.emoji" and isinstance(options, Mapping):
                more = options.get("options")
                self.paths(more.get("custom_icons") if isinstance(more, Mapping) else None, "icons from")

    def paths(self, node: Node | None, what: str) -> None:
        """Folders that files are read from: in the project, and not hidden."""
        for item in node.items if isinstance(node, Sequence) else (node,) if node else ():
            path = (self.top / str(plain(item))).resolve()
            inside = path.relative_to(self.top).parts if path.is_relative_to(self.top) else ("..",)
            if any(part.startswith(".") for part in inside):
                self.refuse(item, f"{what} {plain(item)}, which is hidden or lies outside of the project")

    def folder(self, key: Scalar, value: Node) -> None:
        """`docs_dir`, `site_dir` and `watch` lie in the project, links counted."""
        self.paths(value, f"`{key.raw}`:")


_LOOKS = {
    "theme": _Judge.theme,
    "hooks": _Judge.hooks,
    "plugins": _Judge.plugins,
    "markdown_extensions": _Judge.extensions,
    "docs_dir": _Judge.folder,
    "site_dir": _Judge.folder,
    "watch": _Judge.folder,
}


def _read_by_a_check(node: Mapping) -> Iterator[Node]:
    """What a check makes use of: all else is for MkDocs alone."""
    for key, value in node.entries:
        if key.raw == "plugins":
            yield from (options for name, options in listed_names(value) if name.raw == "kept")
        elif key.raw == "markdown_extensions":
            yield from (options for name, options in listed_names(value) if name.raw in _OF_A_CHECK)
        elif key.raw in _READ_BY_A_CHECK:
            yield value


_READ_BY_A_CHECK = frozenset(
    {"docs_dir", "nav", "not_in_nav", "site_dir", "site_name", "site_url", "use_directory_urls"}
)
_OF_A_CHECK = frozenset({"toc", "markdown.extensions.toc", "pymdownx.snippets"})


def _function(node: Node) -> str:
    """What a tag names that PyYAML would import."""
    for tag in (_NAME, _APPLY):
        if node.tag.startswith(tag):
            return node.tag.removeprefix(tag)
    return ""


def _functions(node: Node) -> frozenset[str]:
    return FUNCTIONS if node.tag.startswith(_NAME) else FACTORIES


def _value(node: Node) -> Any:
    """The value of a node, with the functions that its tags name; all of them have been allowed."""
    if name := _function(node):
        module, _, attribute = name.rpartition(".")
        function = getattr(importlib.import_module(module), attribute)
        return function if node.tag.startswith(_NAME) else _called(function, node)
    if isinstance(node, Mapping):
        return {key.value: _value(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    return node.value


def _called(function: Any, node: Node) -> Any:
    """As PyYAML calls it: with a list of arguments, or with `args` and `kwds`."""
    given = plain(node)
    if isinstance(given, dict):
        return function(*(given.get("args") or ()), **(given.get("kwds") or {}))
    return function(*given) if isinstance(given, list) else function()


def target_in_project(target: Path, settings: Settings) -> bool:
    """Whether a folder that looks as if it were in the project is not somewhere else."""
    looks = Path(os.path.abspath(target))
    return not looks.is_relative_to(settings.root) or target.resolve().is_relative_to(settings.root.resolve())
