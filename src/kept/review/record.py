"""Writes down a review: the day, who did it, and the fingerprint of what was reviewed.

All articles or none: what would be refused is found out before the first file is written.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kept.check.run import check
from kept.content.article import Article, interpret
from kept.content.dates import AmbiguousDate, ImpossibleDate, to_date
from kept.content.fingerprint import REVIEW_FIELDS
from kept.dependencies import Dependencies
from kept.diagnostic import Diagnostic, Severity
from kept.evidence import fingerprint_of, gather
from kept.library import Library, make_slugger
from kept.parse import parse
from kept.parse.anchors import Slugger
from kept.review.front_matter_edit import with_fields
from kept.text import Source
from kept.values import dataclass
from kept.yaml_nodes import Scalar


@dataclass(frozen=True, slots=True)
class Recorded:
    """A file as it is and as it will be."""

    path: str
    location: Path
    before: bytes
    after: bytes

    @property
    def is_new(self) -> bool:
        """Whether anything is to be written."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Review:
    """What a review would write, and why it must not."""

    files: tuple[Recorded, ...] = ()
    errors: tuple[Diagnostic, ...] = ()
    """Findings that articles would still have."""
    refused: tuple[tuple[str, str], ...] = ()
    """Paths, each with the reason why it cannot be written."""


def review(library: Library, articles: Sequence[Article], today: date, by: str) -> Review:
    """The files that hold a review of these articles on a day by a team."""
    dependencies = Dependencies(library.settings, {one.path: one.document for one in library.articles})
    make_slug = make_slugger(library.settings)
    refused: list[tuple[str, str]] = []
    texts: dict[str, str] = {}
    for article in articles:
        if article.document.is_readable:
            text = _text(article, library, dependencies, today, by)
            if text is None:
                names = ", ".join(f"`{name}`" for name in names_used(article, library).values())
                reason = f"kept cannot edit this form of front matter; write {names} on lines of their own"
                refused.append((article.path, reason))
            else:
                texts[article.path] = text
    changed = tuple(_reread(one, texts.get(one.path), library, make_slug) for one in library.articles)
    after = replace(library, articles=changed, reviews=gather(changed, library.settings))
    paths = [one.path for one in articles]
    errors = tuple(one for one in check(after, today, paths) if one.severity is Severity.ERROR)
    if errors:
        errors = _in_the_file(errors, check(library, today, paths))
    if errors or refused:
        return Review((), errors, tuple(refused))
    files = [_file(one, texts[one.path], library.settings.root) for one in articles]
    stale = [(one.path, file) for one, file in zip(articles, files, strict=True) if isinstance(file, str)]
    if stale:
        return Review((), (), tuple(stale))
    return Review(tuple(file for file in files if not isinstance(file, str)))


def _in_the_file(errors: tuple[Diagnostic, ...], now: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Errors of articles as they will be, at the places where they stand now."""
    kinds = {(one.location.path, one.code, one.message) for one in errors}
    known = tuple(one for one in now if (one.location.path, one.code, one.message) in kinds)
    return known if len(known) >= len(errors) else errors


def names_used(article: Article, library: Library) -> dict[str, str]:
    """The fields of a review under the names that the article, else the project, gives them."""
    theirs = {ours: name for name, ours in reversed(library.settings.fields)}
    written = article.document.front.keys() if article.document.front else ()
    found = {}
    for name in REVIEW_FIELDS:
        foreign = (other for other, ours in library.settings.fields if ours == name and other in written)
        found[name] = name if name in written else next(foreign, theirs.get(name, name))
    return found


def _text(article: Article, library: Library, dependencies: Dependencies, today: date, by: str) -> str | None:
    names = names_used(article, library)
    word = fingerprint_of(article, library.settings, dependencies, today, by)
    values = dict(zip(REVIEW_FIELDS, (today.isoformat(), by, str(word)), strict=True))
    node = article.document.front.get(names["reviewed"]) if article.document.front else None
    if isinstance(node, Scalar) and _day(node) == today:
        values["reviewed"] = node.raw  # the same day in another form stays as it is
    return with_fields(article.document, {names[name]: value for name, value in values.items()})


def _day(node: Scalar) -> date | None:
    try:
        return to_date(node.value, node.raw)
    except (ImpossibleDate, AmbiguousDate):
        return None


def _reread(article: Article, text: str | None, library: Library, make_slug: Slugger) -> Article:
    """The article as it will be; itself when nothing is written."""
    if text is None or text == article.document.source.text:
        return article
    document = parse(Source(article.path, text), library.settings.markdown, make_slug)
    return interpret(
        document,
        settings=library.settings,
        types=library.types,
        vocabularies=library.vocabularies,
        site_path=article.site_path,
        url=article.url,
    )


def _file(article: Article, text: str, root: Path) -> Recorded | str:
    """The bytes to write, or why they must not be written."""
    location = (root / article.path).resolve()
    try:
        before = location.read_bytes()
    except OSError as error:
        return (error.strerror or str(error)).lower()
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    if before[len(mark) :] != article.document.source.text.encode():
        return "it was changed while it was being reviewed; run the command again"
    return Recorded(article.path, location, before, mark + text.encode())


def write(files: Iterable[Recorded]) -> None:
    """Write all files or none; raises `OSError`, after putting back what was there."""
    pending = [file for file in files if file.is_new]
    staged: list[tuple[Recorded, str]] = []
    done: list[Recorded] = []
    try:
        staged.extend((file, _staged(file.location, file.after)) for file in pending)
        for file, name in staged:
            os.replace(name, file.location)
            done.append(file)
    except BaseException:
        for file in done:
            with contextlib.suppress(OSError):
                os.replace(_staged(file.location, file.before), file.location)
        for _, name in staged:
            with contextlib.suppress(OSError):
                os.unlink(name)
        raise


def _staged(location: Path, data: bytes) -> str:
    """A file beside another one, with its permissions, ready to take its place."""
    handle, name = tempfile.mkstemp(dir=location.parent, prefix=f".{location.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        shutil.copymode(location, name)
    except BaseException:
        os.unlink(name)
        raise
    return name
