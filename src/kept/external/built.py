"""The addresses of other servers in the pages of a built site: what readers can follow, and browsers load."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from kept.external.addresses import address

_HOLDING = {
    "a": "href", "area": "href", "link": "href", "object": "data",
    "audio": "src", "embed": "src", "iframe": "src", "img": "src", "script": "src", "source": "src",
    "video": "src",
}  # fmt: skip
"""The attribute of each element that leads a reader, or the browser, to another server."""

_SHOWN_LINKS = frozenset({"stylesheet", "icon"})
"""Of `<link>`, what changes the page; the rest (canonical, alternate …) is for machines."""


def addresses_of_site(folder: Path) -> dict[str, frozenset[str]]:
    """The addresses of other servers in each page of a built site, by the page's path in it."""
    return {
        page.relative_to(folder).as_posix(): addresses_in(page.read_text(encoding="utf-8", errors="replace"))
        for page in sorted(folder.rglob("*.html"))
        if page.is_file()
    }


def addresses_in(html: str) -> frozenset[str]:
    """The addresses of other servers that a page leads to, or loads something from."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return frozenset(reader.found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update(_held(tag, attrs))


def _held(tag: str, attrs: list[tuple[str, str | None]]) -> Iterator[str]:
    name = _HOLDING.get(tag)
    if name is None:
        return
    given = {key: value or "" for key, value in attrs}
    kinds = frozenset(given.get("rel", "").lower().split())
    if "edit" in kinds or (tag == "link" and not kinds & _SHOWN_LINKS):
        return  # the theme makes an address for editing from each page's path
    found = address(given.get(name, ""))
    if found:
        yield found
