"""Flowcharts that are written: whatever their labels say, they parse, and readers see just that."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

import kept.site
from kept.diagram.engine import parse
from kept.diagram.flowchart import Arrow, Box, Flowchart, Style, label, shown, written

MERMAID = Path(kept.site.__file__).parent / "theme/assets/kept/mermaid.min.js"
STYLES = (Style("customer", "#ffd700", "#000000"), Style("product", "#1565c0", "#ffffff"))
HOSTILE = (
    "", " ", "end", "graph TD", "subgraph", "x direction LR y", "Direction tb", "style a:b#c;",
    "classDef x:#y;", "1. one", "1) one", "- dash", "+ plus", "* star", "_under_ __bold__", "~~gone~~",
    "# head", "> quote", "===", "`md`", "```", '"quoted"', "'q'", "[y]", "{x}", "{{x}}", "(x)", "((", ")]",
    "|", "a | b", "<b>x</b>", "<br>", "&amp;", "#65;", "#amp;", "$$x^2$$", "fa:fa-ban x", "http://a.b/c",
    "www.example.com", "mailto:a@b.c", "%% note", "%%{init: {}}%%", "---", "a;b", "@{shape: x}", ":::x",
    "x --> y", "\\n", "javascript:alert(1)", "ﬂ°°35¶ß", "ﬂ°amp¶ß", "ﬂ¶°ß", "中文 é 😀", "\u202eabc", "a\nb",
    "a\r\n\r\n===", " lead  two ", "x\ty", "\x00", "a\x01b", "\ud800", "\u2028x", "<wbr>", "12", "_", "-",
    "=", "!", "/x/", "\\", "^", "accTitle: x",
)  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=15),
    st.text(alphabet="#;:&<>\"'`[](){}|-=.~%$@\\/\nﬂ°¶ß direction LRend1x", max_size=15),
    st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=2).map(" ".join),
)


@st.composite
def charts(draw: st.DrawFn) -> Flowchart:
    """Any graph with any words."""
    labels = draw(st.lists(WORDS, min_size=1, max_size=2))
    numbers = st.integers(0, len(labels) - 1)
    style = draw(st.sampled_from(("",) * 7 + ("product",)))
    group = draw(st.one_of(*[st.just("")] * 5, WORDS))
    arrows = st.builds(Arrow, numbers, numbers, WORDS)
    return Flowchart(
        tuple(Box(one, style, group) for one in labels),
        tuple(draw(st.lists(arrows, max_size=1))),
        STYLES,
        draw(st.sampled_from(("",) * 40 + HOSTILE)),
        draw(st.sampled_from(("TD", "LR"))),
    )


@pytest.mark.long
@settings(max_examples=2000)
@given(charts())
@example(Flowchart((Box(""),)))
def test_a_graph_with_any_words_parses(chart: Flowchart) -> None:
    verdict = parse(written(chart))
    assert (verdict.accepted, verdict.kind, verdict.message) == (True, "flowchart-v2", "")


@pytest.mark.browser
def test_readers_see_the_very_words(browser: Browser) -> None:
    count = len(HOSTILE)
    arrows = tuple(Arrow(number, number + 1, word) for number, word in enumerate(HOSTILE[:-1]))
    boxes = tuple(
        Box(word, group=HOSTILE[number] if number % 2 else "") for number, word in enumerate(HOSTILE)
    )
    chart = Flowchart(boxes, arrows, title="Any; words # &amp; <b>%%")
    page = browser.new_page()
    page.set_content("<!doctype html><body></body>")
    page.add_script_tag(path=MERMAID)
    found = page.evaluate(
        """async text => {
            mermaid.initialize({startOnLoad: false, securityLevel: "strict"});
            document.body.innerHTML = (await mermaid.render("drawn", text)).svg;
            const told = selector => [...document.querySelectorAll(selector)].map(one => one.innerText);
            const nodes = [...document.querySelectorAll("g.node")];
            return {
                boxes: Object.fromEntries(nodes.map(one =>
                    [/-n(\\d+)-/.exec(one.id)[1], one.querySelector(".nodeLabel").innerText])),
                arrows: told(".edgeLabel .edgeLabel"),
                frames: told(".cluster-label .nodeLabel"),
                title: document.querySelector("title").textContent,
                foreign: document.querySelectorAll(".label :is(i, b, em, strong, a, code, img, math)").length,
            };
        }""",
        written(chart),
    )
    seen = {int(number): words for number, words in found["boxes"].items()}
    assert {number: shown(words) for number, words in seen.items()} == {
        number: shown(HOSTILE[number]) for number in range(count)
    }
    assert {shown(words) for words in found["arrows"]} == {shown(one) for one in HOSTILE[:-1]}
    assert {shown(words) for words in found["frames"]} == {shown(one) for one in HOSTILE[1::2]} - {""}
    assert found["foreign"] == 0
    assert found["title"] == "Any; words # &amp; <b>%%"


def test_a_chart_is_written_plainly() -> None:
    chart = Flowchart(
        (Box("Global Tech", "customer"), Box("50% [new]", "product"), Box("A\nB")),
        (Arrow(0, 1), Arrow(1, 2, "is #1")),
        STYLES,
        "Who has what",
        "LR",
    )
    assert written(chart) == (
        "flowchart LR\n"
        "    accTitle: Who has what\n"
        '    n0["Global Tech"]\n'
        '    n1["50#37; #91;new#93;"]\n'
        '    n2["A<br>B"]\n'
        "    n0 --> n1\n"
        '    n1 -->|"is #35;1"| n2\n'
        "    classDef customer fill:#ffd700,stroke:#000000,color:#000000\n"
        "    class n0 customer\n"
        "    classDef product fill:#1565c0,stroke:#ffffff,color:#ffffff\n"
        "    class n1 product\n"
    )


@pytest.mark.parametrize("title", [" ", "\n", "\u2028"])
def test_a_title_that_shows_nothing_takes_no_line_with_it(title: str) -> None:
    assert written(Flowchart((Box("a"),), title=title, direction="TB")) == 'flowchart TB\n    n0["a"]\n'


def test_a_direction_is_one_that_mermaid_has() -> None:
    with pytest.raises(ValueError, match="is no direction; write one of: TD, TB, BT, LR, RL"):
        written(Flowchart((Box("a"),), direction="TD\nclick"))


@given(WORDS)
def test_a_label_holds_nothing_that_means_something(text: str) -> None:
    made = label(text).replace("<br>", "").replace("<wbr>", "")
    assert made
    assert not set(made) & set('"<>[]{}|\n\0`&:$@%')
    assert shown(shown(text)) == shown(text)
