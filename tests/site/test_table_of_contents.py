"""Headings are numbered as Python-Markdown does it, and the table is made where it is shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import toc

from kept.site.known_code import fingerprint
from kept.site.table_of_contents import KNOWN, NAME, MarkedTableOfContents, only_where_marked

OPTIONS: tuple[dict[str, object], ...] = (
    {},
    {"permalink": True, "toc_depth": "2-4", "title": "On this page"},
    {"marker": "[[HERE]]", "anchorlink": True, "baselevel": 2},
    {"marker": ""},
)
EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "toc"]
THEIRS = [Markdown(extensions=EXTENSIONS, extension_configs={"toc": one}) for one in OPTIONS]
OURS = [Markdown(extensions=EXTENSIONS, extension_configs={"toc": one}) for one in OPTIONS]
for converter in OURS:
    only_where_marked(converter)

BLOCKS = (
    *(
        "[TOC]",
        "[[HERE]]",
        "[T&#79;C]",
        "\\[TOC]",
        "text [TOC]",
        "<p>[TOC]</p>",
        "> [TOC]",
        "- [TOC]",
        "`[TOC]`",
    ),
    *(
        "# One",
        "## Two",
        "## Two",
        "#### *Four*[^1]",
        "### A {: #own data-toc-label='B' }",
        "# [TOC]",
        "[^1]: note",
    ),
    *('<div markdown="1">\n\n## In\n\n[TOC]\n\n</div>', "text", "<!-- [TOC] -->", "*[TOC]*", "[TOC]: /url"),
)


@pytest.mark.parametrize("at", range(len(OPTIONS)))
@given(blocks=st.lists(st.sampled_from(BLOCKS), max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_page_is_the_same(at: int, blocks: list[str]) -> None:
    theirs, ours = THEIRS[at].reset(), OURS[at].reset()
    assert isinstance(ours.treeprocessors[NAME], MarkedTableOfContents)
    text = "\n\n".join(blocks)
    assert ours.convert(text) == theirs.convert(text)
    assert vars(ours)["toc_tokens"] == vars(theirs)["toc_tokens"]


def test_the_code_that_it_stands_in_for_is_known() -> None:
    assert fingerprint(toc) in KNOWN, "look at what has changed in the table of contents, then add it"
