"""K416 path-collision."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.index import Facts
from kept.library import Library
from kept.parse.files import folded
from kept.text import Source, Span

_PAGE = "---\ntitle: {}\naudience: public\n---\nText\n"


@rule(
    "K416",
    on=Library,
    severity=Severity.ERROR,
    bad=(
        {"docs/router.md": _PAGE.format("Router"), "docs/router/index.md": _PAGE.format("All routers")},
        {
            "docs/faq/fees.md": _PAGE.format("Fees"),
            "docs/faq/caf\u00e9.md": _PAGE.format("Caf\u00e9"),
            "docs/faq/cafe\u0301.md": _PAGE.format("Menu"),
        },
        {
            "docs/fees.md": _PAGE.format("Fees"),
            "docs/prices.md": _PAGE.format("Prices\nredirect_from: [Fees/]"),
        },
    ),
    good=(
        {"docs/router.md": _PAGE.format("Router"), "docs/routers/index.md": _PAGE.format("All routers")},
        {"docs/fees.md": _PAGE.format("Fees\nredirect_from: [Fees/]")},
    ),
)
def path_collision(library: Library, context: Context) -> Iterator[Diagnostic]:
    """Two files that become one on another computer, or in the site, cost readers one of the two pages.

    Disks of Windows and macOS make no difference between `Fees.md` and `fees.md`, nor between the two ways in
    which Unicode writes "\u00e9". A page `router.md` has the same address as the first page of a folder
    `router`. A former address counts like one that is in use, unless it is the page's own.
    """
    index = library.index
    files = list(dict.fromkeys([*(one.path for one in index.facts), *index.assets.values()]))
    for first, path in _alike(files):
        message = f'on many disks "{path}" and "{first}" are one file, for their names differ in form alone'
        advice = "rename one of the two with `kept mv`"
        yield context.diagnostic(Span(0, 0), message, advice, source=Source(path, ""))
    for first, folder in _alike(list(dict.fromkeys(_folders(files)))):
        path = next(path for path in files if path.startswith(folder + "/"))
        message = f'on many disks the folders "{folder}" and "{first}" are one'
        advice = "move the files of one of the two into the other"
        yield context.diagnostic(Span(0, 0), message, advice, source=Source(path, ""))
    if len(index.by_url) != len(index.facts):
        for one in index.facts:
            other = index.by_url[one.url]
            if other.path != one.path and one.is_live(context.today) and other.is_live(context.today):
                message = f'this page and "{other.path}" have the same address, /{one.url}'
                advice = "rename one of the two with `kept mv`"
                yield context.diagnostic(Span(0, 0), message, advice, source=Source(one.path, ""))
    for path, address, other_path, other_address in _rivals(index.facts, context.today):
        message = (
            f'on many disks /{address} of this page and /{other_address} of "{other_path}" are one address, '
            "so that one of the two pages is lost"
        )
        advice = "rename the page with `kept mv`, or remove the former address"
        yield context.diagnostic(Span(0, 0), message, advice, source=Source(path, ""))


def _rivals(pages: Sequence[Facts], today: date) -> Iterator[tuple[str, str, str, str]]:
    """Pages and their addresses, former ones too, that differ in form alone from those of other pages."""
    claims = [(one, address) for one in pages for address in (one.url, *one.redirects)]
    keys = [folded(address) for _, address in claims]
    if len(set(keys)) == len(keys):
        return
    seen: dict[str, tuple[Facts, str]] = {}
    for (one, address), key in zip(claims, keys, strict=True):
        if not one.is_live(today):
            continue
        other, first = seen.setdefault(key, (one, address))
        if first != address and folded(other.path) != folded(one.path):  # else the files are alike
            yield one.path, address, other.path, first


def _alike(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of paths that differ in case or Unicode form alone, in folders that do not."""
    keys = folded("\n".join(paths)).split("\n")
    if not paths or len(set(keys)) == len(paths):
        return
    seen: dict[str, str] = {}
    for path, key in zip(paths, keys, strict=True):
        first = seen.setdefault(key, path)
        if first != path and posixpath.dirname(first) == posixpath.dirname(path):
            yield first, path


def _folders(paths: Iterable[str]) -> Iterator[str]:
    for folder in dict.fromkeys(path.rpartition("/")[0] for path in paths):
        path = folder
        while path:
            yield path
            path = path.rpartition("/")[0]
