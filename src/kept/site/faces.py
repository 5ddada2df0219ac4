"""What changes in the rest of a site with the title or the fields of some articles, when no page moves by it.

Other pages show the title of an article and what it says of itself: those before and after it, those around
it in its section, and the list of the section. With what was noted of the site (see `kept.site.frame`) these
are found without making the site. Whatever may change more (the name of a section, the front page, graphs)
ends in `NotNoted`.

Cost: a look at each entry of the navigation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from html import escape

from kept.contents import Contents, Sheet
from kept.site.categories import PER_PAGE, page_of_list
from kept.site.frame import Frame, NotNoted, Row, level_of
from kept.site.neighbours import BESIDE, summary
from kept.site.view import day_of_update
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class _Entries:
    """Places in what is noted: the numbers of levels, and of entries there."""

    by_place: dict[tuple[int, int], str]
    """The pages."""
    by_url: dict[str, list[tuple[int, int]]]
    """Where each address is."""
    elsewhere: frozenset[str]
    """Addresses that pages outside of their level show, too."""

    @classmethod
    def of(cls, frame: Frame) -> _Entries:
        by_place = {(which, number): uri for uri, (which, number) in frame.at.items()}
        by_url: dict[str, list[tuple[int, int]]] = {}
        for which, level in enumerate(frame.levels):
            for number, entry in enumerate(level[2]):
                by_url.setdefault(entry[1], []).append((which, number))
        return cls(by_place, by_url, frozenset(_urls_elsewhere(frame)))


def _urls_elsewhere(frame: Frame) -> Iterator[str]:
    for _, _, _, _, _, above, way in frame.levels:
        yield from (entry[1] for shown in above for entry in shown[1])
        yield from (entry[1] for entry in way)
    yield from (entry[1] for entry in frame.levels[0][2])


def with_faces(
    frame: Frame, uris: Iterable[str], contents: Contents, today: date
) -> tuple[Frame, tuple[str, ...]]:
    """What is to be noted after some articles have changed, and the other pages that show it.

    Raises `NotNoted`.
    """
    places = _Entries.of(frame)
    titled = frozenset(frame.titled)
    shown: dict[str, None] = {}
    now = replace(frame, pages=dict(frame.pages), entries=dict(frame.entries), levels=list(frame.levels))
    for uri in uris:
        sheet = contents.by_site_path[uri]
        shown |= dict.fromkeys(_put(now, uri, sheet, places, is_titled=uri in titled, today=today))
    return now, tuple(shown)


def _put(
    now: Frame, uri: str, sheet: Sheet, places: _Entries, *, is_titled: bool, today: date
) -> Iterator[str]:
    """Put an article into what is noted. Gives the other pages that show it."""
    pages, entries = now.pages, now.entries
    if uri not in pages:
        raise NotNoted(uri)
    is_mounted, title, _, *more = pages[uri]
    new = escape(sheet.title, quote=False) if is_titled else title
    if not (is_titled and new == title) and now.has_graphs:
        raise NotNoted("graphs show titles")
    pages[uri] = [is_mounted, new, day_of_update(sheet, today), *more]  # type: ignore[index]
    if uri not in entries:
        return  # the navigation leaves it out
    url, is_renamed = entries[uri][1], new != title
    if is_renamed:
        which, number = now.at.get(uri, (0, -1))
        if which == 0 or number < 0 or uri == now.home or url in places.elsewhere:
            raise NotNoted("it has the name of a section, or every page shows it")
        entries[uri] = [new, *entries[uri][1:]]  # type: ignore[index]
        yield from _beside(now, uri, more[-2:])
    listed = places.by_url.get(url, [])
    for which, number in listed:
        before = now.levels[which][2][number]
        after = [new if is_renamed else before[0], url, summary(sheet), *before[3:]]
        if after != before:
            if len(listed) > 1:
                raise NotNoted("it stands in more than one place")
            yield from _in_level(now, which, number, after, places)


def _in_level(now: Frame, which: int, number: int, after: Row, places: _Entries) -> Iterator[str]:
    """Put an entry into its level. Gives the pages of the level that look different now."""
    row = now.levels[which]
    listed = [*row[2][:number], after, *row[2][number + 1 :]]
    made = [*row[:2], listed, *row[3:]]
    if row[4] and len(listed) <= BESIDE.all and max(map(_characters, (row, made))) > BESIDE.characters:
        raise NotNoted("the section may get a list of its pages, or lose it")
    now.levels[which] = made  # type: ignore[index]
    old, new = level_of(row), level_of(made)
    window = range(max(number - BESIDE.all, 0), min(number + BESIDE.all + 1, len(listed)))
    for at in (-1, *window):
        if (which, at) in places.by_place and old.described(at, BESIDE, 0) != new.described(at, BESIDE, 0):
            yield places.by_place[which, at]
    for uri, (level, page, _) in now.lists.items():
        first = page * PER_PAGE
        if level == which and old.described(-1, BESIDE, first) != new.described(-1, BESIDE, first):
            yield uri
    if now.places[which]:
        yield page_of_list(now.places[which], number)


def _characters(level: Row) -> int:
    """At least as many as decide about whether a section has so many pages that they get a list."""
    return sum(len(entry[0]) + len(entry[1]) for entry in level[2]) + len(level[0]) + len(level[1])


def _beside(now: Frame, uri: str, around: Iterable[str]) -> Iterator[str]:
    """The pages before and after a page."""
    for side, other in zip((-1, -2), around, strict=True):
        if other:
            if other not in now.pages or now.pages[other][side] != uri:
                raise NotNoted("pages are not in one row")
            yield other
