"""Files included by pymdownx.snippets, expanded by pymdownx itself so that nothing can differ."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from kept.parse.document import Document, Snippet
from kept.parse.files import HIDDEN, strays

INCLUDED_LIMIT = 1000
"""Files that one document may include before we stop following them."""

_NAME = re.compile(r"^[ \t]*(?:-+8<-+[ \t]+)?(?P<q>[\"']?)(?P<target>\S[^\n]*?)(?P=q)[ \t]*$", re.MULTILINE)

_PART = re.compile(r"(?::[\w-]*)+$")


def expanded(document: Document, root: Path, options: dict[str, Any]) -> str:
    """The text of a document with all inclusions expanded; as it is when one of them is missing.

    `options` are those of pymdownx.snippets in the site's configuration; nothing is ever downloaded.
    """
    from kept.parse.inclusion import SnippetMissingError, inner_snippets

    text = document.source.slice(document.body)
    try:
        return "\n".join(inner_snippets(options, base_folders(root, options), root).run(text.splitlines()))
    except (SnippetMissingError, OSError, UnicodeDecodeError, RecursionError):
        return text


def may_include(document: Document, root: Path, options: dict[str, Any]) -> tuple[str, ...]:
    """The files that a document may include, and those that they include; also such as are not there."""
    bases = [os.path.relpath(base, root) for base in base_folders(root, options)]
    names = [snippet.target for snippet in document.snippets]
    seen: dict[str, None] = {}
    while names and len(seen) < INCLUDED_LIMIT:
        name = _PART.sub("", names.pop())
        for base in bases:
            path = os.path.normpath(os.path.join(base, name))
            if path not in seen:
                seen[path] = None
                names.extend(_names(root / path))
    return tuple(seen)


def _names(path: Path) -> list[str]:
    """What a file might include itself; names too many do no harm."""
    try:
        text = path.read_text("utf-8") if path.is_file() else ""
    except (OSError, ValueError):
        return []
    return [found["target"] for found in _NAME.finditer(text)] if "8<-" in text else []


def missing(document: Document, root: Path, options: dict[str, Any]) -> Iterator[Snippet]:
    """Inclusions of files that are not there; pymdownx would leave a silent hole in the page."""
    bases = [base.resolve() for base in base_folders(root, options)]
    for snippet in document.snippets:
        name = _PART.sub("", snippet.target)
        if not any(_is_file_below(base, name) for base in bases):
            yield snippet


def base_folders(root: Path, options: dict[str, Any]) -> list[Path]:
    """The folders in which included files are looked up (`base_path`)."""
    given = options.get("base_path", ["."])
    return [root / str(base) for base in (given if isinstance(given, list) else [given])]


def kept_from(location: Path, root: Path, bases: Iterable[Path]) -> str:
    """Why a file must not be included; in a hidden folder only what the configuration names may be.

    Many projects keep their snippets in a folder such as `docs/.snippets`, which `base_path` names.
    """
    reason = strays(location, root)
    if reason != HIDDEN:
        return reason
    named = (base.resolve() for base in bases)
    inner = (base for base in named if base.is_relative_to(root) and ".git" not in base.parts)
    return "" if any(not strays(location, base) for base in inner) else reason


def _is_file_below(base: Path, name: str) -> bool:
    try:
        found = (base / name).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return False
    return found.is_file() and found.is_relative_to(base)


def included(document: Document, root: Path, options: dict[str, Any]) -> list[Path]:
    """The files that a document includes, also those that these include, as far as they exist."""
    from kept.parse.inclusion import InnerSnippets, SnippetMissingError, inner_snippets

    found: list[Path] = []
    inner = inner_snippets({**options, "check_paths": False}, base_folders(root, options), root)

    def recorded(path: str) -> str | None:
        location = InnerSnippets.get_snippet_path(inner, path)
        if location:
            found.append(Path(location))
        return location

    inner.get_snippet_path = recorded  # type: ignore[method-assign]
    with suppress(SnippetMissingError, OSError, UnicodeDecodeError, RecursionError):
        inner.run(document.source.slice(document.body).splitlines())
    return found  # that an inclusion leads nowhere is another rule's business
