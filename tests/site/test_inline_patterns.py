"""Patterns that cannot match are not tried, and nothing else changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown import Markdown, treeprocessors

from kept.site.inline_patterns import KNOWN, NAME, SparingInlineProcessor, look_before, needed
from kept.site.known_code import fingerprint

EXTENSIONS = [
    *("extra", "admonition", "codehilite", "nl2br", "sane_lists", "smarty", "toc", "wikilinks"),
    *(
        f"pymdownx.{name}"
        for name in ("betterem", "caret", "tilde", "mark", "inlinehilite", "keys", "critic")
    ),
    *(
        f"pymdownx.{name}"
        for name in ("magiclink", "smartsymbols", "tasklist", "emoji", "arithmatex", "escapeall")
    ),
]
PLAIN, RICH = Markdown(), Markdown(extensions=EXTENSIONS)
PATTERNS = [*PLAIN.inlinePatterns, *RICH.inlinePatterns]
OURS = [Markdown(), Markdown(extensions=EXTENSIONS)]
for one in OURS:
    look_before(one)

MARKUP = (
    *(
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "~~",
        "^",
        "==",
        "++",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "a.md",
        "<b>",
        "</b>",
    ),
    *(
        "<https://example.com>",
        "<a@example.com>",
        "https://example.com/a_b",
        "www.example.com",
        "a@example.com",
    ),
    *(
        "&amp;",
        "&",
        "&#42;",
        "\\*",
        "\\",
        "  \n",
        "\n",
        "\n\n",
        "\n- ",
        "\n# ",
        "\n> ",
        "    ",
        ":smile:",
        "$x$",
    ),
    *(
        "[^1]",
        "\n\n[^1]: note",
        "[ref]",
        "\n\n[ref]: /url 'T'",
        "[[wiki]]",
        "*[HTML]: x\n",
        "HTML",
        "{++a++}",
    ),
    *("{: .c }", "++ctrl+c++", "#!py x", "-->", "(c)", "\x02klzzwxh:0001\x03", "\x02", "word", " ", "ſ", "K"),
)
markdown = st.lists(st.one_of(st.sampled_from(MARKUP), st.text(max_size=4)), max_size=20).map("".join)


@pytest.mark.parametrize("at", [0, 1])
@given(text=markdown)
@settings(max_examples=300, deadline=None)
def test_a_page_is_the_same(at: int, text: str) -> None:
    theirs, ours = (PLAIN, RICH)[at], OURS[at]
    assert isinstance(ours.treeprocessors[NAME], SparingInlineProcessor)
    assert ours.reset().convert(text) == theirs.reset().convert(text)


@given(st.sampled_from(PATTERNS), st.data())
@settings(max_examples=200, deadline=None)
def test_what_matches_holds_what_is_needed(pattern: object, data: st.DataObject) -> None:
    expression = pattern.getCompiledRegExp()  # type: ignore[attr-defined]
    characters = needed(expression)
    assume(characters)
    assert characters
    assert not characters.isdisjoint(data.draw(st.from_regex(expression)))


@pytest.mark.parametrize(
    ("expression", "characters"),
    [
        (r"a\*", "*"),
        (r"(?:x|\[)y?", "x["),
        (r"x?", None),
        (r"(?:x|)", None),
        (r"[^x]", None),
        (r"\d", None),
        (r"[a-e]", "abcde"),
        (r"[a-z]", None),
        (r"(?=.*@)b", "@"),
        (r"(?!@).", None),
        (r"(?<=@).", "@"),
        (r"(?i)k@", "@"),
        (r"(?i)k", None),
        (r"(?i:k)@?", None),
        (r"(a)?(?(1)@|b)", None),
        (r"(?:@{2,}){0,3}", None),
        (r"(?:@{2,}){1,3}", "@"),
    ],
)
def test_what_an_expression_needs(expression: str, characters: str | None) -> None:
    found = needed(re.compile(expression))
    assert found == (None if characters is None else set(characters))


def test_the_code_that_it_stands_in_for_is_known() -> None:
    assert fingerprint(treeprocessors) in KNOWN, (
        "look at what has changed in the inline processor, then add it"
    )
