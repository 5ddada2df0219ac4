"""What is around a page: its neighbours, its breadcrumbs and its category, in a site of any size."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from built import Page, tree
from projects import Files

Project = Callable[[Files], Path]

CONFIGURATION = """\
site_name: Help
site_url: https://help.example/sub/
theme: {name: material}
plugins: [search, kept]
"""
MOST_BYTES = 25_000


def page(title: str, *fields: str, body: str = "Text.") -> str:
    front = "\n".join((f'title: "{title}"', "type: page", *fields))
    audience = "" if "audience" in front else "\naudience: public"
    return f"---\n{front}{audience}\n---\n# {title}\n\n{body}\n"


def many(folder: str, count: int) -> Files:
    return {f"kb/{folder}/a-{number:04}.md": page(f"Article {number:04}") for number in range(count)}


@pytest.fixture
def site(cli: Callable[..., Any], project: Project) -> Callable[..., Path]:
    """Build these files, and a home page, with some more configuration."""

    def build(files: Files, more: str = "") -> Path:
        folder = project({"mkdocs.yml": CONFIGURATION + more, "docs/index.md": page("Home"), **files})
        done = cli("build", cwd=folder)
        assert done.exit_code == 0, done.output
        return folder / "site"

    return build


def html(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def frame(path: Path) -> int:
    """The bytes of a page without those of its article."""
    return len(re.sub(r"(?s)(<article[^>]*>).*(</article>)", r"\1\2", html(path)).encode())


def sidebar(path: Path) -> list[str]:
    inside = html(path).partition("md-nav--primary")[2].partition('data-md-component="content"')[0]
    inside = inside.partition("md-sidebar--secondary")[0]
    return re.findall(r'class="md-ellipsis">([^<]*)', inside)


def crumbs(path: Path) -> list[tuple[str, str]]:
    inside = html(path).partition('class="md-path"')[2].partition("</nav>")[0]
    return re.findall(r'href="([^"]*)".*?class="md-ellipsis">([^<]*)', inside)


def listed(path: Path) -> list[str]:
    inside = html(path).partition('<ul class="kept-list"')[2].partition("</ul>")[0]
    return re.findall(r'<a href="[^"]*">([^<]*)', inside)


def reached(site: Path) -> set[str]:
    """The files that a reader comes to from the home page by following links."""
    found, waiting = {"index.html"}, ["index.html"]
    while waiting:
        here = waiting.pop()
        for link in Page(site / here).links:
            parts = urlsplit(urljoin(f"http://here/{here}", link))
            if parts.netloc != "here" or parts.scheme != "http":
                continue
            target = unquote(parts.path).removeprefix("/")
            target = f"{target}index.html" if not target or target.endswith("/") else target
            assert (site / target).is_file(), f"{here}: {link}"
            if target.endswith(".html") and target not in found:
                found.add(target)
                waiting.append(target)
    return found


def all_pages(site: Path) -> set[str]:
    return {name for name in tree(site) if name.endswith(".html")} - {"404.html"}


def test_the_frame_of_a_page_does_not_grow_with_the_number_of_pages(site: Callable[..., Path]) -> None:
    frames = []
    for count in (50, 250):
        groups = {f"kb/group-{number:03}/one.md": page(f"One {number:03}") for number in range(count // 2)}
        built = site({**many("large", count // 2), **groups})
        places = ("kb/large/a-0012", "kb/group-012/one", "kb/large", "kb/group-012", "kb")
        frames.append([frame(built / place / "index.html") for place in places])
        assert max(frame(path) for path in built.rglob("index.html")) < MOST_BYTES
        assert reached(built) == all_pages(built)

    small, large = frames
    assert all(abs(one - other) < 1_500 for one, other in zip(small, large, strict=True))


@pytest.mark.parametrize(
    ("addresses", "shape"),
    [
        ("true", "nav: [index.md, kb/]"),
        ("true", "nav: [index.md, {Help: [kb/large/, kb/few/]}]"),
        ("false", ""),
    ],
)
def test_every_page_is_reached_from_the_home_page(
    site: Callable[..., Path], shape: str, addresses: str
) -> None:
    deep = {"kb/few/a/b/c/deep.md": page("Deep"), "kb/few/a/x.md": page("X"), "docs/z.md": page("Z")}
    if shape.startswith("nav"):
        del deep["docs/z.md"]
    built = site(
        {**many("large", 110), **many("few", 3), **deep}, f"use_directory_urls: {addresses}\n{shape}\n"
    )

    assert reached(built) == all_pages(built)
    assert len(all_pages(built)) > 118


def test_without_sections_every_page_is_reached_too(site: Callable[..., Path]) -> None:
    files = {f"docs/a-{number:03}.md": page(f"Article {number:03}") for number in range(130)}
    built = site(files)

    assert reached(built) == all_pages(built)
    assert {"all/index.html", "all/page-2/index.html"} < all_pages(built)
    assert sidebar(built / "index.html")[-1] == "All articles"
    shown = sidebar(built / "a-070/index.html")
    assert shown[:2] == ["Article 062", "Article 063"]
    assert len(shown) == 17
    assert crumbs(built / "a-070/index.html") == []
    assert crumbs(built / "all/page-2/index.html") == [("../../", "Home")]


def test_a_page_shows_its_neighbours_and_where_it_is(site: Callable[..., Path]) -> None:
    built = site({**many("large", 100), "kb/large/deep/one.md": page("One")}, "nav: [index.md, kb/]\n")
    here = built / "kb/large/a-0050/index.html"

    assert sidebar(here) == ["Home", "Kb", "Large", *(f"Article {one:04}" for one in range(40, 60)), ALL]
    assert html(here).count('aria-current="page"') == 1
    assert re.search(r'<a\s+href="../../../kb/large/a-0050/"[^>]* aria-current="page"', html(here))
    assert crumbs(here) == [("../../../", "Home"), ("../../../kb/", "Kb"), ("../../../kb/large/", "Large")]
    assert sidebar(built / "kb/large/deep/one/index.html")[-3:-1] == ["Deep", "One"]
    assert crumbs(built / "kb/large/index.html") == [("../../", "Home"), ("../../kb/", "Kb")]


ALL = "All sections and articles"


def test_a_category_lists_what_is_published_with_what_it_says_of_itself(site: Callable[..., Path]) -> None:
    files = {
        "kb/use/b & c.md": page("B <b>& c</b>", "description: Say <i>hello</i> & go"),
        "kb/use/a.md": page("A", "summary: What A is."),
        "kb/use/more/d.md": page("D"),
        "kb/use/secret-word.md": page("Secret-word", "audience: internal"),
        "kb/hidden-word/x.md": page("X-word", "audience: internal"),
    }
    built = site(files, "nav: [index.md, kb/use/]\n")
    use = html(built / "kb/use/index.html")

    assert listed(built / "kb/use/index.html") == ["A", "B &lt;b&gt;&amp; c&lt;/b&gt;", "More"]
    assert "<p>Say &lt;i&gt;hello&lt;/i&gt; &amp; go</p>" in use
    assert "<p>What A is.</p>" in use
    assert '<a href="b%20%26%20c/">' in use
    assert "<title>Use - Help</title>" in use
    assert '<meta name="description" content="1 section and 2 articles in Use">' in use
    assert '<link rel="canonical" href="https://help.example/sub/kb/use/">' in use
    assert b"<loc>https://help.example/sub/kb/use/more/</loc>" in tree(built)["sitemap.xml"]
    written = b"".join(name.encode() + content for name, content in tree(built).items())
    assert not re.findall(rb"(?i)(?:secret|hidden|x)-word", written)


def test_search_finds_a_category_and_not_the_words_of_its_list(site: Callable[..., Path]) -> None:
    index = html(site(many("large", 130)) / "search/search_index.json")

    assert '{"location":"kb/large/","title":"Large","text":"<p>130 articles</p>","boost":0.5}' in index
    assert "page-2" not in index


@pytest.mark.parametrize(
    ("addresses", "first", "second", "third"),
    [
        ("true", "kb/large/index.html", "kb/large/page-2/index.html", "kb/large/page-3/index.html"),
        ("false", "kb/large/index.html", "kb/large/page-2.html", "kb/large/page-3.html"),
    ],
)
def test_a_long_list_is_paged(
    site: Callable[..., Path], addresses: str, first: str, second: str, third: str
) -> None:
    built = site(many("large", 230), f"use_directory_urls: {addresses}\n")
    lists = [listed(built / one) for one in (first, second, third)]

    assert [len(one) for one in lists] == [100, 100, 30]
    assert [*lists[0], *lists[1], *lists[2]] == [f"Article {one:04}" for one in range(230)]
    assert '<h1 id="category">Large, page 2</h1>' in html(built / second)
    links = re.findall(
        r'<a (?:rel="(\w+)" )?href="([^"]*)"(?: aria-current="page")?>(\w+)</a>', html(built / second)
    )
    ending = (
        ("../", "./", "../page-3/") if addresses == "true" else ("index.html", "page-2.html", "page-3.html")
    )
    back, here, on = ending
    assert links[-5:] == [
        ("prev", back, "Previous"),
        ("", back, "1"),
        ("", here, "2"),
        ("", on, "3"),
        ("next", on, "Next"),
    ]
    assert re.search(rf'<link rel="prev" href="{re.escape(back)}">', html(built / second))
    assert re.search(rf'<link rel="next" href="{re.escape(on)}">', html(built / second))
    assert not (built / third.replace("3", "4")).exists()


def test_the_page_of_an_author_stays_and_leads_to_the_whole_list(site: Callable[..., Path]) -> None:
    built = site({**many("large", 130), "kb/large/index.md": page("The large", body="Our own words.")})
    own = html(built / "kb/large/index.html")

    assert "Our own words." in own
    assert '<a href="../../kb/large/all/">All articles</a>' in own
    assert len(listed(built / "kb/large/all/index.html")) == 100
    assert crumbs(built / "kb/large/all/page-2/index.html")[-1] == ("../../../../kb/large/", "The large")
    assert sidebar(built / "kb/large/a-0000/index.html")[2:5] == ["The large", "Article 0000", "Article 0001"]


def test_what_is_there_keeps_its_address(site: Callable[..., Path]) -> None:
    files = {
        "kb/use/a.md": page("A"),
        "kb/use.md": page("The page at the address", "redirect_from: [kb/more/index.md]"),
        "kb/more/b.md": page("B"),
        "kb/large/page-2.md": page("Written by hand"),
        **many("large", 120),
    }
    built = site(files, "nav: [index.md, kb/]\n")

    assert "The page at the address</h1>" in html(built / "kb/use/index.html")
    assert 'http-equiv="refresh"' in html(built / "kb/more/index.html")
    assert listed(built / "kb/use-2/index.html") == ["A"]
    assert listed(built / "kb/more-2/index.html") == ["B"]
    assert "Written by hand</h1>" in html(built / "kb/large/page-2/index.html")
    assert len(listed(built / "kb/large/page-2-more/index.html")) == 21
    assert reached(built) == all_pages(built) - {"kb/more/index.html"}


def test_sections_that_are_no_folders_have_addresses_by_their_titles(site: Callable[..., Path]) -> None:
    files = {f"kb/{name}.md": page(name.upper()) for name in "abcd"}
    inside = "[kb/a.md, {Same: [kb/b.md]}, {Same: [kb/c.md]}]"
    nav = f"nav: [index.md, {{Übersicht & mehr: {inside}}}, {{'!': [kb/d.md]}}]\n"
    built = site(files, nav)

    assert {name for name in all_pages(built) if not name.startswith("kb/")} == {
        "index.html",
        "übersicht-mehr/index.html",
        "übersicht-mehr/same/index.html",
        "übersicht-mehr/same-2/index.html",
        "section/index.html",
    }
    assert reached(built) == all_pages(built)


HIDDEN_ENTRIES = (
    *("kb/plan.md", "./kb/plan.md", "/kb/plan.md", "kb//plan.md#one", "kb/pl%61n.md?x", "docs/own.md"),
    *("kb/draft.mkd", "kb/plan.pdf", "kb/plan.pdf#page=2", "kb/gone.MDOWN", "own.md"),
)


def test_an_entry_for_what_is_not_in_the_site_is_left_out_however_it_is_written(
    site: Callable[..., Path],
) -> None:
    """MkDocs would take what is none of its pages for a link, and show its title."""
    internal = page("Plan", "audience: internal", body="[Paper](plan.pdf)")
    nav = "".join(f"  - Falcon {at}: {entry}\n" for at, entry in enumerate(HIDDEN_ENTRIES))
    files = {
        **dict.fromkeys(("kb/plan.md", "kb/draft.mkd"), internal),
        "docs/own.md": page("Own", "audience: internal"),
        "kb/plan.pdf": b"%PDF",
        "kb/open.md": page("Open", body="[Paper](open.pdf)"),
        "kb/open.pdf": b"%PDF",
    }
    more = f"nav:\n  - index.md\n{nav}  - kb/open.md\n  - Paper: kb/open.pdf\n  - Top: /#top\n"
    built = site(files, more)
    assert sidebar(built / "index.html") == ["Home", "Open", "Paper", "Top"]
    assert not [name for name, content in tree(built).items() if b"Falcon" in content or b"plan." in content]


def test_a_link_to_elsewhere_stays_as_it_is(site: Callable[..., Path]) -> None:
    nav = "nav: [index.md, {Use: [kb/a.md, {Shop: 'https://shop.example/?a=1&b=2'}, {Old: /old}]}]\n"
    built = site({"kb/a.md": page("A")}, nav)

    for place in ("kb", "kb/a"):
        assert 'href="https://shop.example/?a=1&amp;b=2"' in html(built / place / "index.html")
        assert 'href="/old"' in html(built / place / "index.html")


def test_the_page_for_what_is_not_found_leads_on_from_anywhere(site: Callable[..., Path]) -> None:
    built = site({"kb/use/a.md": page("A")})

    assert sidebar(built / "404.html") == ["Home", "Kb"]
    assert 'href="/sub/kb/"' in html(built / "404.html")


def test_tabs_and_the_footer_are_bounded(site: Callable[..., Path]) -> None:
    groups = {f"docs/g-{number:02}/one.md": page(f"One {number:02}") for number in range(40)}
    features = "theme: {name: material, features: [navigation.tabs, navigation.footer]}\n"
    built = site({**groups, "mkdocs.yml": CONFIGURATION.replace("theme: {name: material}\n", features)})
    here = html(built / "g-20/one/index.html")
    tabs = here.partition('class="md-tabs"')[2].partition("</nav>")[0]

    assert tabs.count("<li") == 17
    assert re.search(r'md-tabs__item--active"><a href="../../g-20/"', tabs)
    assert 'aria-label="Previous: One 19"' in here
    assert 'aria-label="Next: One 21"' in here
