"""What a change touches or breaks: findings in changed files, and those elsewhere that were not there before.

The library is checked twice, as it is and as it was, each time whole: so a heading that is removed from one
page is found in another page that links to it. How it was is laid out in a temporary folder: changed files as
git has them, all others as they are on the disk (linked, not copied, where the disk can do that).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from kept import config
from kept.check.run import is_below
from kept.config import ConfigurationError, Settings
from kept.diagnostic import Diagnostic
from kept.fingerprints import lasting
from kept.repository import Changes, contents, lay_history

_COPY_LIMIT = 1024 * 1024
"""Bytes of the largest file that is copied where none can be linked; of a larger one only its size is."""

Look = Callable[[Settings], Iterable[Diagnostic]]
Key = tuple[object, str]


def new_or_touched(
    found: Iterable[Diagnostic], settings: Settings, changes: Changes, look: Look
) -> list[Diagnostic]:
    """The findings in files that changed, and those in others that the change brought about.

    `look` finds what was wrong before, in the way in which `found` was found: it is given the settings of
    then, whose folder is a repository at the commit of then. Raises `RepositoryProblem`.
    """
    given = list(found)
    touched = touched_paths(settings, changes)
    if all(is_below(item.location.path, touched) for item in given):
        return given
    known = Counter(_key(item) for item in _before(settings, changes, look))
    kept = []
    for item in given:
        if is_below(item.location.path, touched):
            kept.append(item)
        elif known[_key(item)]:
            known[_key(item)] -= 1
        else:
            kept.append(item)
    return kept


def touched_paths(settings: Settings, changes: Changes) -> frozenset[str]:
    """The changed files and submodules of the project, by the paths that messages name."""
    root = settings.root.resolve()
    found = set()
    for path in changes.touched:
        place = changes.top / path
        if place.is_relative_to(root):
            found.add(place.relative_to(root).as_posix())
        if settings.config_path and place == settings.config_path:
            found.add(settings.config_name)
    return frozenset(found)


def _key(finding: Diagnostic) -> Key:
    """What tells a finding from another one of the same, unchanged file."""
    return (finding.code, finding.location), lasting(finding.message)


def _before(settings: Settings, changes: Changes, look: Look) -> list[Diagnostic]:
    """What was found before the change; nothing when there was nothing that could be checked."""
    if not changes.commit or settings.config_path is None:
        return []
    with tempfile.TemporaryDirectory(prefix="kept-", ignore_cleanup_errors=True) as folder:
        tree = _Tree(Path(folder).resolve(), changes)
        root, config_path = tree.place(settings.root), tree.place(settings.config_path)
        tree.write_old_files()
        tree.link_files_of(settings.root)
        for above in (settings.config_path.parent, *settings.root.parents):
            tree.link_files_of(above)
        try:
            before = config.load(config_path, root)
            for name in _folders(settings) | _folders(before):
                tree.link_below(settings.root / name)
            tree.link_symlinks()
            lay_history(tree.folder, changes)
            return list(look(before))
        except ConfigurationError:
            return []


def _folders(settings: Settings) -> set[str]:
    """Everything of a project that findings depend on."""
    snippets = dict(settings.markdown.snippets or ()).get("base_path", ["."])
    bases = snippets if isinstance(snippets, list) else [snippets]
    wanted = {folder for folder, _ in settings.folders()} | {
        settings.templates,
        settings.records,
        ".github/workflows",
    }
    wanted |= {str(PurePosixPath(path).parent) for path in settings.own_files}
    if settings.markdown.snippets is not None:
        wanted |= {str(base) for base in bases}
    return {name for name in wanted if ".." not in PurePosixPath(name).parts and not os.path.isabs(name)}


class _Tree:
    """The repository as it was, as far as it is needed, below a folder of our own.

    Symbolic links are made last: nothing can be written through one.
    """

    def __init__(self, folder: Path, changes: Changes) -> None:
        self.folder = folder
        self.changes = changes
        self.symlinks: dict[Path, str] = {}
        self.can_link = True

    def place(self, path: Path) -> Path:
        """Where a file of the repository lies here; files outside of it did not change with it."""
        top = self.changes.top
        return self.folder / path.relative_to(top) if path.is_relative_to(top) else path

    def write_old_files(self) -> None:
        for old, data in contents(self.changes.old, self.changes.top):
            place = self.folder / old.path
            if ".." in PurePosixPath(old.path).parts or place == self.folder:
                continue
            if old.is_symlink and isinstance(data, bytes):
                self.symlinks[place] = os.fsdecode(data)
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data if isinstance(data, bytes) else b"")
            if isinstance(data, int):
                os.truncate(place, data)

    def link_files_of(self, folder: Path) -> None:
        """The files that lie in a folder of the repository, without those further below."""
        if folder.is_relative_to(self.changes.top) and folder.is_dir():
            for entry in os.scandir(folder):
                if not entry.is_dir(follow_symlinks=False):
                    self._link(Path(entry.path))

    def link_below(self, folder: Path) -> None:
        """All files below a folder that kept would look at."""
        for directory, folders, files in os.walk(folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in (*folders, *files):
                path = Path(directory, name)
                if path.is_symlink() or name in files:
                    self._link(path)
            if not files and not folders:
                self.place(Path(directory)).mkdir(parents=True, exist_ok=True)

    def link_symlinks(self) -> None:
        for place, target in self.symlinks.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            if not os.path.lexists(place):
                os.symlink(target, place)

    def _link(self, path: Path) -> None:
        place = self.place(path)
        inside = path.relative_to(self.changes.top).as_posix()
        if path.name == ".git" or self._is_new(inside) or os.path.lexists(place):
            return
        if path.is_symlink():
            self.symlinks.setdefault(place, os.readlink(path))
        elif path.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            self._copy(path, place)

    def _is_new(self, path: str) -> bool:
        """Whether a file was added: itself, or with a folder it lies in (a repository in the repository)."""
        added = self.changes.added
        return path in added or any(str(parent) in added for parent in PurePosixPath(path).parents)

    def _copy(self, path: Path, place: Path) -> None:
        if self.can_link:
            try:
                os.link(path, place)
            except OSError:  # another disk, or one that has no links
                self.can_link = False
            else:
                return
        size = path.stat().st_size
        if size > _COPY_LIMIT:
            place.touch()
            os.truncate(place, size)
        else:
            shutil.copyfile(path, place)
