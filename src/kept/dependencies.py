"""The files that an article depends on: what its `watch` globs match, and the snippets it includes.

Globs are relative to the project's folder. In a git repository they see what git sees, so that caches and
build results (`.gitignore`) never reopen a review; elsewhere all files but hidden ones.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from kept.config import Settings
from kept.content.article import Article
from kept.content.fingerprint import text_digest
from kept.globs import is_pattern, matches_any
from kept.history import visible_files
from kept.parse.document import Document
from kept.parse.snippets import included

_WHOLE = 16 * 1024 * 1024
"""Bytes up to which a file is read at once, so that line ends don't count in its digest."""

_SKIPPED = frozenset({"__pycache__", "node_modules"})


class Dependencies:
    """Looks up files and their digests; each file is read once, whoever depends on it."""

    def __init__(self, settings: Settings, documents: Mapping[str, Document]) -> None:
        self._settings = settings
        self._documents = documents
        self._names = settings.field_names
        self._by_glob: dict[str, tuple[str, ...]] = {}
        self._digests: dict[str, str] = {}

    def of(self, article: Article) -> tuple[str, ...]:
        """The paths of the files that an article depends on, without its own."""
        watched = set(self._watched(globs(article)))
        return tuple(sorted((watched | set(self._included(article.document))) - {article.path}))

    def digests(self, article: Article) -> dict[str, str]:
        """The files that an article depends on, each with the digest of what it holds."""
        return {path: self._digest(path) for path in self.of(article)}

    def _watched(self, patterns: tuple[str, ...]) -> Iterator[str]:
        wanted, unwanted = _divided(patterns)
        for glob in wanted:
            yield from (path for path in self._matches(glob) if not matches_any(path, unwanted))

    def _matches(self, glob: str) -> tuple[str, ...]:
        found = self._by_glob.get(glob)
        if found is None:
            found = self._by_glob[glob] = tuple(self._found(glob))
        return found

    def _found(self, glob: str) -> Iterator[str]:
        prefix = _fixed_part(glob)
        if ".." in prefix.split("/"):
            return
        if prefix == glob.strip("/") and self._is_file(prefix):
            yield prefix
            return
        known = list(selected(self._listed, (glob,)))
        if not known:
            known = [path for path in self._walked(prefix) if matches_any(path, (glob,))]
        yield from (path for path in known if self._is_file(path))

    @cached_property
    def _listed(self) -> list[str]:
        """What git tracks or would track; nothing outside of a repository."""
        return visible_files(self._settings.root)

    def _walked(self, prefix: str) -> Iterator[str]:
        root = self._settings.root
        for folder, folders, files in os.walk(root / prefix):
            folders[:] = sorted(name for name in folders if name not in _SKIPPED and not name.startswith("."))
            below = os.path.relpath(folder, root).replace(os.sep, "/")
            yield from (name if below == "." else f"{below}/{name}" for name in sorted(files))

    def _is_file(self, path: str) -> bool:
        """Whether it is a file, and not by a link out of the project."""
        location = self._settings.root / path
        try:
            return location.is_file() and location.resolve().is_relative_to(self._settings.root)
        except (OSError, RuntimeError, ValueError):
            return False

    def _included(self, document: Document) -> Iterator[str]:
        options = self._settings.markdown.snippets
        if not document.snippets or options is None:
            return
        root = self._settings.root
        for location in included(document, root, dict(options)):
            if location.is_relative_to(root):
                path = location.relative_to(root).as_posix()
                if self._is_file(path):
                    yield path

    def _digest(self, path: str) -> str:
        found = self._digests.get(path)
        if found is None:
            document = self._documents.get(path)
            is_article = document is not None and document.is_readable
            found = text_digest(document, self._names) if document and is_article else self._of_bytes(path)
            self._digests[path] = found
        return found

    def _of_bytes(self, path: str) -> str:
        try:
            with (self._settings.root / path).open("rb") as file:
                data = file.read(_WHOLE)
                if len(data) == _WHOLE:
                    file.seek(0)
                    return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return "unreadable"
        is_text = b"\0" not in data
        return hashlib.sha256(data.replace(b"\r\n", b"\n") if is_text else data).hexdigest()


def globs(article: Article) -> tuple[str, ...]:
    """The `watch` globs of an article, as `.gitignore` writes them; what is no pattern matches nothing."""
    value = article.value("watch")
    words = value if isinstance(value, tuple) else ()
    return tuple(glob for word in words if str(word).strip() and is_pattern(glob := _anchored(str(word))))


def selected(paths: list[str], patterns: tuple[str, ...]) -> Iterator[str]:
    """The paths of a sorted list that globs match; only those are tried that begin as a glob does."""
    wanted, unwanted = _divided(patterns)
    for glob in wanted:
        for path in _below(paths, _fixed_part(glob)):
            if matches_any(path, (glob,)) and not matches_any(path, unwanted):
                yield path


def _anchored(word: str) -> str:
    """A glob from the project's folder on: `go.mod` is not `lib/go.mod`."""
    word = word.strip()
    sign = "!" if word.startswith("!") else ""
    return f"{sign}/{word.removeprefix('!').removeprefix('./').lstrip('/')}"


def _divided(patterns: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is wanted, and what is not (`!glob`)."""
    unwanted = tuple(pattern[1:] for pattern in patterns if pattern.startswith("!"))
    return tuple(pattern for pattern in patterns if not pattern.startswith("!")), unwanted


def _fixed_part(glob: str) -> str:
    """The folders, or the whole path, before the first part that can match several."""
    parts: list[str] = []
    for part in glob.strip("/").split("/"):
        if any(char in part for char in "*?[\\"):
            break
        parts.append(part)
    return "/".join(parts)


def _below(paths: list[str], prefix: str) -> Iterable[str]:
    """The paths of a sorted list that begin with a prefix."""
    start = bisect_left(paths, prefix)
    return paths[start : bisect_left(paths, prefix + "\U0010ffff")] if prefix else paths
