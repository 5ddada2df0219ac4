"""Pages come out of the cache as they went in, and what is damaged doesn't come out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kept.site.page_cache import Kept, bodies, html_of, like_in, packed, write

KEPT = Kept("key", {}, "", {}, "", False, "")
AROUND = b"<header>" + bytes(range(256)) * 40 + b"<footer>"


@given(st.binary(), st.sampled_from([b"", b"x", AROUND, AROUND * 9]))
def test_a_page_is_unpacked_by_what_it_was_packed_by(text: bytes, like: bytes) -> None:
    html = AROUND + text
    assert html_of(packed("a.md", KEPT, html, like)[-1], like) == html


def test_pages_of_a_site_are_small(tmp_path: Path) -> None:
    rows = [packed(page, KEPT, AROUND + page.encode(), AROUND) for page in ("a.md", "b.md")]
    assert all(len(row[-1]) < 200 < len(packed(row[0], KEPT, AROUND)[-1]) for row in rows)
    place = tmp_path / "cache" / "pages.sqlite"
    write(place, rows, ["a.md", "b.md"], AROUND)
    assert like_in(place) == AROUND
    found = bodies(place, ["a.md", "b.md", "c.md"], like_in(place))
    assert {page: html_of(body, AROUND) for page, body in found.items()} == {
        "a.md": AROUND + b"a.md",
        "b.md": AROUND + b"b.md",
    }


def test_pages_packed_by_another_one_than_is_there_are_made_anew(tmp_path: Path) -> None:
    place = tmp_path / "cache" / "pages.sqlite"
    write(
        place, [packed("a.md", KEPT, AROUND, AROUND), packed("b.md", KEPT, AROUND)], ["a.md", "b.md"], AROUND
    )
    with sqlite3.connect(place) as base:
        base.execute("UPDATE alike SET html = ?", (AROUND[::-1],))
    assert bodies(place, ["a.md", "b.md"], like_in(place)).keys() == {"b.md"}
    with sqlite3.connect(place) as base:
        base.execute("DROP TABLE alike")
    assert bodies(place, ["a.md", "b.md"], like_in(place)).keys() == {"b.md"}
    assert like_in(tmp_path / "gone.sqlite") == b""
