"""What readers get of a project that came from MkDocs is what MkDocs made of it, also where it is unusual."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from built import build
from projects import write_files

from kept.site.sanitise import sanitised

STOCK = """\
site_name: Help
site_url: https://help.example/
theme: {{name: material, custom_dir: .own, features: [navigation.tabs, toc.integrate]}}
nav:
  - Overview: index.md
  - Use & see:
      - Short name: long.md
      - plain.md
      - Picture: picture.md
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables: {{use_align_attribute: true}}
  - toc: {{permalink: true}}
  - pymdownx.details
  - pymdownx.fancylists: {{inject_style: {style}, inject_class: {classes}}}
  - pymdownx.highlight: {{anchor_linenums: true}}
  - pymdownx.keys
  - pymdownx.snippets: {{base_path: [docs/.parts], auto_append: [words.md], check_paths: true}}
  - pymdownx.superfences
  - pymdownx.tabbed: {{alternate_style: true}}
  - pymdownx.tasklist: {{custom_checkbox: true}}
plugins: [search{kept}]
"""
KEPT = ", {kept: {defaults: [{path: '**', audience: public}]}}"

RICH = """\
# A long heading

Made with HTML, see [the other](plain.md#b "The other").[^1]

!!! note "Look"
    - [x] done
    - [ ] open

??? tip
    ++ctrl+c++

=== "One"

    ```{ .python .annotate title="a.py" linenums="1" hl_lines="2" }
    import os  # (1)!
    os.getcwd()
    ```

    1. A note.

=== "Two"

    Term
    :   What it is

<div class="grid cards" markdown>

- __One__ {: .first }
- Two

</div>

1. One
2. Two
    a. Inner

| a | b |
|:--|--:|
| 1 | 2 |

[^1]: Below.
""" + "".join(f"\n## Part {number}\n\n### Inner {number}\n\nText.\n" for number in range(8))

FILES = {
    "docs/index.md": "Welcome, there is no heading.\n",
    "docs/long.md": RICH,
    "docs/plain.md": "# Plain & <b>bold</b>\n\n## B\n\nText.\n",
    "docs/picture.md": "# ![](a.png)\n\nText.\n",
    "docs/a.png": b"\x89PNG",
    "docs/.parts/words.md": "*[HTML]: Hypertext\n",
    ".own/partials/toc-item.html": "<li class=own><a href='{{ toc_item.url }}'>{{ toc_item.title }}</a></li>",
    ".own/css/own.css": "p {}",
    ".own/partials/tabs-item.html": (
        "{% macro render(item) %}<li><b>{{ item.title }}</b></li>{% endmacro %}\n"
    ),
}
OWN_NAV = {
    ".own/partials/nav.html": (
        '{% import "partials/nav-item.html" as item with context %}<nav class=own>{% for one in nav %}'
        '{{ item.render(one, "__nav_" ~ loop.index, 1) }}{% endfor %}</nav>'
    )
}
PAGES = ("index.html", "long/index.html", "plain/index.html", "picture/index.html")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site of MkDocs, and that of kept."""
    folder = tmp_path_factory.mktemp("as")
    made = (write_files(folder / name, FILES | OWN_NAV) for name in ("mkdocs", "kept"))
    return tuple(_built(one, KEPT if one.name == "kept" else "") for one in made)  # type: ignore[return-value]


def _built(project: Path, kept: str) -> Path:
    write_files(project, {"mkdocs.yml": STOCK.format(kept=kept, style=bool(kept), classes=not kept)})
    return build(project.name, project)


def _html(site: Path, page: str) -> str:
    return (site / page).read_text("utf-8")


def _article(html: str) -> str:
    """The text of a page, without the ways of writing the same HTML and the room between blocks."""
    text = html.partition("<article")[2].partition(">")[2].partition("</article>")[0]
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", sanitised(text)))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_text_the_title_and_the_entries_that_mkdocs_gives_it(
    sites: tuple[Path, Path], page: str
) -> None:
    stock, kept = (_html(site, page) for site in sites)

    assert _article(kept) == _article(stock)
    for part in (
        r"<title>.*?</title>",
        r"<li class=own>.*?</li>",
        r"<li><b>.*?</b>",
        r"<nav class=own>.*?</nav>",
    ):
        assert re.findall(part, unescape(kept), re.DOTALL) == re.findall(part, unescape(stock), re.DOTALL)
    assert "<li class=own>" in kept or page != "plain/index.html"


def test_the_search_finds_the_same_sections(sites: tuple[Path, Path]) -> None:
    stock, kept = (json.loads(_html(site, "search/search_index.json"))["docs"] for site in sites)
    found = {one["location"]: one for one in kept}

    assert [found[one["location"]]["title"] for one in stock] == [one["title"] for one in stock]


def test_entries_of_the_site_stand_in_ours_only_where_it_has_them(tmp_path: Path) -> None:
    project = write_files(
        tmp_path, FILES | {"mkdocs.yml": STOCK.format(kept=KEPT, style=True, classes=False)}
    )
    (project / ".own/partials/toc-item.html").unlink()
    html = _html(build("kept", project), "long/index.html")

    assert html.count("#inner-7") > 1, "the whole table of contents is in the navigation"
    assert 'class="fancylists-lower-alpha"' in html
    assert 'id="__nav_1"' in html
    assert "<li><b>Overview</b></li>" in html
