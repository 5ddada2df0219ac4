"""Anchors: the ids that the library computes are those that Python-Markdown writes into the page."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions import toc
from projects import Files

from kept.config import MarkdownSettings, SlugSetting
from kept.library import Library
from kept.parse import parse
from kept.parse.anchors import UntrustedSlugger, heading_text, slugger, slugify
from kept.text import Source

EXTENSIONS = [
    *("toc", "attr_list", "admonition", "md_in_html", "tables", "footnotes"),
    *("pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.emoji", "pymdownx.tasklist"),
]
DEFAULT = SlugSetting()
CASES = Path(__file__).parent / "anchors.md"


class Ids(HTMLParser):
    """The level and the id of every heading in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.found.append((int(tag[1]), dict(attrs).get("id") or ""))


def in_the_page(text: str, **toc: Any) -> list[tuple[int, str]]:
    options = {"pymdownx.tabbed": {"alternate_style": True}, "toc": toc}
    return Ids(markdown.markdown(text, extensions=EXTENSIONS, extension_configs=options)).found


def in_the_library(text: str, slug: SlugSetting = DEFAULT) -> list[tuple[int, str]]:
    settings = MarkdownSettings(slug, attr_list=True, emoji=True)
    document = parse(Source("docs/page.md", text), settings, slugger(slug))
    return [(heading.level, heading.anchor) for heading in document.headings]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=text.split("\n")[0] or text.split("\n")[1])
        for text in CASES.read_text(encoding="utf-8").split("\n%%%\n")
    ],
)
def test_an_anchor_is_the_id_in_the_page(text: str) -> None:
    assert in_the_library(text) == in_the_page(text)


SLUGS = {
    "kept's default": (SlugSetting(), {}),
    "another separator": (SlugSetting(separator="_"), {"separator": "_"}),
    "a function": (SlugSetting("markdown.extensions.toc.slugify_unicode"), {}),
    "a factory": (SlugSetting("pymdownx.slugs.slugify", True, (), (("case", "lower"),)), {}),
    "a factory that encodes": (
        SlugSetting("pymdownx.slugs.slugify", True, (), (("case", "fold"), ("percent_encode", True))),
        {},
    ),
}


@pytest.mark.parametrize("setting", SLUGS)
@pytest.mark.parametrize(
    "text", ["# Größe & Maß", "# 日本語 text", "# 🔧", "# A_b C-d", "# Two  blanks", "# a\n# a\n# a_1\n# A"]
)
def test_every_slug_function_makes_the_ids_of_the_page(text: str, setting: str) -> None:
    slug, options = SLUGS[setting]
    if slug.function:
        options = {"slugify": slugger(slug)}
    assert in_the_library(text, slug) == in_the_page(text, **options)


def test_a_slug_function_of_an_unknown_module_is_not_run() -> None:
    with pytest.raises(UntrustedSlugger, match=r"^os\.path\.join$"):
        slugger(SlugSetting("os.path.join"))
    assert slugger(SlugSetting("os.path.join"), ("os",))("a", "b") == "a/b"
    assert slugger(SlugSetting("os.path.join"), ("os.path",))("a", "b") == "a/b"


@pytest.mark.parametrize(
    ("setting", "error"),
    [
        (SlugSetting("slugify.nothing"), ImportError),
        (SlugSetting("pymdownx.slugs.nothing"), AttributeError),
        (SlugSetting("pymdownx.slugs.slugify", True, ("lower",)), TypeError),
        (SlugSetting("pymdownx.slugs.__name__"), TypeError),
    ],
)
def test_a_slug_function_that_does_not_exist_is_an_error(
    setting: SlugSetting, error: type[Exception]
) -> None:
    with pytest.raises(error):
        slugger(setting)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("!!python/name:markdown.extensions.toc.slugify_unicode", "größe-maß"),
        ("!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}", "größe--maß"),
        ("!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower, normalize: NFKD}}", "große--maß"),
        ("!!python/name:markdown.extensions.toc.slugify", "groe-ma"),
    ],
)
def test_the_slug_function_of_the_configuration_is_used(
    written: str, expected: str, library_of: Callable[[Files], Library]
) -> None:
    library = library_of(
        {
            "mkdocs.yml": f"site_name: Help\nmarkdown_extensions:\n  - toc:\n      slugify: {written}\n",
            "docs/page.md": "# Größe & Maß\n",
        }
    )
    assert library.articles[0].document.anchors == {expected}


WORDS = st.sampled_from(
    [
        *(
            "reset",
            "Router",
            "Größe",
            "日本語",
            "🔧",
            "a_b",
            "C++",
            "100%",
            "it's",
            '"quoted"',
            "é",
            "(a)",
            "1.2",
        ),
        *(
            "&",
            "&amp;",
            "&copy;",
            "x<y",
            "-",
            "--",
            "…",
            ":wrench:",
            "?",
            "#",
            "a/b",
            "$1",
            "~",
            "e.g.",
            ":",
            "!",
        ),
    ]
)
INLINE = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["**", "*", "__", "_"]), inner).map(
            lambda pair: f"{pair[0]}{pair[1]}{pair[0]}"
        ),
        WORDS.map(lambda word: f"`{word}`"),
        inner.map(lambda text: f"[{text}](a.md)"),
        inner.map(lambda text: f"<b>{text}</b>"),
        WORDS.map(lambda word: f"![{word}](a.png)"),
        st.sampled_from(["\\*", "\\_", "\\`", "<!-- x -->", "<https://example.com>", "<kbd>F1</kbd>", "[x]"]),
    ),
    max_leaves=3,
)
TITLES = st.lists(INLINE, min_size=1, max_size=4).map(" ".join)


@st.composite
def headings(draw: st.DrawFn) -> list[str]:
    title = draw(TITLES)
    if draw(st.integers(0, 5)) == 0 and title[0].isalnum():
        return [title, draw(st.sampled_from(["===", "---"]))]
    attributes = draw(
        st.sampled_from(["", "", "", " {#own}", " { #own .wide }", " {: #two }", " {: .wide }", " #", " ##"])
    )
    space = "" if title[0].isalpha() and draw(st.integers(0, 3)) == 0 else " "
    return ["#" * draw(st.integers(1, 6)) + space + title + attributes]


@st.composite
def pages(draw: st.DrawFn) -> str:
    lines: list[str] = []
    for heading in draw(st.lists(headings(), min_size=1, max_size=6)):
        wrap = draw(st.sampled_from(["", "", "", "!!! note", "??? tip", '=== "Tab"', ">", "nested"]))
        if wrap == ">":
            lines += [f"> {line}" for line in heading]
        elif wrap == "nested":
            lines += ["!!! note", "", '    === "Tab"', "", *(f"        {line}" for line in heading)]
        elif wrap:
            lines += [wrap, "", *(f"    {line}" for line in heading)]
        else:
            lines += heading
        lines += ["", *draw(st.sampled_from([(), ("Text.", ""), ("```", "# code", "```", "")]))]
    return "\n".join(lines)


@given(pages())
def test_the_anchors_of_any_page_are_its_ids(text: str) -> None:
    assert in_the_library(text) == in_the_page(text)


@given(text=st.text(), separator=st.sampled_from(["-", "_", "", ".", "x"]))
def test_our_slugs_are_those_of_python_markdown(text: str, separator: str) -> None:
    assert slugify(text, separator) == toc.slugify(text, separator)


@given(text=st.text() | st.text("a :}{#.-_"), attr_list=st.booleans(), emoji=st.booleans())
def test_a_heading_in_one_part_is_read_as_in_several(text: str, attr_list: bool, emoji: bool) -> None:
    settings = MarkdownSettings(attr_list=attr_list, emoji=emoji)
    assert heading_text([text], settings) == heading_text([text, ""], settings)


def test_a_link_of_nothing_but_a_name_is_a_place(findings_of: Callable[..., list[Any]]) -> None:
    text = "---\ntitle: T\naudience: public\n---\n[](){#here}\nSee [it](#here), [nothing]().\n"
    config = "site_name: T\nplugins: [kept]\nmarkdown_extensions: [attr_list]\n"

    found = findings_of({"mkdocs.yml": config, "docs/index.md": text})
    assert [(one.code, one.location.line) for one in found] == [("K401", 6)]
