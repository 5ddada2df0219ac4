"""Diagrams drawn without a browser: every kind, what is left to browsers, and what can't get into a page."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import kept.diagram.drawing
from kept.diagram.drawing import Drawing, Refused, Relation, draw, guard, letters
from kept.diagram.drawing.colours import CATEGORIES, ROLES
from kept.diagram.drawing.known import NAME, Drawings
from kept.diagram.drawing.picture import NotDrawn, picture
from kept.diagram.drawing.words import plain

HERE = Path(kept.diagram.drawing.__file__).parent

DRAWN = {
    "flowchart": (
        'flowchart LR\n    a["Take #35;1"] -->|yes| b{Known?}\n'
        "    subgraph s [Desk]\n    b --> c((x))\n    end"
    ),
    "sequence": "sequenceDiagram\n    Ann->>Bob: Hello<br/>there\n    alt known\n    Bob-->>Ann: Hi\n    end",
    "class": (
        "classDiagram\n    class Case {\n    <<record>>\n    +int id\n    +close() bool$\n    }\n"
        '    Case "1" --> "0..*" Note : has'
    ),
    "state": "stateDiagram-v2\n    [*] --> Open : create\n    Open --> Closed\n    note right of Open: waits",
    "er": 'erDiagram\n    CASE ||--o{ NOTE : has\n    CASE {\n    string id PK "its number"\n    }',
    "requirement": "requirementDiagram\n    requirement fast {\n    id: 1\n    text: be fast\n    }",
    "git": 'gitGraph\n    commit id: "one" tag: "v1"\n    branch dev\n    commit id: "two"',
    "pie": 'pie showData title Cases\n    "open": 3\n    "closed": 5',
    "journey": "journey\n    title A day\n    section Desk\n    Answer: 5: Ann, Bob",
    "timeline": "timeline\n    title Years\n    section Old\n    2024 : first : second",
    "mindmap": "mindmap\n    root((Help))\n        Ask\n        Read",
    "kanban": "kanban\n    todo[To do]\n        one[Write it]@{ticket: K-1}",
    "quadrant": 'quadrantChart\n    x-axis Low --> High\n    quadrant-1 Do\n    "Mail": [0.3, 0.6]',
    "xychart": 'xychart-beta\n    title "Cases"\n    x-axis [jan, feb]\n    bar [1, 2]',
    "packet": 'packet-beta\n    0-15: "Source"',
    "sankey": "sankey-beta\nmail,desk,10\ndesk,done,5",
    "architecture": (
        "architecture-beta\n    service db(database)[Store]\n    service web(server)[Site]\n    db:L -- R:web"
    ),
    "treemap": 'treemap-beta\n"All"\n    "Mail": 10',
    "radar": 'radar-beta\n    axis a["Speed"], b["Care"], c["Cost"]\n    curve x["Desk"]{1, 2, 3}',
    "venn": 'venn-beta\n    set A["Mail"]\n    set B["Phone"]\n    union A,B["Both"]',
    "ishikawa": "ishikawa-beta\n    Late\n        People\n            Few",
    "treeView": 'treeView-beta\n    "docs"\n        "index.md"',
}
NESTED = "flowchart TD\n" + "".join(f"subgraph s{n}\n" for n in range(150)) + "a\n" + "end\n" * 150
REFUSED = {
    "block-beta\n    a b": "block diagrams are laid out in another way here",
    'C4Context\n    Person(a, "A")': "C4 diagrams are laid out in another way here",
    "gantt\n    a: 2026-01-01, 3d": "Gantt charts are laid out in another way here",
    'flowchart LR\n    a["$$x^2$$"]': "it has a formula",
    "flowchart-elk LR\n    a --> b": "its layout needs the library ELK",
    "---\nconfig:\n  layout: elk\n---\nflowchart LR\n    a --> b": "it asks for another layout (elk)",
    "---\nconfig:\n  look: handDrawn\n---\nflowchart LR\n    a --> b": "it asks for another look (handDrawn)",
    "flowchart LR\n    a@{ img: 'https://example.com/x.png', label: 'x' }": "the drawing has an element",
    'flowchart LR\n    a["<img src=x>"]': "a label holds HTML that is not drawn here: <img>",
    "flowchart LR\n    a[\"<i style='position: fixed'>x</i>\"]": "a label holds HTML with styles of its own",
    "info": "the words of a diagram of this kind (info) are not known",
    "flowchart LR\n    a -->": "Mermaid does not read it",
    NESTED: "it is too large to be drawn here",
}
SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polygon", "polyline"})
ELEMENTS = SHAPES | {"svg", "defs", "marker", "linearGradient", "stop", "clipPath", "g", "a", "text", "tspan"}


def drawn(source: str) -> Drawing:
    found = draw(source, prefix="d1-")
    assert isinstance(found, Drawing), found
    return found


def texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.fromstring(svg).iter("text")]


def is_harmless(svg: str, prefix: str = "d1-") -> bool:
    """Whether there is nothing in a drawing but shapes, letters and links to pages."""
    for element in ElementTree.fromstring(svg).iter():
        assert element.tag in ELEMENTS, element.tag
        for name, value in element.items():
            assert not name.startswith("on"), name
            assert name not in {"style", "xmlns", "src", "filter"}, name
            assert name != "id" or value.startswith(prefix), value
            assert name == "href" or "url(" not in value or value.startswith(f"url(#{prefix}"), value
            assert name != "href" or re.match(r"https?://|mailto:|[\w./#?%-]+$", value), value
            assert "NaN" not in value, value
    return True


@pytest.mark.parametrize("kind", DRAWN)
def test_a_diagram_is_drawn_with_all_its_words(kind: str) -> None:
    found = drawn(DRAWN[kind])
    assert is_harmless(found.svg)
    assert found.labels
    assert not guard.missing(found.labels, tuple(texts(found.svg)))
    assert f'width="{letters_of(found.width)}" height="{letters_of(found.height)}"' in found.svg


def letters_of(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


@pytest.mark.parametrize("source", REFUSED, ids=lambda source: source[:24].split("\n")[0])
def test_what_is_not_drawn_here_says_why(source: str) -> None:
    found = draw(source, prefix="d1-")
    assert isinstance(found, Refused)
    assert found.reason.startswith(REFUSED[source])


def test_what_is_not_drawn_here_is_still_known() -> None:
    source = 'block-beta\n    accTitle: Parts\n    a["One"] b\n    a --> b'
    found = draw("flowchart-elk LR\naccTitle: Parts\naccDescr: Two of them\na[One] -->|to| b", prefix="d")
    assert isinstance(found, Refused)
    assert (found.title, found.description) == ("Parts", "Two of them")
    assert found.relations == (Relation("One", "to", "b"),)
    assert found.labels == ("One", "b", "to")
    assert isinstance(draw(source, prefix="d"), Refused)


@pytest.mark.parametrize("kind", ["flowchart", "sequence", "class", "pie", "mindmap"])
def test_a_drawing_that_lacks_a_label_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from kept.diagram.drawing import painting

    found = drawn(DRAWN[kind])
    whole, label = painting.paint(DRAWN[kind]), found.labels[-1].split()[-1]
    assert label in whole
    monkeypatch.setattr(painting, "paint", lambda source: whole.replace(f"{label}<", "<"))
    kept.diagram.drawing.drawn_anywhere.cache_clear()
    again = draw(DRAWN[kind], prefix="d1-")
    kept.diagram.drawing.drawn_anywhere.cache_clear()
    assert isinstance(again, Refused)
    assert again.reason.startswith("the drawing lacks a label: ")


@pytest.mark.parametrize(
    ("labels", "drawing", "is_whole"),
    [
        (("a", "a"), ("a",), False),
        (("two words",), ("two", "words"), True),
        (("two words",), ("two", "x", "words"), False),
        (("two",), ("twofold",), False),
        (("**bold** `x`",), ("bold x",), True),
        (("known",), ("[known]",), True),
    ],
)
def test_a_label_is_found_whole_or_not_at_all(
    labels: tuple[str, ...], drawing: tuple[str, ...], is_whole: bool
) -> None:
    assert (guard.missing(labels, drawing) == "") == is_whole


def test_what_leads_where_is_told_in_words() -> None:
    found = drawn(DRAWN["sequence"])
    assert found.relations == (Relation("Ann", "Hello there", "Bob"), Relation("Bob", "Hi", "Ann"))
    assert drawn(DRAWN["flowchart"]).relations[0] == Relation("Take #1", "yes", "Known?")
    assert drawn(DRAWN["journey"]).relations == (Relation("Desk", "Ann, Bob", "Answer (5)"),)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Web shop", "Web shop"),
        ("Aqua Team", "Team"),
        ("rgb(1, 2, 3) Desk", "Desk"),
        ("Fieldwork", "Fieldwork"),
    ],
)
def test_a_group_of_participants_is_called_as_browsers_read_it(written: str, name: str) -> None:
    """Its first word is its colour only if that is one."""
    found = draw(
        f"sequenceDiagram\n    box {written}\n    participant A\n    end\n    A->>A: x", prefix="d1-"
    )
    assert found.labels == ("A", name, "x")


PAINTED = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
    "{}</svg>"
)


@pytest.mark.parametrize(
    "part",
    [
        "<script>alert(1)</script>",
        '<image href="https://example.com/x.png"/>',
        '<use href="#x"/>',
        '<a href="javascript:alert(1)"><rect width="1" height="1"/></a>',
        '<a xlink:href=" java&#10;script:alert(1)"><rect width="1" height="1"/></a>',
        '<path d="M0 0" fill="url(https://example.com/x#y)"/>',
        '<rect width="NaN" height="1"/>',
        '<rect width="1" height="1" transform="translate(0,0);x"/>',
        '<foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        '<foreignObject width="9" height="9"><svg><script/></svg></foreignObject>',
        "<text>a<script>alert(1)</script></text>",
        "<animate/>",
        "<text",
    ],
)
def test_what_is_painted_is_not_trusted(part: str) -> None:
    with pytest.raises(NotDrawn):
        picture(PAINTED.format(part), "", "d1-")


@pytest.mark.parametrize("view", ["0 0 NaN 9", "", "0 0 0 9", "0 0 9", "0 0 1e9 9"])
def test_a_painting_without_a_size_is_none(view: str) -> None:
    with pytest.raises(NotDrawn):
        picture(PAINTED.replace("0 0 9 9", view).format(""), "", "d1-")


def test_what_is_not_listed_is_left_out() -> None:
    part = (
        '<rect width="1" height="1" onclick="x()" style="fill:red;behavior:url(x)" data-x="1" class="evil"/>'
    )
    found = picture(PAINTED.format(part), "fill:red", "d1-")
    assert '<rect width="1" height="1" fill="#ff0000"/>' in found.svg


HOSTILE = (
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "]]>",
    "</text>",
    "&",
    "#lt;b#gt;",
    "\u202e",
    "x",
    "‘",
)


@settings(max_examples=25, deadline=None)
@given(some.lists(some.sampled_from((*HOSTILE, " ", "é", "好", "👍")), min_size=1, max_size=5))
def test_whatever_a_label_says_the_drawing_is_harmless(parts: list[str]) -> None:
    label = "".join(parts).replace('"', "#quot;")
    found = draw(
        f'flowchart LR\n    a["{label}"] -->|"{label}"| b\n    click a "https://example.com/"', prefix="d1-"
    )
    assert isinstance(found, Refused) or is_harmless(found.svg)


def test_the_same_diagram_is_drawn_with_the_same_bytes_everywhere() -> None:
    code = (
        "import hashlib, json, sys; from kept.diagram.drawing import draw; "
        "made = ''.join(draw(one, prefix='d1-').svg for one in json.load(sys.stdin)); "
        "print(hashlib.sha256(made.encode()).hexdigest())"
    )
    here = hashlib.sha256("".join(drawn(one).svg for one in DRAWN.values()).encode()).hexdigest()
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(list(DRAWN.values())),
        env=elsewhere,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == here


def test_the_text_on_an_authors_colour_is_seen() -> None:
    svg = drawn("flowchart LR\n    a[dark]\n    b[pale]\n    style a fill:#123456\n    style b fill:gold").svg
    assert re.search(r'fill="#fff"[^>]*>dark<', svg)
    assert re.search(r'fill="#000"[^>]*>pale<', svg)
    chosen = drawn("flowchart LR\n    a[mine]\n    style a fill:#123456,color:#abcdef").svg
    assert re.search(r'fill="#abcdef"[^>]*>mine<', chosen)


def test_an_authors_letters_are_not_lost_on_dark_or_light_paper() -> None:
    svg = drawn("flowchart LR\n    a[black] --> b[red]\n    style a color:#000\n    style b color:#e33").svg
    assert re.search(r'class="f-ink"[^>]*>black<', svg)
    assert re.search(r'fill="#ee3333"[^>]*>red<', svg)


def test_a_black_arrow_is_seen_on_dark_paper() -> None:
    svg = drawn(
        "flowchart LR\n    a --> b\n    b --> c\n    linkStyle 0 stroke:#000\n    linkStyle 1 stroke:#e33"
    ).svg
    assert 'stroke="#000000"' not in svg
    assert 'stroke="#ee3333"' in svg


def test_a_colour_under_other_things_lets_them_be_seen() -> None:
    svg = drawn("sequenceDiagram\n    rect rgb(0, 0, 80)\n    Ann->>Bob: night\n    end").svg
    assert re.search(r'<rect [^>]*class="under"[^>]*fill="#000050" fill-opacity="0.3"', svg)


def test_no_colour_of_a_theme_is_left_in_a_drawing() -> None:
    for source in DRAWN.values():
        assert not re.findall(r'(?:fill|stroke)="#(?!000"|fff")', drawn(source).svg), source


def test_every_role_has_a_colour_in_the_style_sheet() -> None:
    rules = (HERE / "drawing.css").read_text(encoding="utf-8")
    for role in ROLES:
        assert f".f-{role} {{ fill: " in rules
        assert f".s-{role} {{ stroke: " in rules
    assert all(f".h-{role} {{ fill: " in rules for role in CATEGORIES)


def test_without_the_library_browsers_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    kept.diagram.drawing.drawn_anywhere.cache_clear()
    monkeypatch.setitem(sys.modules, "merman", None)
    found = draw(DRAWN["flowchart"], prefix="d")
    kept.diagram.drawing.drawn_anywhere.cache_clear()
    assert isinstance(found, Refused)
    assert found.reason == "what draws diagrams is not installed: `pip install 'kept[drawing]'`"
    assert found.relations


def test_a_drawing_is_remembered_for_any_place(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    first = Drawings(folder)
    made = [first.draw(source, prefix="one-") for source in (DRAWN["flowchart"], "info")]
    first.save()
    again = Drawings(folder)
    assert [again.draw(source, prefix="one-") for source in (DRAWN["flowchart"], "info")] == made
    assert not again.news
    elsewhere = again.draw(DRAWN["flowchart"], prefix="two-")
    assert elsewhere == draw(DRAWN["flowchart"], prefix="two-")
    (folder / NAME).write_bytes(b"nonsense")
    assert Drawings(folder).draw(DRAWN["flowchart"], prefix="one-") == made[0]


def test_a_drawing_is_not_larger_than_a_page_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kept.diagram.drawing.picture.MOST_LETTERS", 99)
    with pytest.raises(NotDrawn, match="it is too large to stand in a page"):
        picture(PAINTED.format("<text>words</text>"), "", "d")


def test_letters_of_every_kind_take_room() -> None:
    assert letters.width("Hxg", 16) == pytest.approx(28.45, abs=0.1)
    assert letters.width("Hxg", 16, bold=True) > letters.width("Hxg", 16)
    assert letters.width("你好", 10) == 20
    assert letters.width("👍🏽", 10) >= 12.5
    assert letters.width("e\u0301", 10) == pytest.approx(letters.width("é", 10), abs=0.1)
    assert letters.block("one two three", 16, at_most=60, line_height=24).lines == ("one two", "three")


def test_the_fonts_are_what_they_say() -> None:
    about = json.loads((HERE / "fonts/about.json").read_text(encoding="utf-8"))
    assert about["licence"] == "OFL-1.1"
    for name, digest in about["files"].items():
        assert hashlib.sha256((HERE / "fonts" / name).read_bytes()).hexdigest() == digest


def test_a_label_is_read_as_it_is_shown() -> None:
    assert plain("<b>a</b><br/>ﬂ°°35¶ß1 fa:fa-car &lt;x&gt;") == "a #1 <x>"
