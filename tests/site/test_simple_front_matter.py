"""The quick reader of front matter: where it answers itself, it answers as MkDocs does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.utils import meta

from kept.site import front_matter
from kept.site.front_matter import parted
from kept.site.known_code import fingerprint

KEYS = ["title", "reviewed", "tags", "a-b", "no", "On", "null", "y", "kept", "x" * 101, "<<", "1", "é", "a b"]
WORDS = [
    *("text", "A title: with more", "a:b", "https://a.b/c", "10:30", "it's", "''", '"x"', "'a' b", "a #b"),
    *("2026-02-28", "2026-02-30", "2026-02-28 10:11:12", "0001-01-01T00:00:00+23:59", "12", "0x_", "1e3"),
    *(
        "yes",
        "No",
        "null",
        "~",
        "=",
        "0b",
        "1_0",
        ".5",
        "-",
        "- a",
        "a - b",
        "a ",
        "  a",
        "[a",
        "{a}",
        "a, b",
    ),
    *(
        "%a",
        "@a",
        "&a b",
        "*a",
        "!a",
        "|",
        ">",
        "Größe",
        "–",
        "a\x85b",
        "a\u2028b",
        "\ufeff",
        "a\tb",
        "a\xa0b",
    ),
    *("a\\n", "<b>", "?", "? a", "a?", "a;b", "9" * 5000, "Ⅷ", "٣", "inf", ".inf", "---", "...", ""),
]
SIGNS = "aZ09_ \xa0é–\u4e00😀\u0301\uffff .,:;!?=/()'\"&+%-#<>[]@*\\"


def rows() -> st.SearchStrategy[str]:
    word = st.sampled_from(WORDS) | st.text(max_size=6) | st.text(SIGNS, max_size=9)
    items = st.lists(word, max_size=3)
    return st.one_of(
        word.map(" {}".format),
        word.map(' "{}"'.format),
        word.map(" '{}'".format),
        items.map(lambda given: f" [{', '.join(given)}]"),
        items.map(lambda given: f" [{','.join(given)}]"),
        items.map(lambda given: "".join(f"\n  - {one}" for one in given)),
        items.map(lambda given: "".join(f"\n- {one}" for one in given)),
        items.map(lambda given: "".join(f"\n{' ' * at}- {one}" for at, one in enumerate(given))),
        word,
    )


def texts() -> st.SearchStrategy[str]:
    entry = st.builds("{}:{}\n".format, st.sampled_from(KEYS), rows())
    line = st.sampled_from(["\n", "# note\n", "  more\n", "%YAML 1.1\n", "--- \n", "...\n", "a\n"])
    inside = st.lists(entry | line, max_size=4).map("".join)
    return st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["---\n", "--- \n", "----\n", ""]),
        inside,
        st.just("---\n"),
        rows(),
    )


@given(texts())
@example("---\ntitle: a\nreviewed: 2026-02-30\n---\nText\n")
@example("---\ntags: [a, 1, yes]\n---\n\n\nText\n")
def test_front_matter_is_read_as_by_mkdocs(text: str) -> None:
    assert repr(parted(text)) == repr(front_matter.theirs(text))


def test_usual_front_matter_needs_no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_matter, "theirs", None)
    text = '---\ntitle: "A: b"\nreviewed: 2026-11-01\ntags: [a, b c]\nused_by:\n  - d\n  - e\n---\n\n# A\n'
    assert parted(text) == (
        "# A\n",
        {"title": "A: b", "reviewed": date(2026, 11, 1), "tags": ["a", "b c"], "used_by": ["d", "e"]},
    )


def test_the_code_that_this_stands_in_for_is_known() -> None:
    assert fingerprint(meta) in front_matter.KNOWN
