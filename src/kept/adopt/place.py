"""Where the documents of an existing knowledge base are, told by the files around them.

Cost: linear in the number of files; only names are looked at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from kept.near import did_you_mean
from kept.values import dataclass


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
OTHERS = {".mdx": "MDX", ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".rst": "reStructuredText"}
"""Formats of documentation that kept does not read."""

NOT_CONTENT = _set(
    "node_modules vendor venv env __pycache__ site _site build dist target public themes archetypes "
    "layouts i18n tests test spec scripts bin templates hooks overrides"
)
"""Folders beside the documents that belong to programs, or to a built site."""

ABOUT_THE_REPOSITORY = _set(
    "readme contributing changelog license licence code_of_conduct security support authors governance "
    "maintainers copying notice source pull_request_template issue_template agents claude"
)
"""Names of Markdown files at the top of a repository that are about the repository."""

USUAL = (
    "docs", "content", "source", "doc", "documentation", "kb", "knowledge-base", "knowledgebase", "articles",
    "help", "help-center", "help-centre", "support", "handbook", "wiki", "pages", "src", "guides", "guide",
    "runbooks", "faq", "how-to", "troubleshooting", "_docs", "_articles", "_pages", "_posts",
)  # fmt: skip
"""Names that folders of documents have, the likeliest first."""

HOLDERS = USUAL[:5]
"""Those that hold all documents and say nothing about them."""

_SYSTEMS = (
    ("MkDocs", ("mkdocs.yml", "mkdocs.yaml"), ("docs",)),
    ("Docusaurus", ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"), ("docs",)),
    ("Hugo", ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "archetypes"), ("content",)),
    ("Jekyll", ("_config.yml", "_config.yaml"), ("_docs", "_articles", "_pages", "_posts", "docs")),
    ("VitePress", (".vitepress", "docs/.vitepress"), ("docs",)),
    ("mdBook", ("book.toml",), ("src",)),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the documents are: `docs_dir` and `content` as the settings call them."""

    root: Path
    system: str
    docs_dir: str
    content: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    """Other folders with Markdown, and how many files of it."""
    foreign: tuple[tuple[str, int], ...] = ()
    """Formats that kept doesn't read, and how many files have them."""

    @property
    def folders(self) -> tuple[str, ...]:
        """All folders of documents."""
        return (self.docs_dir, *self.content)


class NothingHere(Exception):
    """There are no documents that kept could read."""


def find_place(root: Path, folder: str = "", docs_dir: str = "") -> Place:
    """The place below `root`; `folder` narrows it, `docs_dir` is what an existing configuration says.

    Raises `NothingHere`.
    """
    system, likely = _system(root)
    counts = _counts(root / folder)
    foreign = _foreign(root / (docs_dir or folder))
    if not counts:
        told = "".join(f"; there are {number} files of {name}" for name, number in foreign)
        where = str(root / folder)
        raise NothingHere(f"there is no Markdown in {where}{told}" + _misspelled(root, folder))
    if docs_dir or folder:
        main = docs_dir or folder
        if docs_dir and not any(True for _ in _markdown(root / docs_dir)):
            raise NothingHere(f"there is no Markdown in {root / docs_dir}, which is `docs_dir`")
        kb = ("kb",) if docs_dir and main not in (".", "kb") and counts.get("kb") else ()
        return _place(root, system, main, kb, counts if docs_dir else {}, foreign)
    names = [name for name in (*likely, *USUAL) if counts.get(name)]
    folders = {name: number for name, number in counts.items() if name and name not in NOT_CONTENT}
    if counts.get("", 0) > sum(folders.get(name, 0) for name in names) or not folders:
        if not counts.get(""):
            raise NothingHere(
                f"the Markdown in {root} lies only in folders of programs; name the one to adopt"
            )
        return _place(root, system, ".", (), counts, foreign)
    main = names[0] if names else max(sorted(folders), key=lambda name: folders[name])
    content = tuple(sorted(name for name in set(names) if name != main))
    return _place(root, system, _descended(root, main), content, counts, foreign)


def _place(
    root: Path,
    system: str,
    main: str,
    content: tuple[str, ...],
    counts: dict[str, int],
    foreign: tuple[tuple[str, int], ...],
) -> Place:
    taken = {main.split("/")[0], *content}
    left = (
        ()
        if main == "."
        else sorted(
            (name, count) for name, count in counts.items() if name and name not in taken | NOT_CONTENT
        )
    )
    return Place(root, system, main, content, tuple(left), foreign)


def _misspelled(root: Path, folder: str) -> str:
    try:
        names = [entry.name for entry in os.scandir(root) if entry.is_dir()]
    except OSError:
        return ""
    return did_you_mean(folder, names) if folder and folder not in names else ""


def _system(root: Path) -> tuple[str, tuple[str, ...]]:
    for name, signs, likely in _SYSTEMS:
        if any((root / sign).exists() for sign in signs):
            return name, likely
    return "plain Markdown", ()


def _walk(top: Path) -> Iterator[tuple[str, list[str]]]:
    for folder, folders, files in os.walk(top, onerror=None):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in ("node_modules", "__pycache__")
        )
        yield folder, files


def _markdown(top: Path) -> Iterator[str]:
    for folder, files in _walk(top):
        for name in files:
            if name.lower().endswith(MARKDOWN) and not name.startswith("."):
                yield os.path.relpath(os.path.join(folder, name), top)


def _counts(top: Path) -> dict[str, int]:
    """Markdown files by the topmost folder they lie in; those about the repository are not counted."""
    counts: dict[str, int] = {}
    for path in _markdown(top):
        first, _, rest = path.replace(os.sep, "/").partition("/")
        name = first if rest else ""
        if rest or first.rpartition(".")[0].lower().replace("-", "_") not in ABOUT_THE_REPOSITORY:
            counts[name] = counts.get(name, 0) + 1
    return counts


def _foreign(top: Path) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for _, files in _walk(top):
        for name in files:
            system = OTHERS.get(os.path.splitext(name)[1].lower())
            if system:
                counts[system] = counts.get(system, 0) + 1
    return tuple(sorted(counts.items()))


def _descended(root: Path, folder: str) -> str:
    """The folder itself, or the one below it that holds everything (`website/docs`, `content/en`)."""
    while True:
        counts = _counts(root / folder)
        inner = next((name for name in counts if name in HOLDERS or _LANGUAGE.fullmatch(name)), "")
        if len(counts) != 1 or not inner:
            return folder
        folder = f"{folder}/{inner}"


_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_](?:[A-Z]{2}|[a-z]{2}|[A-Z][a-z]{3}))?")
"""A folder of the documents in one language; addresses leave its name out when there is no other."""
