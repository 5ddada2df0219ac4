"""Shortcuts through the conversion of Markdown are not to be seen in what comes out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown, blockparser, preprocessors, serializers, treeprocessors
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import md_in_html
from pygments.formatters import html  # type: ignore[import-untyped]
from pymdownx import highlight, superfences  # type: ignore[import-untyped]

from kept.site import block_processors, fences, source_passes, table_of_contents, tree_passes
from kept.site.block_processors import SparingBlockParser, needs_of
from kept.site.inline_patterns import look_before
from kept.site.known_code import fingerprint
from kept.site.rendering import Title

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *(f"pymdownx.{name}" for name in ("details", "highlight", "snippets", "superfences", "tabbed")),
]
OPTIONS: dict[str, dict[str, object]] = {
    "toc": {"permalink": True},
    "pymdownx.highlight": {"line_spans": "__span", "anchor_linenums": True, "linenums": None},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.superfences": {"custom_fences": [{"name": "mermaid", "class": "mermaid"}]},
}
OTHERS = ["sane_lists", "nl2br", "pymdownx.fancylists", "pymdownx.saneheaders", "pymdownx.blocks.admonition"]
SETS: tuple[tuple[list[str], dict[str, dict[str, object]]], ...] = (
    ([], {}),
    (EXTENSIONS, OPTIONS),
    ([*EXTENSIONS, *OTHERS], {"pymdownx.superfences": {"preserve_tabs": True}}),
)
THEIRS = [Markdown(extensions=names, extension_configs=given) for names, given in SETS]
OURS = [Markdown(extensions=names, extension_configs=given) for names, given in SETS]
for one in OURS:
    block_processors.ask_only_able(one)
    fences.look_between(one)
    source_passes.look_first(one)
    look_before(one)
    table_of_contents.only_where_marked(one)
    tree_passes.pass_quickly(one)

LINES = (
    *(
        "# One",
        "Two\n===",
        "Three\n---",
        "#",
        "# *a* `b` &amp; <b>",
        "## T {: #own }",
        "---",
        "* * *",
        "_  _ _",
    ),
    *("- a", "* b", "+", "1. c", "٣. d", "10) e", "> f", ">", "    g", "        h", "   i", "\t- j"),
    *("!!! note", '!!! tip "A"', "??? note", '???+ tip "B"', '=== "C"', '=== "D"', "===", "!!!", "/// note"),
    *("```sh", "```", "~~~", "````", "> ```", '    ```py title="t" linenums="1" hl_lines="1"', "```mermaid"),
    *(
        "kept check",
        "print('&<>')",
        "| a | b |",
        "|---|:-:|",
        "a | b",
        "| a |",
        "|-|",
        "term",
        ": def",
        ":   d",
    ),
    *("[a]: /url 'T'", "[a]:", "/url", "[a][a]", "[^1]", "[^1]: note", "*[HTML]: Hyper", "HTML", "[TOC]"),
    *('<div markdown="1">', "<div>", "</div>", "<b>x</b>", "<!-- y -->", "text", "*a* **b** `c`", "\\* \\<"),
    *(
        "a\x02b\x03",
        "\x02wzxhzdk:0\x03",
        "&para; &",
        "![p](p.png){ title='\"<' }",
        "<a@b.example>",
        "",
        "",
        "",
        "",
    ),
)
text = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=5)), max_size=16).map("\n".join)


@pytest.fixture(autouse=True)
def _formatters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlight, "BlockHtmlFormatter", highlight.BlockHtmlFormatter)


@pytest.mark.parametrize("at", range(len(SETS)))
@given(page=text)
@settings(max_examples=150, deadline=None)
def test_a_page_is_the_same(at: int, page: str) -> None:
    theirs, ours = THEIRS[at].reset(), OURS[at].reset()
    titles = Title.__mro__[1](), Title()
    for converter, title in zip((theirs, ours), titles, strict=True):
        converter.treeprocessors.register(title, "title", 1)
        title.md = converter
    highlight.BlockHtmlFormatter = fences.TheirFormatter
    expected = theirs.convert(page)
    fences.keep_formatters()
    assert ours.convert(page) == expected
    assert titles[0].title == titles[1].title
    assert vars(ours).get("toc_tokens") == vars(theirs).get("toc_tokens")


def test_very_deep_trees_are_written_as_they_were() -> None:
    root: Any = treeprocessors.etree.Element("div", {"a": '"&<>\n', "b": "&amp;"})
    inner = root
    for number in range(3000):
        inner.tail = inner.text = f"{number} & &amp; <"
        inner = treeprocessors.etree.SubElement(inner, ("p", "br", "SCRIPT", "i")[number % 4])
        inner.set("hidden", None if number % 7 else "<>")
    assert tree_passes.to_xhtml(root) == serializers.to_xhtml_string(root)


class _Changing(BlockProcessor):
    """One that changes a block, and leaves it to the next."""

    def test(self, parent: Any, block: str) -> bool:
        return block.startswith("make ")

    def run(self, parent: Any, blocks: list[str]) -> bool:
        blocks[0] = blocks[0].removeprefix("make ")
        return False


def test_a_block_that_another_processor_changes_is_looked_at_again() -> None:
    converters = Markdown(), Markdown()
    block_processors.ask_only_able(converters[1])
    for one in converters:
        one.parser.blockprocessors.register(_Changing(one.parser), "changing", 95)
    theirs, ours = (one.convert("make > a\n\nmake 1. b\n\nc") for one in converters)
    assert ours == theirs
    assert "<blockquote>" in ours
    assert isinstance(converters[1].parser, SparingBlockParser)


def test_the_code_that_it_stands_in_for_is_known() -> None:
    hint = "look at what has changed, then add it"
    assert fingerprint(blockparser) in block_processors.KNOWN, hint
    assert fingerprint(treeprocessors) in tree_passes.KNOWN, hint
    assert fingerprint(serializers) in tree_passes.KNOWN_SERIALIZERS, hint
    assert fingerprint(html) in fences.KNOWN_FORMATTERS, hint
    assert fingerprint(superfences) in fences.KNOWN, hint
    assert fingerprint(preprocessors) in source_passes.KNOWN, hint
    assert fingerprint(md_in_html) in source_passes.KNOWN_IN_HTML, hint
    asked = [
        one for converter in OURS[:2] for one in converter.parser.blockprocessors if needs_of(one) is None
    ]
    assert {type(one).__qualname__ for one in asked} == {"ParagraphProcessor"}, hint
    assert table_of_contents.plain_stays(OURS[1]), hint
