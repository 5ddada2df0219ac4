"""What articles may know of each other: small facts about each, and indexes to look them up by.

A document is parsed for its own sake; of all others only these facts are needed. They are small enough to be
kept from one run to the next, and `offers` says under which keys others can ask for them, so that a change to
one article is known to concern those that asked for it and nobody else.

Cost: linear in the number of articles to make; every question is one lookup.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from kept.config import Settings
from kept.content.article import is_embargoed, is_shown
from kept.content.sketch import bands
from kept.near import Words
from kept.values import dataclass


class Facts(NamedTuple):
    """One article, as others see it."""

    path: str
    """The path that messages name."""
    site_path: str
    """Its path among the pages of the site (`src_uri` of MkDocs)."""
    url: str
    """Its address relative to the site's root."""
    title: str
    audience: str | None
    owner: str
    type: str
    status: str
    """`published`, `draft` or `archived`; `unclear` when what decides about it cannot be read."""
    expires: str
    """The day from which it is not in the site (ISO 8601); empty without one."""
    embargo: str
    """The day before which it is not in the site (ISO 8601); empty without one."""
    is_readable: bool
    reviewed: str
    """The day of its review (ISO 8601), when nothing but that day stands behind it; else empty."""
    sketch: str
    """What it says, as `kept.content.sketch` sees it."""
    has_more_anchors: bool
    """Whether its page will have ids besides `anchors`, which only the build knows."""
    anchors: tuple[str, ...]
    """Every id of its page, included files counted."""
    redirects: tuple[str, ...] = ()
    """Its former addresses, in the form of `url`."""

    def is_expired(self, today: date) -> bool:
        """Whether it has left the site by itself."""
        return bool(self.expires) and self.expires <= today.isoformat()

    def is_embargoed(self, today: date) -> bool:
        """Whether it is not to be seen yet."""
        return is_embargoed(self.embargo, today)

    def is_live(self, today: date) -> bool:
        """Whether it is, or will be, in the site of any audience: neither archived nor expired."""
        return self.is_readable and self.status != "archived" and not self.is_expired(today)

    def is_published(self, settings: Settings, today: date) -> bool:
        """Whether it is in the site (as `Article.is_published`)."""
        return (
            self.is_readable
            and self.status == "published"
            and not self.is_expired(today)
            and not self.is_embargoed(today)
            and is_shown(self.audience, settings.audience, settings.audiences)
        )


PAGE, URL, ANCHORS, TITLE, NAMES, EVIDENCE = "p:", "u:", "a:", "t:", "n:", "e:"
REDIRECT, LEDGER, BAND, GRAPH = "r:", "l:", "s:", "g:"
"""The kinds of keys under which articles ask for facts."""


FEW_BANDS = 16
"""Check sums up to which all articles are gone through for each; it takes as long to group them all."""


def folded(title: str) -> str:
    """A title as two of them are compared: without regard to case and blanks."""
    return " ".join(title.split()).casefold()


def offers(facts: Facts) -> Iterator[tuple[str, object]]:
    """The keys under which others can ask for an article, and what they would learn."""
    seen = (
        facts.path,
        facts.url,
        facts.title,
        facts.audience,
        facts.status,
        facts.expires,
        facts.embargo,
        facts.is_readable,
    )
    yield PAGE + facts.path, seen
    yield PAGE + facts.site_path, seen
    yield URL + facts.url, facts.path
    yield ANCHORS + facts.path, (facts.anchors, facts.has_more_anchors)
    yield TITLE + folded(facts.title), (facts.path, facts.is_readable)
    yield NAMES, (facts.path, facts.redirects)
    for band in bands(facts.sketch):
        yield BAND + band, (facts.path, facts.sketch, facts.status, facts.expires, facts.is_readable)
    for address in facts.redirects:
        yield REDIRECT + address, seen


def changed_keys(before: Iterable[Facts], after: Iterable[Facts]) -> set[str]:
    """The keys whose answers differ when some articles are replaced by others."""
    old = {offer for facts in before for offer in offers(facts)}
    new = {offer for facts in after for offer in offers(facts)}
    return {key for key, _ in old ^ new}


@dataclass(frozen=True)
class Index:
    """The facts of all articles, and the paths of other files by their path in the project or the site."""

    facts: tuple[Facts, ...]
    assets: dict[str, str]

    @cached_property
    def by_path(self) -> dict[str, Facts]:
        """By path in the project."""
        return {one.path: one for one in self.facts}

    @cached_property
    def by_site_path(self) -> dict[str, Facts]:
        """By path among the pages of the site."""
        return {one.site_path: one for one in self.facts}

    @cached_property
    def by_url(self) -> dict[str, Facts]:
        """By address in the site."""
        return {one.url: one for one in self.facts}

    @cached_property
    def by_redirect(self) -> dict[str, list[Facts]]:
        """By former address."""
        return _grouped((address, one) for one in self.facts for address in one.redirects)

    @cached_property
    def by_band(self) -> dict[str, list[Facts]]:
        """By the check sums of what they say."""
        return _grouped((band, one) for one in self.facts for band in bands(one.sketch))

    def in_band(self, band: str) -> Sequence[Facts]:
        """Those with a check sum. To look for a few takes less time than to group all articles."""
        if "by_band" in vars(self) or len(self._looked_for) >= FEW_BANDS:
            return self.by_band.get(band, ())
        self._looked_for.append(band)
        return [one for one in self.facts if band in one.sketch and band in bands(one.sketch)]

    @cached_property
    def _looked_for(self) -> list[str]:
        return []

    @cached_property
    def by_title(self) -> dict[str, list[Facts]]:
        """By title without regard to case."""
        return _grouped((folded(one.title), one) for one in self.facts)

    @cached_property
    def by_stem(self) -> dict[str, list[Facts]]:
        """By file name without its ending."""
        return _grouped((_stem(one), one) for one in self.facts)

    @cached_property
    def by_folder(self) -> dict[str, list[Facts]]:
        """By folder in the site."""
        return _grouped((posixpath.dirname(one.site_path), one) for one in self.facts)

    def names_in(self, folder: str) -> Words:
        """The file names of the pages of a folder in the site."""
        found = self._names.get(folder)
        if found is None:
            pages = self.by_folder.get(folder, ())
            found = self._names[folder] = Words(posixpath.basename(one.site_path) for one in pages)
        return found

    @cached_property
    def _names(self) -> dict[str, Words]:
        return {}

    @cached_property
    def asset_names(self) -> tuple[str, ...]:
        """File names of everything that is not a document."""
        return tuple(sorted({posixpath.basename(path) for path in self.assets.values()}))

    def replacing(self, path: str, new: Facts) -> Index:
        """The index in which an article has other facts; what is there of it already is not made again."""
        old = self.by_path[path]
        at = self._places[path]
        made = Index((*self.facts[:at], new, *self.facts[at + 1 :]), self.assets)
        known = vars(made)
        known |= {name: vars(self)[name] for name in ("_places", "asset_names") if name in vars(self)}
        single: tuple[tuple[str, str, str], ...] = (
            ("by_path", old.path, new.path),
            ("by_site_path", old.site_path, new.site_path),
            ("by_url", old.url, new.url),
        )
        for name, before, after in single:
            if name in vars(self) and before == after and vars(self)[name][before] is old:
                known[name] = vars(self)[name] | {after: new}
        groups = (
            ("by_title", folded(old.title), folded(new.title)),
            ("by_stem", _stem(old), _stem(new)),
            ("by_folder", posixpath.dirname(old.site_path), posixpath.dirname(new.site_path)),
        )
        for name, before, after in groups:
            if name in vars(self):
                known[name] = self._regrouped(vars(self)[name], before, after, old, new)
        return made

    def _regrouped(
        self, groups: dict[str, list[Facts]], before: str, after: str, old: Facts, new: Facts
    ) -> dict[str, list[Facts]]:
        """Groups with one article in another one, in the order of the files."""
        found = groups | {before: [one for one in groups[before] if one is not old]}
        found[after] = sorted([*found.get(after, ()), new], key=lambda one: self._places[one.path])
        if not found[before]:
            del found[before]
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        """The number of each article among all."""
        return {one.path: number for number, one in enumerate(self.facts)}


def _stem(facts: Facts) -> str:
    """The file name of an article without its ending, for comparison."""
    return posixpath.splitext(posixpath.basename(facts.path))[0].casefold()


def _grouped(items: Iterable[tuple[str, Facts]]) -> dict[str, list[Facts]]:
    found: dict[str, list[Facts]] = {}
    for key, one in items:
        found.setdefault(key, []).append(one)
    return found
