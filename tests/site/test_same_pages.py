"""`kept build`, plain MkDocs and ProperDocs make the same site, and its pages are what the library says."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from built import NOW, Page, build, own_content, starter, tree

from kept.commands.options import loaded_settings
from kept.library import Library, load

KINDS: dict[str, Callable[[Path], Path]] = {"the starter": starter, "our own content": own_content}
pytestmark = pytest.mark.long

LIST = '<ul class="kept-list"'
"""In a page that kept made for a section of the navigation."""
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


@pytest.fixture(scope="module", params=KINDS)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return KINDS[request.param](tmp_path_factory.mktemp("same") / "project")


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    return build("kept", project)


@pytest.fixture(scope="module")
def library(project: Path) -> Library:
    return load(loaded_settings(project / "mkdocs.yml", None))


@pytest.fixture(scope="module")
def pages(site: Path, library: Library) -> dict[str, Page]:
    """The built pages by the path of their document."""
    day = datetime.fromtimestamp(int(NOW), UTC).date()
    published = [one for one in library.articles if one.is_published(library.settings, day)]
    return {one.path: Page(site / one.url / "index.html") for one in published}


def test_mkdocs_makes_the_same_bytes(project: Path, site: Path) -> None:
    assert tree(build("mkdocs", project)) == tree(site)


def test_properdocs_makes_the_same_pages(project: Path, site: Path) -> None:
    def without_its_name(files: dict[str, bytes]) -> dict[str, bytes]:
        return {name: GENERATOR.sub(b"", content) for name, content in files.items()}

    assert without_its_name(tree(build("properdocs", project))) == without_its_name(tree(site))


def test_there_is_a_page_for_each_published_document_and_no_other(
    site: Path, pages: dict[str, Page], library: Library
) -> None:
    built = {posixpath.dirname(path.relative_to(site).as_posix()) for path in site.rglob("index.html")}

    of_documents = {library.by_path[path].url.rstrip("/") for path in pages}
    lists = {path for path in built - of_documents if LIST in (site / path / "index.html").read_text("utf-8")}
    assert built == of_documents | lists
    assert len(pages) < len(library.articles), "some documents are for internal readers"


def test_headings_have_the_anchors_of_the_library(pages: dict[str, Page], library: Library) -> None:
    headings = {path: [one.anchor for one in library.by_path[path].document.headings] for path in pages}

    assert {path: page.headings for path, page in pages.items()} == headings
    assert all(set(library.index.by_path[path].anchors) <= page.ids for path, page in pages.items())


def test_every_link_leads_to_a_file_and_an_anchor_of_the_site(
    site: Path, pages: dict[str, Page], library: Library
) -> None:
    ids = {library.by_path[path].url: page.ids for path, page in pages.items()}
    wrong = []
    for path, page in pages.items():
        for link in page.links + page.sources:
            address = urljoin(f"http://here/{library.by_path[path].url}", link)
            parts = urlsplit(address)
            if parts.netloc != "here" or parts.scheme != "http":
                continue
            place = unquote(parts.path).lstrip("/")
            is_there = (
                site / place / "index.html" if not place or place.endswith("/") else site / place
            ).is_file()
            fragment = unquote(parts.fragment)
            if not is_there or (fragment and place in ids and fragment not in ids[place] | {"__search"}):
                wrong.append(f"{path}: {link}")

    assert wrong == []


def test_the_navigation_leads_to_every_page(site: Path, pages: dict[str, Page], library: Library) -> None:
    urls = {library.by_path[path].url for path in pages}
    reached, waiting = {""}, [""]
    while waiting:  # the navigation of a page shows its neighbourhood, so walk
        here = waiting.pop()
        html = (site / here / "index.html").read_text(encoding="utf-8")
        nav = html[html.index("md-nav--primary") : html.index('data-md-component="content"')]
        for link in re.findall(r'href="([^"#:]+)"', nav):
            found = urlsplit(urljoin(f"http://here/{here}", link)).path.lstrip("/")
            if found not in reached and (site / found / "index.html").is_file():  # or a section's page
                reached.add(found)
                waiting.append(found)

    assert urls - reached == set()


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, Page]) -> None:
    elsewhere = {source for page in pages.values() for source in page.sources if urlsplit(source).netloc}

    assert elsewhere == set()
