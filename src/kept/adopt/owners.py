"""Who owns the documents when they don't say so themselves: the `CODEOWNERS` file of the repository.

Its patterns are those of `.gitignore`, like ours, and later lines win in both.
Source: GitHub Docs, "About code owners", CODEOWNERS syntax.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kept.globs import is_pattern, matches_any
from kept.parse.files import at, read_source
from kept.values import dataclass

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
MOST = 25
"""Lines that are taken over; more would cost time with every document that is read."""


@dataclass(frozen=True, slots=True)
class OwnedPath:
    """A pattern of paths, the team that owns them, and how many documents that are."""

    pattern: str
    owner: str
    count: int


def infer_owners(root: Path, paths: tuple[str, ...]) -> tuple[OwnedPath, ...]:
    """The owners of documents; nothing without the file, and nothing when it has too many lines."""
    text = next((text for name in PLACES if (text := _text(root, name))), "")
    found = []
    for pattern, owner in _lines(text):
        count = sum(matches_any(path, (pattern,)) for path in paths)
        if count:
            found.append(OwnedPath(pattern, owner, count))
    return tuple(found) if len(found) <= MOST else ()


def _text(root: Path, name: str) -> str:
    file = at(root, name)
    return read_source(file)[0].text if file else ""


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Patterns and their first owner, a team without its organisation: `@acme/billing` is `billing`."""
    for line in text.splitlines():
        words = line.partition(" #")[0].split()
        if len(words) < 2 or words[0][0] in "#[^!" or not is_pattern(words[0]):
            continue
        owner = words[1].removeprefix("@").rpartition("/")[2]
        if owner.isprintable() and owner:
            yield words[0], owner
