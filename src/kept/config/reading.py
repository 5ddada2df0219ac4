"""Reading the configuration: its text → `Settings`, or every problem it has."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kept.config import values
from kept.config.engine import (
    listed_by_plugins,
    listed_names,
    markdown_settings,
    names_of_programs,
    nav_entries,
    nav_titles,
    navigation,
    paths_of_programs,
    patterns_of,
)
from kept.config.files import Files, source_of
from kept.config.settings import Settings
from kept.diagnostic import Problem
from kept.near import did_you_mean
from kept.text import Source, Span
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, plain


def load(config_path: Path, root: Path | None = None) -> Settings:
    """Read a configuration file; paths in it are relative to `root` (its own folder unless given).

    Raises `ConfigurationError` when it is missing, is not YAML, or has a setting that kept does not know.
    """
    return parse(source_of(config_path), config_path, root or config_path.parent)


def parse(source: Source, config_path: Path, root: Path) -> Settings:
    """The settings that a configuration file's text holds. Raises `ConfigurationError`."""
    files = Files(source, config_path)
    reader = _Reader()
    settings = reader.settings(files.read(), root, config_path)
    problems = [*files.problems, *reader.problems]
    if problems:
        raise files.error(problems)
    return replace(settings, ignore=tuple(files.placed(entry) for entry in settings.ignore))


class _Reader:
    """Turns nodes into settings and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def problem(self, span: Span, message: str, help: str = "") -> None:
        self.problems.append(Problem("K007", span, message, help))

    def settings(self, node: Mapping, root: Path, config_path: Path) -> Settings:
        own = self._plugin(node.get("plugins"))
        settings = Settings(
            root=root.resolve(),
            config_path=config_path.resolve(),
            site_name=self._top_text(node, "site_name", ""),
            site_url=self._site_url(node),
            docs_dir=self._top_path(node, "docs_dir", "docs"),
            site_dir=self._top_text(node, "site_dir", "site"),
            use_directory_urls=plain(node.get("use_directory_urls")) is not False,
            nav=navigation(node.get("nav"), node.get("plugins")),
            not_in_nav=patterns_of(node.get("not_in_nav")),
            has_plugin=own is not None,
            nav_titles=nav_titles(node.get("nav")),
            listed_elsewhere=listed_by_plugins(node.get("plugins")),
            markdown=markdown_settings(node.get("markdown_extensions"), node.get("plugins")),
        )
        if isinstance(own, Mapping):
            settings = replace(settings, **dict(self._own(own)))
            self._audience_is_known(own, settings)
            self._are_there(own.get("stateless"), names_of_programs(node))
        for entry in nav_entries(node.get("nav")):
            self._is_address("nav", entry.raw, entry)
        content = own.get("content") if isinstance(own, Mapping) else None
        self._read_once(content or node.get("docs_dir"), settings)
        for name, place in paths_of_programs(node):
            self._stays_inside(name, place, settings)
        return settings

    def _stays_inside(self, name: str, node: Node, settings: Settings) -> None:
        """What MkDocs would copy into the site, run, or include in a page lies in the project."""
        if not isinstance(node, Scalar) or node.tag or not node.raw:
            return
        try:
            target = (settings.root / node.raw).resolve()
        except (OSError, RuntimeError, ValueError):
            self.problem(node.span, f'`{name}`: no path can be "{node.raw}"', "write the path of a file")
            return
        if not target.is_relative_to(settings.root):
            self.problem(node.span, f"`{name}` leads out of the project", values.LEADS_OUT_HELP)

    def _audience_is_known(self, own: Mapping, settings: Settings) -> None:
        if settings.audience not in settings.audiences:
            given = own.get("audience") or own.get("audiences") or own
            self.problem(
                given.span,
                f'"{settings.audience}" is not one of the audiences'
                + did_you_mean(settings.audience, settings.audiences),
                f"set `audience` to one of: {', '.join(settings.audiences)}",
            )

    def _are_there(self, listed: Node | None, known: tuple[str, ...]) -> None:
        """A plugin or hook of another name would do its work one page after the other, without a word."""
        for item in listed.items if isinstance(listed, Sequence) else ():
            written = item.raw if isinstance(item, Scalar) else ""
            name = written.partition(" #")[0]  # as MkDocs counts those that are listed twice
            if name and not any(name in (one, one.rpartition("/")[2]) for one in known):
                message = f'`stateless`: there is no plugin or hook "{written}"'
                help = "write it as `plugins` or `hooks` does, or remove it"
                self.problem(item.span, message + did_you_mean(name, known), help)

    def _read_once(self, place: Node | None, settings: Settings) -> None:
        """A folder within another one would be read, and published, twice."""
        folders = [folder for folder, _ in settings.folders()]
        for folder, other in combinations(folders, 2):
            if place and (_is_within(folder, other) or _is_within(other, folder)):
                message = f'the folders "{folder}" and "{other}" hold the same files'
                self.problem(place.span, message, "name folders that lie beside each other")

    def _top_text(self, node: Mapping, key: str, default: str) -> str:
        value = node.get(key)
        if value is None:
            return default
        if value.tag == "!ENV":
            return values.from_environment(value, default)
        if isinstance(value, Scalar) and not value.tag:
            return value.raw if value.value is not None else default
        self.problem(value.span, f"`{key}` must be text", f"write `{key}: …`")
        return default

    def _site_url(self, node: Mapping) -> str:
        """The address of the site, which other modules split without another look."""
        address = self._top_text(node, "site_url", "")
        place = node.get("site_url")
        return address if place is None or self._is_address("site_url", address, place) else ""

    def _is_address(self, key: str, address: str, place: Node) -> bool:
        """Whether an address can be taken apart."""
        try:
            urlsplit(address)
        except ValueError as error:
            message = f"`{key}`: this is no address: {str(error)[:1].lower()}{str(error)[1:]}"
            self.problem(place.span, message, "write it as `https://help.example.com/`")
            return False
        return True

    def _top_path(self, node: Mapping, key: str, default: str) -> str:
        """A folder of the project."""
        path = posixpath.normpath(self._top_text(node, key, default) or default)
        value = node.get(key) or node
        if "\0" in path:
            self.problem(value.span, f"`{key}` holds a character that no path has", "delete it")
        elif values.leads_out(path):
            self.problem(value.span, f"`{key}` leads out of the project", values.LEADS_OUT_HELP)
        else:
            return path
        return default

    def _plugin(self, plugins: Node | None) -> Node | None:
        """What stands under `kept:` in the list (or mapping) of plugins; `None` when it is not listed."""
        if isinstance(plugins, Scalar) and plugins.value is not None and not plugins.tag:
            help = f"write `plugins: [search, {plugins.raw}]`, or one `- name` a line"
            self.problem(plugins.span, "`plugins` must be a list", help)
        listed = [(key, value) for key, value in listed_names(plugins) if key.raw == "kept"]
        if not listed:
            return None
        for key, _ in listed[1:]:
            self.problem(key.span, "`kept` is listed twice; only one of the two can count", "keep one")
        if isinstance(plugins, Sequence):
            self._must_be_indented(plugins)
        value = listed[0][1]
        is_empty = isinstance(value, Scalar) and value.value in (None, "kept")
        if not isinstance(value, Mapping) and not is_empty:
            help = "write the settings below `kept:`, one a line: `audience: public`"
            self.problem(value.span, "`kept:` must hold `setting: value` lines", help)
        return value

    def _must_be_indented(self, plugins: Sequence) -> None:
        """Settings at the level of `- kept:` belong to nothing, and would be silently without effect."""
        for item in plugins.items:
            if isinstance(item, Mapping) and item.key("kept") and len(item.entries) > 1:
                stray = next(key for key, _ in item.entries if key.raw != "kept")
                message = f"`{stray.raw}` stands beside `kept:`, not below it"
                self.problem(stray.span, message, "indent the settings further than `kept:`")

    def _own(self, node: Mapping) -> Iterator[tuple[str, Any]]:
        known = {item.name: item for item in fields(Settings) if "read_as" in item.metadata}
        for key, value in node.entries:
            if key.raw not in known:
                self.problem(
                    key.span,
                    f'kept has no setting "{key.raw}"' + did_you_mean(key.raw, known),
                    f"settings are: {', '.join(sorted(known))}",
                )
                continue
            try:
                yield key.raw, known[key.raw].metadata["read_as"](value)
            except values.Unfit as error:
                self.problem(error.span, f"`{key.raw}`: {error.message}", error.help)


def _is_within(path: str, folder: str) -> bool:
    return folder == "." or path == folder or path.startswith(folder + "/")
