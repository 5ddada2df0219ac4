"""One editor at work: the texts it has open, and the knowledge bases that they belong to.

Nothing here knows of messages; `kept.editor.server` receives and sends them. Loading a knowledge base can
take seconds, so it is done elsewhere (`read_home`) and handed in (`Home.take`), while the editor goes on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from kept import config
from kept.check.run import check_configuration
from kept.config import ConfigurationError, Settings
from kept.diagnostic import Diagnostic, Problem
from kept.editor.positions import EditorText
from kept.editor.project import (
    Opened,
    Project,
    ReadBaseline,
    load,
    with_files,
    with_text,
    without_text,
)
from kept.evidence import ReadHistory
from kept.text import Source, Span
from kept.values import dataclass

CONFIGURATION = "mkdocs.yml"
WORKFLOWS = ".github/workflows"


@dataclass(frozen=True, slots=True)
class Ways:
    """How the command line reads what a project is made of; all may raise `ConfigurationError`."""

    settings: Callable[[Path, Path | None], Settings]
    baseline: ReadBaseline
    history: Callable[[Settings, date], ReadHistory]
    today: Callable[[], date]
    configuration: Callable[[Path], Iterable[tuple[str, tuple[Source, Path]]]]
    """The configuration file and those that it inherits from, by name."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading a knowledge base: a project, or why there is none."""

    project: Project | None
    broken: tuple[Diagnostic, ...] = ()


@dataclass(eq=False)
class Home:
    """A knowledge base, by its configuration file; `root` is its folder as the editor names it."""

    config_path: Path
    root: Path
    given_root: Path | None = None
    project: Project | None = None
    broken: tuple[Diagnostic, ...] = ()
    texts: dict[str, EditorText] = field(default_factory=dict)
    """The texts of the editor, by path in the project."""

    @property
    def configuration(self) -> str:
        """The path of the configuration file in the project."""
        path = Path(os.path.abspath(self.config_path))
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name

    def inside(self, path: Path) -> str | None:
        """A path as messages name it; `None` for one outside."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        try:
            real, root = path.resolve(), self.root.resolve()
        except (OSError, RuntimeError):
            return None
        return real.relative_to(root).as_posix() if real.is_relative_to(root) else None

    def take(self, loaded: Loaded) -> None:
        """Use what was read, with the texts of the editor over it; a broken one leaves the last good one."""
        self.broken = loaded.broken
        if loaded.project is not None:
            self.project = loaded.project
            for path, text in self.texts.items():
                self._write(path, text)

    def write(self, path: str, text: EditorText) -> frozenset[str]:
        """A text of the editor; the paths in which other things are found now."""
        self.texts[path] = text
        if path == self.configuration:
            self.broken = self._wrong_with(text.source)
            return frozenset({path})
        return self._write(path, text) | {path}

    def _write(self, path: str, text: EditorText) -> frozenset[str]:
        if self.project is None or not self.project.holds(path):
            return frozenset()
        self.project, changed = with_text(self.project, path, text)
        return changed

    def _wrong_with(self, source: Source) -> tuple[Diagnostic, ...]:
        source = replace(source, path=self.config_path.name)
        try:
            config.parse(source, self.config_path, self.given_root or self.config_path.parent)
        except ConfigurationError as error:
            return tuple(check_configuration(error))
        return ()

    def close(self, path: str) -> frozenset[str]:
        """A document that the editor has no longer open; the paths in which other things are found now."""
        self.texts.pop(path, None)
        if self.project is None:
            return frozenset()
        self.project, changed = without_text(self.project, path)
        return changed

    def follow(self, paths: Iterable[str]) -> frozenset[str] | None:
        """Files that changed on the disk; `None` when everything must be read again."""
        given = tuple(paths)
        if self.project is None or any(self.concerns_all(path) for path in given):
            return None
        followed = with_files(self.project, given)
        if followed is None:
            return None
        self.project, changed = followed
        return changed

    def concerns_all(self, path: str) -> bool:
        """Whether all that is found depends on a file: the configuration, contracts, terms, the baseline."""
        if path == self.configuration or self.project is None:
            return True
        settings = self.project.settings
        wholes = (settings.vocabulary, settings.baseline, settings.ledger)
        folders = (settings.templates + "/", settings.records + "/", WORKFLOWS + "/")
        inherited = "/" not in path and path.endswith((".yml", ".yaml"))
        return path in wholes or path.startswith(folders) or inherited

    def is_unread(self, path: str) -> bool:
        """Whether nothing depends on a file: a hidden one, one of the built site, or of a package."""
        if self.project is None or path.startswith(WORKFLOWS + "/"):
            return False
        first = path.partition("/")[0]
        parts = path.split("/")
        is_hidden = any(part.startswith(".") for part in parts) and path != self.project.settings.baseline
        return is_hidden or first in (self.project.settings.site_dir.rstrip("/"), "node_modules")

    def opened(self, path: str) -> Opened | None:
        """An open document of the knowledge base."""
        return self.project.opened.get(path) if self.project else None

    def findings(self, path: str) -> tuple[Diagnostic, ...]:
        """What is to be shown in a file."""
        own = tuple(one for one in self.broken if self.place_of(one) == path)
        return own + (self.project.findings(path) if self.project else ())

    def place_of(self, finding: Diagnostic) -> str:
        """The file of a finding; one about the configuration names it by its name alone."""
        path = finding.location.path
        return self.configuration if path == self.config_path.name else path

    def text_of(self, path: str) -> EditorText:
        """The text of a file: the editor's, else that on the disk."""
        if path in self.texts:
            return self.texts[path]
        opened = self.opened(path)
        if opened:
            return opened.text
        location = self.config_path if path == self.configuration else self.root / path
        try:
            text = location.read_bytes().decode("utf-8", "replace")
        except (OSError, ValueError):
            text = ""
        return EditorText(Source(path, text))


def read_home(home: Home, ways: Ways) -> Loaded:
    """Read a knowledge base from the disk; whatever is wrong with its configuration is a finding."""
    try:
        settings = ways.settings(home.config_path, home.given_root)
        today = ways.today()
        return Loaded(load(settings, today, ways.history(settings, today), ways.baseline))
    except ConfigurationError as error:
        return Loaded(None, tuple(check_configuration(error)))
    except OSError as error:
        source = Source(home.config_path.name, "")
        return Loaded(None, tuple(check_configuration(_unreadable(source, error))))


def _unreadable(source: Source, error: OSError) -> ConfigurationError:
    message = f"the knowledge base cannot be read: {(error.strerror or str(error)).lower()}"
    return ConfigurationError(source, (Problem("K007", Span(0, 0), message, "make its files readable"),))


class Session:
    """The knowledge bases that documents of an editor were found to belong to."""

    def __init__(self, ways: Ways, config_path: Path | None = None, root: Path | None = None) -> None:
        self.ways = ways
        self.fixed: Home | None = None
        if config_path is not None:
            folder = Path(os.path.abspath(root or config_path.parent))
            self.fixed = Home(Path(os.path.abspath(config_path)), folder, root and folder)
        self.homes: dict[Path, Home] = {self.fixed.config_path: self.fixed} if self.fixed else {}

    def home_of(self, path: Path) -> tuple[Home, str] | None:
        """The knowledge base of a file, and its path there: that of the next `mkdocs.yml` above it."""
        if self.fixed:
            if path == self.fixed.config_path:
                return self.fixed, self.fixed.configuration
            inside = self.fixed.inside(path)
            return (self.fixed, inside) if inside else None
        for folder in path.parents:
            known = self.homes.get(folder / CONFIGURATION)
            if known is None and os.path.lexists(folder / CONFIGURATION):
                known = Home(folder / CONFIGURATION, folder)
                self.homes[known.config_path] = known
            if known is not None:
                return known, path.relative_to(folder).as_posix()
        return None

    def known_homes(self) -> Iterator[Home]:
        """All that were met so far."""
        yield from self.homes.values()
