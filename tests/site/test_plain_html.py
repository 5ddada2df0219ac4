"""Plain HTML is left as the sanitiser would leave it; whatever else there is goes to the sanitiser."""

from __future__ import annotations

from pathlib import Path

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kept.site import sanitise
from kept.site.held import held
from kept.site.plain_html import settled
from kept.site.sanitise import MANY, sanitised

VECTORS = (Path(__file__).parent / "xss" / "vectors.txt").read_text(encoding="utf-8").splitlines()

TEXTS = (
    *("text", "a\tb", "\n", "\n\n", " ", "", "&amp;", "&amp;lt;", "&lt;b&gt;", "&para;", "&quot;", "&#39;"),
    *(
        "é",
        "\u2028",
        "\ufeff",
        "\x85",
        "\xa0",
        "\xad",
        "\ud7ff",
        "😀",
        "\x00",
        "\r",
        "\f",
        "\x0b",
        "\x1f",
        "\uffff",
    ),
    *(
        "&nbsp;",
        "&",
        "&ampx",
        "&#x27;",
        "&paragraph;",
        ">",
        "<",
        "]]>",
        '"',
        "'",
        "/>",
        " /&gt;",
        " hidden&gt;",
    ),
)
VALUES = ("a", "a b", "a-1", "é", "1", "admonition note", "__config", "_a", "a__b", "", " ", "a&amp;b", "<b>")
ADDRESSES = (
    *(
        "#a",
        "../b/#c",
        "?x=1",
        "",
        "/",
        "//a.b/c",
        "a.md",
        "a:b",
        "é/",
        "%41",
        "%",
        "mailto:a@b.c",
        "data:x,y",
    ),
    *(
        "https://a.b/c#d",
        "http://a.b",
        "https://a.b?c",
        "https://xn--a.b/",
        "https://a-b.c-d.ef/",
        "https://a--b.c/",
    ),
    *("https://1.2.3.4/", "https://a.1/", "https://a..b/", "https://A.b/", "https://a.b:80/", "https://é.b/"),
    *("https:///a", "https://a", "https://localhost/", f"https://{'a' * 70}.bc/", f"https://{'a.' * 200}bc/"),
    *(
        "javascript:alert(1)",
        "java%73cript:x",
        "//x",
        "\\\\x",
        "https://a.b/%00",
        "https://a.0x7f/",
        "https://a.b@c.d/",
    ),
)
NAMES = (
    *("p", "h1", "h2", "h6", "summary", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "div"),
    *(
        "blockquote",
        "details",
        "pre",
        "code",
        "span",
        "em",
        "strong",
        "ins",
        "del",
        "kbd",
        "mark",
        "sub",
        "sup",
    ),
    *(
        "a",
        "b",
        "hr",
        "script",
        "style",
        "svg",
        "select",
        "template",
        "form",
        "button",
        "p hidden",
        "H1",
        "dd",
    ),
)

texts = st.lists(st.sampled_from(TEXTS[:12]) | st.sampled_from(TEXTS), max_size=3).map("".join)
values = st.sampled_from(VALUES[:6]) | st.sampled_from(VALUES)
addresses = st.sampled_from(ADDRESSES[:6]) | st.sampled_from(ADDRESSES)
pictures = st.builds('<img alt="{}" src="{}" />'.format, values, addresses)
words = st.one_of(
    texts,
    texts,
    texts.map("<code>{}</code>".format),
    st.just("<br />"),
    pictures,
    st.sampled_from(["<br>", "<hr />"]),
)
links = st.one_of(
    st.builds('<a href="{}">{}</a>'.format, addresses, words),
    st.builds('<a class="{}" href="{}" title="{}">{}</a>'.format, values, addresses, values, words),
)
marked = st.builds(
    lambda name, inside: f"<{name}>{inside}</{name}>",
    st.sampled_from(
        ["em", "strong", "ins", "del", "kbd", "mark", "sub", "sup", "b", "span", "p", "a", "button"]
    ),
    words | links,
)
lines = st.lists(st.one_of(words, words, links, marked), max_size=4).map("".join)


def _rows(cells: list[str]) -> str:
    return "<tr>\n" + "".join(f"{cell}\n" for cell in cells) + "</tr>\n"


def _lasting(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements that hold others."""
    items = st.lists(st.builds("<li>{}{}</li>\n".format, lines, inner), max_size=3).map("".join)
    cells = st.builds(
        lambda name, more, line: f"<{name}{more}>{line}</{name}>",
        st.sampled_from(["td", "th"]),
        st.sampled_from(["", ' align="center"', ' style="x"', ' align="x y"']),
        lines,
    )
    parts = st.builds(
        lambda name, rows: f"<{name}>\n{''.join(map(_rows, rows))}</{name}>\n",
        st.sampled_from(["thead", "tbody", "tfoot"]),
        st.lists(st.lists(cells, max_size=2), max_size=2),
    )
    return st.one_of(
        st.builds(
            lambda name, more, line: f"<{name}{more}>{line}</{name}>",
            st.sampled_from(["p", "p", "h1", "h2", "h6", "summary", "pre", "dd"]),
            st.one_of(
                st.just(""),
                st.just(" hidden"),
                values.map(' id="{}"'.format),
                values.map(' class="{}"'.format),
            ),
            lines,
        ),
        st.builds(
            lambda name, given: f"<{name}>\n{given}</{name}>", st.sampled_from(["ul", "ol", "dl"]), items
        ),
        st.lists(parts, max_size=3).map(lambda given: f"<table>\n{''.join(given)}</table>"),
        st.builds(
            lambda name, value, given: f'<{name} class="{value}">\n{given}</{name}>',
            st.sampled_from(["div", "details", "blockquote"]),
            values,
            inner,
        ),
        st.builds('<div class="{}"><pre><span></span><code>{}</code></pre></div>'.format, values, texts),
        st.just("<hr />"),
        lines,
    )


def _in_a_row(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    ends = st.sampled_from(["\n", "\n", "", "\n\n", " "])
    return st.lists(st.builds("{}{}".format, _lasting(inner), ends), max_size=4).map("".join)


pages = _in_a_row(_in_a_row(st.just("") | _in_a_row(st.just(""))))
tokens = st.one_of(
    st.sampled_from(NAMES).map("<{}>".format),
    st.sampled_from(NAMES).map("</{}>".format),
    texts,
    st.sampled_from(['<div class="a">', "<pre><span></span><code>", "</code></pre></div>", "<li>\n", "\n"]),
)


@given(pages | st.lists(tokens, max_size=9).map("".join))
@example('<p><a href="https://a.b/c">x</a></p>')
@example("<h2 hidden>a</h2>")
@example("<p>a<br />\nb</p>\n<hr />\n")
def test_plain_html_is_what_the_sanitiser_would_make_of_it(html: str) -> None:
    assert settled(html) in (None, sanitised(html))


@given(st.sampled_from(ADDRESSES), st.sampled_from(VALUES))
def test_addresses_of_plain_pages_would_stay(address: str, value: str) -> None:
    html = (
        f'<p id="{value}"><a href="{address}" title="{value}">a</a><img alt="{value}" src="{address}" /></p>'
    )
    assert settled(html) in (None, sanitised(html))


@pytest.mark.parametrize("text", TEXTS)
def test_texts_of_plain_pages_would_stay(text: str) -> None:
    html = f'<p>{text}</p>\n<div class="a"><pre><span></span><code>{text}</code></pre></div>'
    assert settled(html) in (None, sanitised(html))


@pytest.mark.parametrize("line", [one for one in VECTORS if not one.startswith("#")])
def test_nothing_that_could_run_is_plain(line: str) -> None:
    vector = line.replace("␤", "\n").replace("␉", "\t").replace("␀", "\0")
    for html in (vector, f"<p>{vector}</p>", f'<p id="{vector}">a</p>', f'<p><a href="{vector}">a</a></p>'):
        assert settled(html) in (None, sanitised(html))


def test_a_usual_page_is_plain() -> None:
    link = '<a class="headerlink" href="#a" title="Permanent link">&para;</a>'
    html = (
        f'<h1 id="a">A{link}</h1>\n<p hidden>other words</p>\n\n<p>Text <em>a</em> <code>b</code><br />\n'
        '<a href="https://a.example.org/b/?c#d">c</a> &quot;d&quot;</p>\n'
        "<ol>\n<li>\n<p>One</p>\n<ul>\n<li>two</li>\n</ul>\n</li>\n</ol>\n"
        '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>e</p>\n</div>\n'
        '<div class="highlight"><pre><span></span><code>a<span class="w"> </span>b\n</code></pre></div>\n'
        "<table>\n<thead>\n<tr>\n<th>f</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        '<td align="center">g</td>\n</tr>\n</tbody>\n</table>'
    )
    assert settled(html) == sanitised(html)


@pytest.mark.parametrize("end", ["", "<b>", "</p>"])
def test_a_long_page_is_looked_through_once(end: str) -> None:
    for piece in ("<p>a<code>b</code></p>\n", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"):
        assert (settled(piece * 20_000 + end) is None) == bool(end)


def test_plain_pages_are_not_sanitised_where_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sanitise, "_sanitised", lambda html: f"sanitised {html}")
    assert sanitised("<p>a<br /></p>") == "sanitised <p>a<br /></p>"
    with held(MANY, value=True):
        assert sanitised("<p>a<br /></p>") == "<p>a<br></p>"
        assert sanitised("<p>a<br></p>") == "sanitised <p>a<br></p>"


def test_the_version_that_this_stands_in_for_is_known() -> None:
    assert getattr(nh3, "__version__", "") in sanitise.KNOWN
