"""A knowledge base that exists, to measure with instead of generated articles."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kept import library
from kept.cache_folder import FOLDER
from kept.config import load
from kept.content.article import Article
from kept.values import dataclass


class Editable(NamedTuple):
    """An article that may be edited."""

    source: str
    """Its path in the folder of a builder."""
    page: str
    """Its path in the site, as Markdown."""


@dataclass(frozen=True)
class Given:
    """Its folder and its configuration. It is copied before anything is done with it."""

    root: Path
    configuration: Path
    today: date

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options that name the configuration, and the day: its articles may be of today."""
        return (
            "--today",
            self.today.isoformat(),
            "--config",
            str(self.configuration.resolve()),
            "--root",
            ".",
        )

    def copied_to(self, folder: Path) -> None:
        """Copy it, without a cache that may lie in it."""
        shutil.copytree(self.root, folder, ignore=shutil.ignore_patterns(FOLDER, ".git"))

    def published_to(self, docs: Path) -> None:
        """Write the published pages, and the files beside them, to where they are in the site.

        That is what builders are given that know one folder of content only.
        """
        for article in self._published:
            target = docs / article.site_path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(article.document.source.text, encoding="utf-8")
        settings = self._library.settings
        for asset in self._library.assets:
            target = docs / library.site_path(asset.path, settings)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(settings.root / asset.path, target)

    def editable(self, *, as_written: bool) -> tuple[Editable, ...]:
        """Articles with a title of their own: where they are written, else where they are copied to."""
        return tuple(
            Editable(one.path if as_written else f"docs/{one.site_path}", one.site_path)
            for one in self._published
            if "\ntitle: " in one.document.source.text and Path(one.path).stem not in ("index", "README")
        )

    @cached_property
    def pages(self) -> int:
        """How many are published."""
        return len(self._published)

    @cached_property
    def _library(self) -> library.Library:
        return library.load(load(self.configuration, self.root))

    @cached_property
    def _published(self) -> tuple[Article, ...]:
        found = self._library
        return tuple(one for one in found.articles if one.is_published(found.settings, self.today))
