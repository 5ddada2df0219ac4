"""Where a page that is gone has probably moved to: the same name, the same headings, or nearly the same name.

Cost: linear in the number of pages and their headings to make; a question looks at a few pages only.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from functools import cached_property

from kept.index import Facts
from kept.library import Library
from kept.near import nearest


class Moved:
    """The pages that were never published under the address that they have now."""

    def __init__(self, library: Library) -> None:
        self.ledger = library.ledger
        self.new = [
            one for one in library.index.facts if one.url not in self.ledger.pages and one.is_readable
        ]

    def to(self, address: str) -> Facts | None:
        """The page that an address has probably moved to."""
        named = self._by_name.get(_name(address), [])
        if len(named) == 1:
            return named[0]
        return self._with_headings_of(address) or self._near(address)

    @cached_property
    def _by_name(self) -> dict[str, list[Facts]]:
        found: dict[str, list[Facts]] = {}
        for one in self.new:
            found.setdefault(_name(one.url), []).append(one)
        return found

    @cached_property
    def _by_anchor(self) -> dict[str, list[Facts]]:
        found: dict[str, list[Facts]] = {}
        for one in self.new:
            for anchor in one.anchors:
                found.setdefault(anchor, []).append(one)
        return found

    def _with_headings_of(self, address: str) -> Facts | None:
        """The page that has most of the headings, if it has at least half of them."""
        anchors = self.ledger.anchors.get(address, ())
        shared: Counter[str] = Counter()
        pages: dict[str, Facts] = {}
        for anchor in anchors:
            for one in self._by_anchor.get(anchor, ()):
                pages[one.path] = one
                shared[one.path] += 1
        best = max(shared, key=lambda path: (shared[path], path), default="")
        if not best or shared[best] * 2 < max(len(anchors), len(pages[best].anchors)):
            return None
        ties = [path for path, count in shared.items() if count == shared[best]]
        return pages[best] if len(ties) == 1 else None

    def _near(self, address: str) -> Facts | None:
        folder = posixpath.dirname(address.rstrip("/"))
        beside = {_name(one.url): one for one in self._by_folder.get(folder, ())}
        name = nearest(_name(address), beside)
        return beside[name] if name else None

    @cached_property
    def _by_folder(self) -> dict[str, list[Facts]]:
        found: dict[str, list[Facts]] = {}
        for one in self.new:
            found.setdefault(posixpath.dirname(one.url.rstrip("/")), []).append(one)
        return found


def _name(address: str) -> str:
    """The last part of an address, without what only the form of addresses adds."""
    return posixpath.basename(address.rstrip("/")).removesuffix(".html")
