"""Diagrams as readers meet them: there with the page, enlarged, copied, printed, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ON_A_PHONE, PHONE, Reader, build_here, reading, serving
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CONFIGURATION = """\
site_name: Help
site_url: {address}
theme:
  name: material
  palette:
    - {{media: "(prefers-color-scheme: light)", scheme: default}}
    - {{media: "(prefers-color-scheme: dark)", scheme: slate}}
plugins: [search, kept]
markdown_extensions:
  - pymdownx.tabbed: {{alternate_style: true}}
  - pymdownx.superfences:
      custom_fences:
        - {{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }}
"""
HEAD = "---\ntitle: {0}\naudience: public\n---\n# {0}\n\n"
ORDER = (
    'flowchart TD\n    accTitle: How an order goes\n    a["Order"] -->|paid| b["Parcel & bill"]\n    b --> c'
)
WIDE = "flowchart LR\n" + "\n".join(f'    a{at}["Step number {at}"] --> a{at + 1}' for at in range(12))
PLAN = "gantt\n    title The plan\n    dateFormat YYYY-MM-DD\n    section Spring\n    Sow :2026-03-01, 3d"
FILES = {
    "docs/index.md": HEAD.format("Home") + "[Drawn](drawn.md), [plan](plan.md)\n",
    "docs/drawn.md": (
        HEAD.format("Drawn")
        + f'```mermaid\n{ORDER}\n```\n\n```mermaid\n{WIDE}\n```\n\n=== "One"\n\n    Text\n\n=== "Two"\n\n'
        + "    ```mermaid\n    graph TD\n      hidden --> shown\n    ```\n"
    ),
    "docs/plan.md": HEAD.format("Plan") + f"```mermaid\n{PLAN}\n```\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("diagrams")
    with serving(folder / "site") as found:
        build_here(folder, CONFIGURATION.format(address=found), FILES)
        yield found


def mermaid(reader: Reader) -> list[str]:
    """What a reader's browser has asked for to draw diagrams."""
    return [url for url in reader.asked if "mermaid" in url or "diagram.js" in url]


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    with reading(browser, address) as someone:
        yield someone


def test_a_drawn_diagram_asks_for_no_mermaid_and_has_a_name(reader: Reader) -> None:
    page = reader.open("drawn/")
    order = page.get_by_role("img", name="How an order goes")
    box = order.bounding_box()

    assert box is not None
    assert box["height"] > 100
    assert page.get_by_role("figure", name="How an order goes").count() == 1
    page.get_by_text("Two", exact=True).click()
    assert page.locator(".kept-diagram svg").last.is_visible()
    page.locator("summary").first.click()
    assert page.get_by_text("Order → Parcel & bill (paid)").is_visible()
    assert mermaid(reader) == []


COLOURS = """() => [...document.querySelectorAll(".kept-diagram svg")].flatMap(svg =>
  [...svg.querySelectorAll("rect, path, text")].map(one => {
    const {fill, stroke} = getComputedStyle(one);
    return one.localName + " " + fill + " " + stroke;
  }))"""
"""The colours in drawings."""


def test_a_drawing_is_for_light_and_dark_pages_and_for_paper(browser: Browser, address: str) -> None:
    found = {}
    for scheme in ("light", "dark"):
        with reading(browser, address, color_scheme=scheme) as reader:
            page = reader.open("drawn/")
            found[scheme] = page.evaluate(COLOURS)
            page.emulate_media(media="print")
            found[f"{scheme} print"] = page.evaluate(COLOURS)
            assert not page.locator(".kept-diagram__tools").first.is_visible()
    assert found["light"] != found["dark"]
    assert found["light print"] == found["dark print"]
    assert any("text rgb(0, 0, 0)" in one for one in found["dark print"])


def test_a_diagram_fits_a_phone(browser: Browser, address: str) -> None:
    with reading(browser, address, **ON_A_PHONE) as reader:
        page = reader.open("drawn/")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        wide = page.locator(".kept-diagram__drawing").nth(1)
        assert wide.evaluate("one => one.scrollWidth > one.clientWidth")
        assert wide.locator("text").first.evaluate("one => one.getBoundingClientRect().height") >= 9


SHOWN = """() => {
  const {a, e, f} = new DOMMatrix(getComputedStyle(document.querySelector("dialog svg")).transform);
  return [a, e, f].map(one => Math.round(one * 1000) / 1000);
}"""
"""How large the enlarged drawing is, and where."""


def test_a_diagram_is_enlarged_moved_and_put_back(reader: Reader) -> None:
    page = reader.open("drawn/")
    button = page.get_by_role("button", name="Enlarge").first
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog")
    whole = page.evaluate(SHOWN)
    assert dialog.locator("svg").is_visible()
    assert page.locator(".kept-diagram").first.locator("svg").count() == 0
    page.keyboard.press("+")
    assert page.evaluate(SHOWN)[0] > whole[0]
    page.keyboard.press("-")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(SHOWN) == pytest.approx([whole[0], whole[1] + 50, whole[2]], abs=0.1)
    page.mouse.move(300, 300)
    page.mouse.down()
    page.mouse.move(320, 290, steps=2)
    page.mouse.up()
    assert page.evaluate(SHOWN) == pytest.approx([whole[0], whole[1] + 70, whole[2] - 10], abs=0.1)
    page.mouse.wheel(0, -200)
    page.wait_for_function(f"() => ({SHOWN})()[0] > {whole[0] * 1.3}")
    page.keyboard.press("0")
    assert page.evaluate(SHOWN) == whole
    page.keyboard.press("n")  # with which the theme leads to the next page
    page.keyboard.press("Escape")
    assert dialog.count() == 0
    assert page.locator(".kept-diagram").first.locator("svg").is_visible()
    assert button.evaluate("one => one === document.activeElement")
    assert page.url.endswith("/drawn/")


PINCH = """async () => {
  const stage = document.querySelector("dialog > div");
  const touch = (kind, pointerId, clientX) => stage.dispatchEvent(
    new PointerEvent(kind, {pointerId, clientX, clientY: 400, pointerType: "touch", bubbles: true}));
  stage.setPointerCapture = () => {};  // which only a real finger can ask for
  touch("pointerdown", 11, 150);
  touch("pointerdown", 12, 250);
  touch("pointermove", 12, 350);
  touch("pointerup", 11, 150);
  touch("pointerup", 12, 350);
}"""


def test_two_fingers_enlarge_a_diagram(browser: Browser, address: str) -> None:
    with reading(browser, address, **ON_A_PHONE) as reader:
        page = reader.open("drawn/")
        page.get_by_role("button", name="Enlarge").first.tap()
        before = page.evaluate(SHOWN)
        page.evaluate(PINCH)
        assert page.evaluate(SHOWN)[0] == pytest.approx(2 * before[0], rel=0.01)
        page.get_by_role("button", name="Close").tap()
        assert page.locator("dialog").count() == 0


def test_the_source_is_copied(browser: Browser, address: str) -> None:
    with reading(browser, address, permissions=["clipboard-read", "clipboard-write"]) as reader:
        page = reader.open("drawn/")
        page.get_by_role("button", name="Copy source").first.click()
        page.get_by_text("Copied to clipboard").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == ORDER


def test_what_kept_cannot_draw_is_drawn_here_by_mermaid(reader: Reader) -> None:
    page = reader.open("plan/")
    drawing = page.locator("figure.kept-diagram div.mermaid")
    drawing.wait_for()
    assert mermaid(reader) != []
    assert page.locator("pre.mermaid").count() == 0
    button = page.get_by_role("button", name="Enlarge")
    button.click()
    assert page.locator("dialog div.mermaid").is_visible()
    page.keyboard.press("Escape")
    assert drawing.is_visible()
    assert page.get_by_role("button", name="Copy source").is_visible()


def test_without_scripts_or_mermaid_its_source_is_shown(browser: Browser, address: str) -> None:
    with reading(browser, address, java_script_enabled=False) as reader:
        page = reader.open("plan/")
        assert page.get_by_text("dateFormat YYYY-MM-DD").is_visible()
        assert not page.get_by_role("button", name="Enlarge").is_visible()
        assert reader.open("drawn/").get_by_role("img", name="How an order goes").is_visible()
    context = browser.new_context()
    page = context.new_page()
    page.route("**/mermaid.min.js", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto(f"{address}plan/")
    assert page.locator("pre.mermaid").get_by_text("dateFormat YYYY-MM-DD").is_visible()
    context.close()


def test_mermaid_comes_with_a_page_that_needs_it_also_without_loading_it(
    browser: Browser, tmp_path: Path
) -> None:
    """With instant navigation only the text of a page is exchanged, not its scripts."""
    with serving(tmp_path / "site") as address, reading(browser, address) as reader:
        instant = "  name: material\n  features: [navigation.instant]\n"
        configuration = CONFIGURATION.format(address=address).replace("  name: material\n", instant)
        build_here(tmp_path, configuration, FILES)
        page = reader.open("")
        page.evaluate("window.isStillHere = true")
        page.locator(".md-content").get_by_role("link", name="Drawn").click()
        page.get_by_role("button", name="Enlarge").first.click()
        assert page.locator("dialog svg").is_visible()
        page.keyboard.press("Escape")
        assert [url for url in reader.asked if "mermaid.min.js" in url] == []
        page.get_by_role("link", name="Home").first.click()
        page.locator(".md-content").get_by_role("link", name="plan").click()
        page.locator("div.mermaid").wait_for()
        assert page.evaluate("window.isStillHere") is True
