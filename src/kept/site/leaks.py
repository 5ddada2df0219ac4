"""The last look at a site before anybody can see it: nothing of a document that is not in it may be there.

It trusts nothing that took part in making the site: what is known of the documents decides once more what is
private, and then the bytes of the output are read: of those that were read before, and in which there was
nothing, no more than it takes to know that they are the same (see `kept.leaks.verdicts`).

Cost: with nothing known, linear in the texts and the output. Else the digest of each text and of each file
that nobody answers for (see `SAME`), and the looking through of what has changed.
"""

from __future__ import annotations

import logging
import os
import posixpath
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import field, replace
from datetime import date
from functools import cache, partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from kept.cache_folder import digest as text_digest
from kept.config import Settings
from kept.content.listed import is_listed
from kept.contents import Contents, Sheet
from kept.diagram.fences import diagram
from kept.globs import matches_any
from kept.late_patterns import late_pattern
from kept.leaks.gathering import NOTHING, gathered
from kept.leaks.given import Given, public_text
from kept.leaks.guards import Guard
from kept.leaks.memory import TEXTS, Known, Memory, code
from kept.leaks.reading import digest, readable
from kept.leaks.scan import Leak, Scanner
from kept.leaks.verdicts import Verdict, Verdicts
from kept.leaks.words import words
from kept.leaks.written import Texts
from kept.library import site_path
from kept.parse.files import stamp_of
from kept.site.drawing import in_words
from kept.site.held import held
from kept.site.standing import SAME
from kept.site.workers import mapped
from kept.values import dataclass

log = logging.getLogger("mkdocs.plugins.kept")

SHOWN_LEAKS = 30
"""Leaks that a failing build prints."""
_WRITTEN_ANEW = (".html", ".json", ".xml", ".gz", ".txt")
"""Endings of files that a build writes itself, so that there is hardly one like them in the theme."""
_SPOKEN = (".py", ".html", ".yml", ".yaml", ".json", ".js")
_SOURCE_LIMIT = 512 * 1024
"""Bytes of the largest file of a program whose words count as harmless; larger ones are data."""
_ALWAYS = ("mkdocs", "markdown", "pymdownx", "kept.site")
"""Packages whose words every site may hold, besides those of its plugins and extensions."""


class LeakFound(Abort):
    """Something private is in the site."""

    is_told = True
    """There is nothing to add to its message."""


@dataclass(frozen=True)
class LastLook:
    """What is known before the output is read: what is private, and which files may be copies of which."""

    scanner: Scanner
    sources: Mapping[str, Path]
    """The assets that the site may show, by their path in it."""
    themes: tuple[str, ...]
    """The folders of the theme, whose files are copied into the site."""
    texts: Texts
    today: date
    unasked: Mapping[str, str] = field(default_factory=dict)
    """Files that lie among the pages and of which nobody has said that they are for readers."""
    verdicts: Verdicts = field(default_factory=lambda: Verdicts(Scanner(NOTHING, {})))

    @classmethod
    def at(
        cls, contents: Contents, config: MkDocsConfig, today: date, memory: Path | None = None
    ) -> LastLook:
        """The last look at a site; with nothing known, it reads the public documents twice."""
        texts = Texts.of(contents, today)
        hidden = texts.hidden_assets if texts.private else {}
        settings = contents.settings
        root = settings.root
        shown = [path for path in contents.assets if path not in hidden]
        unasked: dict[str, str] = {}
        if texts.has_private:  # what nobody has asked for could be a copy of a private article
            asked = texts.shown_assets | _of_all_pages(settings, config)
            unasked = {
                site_path(path, settings): path
                for path in shown
                if path not in asked and not is_listed(path, settings)
            }
        sources = {site_path(path, settings): root / path for path in shown}
        sources = {path: place for path, place in sources.items() if path not in unasked}
        if not texts.has_private:
            return cls(Scanner(NOTHING, {}), sources, tuple(config.theme.dirs), texts, today)
        kept = Memory(memory, code()) if memory is not None else None
        known = kept.read() if kept is not None else Known()
        published = tuple(texts.published())
        found = gathered(
            texts.hidden(),
            (*map(public_text, _own_texts(texts, config)), *published),
            known.gathered,
            lambda keys: kept.words(TEXTS, keys) if kept is not None else {},
        )

        @cache
        def harmless() -> dict[str, Given[str]]:
            programs = map(public_text, _program_texts(settings, config))
            return {one.key: one for one in (*programs, *published, *_diagrams(texts))}

        assets = dict(_digests(hidden, sources.values(), root))
        scanner = Scanner(found, assets, lambda: harmless().values())
        verdicts = Verdicts(scanner)
        if kept is not None:
            verdicts = Verdicts.of(scanner, found, known, kept, harmless)
        return cls(scanner, sources, tuple(config.theme.dirs), texts, today, unasked, verdicts)

    def verdict(self, path: str, folder: Path) -> Verdict | None:
        """What is in one file of the output; nothing is said of a copy."""
        stamp = stamp_of(folder / path)
        data = (folder / path).read_bytes()
        if found := self.verdicts.as_before(path, data):
            return replace(found, stamp=stamp)
        return None if self._is_copy(path, data) else replace(self.verdicts.judge(path, data), stamp=stamp)

    def _is_copy(self, path: str, data: bytes) -> bool:
        """Whether the file is, byte for byte, one of the theme, or an asset that the site may show."""
        places = [self.sources[path]] if path in self.sources else []
        if not path.endswith(_WRITTEN_ANEW):
            places += [Path(folder, path) for folder in self.themes]
        return any(_is_same(place, data) for place in places)

    def described(self, leak: Leak, folder: Path) -> str:
        """The line for a leak: where, what, of which document, and what to do."""
        origin = leak.guard.origin
        address = _address_with(leak.guard.phrase, folder / leak.path)
        where = f"; it stands in the address {address}" if address else ""
        advice = _ADVICE
        if path := self.unasked.get(leak.path):
            advice = f"remove {path}; if it may be public, name it under `assets`"
        return (
            f'{leak.path}: holds {leak.guard.kind} "{leak.found}" of {origin}, '
            f"{self.texts.reason(origin, self.today)}{where} ({advice})"
        )


_ADDRESS = late_pattern(r"(?<=\s)(?:href|src)=\"([^\"]*)\"")


def _address_with(phrase: str, place: Path) -> str:
    """The first address in a page that holds a phrase, if nothing else does; readers don't see it there."""
    text = place.read_text("utf-8", "replace") if place.suffix == ".html" else ""

    def is_in(part: str) -> bool:
        return f" {phrase} " in f" {' '.join(words(readable(part)))} "

    return "" if is_in(_ADDRESS.sub("", text)) else next(filter(is_in, _ADDRESS.findall(text)), "")


_ADVICE = (
    "take it out of the page, hook, template or plugin that brings it in; "
    "if it may be public, name a file that says it under `public_text`"
)


_LOOK: ContextVar[tuple[LastLook, Path]] = ContextVar("look")
"""What workers look for, and in which folder; they are forked from the process that has set it."""


def refuse_leaks(look: LastLook, folder: Path, jobs: int = 1) -> None:
    """Read all files of a site. Raises `LeakFound`; a line for each leak is logged, its file is removed."""
    if not look.scanner:
        return
    same = SAME.get()
    files = dict(_files(str(folder)))
    paths = list(files)
    known = {path for path in paths if path in same and look.verdicts.is_same(path, stamp_of(files[path]))}
    unread = [path for path in paths if path not in known]
    with held(_LOOK, (look, folder)):
        verdicts = dict(zip(unread, mapped(_look, unread, jobs), strict=True))
    found = [leak for verdict in verdicts.values() if verdict is not None for leak in verdict.leaks]
    if not found:
        look.verdicts.remember(paths, verdicts)
        return
    for leak in found[:SHOWN_LEAKS]:
        log.error(look.described(leak, folder))
    for path in dict.fromkeys(leak.path for leak in found):
        (folder / path).unlink()
    count = f"{len(found)} pieces" if len(found) > 1 else "a piece"
    more = f" ({SHOWN_LEAKS} are shown)" if len(found) > SHOWN_LEAKS else ""
    raise LeakFound(f"the site would give away {count} of documents that are not in it{more}")


def _look(paths: Sequence[str]) -> list[Verdict | None]:
    look, folder = _LOOK.get()
    return [look.verdict(path, folder) for path in paths]


def _files(folder: str, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All files with their paths, in order; links to folders lead out of the site."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{below}{entry.name}/")
        elif not entry.is_dir():
            yield below + entry.name, entry


def _is_same(place: Path, data: bytes) -> bool:
    try:
        return place.stat().st_size == len(data) and place.read_bytes() == data
    except OSError:
        return False


def _digests(
    hidden: Mapping[str, tuple[str, ...]], shown: Iterable[Path], root: Path
) -> Iterator[tuple[str, Guard]]:
    """The digests of private files, but for those that the site also shows under another name."""
    private = {path: found for path in hidden if (found := _digest(root / path))}
    sizes = {(root / path).stat().st_size for path in private}
    public = {_digest(path) for path in shown if path.is_file() and path.stat().st_size in sizes}
    for path, found in private.items():
        if found not in public:
            yield found, Guard(path, "the file", hidden[path][0])


def _digest(path: Path) -> str:
    """The digest of a file; empty when there is nothing to recognise it by."""
    try:
        data = path.read_bytes()
    except OSError:
        return ""
    return digest(data) if data else ""


def _own_texts(texts: Texts, config: MkDocsConfig) -> Iterator[str]:
    """What the site's own configuration, templates and hooks say on every page."""
    settings = texts.contents.settings
    if settings.config_path is not None:
        hidden = {name for one in texts.private for name in (one.facts.path, one.facts.site_path)}
        named = tuple(one for one in settings.nav or () if one in hidden)
        for text in _read(settings.config_path):  # `nav:` may name hidden pages
            yield "\n".join(line for line in text.split("\n") if not any(name in line for name in named))
    if config.theme.custom_dir:
        yield from _below(Path(config.theme.custom_dir), (".html", ".js", ".css", ".svg"))
    for hook in config.hooks or ():
        yield from _read(settings.root / hook)


def _of_all_pages(settings: Settings, config: MkDocsConfig) -> set[str]:
    """The scripts and style sheets of the project that all pages load."""
    listed = (*config.extra_javascript, *config.extra_css)
    return {posixpath.normpath(posixpath.join(settings.docs_dir, str(one))) for one in listed}


def _diagrams(texts: Texts) -> Iterator[Given[str]]:
    """How diagrams of public pages are put into words, which is found out when something is found."""
    for sheet in texts.public:
        read = partial(_in_words, texts.contents, sheet)
        key = text_digest("diagrams", sheet.facts.path, sheet.digest)
        yield Given(key, read) if sheet.digest else public_text(read())


def _in_words(contents: Contents, sheet: Sheet) -> str:
    document = contents.article(sheet.facts.path).document
    found = (diagram(fence, document.source) for fence in document.fences)
    return "\n".join(line for one in found if one is not None for line in in_words(one.text))


def _program_texts(settings: Settings, config: MkDocsConfig) -> Iterator[str]:
    """What the programs that make the site may say, and the files that `public_text` names."""
    for folder in config.theme.dirs:
        yield from _below(Path(folder), (".html",))
    plugins = {type(plugin).__module__ for plugin in config.plugins.values()}
    modules = {*_ALWAYS, *plugins, *(one for one in config.markdown_extensions if isinstance(one, str))}
    packages = {one if one in _ALWAYS else one.partition(".")[0].partition(":")[0] for one in modules}
    for name in sorted(packages - {"kept"}):
        place = getattr(sys.modules.get(name), "__file__", None)
        if place and Path(place).name == "__init__.py":
            yield from _below(Path(place).parent, _SPOKEN)
        elif place:
            yield from _read(Path(place))
    yield from _public_texts(settings)


def _public_texts(settings: Settings) -> Iterator[str]:
    if settings.public_text:
        content = tuple(f"{folder}/" for folder, _ in settings.folders())
        for path in _files_to_read(settings.root):
            if not path.startswith(content) and matches_any(path, settings.public_text):
                yield from _read(settings.root / path)


def _files_to_read(root: Path) -> Iterator[str]:
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            yield (Path(place) / name).relative_to(root).as_posix()


def _below(folder: Path, endings: tuple[str, ...]) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        for name in names:
            if name.endswith(endings) and "moji" not in name:  # pages have emojis by names that they say
                yield from _read(Path(place, name))


def _read(path: Path) -> Iterator[str]:
    try:
        if path.stat().st_size <= _SOURCE_LIMIT:
            yield path.read_text("utf-8", "replace")
    except OSError:
        return
