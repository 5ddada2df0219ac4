"""The programs that make sites: kept, and its peers where they are installed.

Peers are not dependencies of kept. Stock MkDocs with Material comes with kept itself; the others live in an
environment of their own, which `--peer-path` names. All get the same articles and the same cores.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kept.benchmark.given import Editable, Given
from kept.benchmark.pages import CONFIGURATION, DAY, PLUGIN, write_articles
from kept.benchmark.tables import KEPT
from kept.values import dataclass

PRUNED = ", features: [navigation.prune]"

HUGO = """\
baseURL = "/"
disablePathToLower = true
title = "Benchmark"
disableKinds = ["taxonomy", "term", "rss"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
"""

LAYOUT = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><article>{{ .Content }}</article></body>
</html>
"""
"""No theme at all: no navigation, no search, no style. What is left is near the limit of any builder."""

WITH_KEPT, WITHOUT, WITH_PRUNING = ("", PLUGIN), ("", ""), (PRUNED, "")


@dataclass(frozen=True, slots=True)
class Builder:
    """A program that makes a site of the articles in a folder."""

    name: str
    title: str
    command: tuple[str, ...]
    configure: Callable[[Path], None]
    remembers: bool = False
    """Whether it keeps anything for the next build; those that don't do everything again each time."""


@dataclass(frozen=True, slots=True)
class Content:
    """The articles that are built: made for it, or those of a knowledge base that exists."""

    pages: int = 0
    given: Given | None = None

    @property
    def count(self) -> int:
        """How many pages they make."""
        return self.pages if self.given is None else self.given.pages

    def written(self, builder: Builder, folder: Path) -> None:
        """Write articles and configuration for one of the builders."""
        if self.given is not None and builder.name == "kept":
            self.given.copied_to(folder)
            return
        if self.given is not None:
            self.given.published_to(folder / "docs")
        else:
            write_articles(folder / "docs", self.pages)
        builder.configure(folder)

    def articles(self, builder: Builder, folder: Path) -> tuple[Editable, ...]:
        """The articles that can be edited, in the folder of one of the builders."""
        if self.given is None:
            docs = folder / "docs"
            pages = sorted(str(page.relative_to(docs)) for page in docs.rglob("article-*.md"))
            return tuple(Editable(f"docs/{page}", page) for page in pages)
        return self.given.editable(as_written=builder.name == "kept")


def builders(names: tuple[str, ...], peer_path: Path | None, given: Given | None) -> Iterator[Builder]:
    """Kept, and those of the named peers that are installed."""
    options = given.arguments if given else DAY
    command = (*KEPT, "build", *options, "--site-dir", "site")
    yield Builder("kept", "kept build", command, _mkdocs_configuration(*WITH_KEPT), remembers=True)
    for name in names:
        if (found := PEERS[name](peer_path)) is not None:
            yield found


def _mkdocs_configuration(features: str, plugin: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "mkdocs.yml").write_text(CONFIGURATION % (features, plugin), encoding="utf-8")

    return write


def _program(name: str, peer_path: Path | None) -> str | None:
    return shutil.which(name, path=str(peer_path.resolve()) if peer_path else None)


def _stock(peer_path: Path | None) -> Builder:
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    return Builder("stock", "MkDocs + Material", command, _mkdocs_configuration(*WITHOUT))


def _pruned(peer_path: Path | None) -> Builder:
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    return Builder("pruned", "MkDocs + Material, pruned", command, _mkdocs_configuration(*WITH_PRUNING))


def _zensical(peer_path: Path | None) -> Builder | None:
    program = _program("zensical", peer_path)
    configure = _mkdocs_configuration(*WITHOUT)
    return program and Builder("zensical", "Zensical", (program, "build"), configure, remembers=True) or None


def _properdocs(peer_path: Path | None) -> Builder | None:
    program = _program("properdocs", peer_path)
    command = (program or "", "build", "--quiet", "-f", "mkdocs.yml")
    configure = _mkdocs_configuration(*WITHOUT)
    return Builder("properdocs", "ProperDocs + Material", command, configure) if program else None


def _hugo(peer_path: Path | None) -> Builder | None:
    program = _program("hugo", peer_path)
    command = (program or "", "--quiet", "--contentDir", "docs", "--destination", "site")
    return Builder("hugo", "Hugo without a theme", command, _configure_hugo) if program else None


def _configure_hugo(folder: Path) -> None:
    """Name home pages and those of folders as Hugo does, and give it a layout."""
    (folder / "hugo.toml").write_text(HUGO, encoding="utf-8")
    layouts = folder / "layouts"
    layouts.mkdir()
    (layouts / "all.html").write_text(LAYOUT, encoding="utf-8")
    for page in sorted((folder / "docs").rglob("*.md")):
        if re.fullmatch(r"index|README", page.stem):
            page.rename(page.with_name("_index.md"))


PEERS: dict[str, Callable[[Path | None], Builder | None]] = {
    "stock": _stock,
    "pruned": _pruned,
    "zensical": _zensical,
    "properdocs": _properdocs,
    "hugo": _hugo,
}
