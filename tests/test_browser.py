"""The built site as readers meet it: in Chromium, on a desktop and on a phone, by day and by night."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ON_A_PHONE, PHONE, Reader, reading, serving
from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site, with one article that nobody has checked in time."""
    folder = tmp_path_factory.mktemp("browser") / "kept"
    folder.mkdir()
    for name in ("docs", "kb", "templates", "hooks"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    article = folder / "kb/faq/what-is-kept.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("reviewed: 2026", "reviewed: 2024"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kept", "build", "--today", "2026-11-21"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serving(site) as found:
        yield found


@pytest.fixture(params=["desktop", "phone"])
def reader(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Reader]:
    with reading(browser, address, **(ON_A_PHONE if request.param == "phone" else {})) as someone:
        yield someone


def test_every_page_fits_the_screen_and_asks_nobody_else(reader: Reader, site: Path) -> None:
    pages = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")]
    assert len(pages) > 90
    made = [path for path in sorted(pages) if path.startswith("reference/rules/")]
    pages = [path for path in pages if path not in made] + made[::8]  # which are made by one template
    width = reader.page.viewport_size
    assert width is not None
    is_large = width["width"] > 1000  # what fits a phone hardly ever is too wide for a screen
    pages = pages[1::20] if is_large else pages[::8]
    too_wide = []
    for path in sorted(pages):
        page = reader.open(f"{path}/")
        if page.evaluate("document.documentElement.scrollWidth") > width["width"]:
            too_wide.append(path)
        assert page.locator("h1").count() == 1, path
    assert too_wide == []


def test_an_article_says_when_it_was_verified_and_by_whom(reader: Reader) -> None:
    page = reader.open("kb/troubleshooting/a-link-leads-nowhere/")
    facts = page.locator(".kept-facts")
    assert facts.is_visible()
    assert "Verified" in facts.inner_text()
    assert "by Support team" in facts.inner_text()
    assert page.locator(".kept-banner").count() == 0


def test_an_overdue_article_has_a_banner(reader: Reader) -> None:
    page = reader.open("kb/faq/what-is-kept/")
    banner = page.locator(".kept-banner")
    assert banner.is_visible()
    assert "This article may be out of date." in banner.inner_text()
    assert "Last verified" in page.locator(".kept-facts").inner_text()


AMONG_THE_FIRST_THREE = """path => {
  const found = [...document.querySelectorAll(".md-search-result__item > a")].slice(0, 3);
  return found.some(one => new URL(one.href).pathname === "/" + path);
}"""


SEARCHES = {
    "K401": "kb/troubleshooting/a-link-leads-nowhere/",
    "overdue": "kb/troubleshooting/an-article-is-reported-as-overdue/",
    "pip refuses": "kb/troubleshooting/installing-kept-fails/",
    "my link is broken": "kb/troubleshooting/a-link-leads-nowhere/",
}


def test_a_search_for_a_code_or_a_symptom_leads_to_the_article(reader: Reader) -> None:
    is_phone = reader.page.viewport_size == PHONE  # the results are the same there
    for words, path in list(SEARCHES.items())[: 1 if is_phone else None]:
        page = reader.open("")
        if is_phone:
            page.locator("label.md-header__button[for=__search]").click()
        page.locator(".md-search__input").click()
        page.keyboard.type(words)
        page.wait_for_function(AMONG_THE_FIRST_THREE, arg=path)
        page.locator(f'a.md-search-result__link[href*="{path}"]').first.click()
        page.wait_for_url(f"**/{path}**")
        assert page.locator("h1").is_visible()


def test_the_way_from_the_home_page_to_an_article(reader: Reader) -> None:
    page = reader.open("")
    page.get_by_role("link", name="A link leads nowhere").first.click()
    page.wait_for_url("**/kb/troubleshooting/a-link-leads-nowhere/")
    size = page.viewport_size
    if size == PHONE:
        page.locator("label.md-header__button[for=__drawer]").click()
        drawer = page.locator(".md-sidebar--primary")
        drawer.get_by_text("A file cannot be read").click()
    else:
        page.locator(".md-nav--primary").get_by_text("A file cannot be read").click()
    page.wait_for_url("**/kb/troubleshooting/a-file-cannot-be-read/")
    assert page.locator("h1").inner_text().startswith("A file cannot be read")


def test_text_stands_out_from_its_ground(reader: Reader) -> None:
    """The verification line keeps the contrast that WCAG 2.2 asks for (1.4.3: at least 4.5 to 1)."""
    for scheme in ("light", "dark"):
        reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page = reader.open("kb/faq/what-is-kept/")
        for selector in (".kept-facts", ".kept-banner", ".md-typeset h1", ".md-path__link", ".md-content a"):
            assert page.evaluate(CONTRAST, selector) >= 4.5, (scheme, selector)


CONTRAST = """selector => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const over = (color, ground) => {
    canvas.fillStyle = `rgb(${ground.join(",")})`; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = color => {
    const linear = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = color.map(c => linear(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const element = document.querySelector(selector);
  let ground = over(getComputedStyle(document.body).backgroundColor, [255, 255, 255]);
  ground = over(getComputedStyle(element).backgroundColor, ground);
  const text = over(getComputedStyle(element).color, ground);
  const [high, low] = [luminance(text), luminance(ground)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}"""
