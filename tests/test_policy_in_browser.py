"""A site under its policy, as a reader meets it: everything works, and nothing breaks the policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import DESKTOP, Reader, build_here, reading, serving
from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.browser

CONFIGURATION = """\
site_name: Help
site_url: {address}
theme:
  name: material
  palette:
    - {{scheme: default, toggle: {{icon: material/brightness-7, name: Dark}}}}
    - {{scheme: slate, toggle: {{icon: material/brightness-4, name: Light}}}}
  icon: {{admonition: {{note: octicons/tag-16}}}}
  features:
    - announce.dismiss
    - content.code.annotate
    - content.code.copy
    - content.tabs.link
    - content.tooltips
    - navigation.indexes
    - navigation.instant
    - navigation.instant.progress
    - navigation.path
    - navigation.tabs
    - navigation.top
    - search.highlight
    - search.share
    - search.suggest
    - toc.follow
plugins: [search, tags, {{kept: {{diagrams: {{draw: browser}}}}}}]
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - tables
  - pymdownx.details
  - pymdownx.highlight: {{anchor_linenums: true, linenums: true}}
  - pymdownx.superfences:
      custom_fences:
        - {{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }}
  - pymdownx.tabbed: {{alternate_style: true}}
  - pymdownx.tasklist: {{custom_checkbox: true}}
"""
HEAD = "---\ntitle: {}\naudience: public\ntags: [One, Two]\n---\n"
DRAWINGS = {
    "flowchart": "graph TD\n  A[Long text in a box] -->|yes| B{Choose}\n  B --> C\n  style C fill:#f00",
    "sequence": "sequenceDiagram\n  Reader->>Site: asks\n  Note over Site: finds it\n  Site-->>Reader: it",
    "state": "stateDiagram-v2\n  [*] --> Open\n  Open --> Closed: solved\n  Closed --> [*]",
    "class": "classDiagram\n  class Article {\n    +title: str\n    review()\n  }\n  Article <|-- Guide",
    "entities": "erDiagram\n  TEAM ||--o{ ARTICLE : keeps",
    "chart": 'pie title Tickets\n  "Login" : 40\n  "Print" : 60',
}
FILES = {
    "docs/index.md": HEAD.format("Home") + "\nWelcome to [the guide](guide/index.md).\n",
    "docs/guide/index.md": HEAD.format("Guide") + "\n[Tabs](tabs.md), [drawn](drawn.md)\n",
    "docs/guide/tabs.md": (
        HEAD.format("Tabs").replace("tags:", "redirect_from: [old/]\ntags:")
        + '\n=== "One"\n\n    First\n\n=== "Two"\n\n    ``` py title="a.py" linenums="1"\n    x = 1  # (1)!\n'
        "    ```\n\n    1. A remark\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n"
        "!!! note\n    Text\n\n??? tip\n    More\n\n"
        '- [x] Done\n\n[Link](index.md "A <b> title")\n'
    ),
    "docs/guide/drawn.md": HEAD.format("Drawn")
    + "".join(f"\n## The {name}\n\n```mermaid\n{text}\n```\n" for name, text in DRAWINGS.items()),
    "docs/guide/graph.md": HEAD.format("Graph") + "\n```kept-graph\nfrom: product/a\nas: table\n```\n",
    "kb/records/a.yml": "products: {a: {name: A box, audience: public}}\n",
    "docs/notes/old.md": (
        HEAD.format("Old note").replace("tags:", "reviewed: 2024-01-01\nreview_every: 30d\ntags:")
        + "\nA remark nobody has looked at. [Drawn](../guide/drawn.md)\n\n## A remark below\n\nMore.\n"
    ),
    "docs/tags.md": "---\ntitle: Tags\naudience: public\n---\n\n<!-- material/tags -->\n",
}
PAGES = {
    "": "Home",
    "guide/": "Guide",
    "guide/tabs/": "Tabs",
    "guide/graph/": "Graph",
    "notes/": "Notes",
    "notes/old/": "Old note",
    "tags/": "Tags",
    "404.html": "404 - Not found",
    "old/": "Tabs",
}
"""A page of each kind with its heading: home, section, tabs, records, list, overdue, tags, no page, old."""

ALL_DRAWN = f"() => document.querySelectorAll('div.mermaid').length === {len(DRAWINGS)}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("policy")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(folder / "site") as found:
        build_here(folder, CONFIGURATION.format(address=found), FILES)
        yield found


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    with reading(browser, address) as someone:
        yield someone


def test_every_kind_of_page_keeps_to_the_policy(reader: Reader) -> None:
    for path, heading in PAGES.items():
        page = reader.open(path)
        page.get_by_role("heading", name=heading, exact=True).first.wait_for()
        page.emulate_media(media="print")
        assert page.locator("h1").first.is_visible()
        page.emulate_media(media="screen")
        assert reader.noticed == [], path
    assert reader.open("notes/old/").locator(".kept-banner").is_visible()


def test_pages_keep_to_the_policy_of_a_server(browser: Browser, address: str, folder: Path) -> None:
    """What `_headers` says to a host is said of every file."""
    lines = (folder / "site/_headers").read_text(encoding="utf-8").splitlines()
    said = dict(line.strip().split(": ", 1) for line in lines if line.startswith(" "))
    assert "Content-Security-Policy" in said

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, **said})

    with reading(browser, address) as reader:
        reader.page.route(f"{address}**", answer)
        for path, heading in PAGES.items():
            reader.open(path).get_by_role("heading", name=heading, exact=True).first.wait_for()
        reader.open("guide/drawn/").wait_for_function(ALL_DRAWN)
        reader.page.unroute_all(behavior="ignoreErrors")  # the page closes, whatever it still asks for


BREACHES = {
    "a script in the page": "<script>window.ran = true</script>",
    "a handler": "<img src='' onerror='window.ran = true'>",
    "a style in the page": "<style>body { color: red }</style>",
    "a style of an element": "<p style='color: red'>x</p>",
    "a picture from elsewhere": "<img src='https://elsewhere.example/x.png'>",
    "a script from elsewhere": "<script src='https://elsewhere.example/x.js'></script>",
    "a frame": "<iframe src='https://elsewhere.example/'></iframe>",
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_noticed(browser: Browser, address: str, folder: Path, breach: str) -> None:
    """What the reader of these tests would see if there were one."""
    html = (folder / "site/guide/index.html").read_text(encoding="utf-8")
    spoiled = html.replace("<article", BREACHES[breach] + "<article", 1)

    def spoil(route: Route) -> None:
        route.fulfill(body=spoiled, content_type="text/html; charset=utf-8")

    context = browser.new_context()
    reader = Reader(context.new_page(), address)
    reader.page.route(f"{address}guide/", spoil)
    reader.open("guide/")
    assert reader.page.evaluate("window.ran") is None
    context.close()
    assert [one for one in reader.noticed if "violation" in one or "elsewhere" in one]


def test_tabs_code_and_tables_work(reader: Reader) -> None:
    page = reader.open("guide/tabs/")
    page.locator(".tabbed-labels label", has_text="Two").click()
    assert page.locator(".highlight").is_visible()
    page.locator(".md-annotation__index").first.wait_for()
    page.locator("details summary").click()
    page.get_by_role("link", name="Link", exact=True).hover()
    page.locator(".md-tooltip2").first.wait_for()
    assert "A <b> title" in page.locator(".md-tooltip2").first.inner_text()
    align = "[...document.querySelectorAll('article td')].map(one => getComputedStyle(one).textAlign)"
    assert page.evaluate(f"{align}.slice(-2).map(one => one.replace('-webkit-', ''))") == ["center", "right"]


def test_search_instant_navigation_and_palette_work(reader: Reader) -> None:
    page = reader.open("")
    page.evaluate("window.isStillHere = true")
    page.locator(".md-content").get_by_role("link", name="the guide").click()
    page.wait_for_url("**/guide/")
    page.locator(".md-content").get_by_role("link", name="Tabs").click()
    page.wait_for_url("**/guide/tabs/")
    assert page.evaluate("window.isStillHere") is True
    page.locator("label[for=__palette_1]").click()
    page.wait_for_function("() => document.body.dataset.mdColorScheme === 'slate'")
    page.locator(".md-search__input").click()
    page.keyboard.type("rema", delay=50)
    page.wait_for_function("() => document.querySelector('.md-search__suggest').textContent === 'remark'")
    page.keyboard.type("rk")
    page.locator(".md-search-result__link", has_text="Old note").first.click()
    page.wait_for_url("**/notes/old/?h=*")
    page.locator("mark[data-md-highlight]").first.wait_for()
    page.locator(".md-content").get_by_role("link", name="Drawn").click()
    page.wait_for_url("**/guide/drawn/")
    page.wait_for_function(ALL_DRAWN)
    assert page.evaluate("window.isStillHere") is True
    page.reload()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


VIEWS = """async ([texts, options]) => {
  const found = {};
  for (const [name, text] of Object.entries(texts))
    found[name] = (await mermaid.render("m" + name, text)).svg.match(/viewBox="([^"]*)"/)[1];
  return found;
}"""


def test_diagrams_are_as_without_a_policy(reader: Reader, browser: Browser, address: str) -> None:
    """Mermaid measures what it draws: without its styles everything would have another size."""
    page = reader.open("guide/drawn/")
    page.wait_for_function(ALL_DRAWN)
    drawn = page.evaluate(VIEWS, [DRAWINGS, None])
    sizes = [box for one in page.locator("div.mermaid").all() if (box := one.bounding_box())]

    context = browser.new_context(bypass_csp=True, viewport=DESKTOP)
    plain = context.new_page()
    plain.goto(address + "guide/tabs/")
    plain.add_script_tag(url=address + "assets/kept/mermaid.min.js")
    plain.evaluate(
        "mermaid.initialize({startOnLoad: false, sequence: "
        "{actorFontSize: '16px', messageFontSize: '16px', noteFontSize: '16px'}})"
    )
    assert drawn == plain.evaluate(VIEWS, [DRAWINGS, None])
    context.close()
    assert all(box["height"] > 60 for box in sizes)


def test_a_diagram_has_its_styles(reader: Reader) -> None:
    reader.page.add_init_script(OPEN_SHADOWS)
    page = reader.open("guide/drawn/")
    page.wait_for_function(ALL_DRAWN)
    fills = page.evaluate(FILLS)
    assert "rgb(255, 0, 0)" in fills, "what the writer asked for"
    assert "rgb(0, 0, 0)" not in fills, "a shape without a style is black"
    assert page.locator("div.mermaid").first.get_by_text("Long text in a box").is_visible()


OPEN_SHADOWS = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (given) { return attach.call(this, {...given, mode: "open"}); };
"""
FILLS = """() => {
  const root = document.querySelector("div.mermaid").shadowRoot;
  return [...root.querySelectorAll(".node rect, .node polygon")].map(one => getComputedStyle(one).fill);
}"""
