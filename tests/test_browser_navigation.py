"""The sidebar, the drawer and the breadcrumbs as readers use them: with a mouse, a finger and a keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import DESKTOP, ON_A_PHONE, PHONE, Reader, build_here, reading, serving
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

CONFIGURATION = """\
site_name: Help
site_url: {address}
theme: {{name: material, font: false, features: [navigation.instant, navigation.footer]}}
plugins: [search, kept]
nav: [index.md, kb/]
"""
WHERE = "kb/large/a-050/"
BURGER = "label.md-header__button[for=__drawer]"


def page(title: str, body: str = "## First\n\nText.\n\n## Second\n\nText.") -> str:
    return f"---\ntitle: {title}\ntype: page\naudience: public\n---\n# {title}\n\n{body}\n"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a section of 120 articles and a small one."""
    articles = {f"kb/large/a-{number:03}.md": page(f"Article {number:03}") for number in range(120)}
    files = {
        "docs/index.md": page("Home"),
        "kb/index.md": page("Help articles"),
        "kb/small/one.md": page("One"),
        "kb/small/deep/two.md": page("Two"),
        **articles,
    }
    folder = tmp_path_factory.mktemp("navigation") / "project"
    with serving(folder / "site") as address:  # which instant navigation compares with that of the sitemap
        build_here(folder, CONFIGURATION.format(address=address), files)
        yield address


@pytest.fixture
def desktop(browser: Browser, large: str) -> Iterator[Reader]:
    with reading(browser, large) as someone:
        yield someone


@pytest.fixture
def phone(browser: Browser, large: str) -> Iterator[Reader]:
    with reading(browser, large, **ON_A_PHONE) as someone:
        yield someone


def seen(links: Locator) -> list[str]:
    return [link.inner_text().strip() for link in links.all() if link.is_visible()]


def stays(page: Page) -> None:
    """Leave a mark that is gone when the page is loaded anew."""
    page.evaluate("window.isStillHere = true")


def is_still_here(page: Page) -> bool:
    return bool(page.evaluate("window.isStillHere === true"))


def test_the_sidebar_leads_on_without_loading_the_page(desktop: Reader) -> None:
    page = desktop.open(WHERE)
    stays(page)
    sidebar = page.locator(".md-nav--primary")
    shown = seen(sidebar.locator("a.md-nav__link"))
    assert shown[:4] == ["Home", "Help articles", "Large", "Article 040"]
    assert "Article 059" in shown
    assert shown[-2:] == ["All articles", "Small"]

    sidebar.get_by_role("link", name="Article 055").click()
    page.wait_for_url("**/a-055/")
    current = sidebar.locator("[aria-current=page]")
    current.get_by_text("Article 055").locator("visible=true").wait_for()
    assert seen(current) == ["Article 055"]
    assert "Article 064" in seen(sidebar.locator("a.md-nav__link"))

    sidebar.get_by_role("link", name="All articles").click()
    page.wait_for_url("**/kb/large/")
    page.get_by_role("heading", name="Large", exact=True).wait_for()
    page.get_by_role("link", name="Next", exact=True).click()
    page.wait_for_url("**/kb/large/page-2/")
    page.get_by_role("link", name="Article 119").first.wait_for()
    page.locator(".md-path").get_by_role("link", name="Help articles").click()
    page.wait_for_url("**/kb/")
    page.get_by_role("heading", name="Help articles", exact=True).wait_for()
    assert is_still_here(page)


def test_the_drawer_opens_where_the_reader_is(phone: Reader) -> None:
    page = phone.open(WHERE)
    stays(page)
    drawer = page.locator(".md-sidebar--primary")
    beside = drawer.get_by_role("link", name="Article 051")
    expect(beside).not_to_be_in_viewport()
    page.locator(BURGER).click()
    expect(beside).to_be_in_viewport()
    drawer.locator("label.md-nav__title[for=__nav_2]").click()  # back to the section above
    drawer.get_by_role("link", name="Small").click()
    page.wait_for_url("**/kb/small/")
    page.get_by_role("heading", name="Small", exact=True).wait_for()
    page.locator(".kept-list").get_by_role("link", name="Deep").click()
    page.wait_for_url("**/kb/small/deep/")
    page.locator(".md-path").get_by_role("link", name="Small").wait_for()
    assert is_still_here(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_contents_of_the_page_are_in_the_drawer(phone: Reader) -> None:
    page = phone.open(WHERE)
    page.locator(BURGER).click()
    page.locator(".md-sidebar--primary label.md-nav__link[for=__toc]").click()
    page.locator(".md-sidebar--primary").get_by_role("link", name="Second").click()
    page.wait_for_url("**/a-050/#second")
    expect(page.get_by_role("heading", name="Second")).to_be_in_viewport()


def test_a_section_is_shut_and_opened_with_the_keyboard(desktop: Reader) -> None:
    page = desktop.open(WHERE)
    article = page.locator(".md-nav--primary").get_by_role("link", name="Article 051")
    article.wait_for()
    page.locator("#__nav_2_label").focus()
    page.keyboard.press("Enter")
    article.wait_for(state="hidden")
    page.keyboard.press("Enter")
    article.wait_for()
    article.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/a-051/")
    expect(page.get_by_role("heading", name="Article 051")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_category_fits_the_screen(browser: Browser, large: str, size: dict[str, int]) -> None:
    with reading(browser, large, viewport=size, has_touch=size is PHONE) as reader:
        page = reader.open("kb/large/page-2/")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert seen(page.locator(".kept-pages > *")) == ["Previous", "1", "2"]
        assert page.locator("h1").inner_text() == "Large, page 2"
