"""Pages are taken apart for the search index as Material's own parser takes them apart."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from material.plugins.search import plugin as material  # type: ignore[import-untyped]
from mkdocs.plugins import PluginCollection

from kept.site.known_code import fingerprint
from kept.site.sanitise import sanitised
from kept.site.search_sections import KNOWN, sections, sections_by_parser, take_apart_fast

TAGS = (
    *(
        "h1",
        "h2",
        "h3",
        "p",
        "pre",
        "code",
        "ul",
        "li",
        "sub",
        "div",
        "a",
        "b",
        "span",
        "hx",
        "object",
        "svg",
    ),
    *("br", "img", "hr", "P", "H2", "viewBox", "script", "style", "textarea", "template", "x-y"),
)
ATTRIBUTES = (
    *(' id="one"', ' id="two"', ' id="a&amp;b"', ' id=""', ' ID="Three"', ' id="one" id="four"'),
    *(' class="headerlink"', ' class="linenodiv"', ' class="header&#108;ink"', ' class="md-nav x"'),
    *(' data-search-exclude=""', " data-search-exclude", ' data-search-exclude="x"'),
    *(
        ' title="a > b"',
        ' title="<h1>"',
        ' href="x?a=1&amp;b=2"',
        "\n  hidden=''",
        " hidden",
        ' a="b"c="d"',
        " /",
    ),
)
TEXTS = (
    *(
        "word",
        " ",
        "\n",
        "two\nlines",
        "&amp;",
        "&lt;b&gt;",
        "&copy",
        "&#1;",
        "&#x1;",
        "&",
        "a & b",
        ">",
        '"',
        "'",
    ),
    *(
        "<",
        "< b",
        "<!-- <p> -->",
        "<!doctype html>",
        "<?php ?>",
        "<![CDATA[x]]>",
        "</>",
        "</p x>",
        "\xa0",
        "\u200b",
    ),
)
start = st.builds(
    "<{}{}>".format, st.sampled_from(TAGS), st.lists(st.sampled_from(ATTRIBUTES), max_size=2).map("".join)
)
end = st.sampled_from(TAGS).map("</{}>".format)
html = st.lists(st.one_of(start, end, st.sampled_from(TEXTS)), max_size=25).map("".join)


def as_values(found: list[Any]) -> list[tuple[Any, ...]]:
    return [(one.el.tag, one.is_excluded(), one.depth, one.id, one.title, one.text) for one in found]


def outcome(make: Any, text: str) -> Any:
    try:
        found = make(text)
    except ValueError as error:
        return str(error)
    return None if found is None else as_values(found)


@given(html)
@settings(max_examples=400, deadline=None)
def test_any_html_is_the_same_or_left_to_material(text: str) -> None:
    found = outcome(sections, text)
    assert found is None or found == outcome(sections_by_parser, text)


@given(html)
@settings(max_examples=400, deadline=None)
def test_sanitised_html_is_regular_and_the_same(text: str) -> None:
    clean = sanitised(text)
    found = outcome(sections, clean)
    assert found is not None or "&" in clean
    assert found is None or found == outcome(sections_by_parser, clean)


def indexed(text: str, *, ours: bool) -> tuple[Any, ...]:
    """What the plugin says of a page, and leaves of it."""
    plugin: Any = material.SearchPlugin()
    plugin.load_config({})
    plugin.search_index = material.SearchIndex()
    plugins = PluginCollection()
    plugins["search"] = plugin
    if ours:
        take_apart_fast(plugin, plugins)
        assert plugins.events["page_context"] != [plugin.on_page_context]
    page = SimpleNamespace(content=text, meta={"tags": ["a"]}, title="Title", toc=(), url="page/")
    try:
        plugins.run_event("page_context", {}, page=page, config=None, nav=None)
    except ValueError as error:
        return (str(error),)
    return plugin.search_index.entries, page.content


@given(html)
@example('<p data-search-x="1">\n<b\tdata-search-exclude="">data-search-a="b"</b></p>')
@settings(max_examples=100, deadline=None)
def test_a_page_is_indexed_as_the_plugin_does_it(text: str) -> None:
    assert indexed(text, ours=True) == indexed(text, ours=False)


def test_the_code_that_it_stands_in_for_is_known() -> None:
    assert fingerprint(material) in KNOWN, "look at what has changed in Material's parser, then add it"
