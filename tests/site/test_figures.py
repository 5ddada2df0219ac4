"""A diagram becomes a figure, wherever its fence stands: drawing, title, words and buttons."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from projects import Files

from kept.diagram.drawing import draw, known
from kept.diagram.drawing.left import told_of_left
from kept.site import chromium
from kept.site.figure_words import figure_words
from kept.site.figures import with_figures
from kept.site.sanitise import sanitised, sanitised_drawing

Project = Callable[[Files], Path]
Cli = Callable[..., Any]

DRAWN_ASSETS = {"drawing.css", "figure.css", "figure.js", "kept.css"}
CONFIGURATION = """\
site_name: Help
theme: {{name: material}}
plugins: [search, {{kept: {{{settings}}}}}]
markdown_extensions:
  - admonition
  - attr_list
  - pymdownx.tabbed: {{alternate_style: true}}
  - pymdownx.superfences:
      custom_fences:
        - {{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }}
"""
HEAD = "---\ntitle: {0}\naudience: public\n---\n# {0}\n\n"
ORDER = "flowchart TD\n    accTitle: How an order goes\n    order[Order] -->|paid| parcel[Parcel & bill]"
PLAN = "gantt\n    title The plan\n    dateFormat YYYY-MM-DD\n    section Spring\n    Sow :2026-03-01, 3d"
PLACES = {
    "plain": "```mermaid\n{}\n```",
    "tildes": "~~~ mermaid\n{}\n~~~",
    "attributes": '```{{ .mermaid .wide #own title="A plan" }}\n{}\n```',
    "list": "1. Do:\n\n    ```mermaid\n    {}\n    ```",
    "quote": "> ```mermaid\n> {}\n> ```",
    "admonition": '!!! note "Do"\n\n    ```mermaid\n    {}\n    ```',
    "tab": '=== "Do"\n\n    - this\n\n        ```mermaid\n        {}\n        ```',
}


DRAW = partial(map, lambda given: draw(given[0], prefix=given[1]))


def placed(place: str, text: str) -> str:
    """A diagram in a fence at a place."""
    line = PLACES[place].split("\n")[-2]
    return PLACES[place].format(text.replace("\n", "\n" + line.removesuffix("{}")))


@pytest.fixture
def site(cli: Cli, project: Project) -> Callable[..., Path]:
    """Build these pages."""

    def build(settings: str = "", **texts: str) -> Path:
        files: Files = {f"docs/{name}.md": HEAD.format(name) + text for name, text in texts.items()}
        folder = project({"mkdocs.yml": CONFIGURATION.format(settings=settings), **files})
        done = cli("build", cwd=folder)
        assert done.exit_code == 0, done.output
        return folder / "site"

    return build


def entries(built: Path) -> dict[str, str]:
    """What the search finds, by the address of a page or section."""
    found = json.loads((built / "search/search_index.json").read_text("utf-8"))["docs"]
    return {one["location"]: f"{one['title']} {one['text']}" for one in found}


def test_a_diagram_is_a_figure_at_every_place(site: Callable[..., Path]) -> None:
    built = site(index="\n\n".join(placed(place, ORDER) for place in PLACES))
    html = (built / "index.html").read_text("utf-8")
    ids = re.findall(r'\bid="([^"]*)"', html.split("<article")[1])

    figures = re.findall(r'<figure class="kept-diagram.*?</figure>', html, re.DOTALL)
    assert len(figures) == len(PLACES)
    assert "<pre" not in html
    assert len(ids) == len(set(ids))
    for one in figures:
        named = re.search(r'<svg[^>]* role="img"[^>]*aria-labelledby="([^"]*)"', one)
        assert named is not None
        for name in named[1].split():
            assert f'id="{name}"' in one
        assert set(re.findall(r"url\(#([^)]*)\)", one)) <= set(re.findall(r'id="([^"]*)"', one))
        assert "<li>Order → Parcel &amp; bill (paid)</li>" in one
        assert 'data-clipboard-text="flowchart TD\n    accTitle: How' in one
        assert " style=" not in one
    own = next(one for one in figures if 'id="own"' in one)
    assert " wide" in own
    assert "<figcaption>A plan</figcaption>" in own
    assert sum("<figcaption>How an order goes</figcaption>" in one for one in figures) == len(PLACES) - 1
    assert {path.name for path in (built / "assets/kept").iterdir()} == DRAWN_ASSETS


def test_the_search_sees_the_words_of_a_diagram_once(site: Callable[..., Path]) -> None:
    built = site(index=placed("plain", ORDER) + "\n\n## Below\n\n" + placed("plain", PLAN))
    found = entries(built)

    assert found[""].count("How an order goes") == 1
    assert found[""].count("Order → Parcel &amp; bill (paid)") == 1
    assert found["#below"].count("Sow") == 1
    assert not re.search("flowchart|accTitle|gantt|dateFormat|Enlarge|Copy", json.dumps(found))


def test_what_cannot_be_drawn_is_left_to_the_browser(site: Callable[..., Path]) -> None:
    built = site(index=placed("plain", ORDER), plan=placed("attributes", PLAN), text="Nothing.")
    pages = {name: (built / name / "index.html").read_text("utf-8") for name in (".", "plan", "text")}

    assert ["diagram.js" in html for html in pages.values()] == [False, True, False]
    assert ["figure.js" in html for html in pages.values()] == [True, True, False]
    assert f'<pre class="mermaid">{PLAN}</pre>' in pages["plan"]
    assert "<figcaption>A plan</figcaption>" in pages["plan"]
    assert {path.name for path in (built / "assets/kept").iterdir()} == {
        *("diagram.js", "drawing.css", "figure.css", "figure.js", "kept.css"),
        *("mermaid.min.js", "mermaid.LICENSE.txt"),
    }


def test_all_is_left_to_the_browser_where_the_settings_say_so(site: Callable[..., Path]) -> None:
    html = (site("diagrams: {draw: browser}", index=placed("plain", ORDER)) / "index.html").read_text("utf-8")

    assert '<pre class="mermaid">flowchart TD' in html
    assert "<li>Order → Parcel &amp; bill (paid)</li>" in html


@pytest.fixture
def chromium_says(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """What programs print that are asked for their version or for drawings; `None` when there are none."""
    chromium.version.cache_clear()

    def say(version: str | None, drawn: str | None = None) -> None:
        def run(command: tuple[str, ...], *_: object) -> str | None:
            return version if "--version" in command else drawn

        monkeypatch.setattr(chromium, "door", SimpleNamespace(run=run))
        monkeypatch.setenv("CHROMIUM", "chromium")

    yield say
    chromium.version.cache_clear()


def test_without_chromium_one_line_says_so(
    cli: Cli, project: Project, chromium_says: Callable[..., None]
) -> None:
    chromium_says(None)
    configuration = CONFIGURATION.format(settings="diagrams: {draw: chromium}")
    done = cli("build", cwd=project({"mkdocs.yml": configuration, "docs/index.md": HEAD.format("Home")}))

    assert done.exit_code == 2
    line = "kept: `diagrams: {draw: chromium}` needs Chromium, and none can be started: install it, name it"
    assert done.stderr.splitlines()[1].startswith(line)
    assert done.stderr.count("\n") == 2, "and what it was doing"


SHAPE = '<svg viewBox="0 0 9 9"><rect width="9" height="9" onclick="alert(1)"/></svg>'


@pytest.mark.parametrize(
    ("said", "is_drawn"),
    [
        (f"<p>kept:{quote(json.dumps([[[], SHAPE, 9, 9]]))}:kept</p>", True),
        ("kept:[null]:kept", False),
        (None, False),
    ],
)
def test_what_chromium_cannot_draw_is_left_to_the_browser(
    said: str | None, is_drawn: bool, site: Callable[..., Path], chromium_says: Callable[..., None]
) -> None:
    chromium_says("Chromium 1", said)
    built = site("diagrams: {draw: chromium}", index=placed("plain", ORDER), plan=placed("plain", PLAN))
    html = (built / "plan/index.html").read_text("utf-8")

    assert ("<rect" in html) is is_drawn
    assert ('<pre class="mermaid">' in html) is not is_drawn
    assert "onclick" not in html
    assert "<pre" not in (built / "index.html").read_text("utf-8"), "kept draws it itself"


@pytest.mark.browser
def test_chromium_draws_the_rest(site: Callable[..., Path]) -> None:
    built = site("diagrams: {draw: chromium}", index=placed("plain", ORDER) + "\n\n" + placed("plain", PLAN))
    html = (built / "index.html").read_text("utf-8")

    assert html.count('<svg class="kept-drawing"') == 2  # both follow the colours of the page
    assert "Sow" in html
    assert "<pre" not in html
    assert " style=" not in html.split("<article")[1].split("</article>")[0]
    assert {path.name for path in (built / "assets/kept").iterdir()} == DRAWN_ASSETS


def test_three_diagrams_weigh_little(site: Callable[..., Path]) -> None:
    """As web servers send it: the page, and the script and the style sheets that it has for them."""
    text = "flowchart TD\n    accTitle: Which team answers\n" + "\n".join(
        f'    a{number}["Step {number} of the way"] -->|"answer {number}"| a{number + 1}{{"What then?"}}'
        for number in range(12)
    )
    sequence = "sequenceDiagram\n    accTitle: Who asks\n" + "\n".join(
        f"    Reader->>Team {number % 4}: Question {number}" for number in range(15)
    )
    diagrams = "\n\n".join(placed("plain", one) for one in (text, sequence, text.replace("TD", "LR")))
    built = site(index=diagrams, plain="Nothing.")
    with_them, without = (
        len(gzip.compress((built / name).read_bytes())) for name in ("index.html", "plain/index.html")
    )
    assets = built / "assets/kept"
    sizes = {
        name: len(gzip.compress((assets / name).read_bytes()))
        for name in ("figure.js", "figure.css", "drawing.css")
    }

    assert "diagram.js" not in (built / "index.html").read_text("utf-8")
    assert sizes["figure.js"] <= 2048
    assert with_them - without + sum(sizes.values()) <= 25_000


def test_a_diagram_is_drawn_once(cli: Cli, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD.format("Home") + placed("plain", ORDER) + "\n\n" + placed("plain", PLAN)
    folder = project({"mkdocs.yml": CONFIGURATION.format(settings=""), "docs/index.md": text})
    first = cli("build", cwd=folder)
    assert first.exit_code == 0
    assert first.output.count("1 diagram is drawn in readers' browsers, ") == 1
    monkeypatch.setattr(known, "drawn_anywhere", None)
    (folder / "docs/index.md").write_text(text + "\n\nMore.\n")
    done = cli("build", cwd=folder)

    assert done.exit_code == 0, done.output
    html = (folder / "site/index.html").read_text("utf-8")
    assert "More." in html
    assert "which load Mermaid for that: 1 gantt (docs/index.md); `diagrams: {draw: chromium}`" in done.output
    assert 'class="kept-drawing"' in html


@pytest.mark.parametrize(
    ("left", "told"),
    [
        ({"docs/a.md": {}}, ""),
        ({"docs/a.md": {"": 2}, "docs/b.md": {"gantt": 1}}, "3 diagrams are drawn in readers' browsers, "),
        (
            {"docs/b.md": {"C4": 1}, "docs/a.md": {"block": 2}},
            "for that: 2 block, 1 C4 (docs/a.md and 1 more page); ",
        ),
        ({"docs/a.md": dict.fromkeys("abcdef", 1)}, "a, 1 b, 1 c, 1 d and others (docs/a.md)"),
    ],
)
def test_what_is_left_to_browsers_is_told_in_one_line(left: dict[str, dict[str, int]], told: str) -> None:
    line = told_of_left(left)
    assert told in line
    assert bool(line) == bool(told)
    assert ("pip install 'kept[drawing]'" in line) == any("" in counts for counts in left.values())
    assert "chromium" not in told_of_left(left, by_chromium=True)


def test_another_chromium_is_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, folder = tmp_path / "chromium-starter", tmp_path / "chromium"
    monkeypatch.setenv("CHROMIUM", str(program))
    assert chromium.fingerprint() == ""
    folder.mkdir()
    program.write_text(f'#!/bin/sh\nNAME=chromium\nexec {tmp_path}/$NAME/run "$@"\n')
    (folder / "run").write_text("one")
    before = chromium.fingerprint()
    assert before
    assert chromium.fingerprint() == before
    (folder / "run").write_text("another")
    assert chromium.fingerprint() != before


def test_links_of_a_diagram_lead_to_the_pages_of_the_site(site: Callable[..., Path]) -> None:
    steps = "\n".join(("    a --> b", '    click a "b.md#x" "Tip"', '    click b "https://example.com/"'))
    text = placed("list", f"flowchart LR\n    accTitle: Way\n{steps}")
    built = site(a=text, b="## X")
    html = (built / "a/index.html").read_text("utf-8")

    assert html.count('<a xlink:href="../b/#x" rel="noopener"><g') == 1
    assert html.count('<a xlink:href="https://example.com/" rel="noopener"><g') == 1
    assert 'role="group"' in html  # within a picture no link could be reached
    assert "click a &quot;../b/#x&quot; &quot;Tip&quot;" in html


def test_a_link_of_a_diagram_to_a_hidden_page_is_none() -> None:
    html = '<pre class="mermaid"><code>flowchart LR\n    a --&gt; b\n    click a "secret.md"</code></pre>'
    made = with_figures(html, DRAW, lead=lambda address: None)

    assert "secret" not in made
    assert "<a " not in made


def test_words_around_a_diagram_are_in_the_language_of_the_site() -> None:
    html = '<pre class="mermaid"><code>flowchart LR\n    a --&gt; b</code></pre>'
    made = {
        language: with_figures(html, DRAW, figure_words(language)) for language in ("de", "pt-BR", "en", "eo")
    }

    assert all(one in made["de"] for one in ("Vergrößern<", "Quelltext kopieren<", ">Diagramm als Text<"))
    assert 'data-kept-words="Größer|Kleiner|Einpassen|Alles zeigen|Schließen|Diagramm"' in made["de"]
    assert ">Diagramm</title>" in made["de"]
    assert ">Copiar código<" in made["pt-BR"]
    assert made["en"] == made["eo"]
    assert "data-kept-words" not in made["en"]


def test_what_a_diagram_shows_is_not_told_twice() -> None:
    html = '<pre class="kept-told mermaid"><code>flowchart LR\n    a --&gt; b</code></pre>'
    made = with_figures(html, DRAW)

    assert "<svg" in made
    assert "<details" not in made
    assert "kept-told" not in made


def test_writers_cannot_pass_for_a_diagram() -> None:
    html = sanitised(
        '<figure class="kept-diagram"><svg id="__diagram_1_x" onload="alert(1)"><style>x</style></svg>'
        '<p data-kept-enlarge="">x</p><button data-kept-enlarge="">y</button></figure>'
    )

    assert "data-kept" not in html
    assert "__diagram" not in html
    assert not re.search("onload|<style|<button", html)


def test_a_drawing_holds_nothing_but_shapes_texts_and_links() -> None:
    svg = (
        '<svg viewBox="0 0 9 9" role="img" aria-labelledby="a"><title id="a">T</title>'
        '<a xlink:href="javascript:alert(1)"><text style="fill:red" onclick="alert(1)">x</text></a>'
        '<a href="https://example.com/"><rect fill="var(--x)" marker-end="url(#m)"/></a>'
        "<style>*{}</style><script>alert(1)</script><foreignObject><p>html</p></foreignObject>"
        '<image href="https://example.com/x.png"/><use href="https://example.com/#x"/>'
        '<animate attributeName="href" to="javascript:alert(1)"/></svg>'
    )

    assert sanitised_drawing(svg) == (
        '<svg viewBox="0 0 9 9" role="img" aria-labelledby="a"><title id="a">T</title>'
        '<a rel="noopener"><text>x</text></a>'
        '<a href="https://example.com/" rel="noopener"><rect fill="var(--x)" marker-end="url(#m)"></rect></a>'
        "</svg>"
    )


def test_what_is_no_text_of_a_diagram_stays_as_it_is() -> None:
    def never(given: Any) -> Any:
        assert not given
        return ()

    for html in (
        "<p>mermaid</p>",
        '<pre class="mermaids"><code>x</code></pre>',
        '<pre data-class="mermaid"><code>x</code></pre>',
        '<div class="mermaid">x</div>',
    ):
        assert with_figures(html, never) == html
