"""`kept-graph` fences in built pages: what they become, for whose eyes, and when a page is made anew."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from built import tree
from click.testing import Result
from mkdocs.structure.pages import Page
from projects import Files

from kept.cache_folder import FOLDER
from kept.diagram.engine import parse
from kept.site import rendering

Cli = Callable[..., Result]
Project = Callable[[Files], Path]

CONFIGURATION = """site_name: Help
theme: {name: material, font: false}
plugins: [search, kept]
markdown_extensions: [admonition, tables, pymdownx.details, pymdownx.superfences]
"""
RECORDS = """products:
  chip: {name: Radio <chip>, audience: public, part_of: [router, camera], articles: [docs/a.md, docs/team.md]}
  router: {name: Home router, audience: public}
  camera: {name: Zqxcamera, part_of: router}
customers:
  c-1: {name: Zqxhotels, products: [router, camera]}
"""
PAGE = """---
title: Home
audience: public
---
# Home

```kept-graph
from: product/chip
depth: 3
```

- In a list:

    ```kept-graph title="A table"
    from: product/chip
    as: table
    title: What the *chip* is in
    ```

> In a quote:
>
> ```kept-graph
> from: product/chip
> as: mermaid
> ```

!!! note

    ~~~{.kept-graph}
    from: [product/chip]
    kinds: [product]
    direction: TD
    ~~~

````markdown
```kept-graph
from: product/example
```
````
"""
FILES = {
    "mkdocs.yml": CONFIGURATION,
    "kb/records/support.yml": RECORDS,
    "docs/index.md": PAGE,
    "docs/a.md": "---\ntitle: How & why\naudience: public\n---\n# How & why\n\n[Home](index.md)\n",
    "docs/b.md": "---\ntitle: B\naudience: public\n---\n# B\n\n[Home](index.md)\n",
    "docs/team.md": (
        "---\ntitle: Zqxteam\naudience: internal\n---\n# Zqxteam\n\n```kept-graph\nfrom: customer/c-1\n```\n"
    ),
}


SOURCE = r'<pre class="mermaid"><code>(.*?)</code></pre>|data-clipboard-text="([^"]*)"'
"""Where a page has the text of a diagram: to be drawn, or to be copied."""


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_fence_becomes_a_diagram_and_a_table_wherever_it_stands(project: Project, cli: Cli) -> None:
    folder = project(FILES)
    assert cli("build", cwd=folder).exit_code == 0
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    body = page.partition("<article")[2].partition("</article")[0]
    sources = [unescape("".join(one)) for one in re.findall(SOURCE, body, re.DOTALL)]
    assert [one.split("\n")[0] for one in sources] == ["flowchart LR", "flowchart TD"]
    assert all(parse(one).accepted for one in sources)
    assert [len(re.findall("-->", one)) for one in sources] == [2, 1]
    assert 'n0["Radio #60;chip#62;"]' in sources[0]

    tables = re.findall(r"<table>.*?</table>", body, re.DOTALL)
    head, chip = "Record Kind Leads to", "Radio &lt;chip&gt;"
    router, article = f"Home router product {chip}", "How &amp; why article"
    assert [text(one) for one in tables] == [
        f"What is around {chip} {head} {chip} product How &amp; why {article} {router}",
        f"What the *chip* is in {head} {chip} product How &amp; why {article} {router}",
        f"What is around {chip} {head} {chip} product {router}",
    ]
    assert '<a href="a/">How &amp; why</a>' in tables[0]
    assert re.search(r"<li>\s*<p>In a list:</p>\s*<div class=\"kept-graph\"><table>", body)
    assert re.search(r"<blockquote>(?:(?!</blockquote>).)*<pre><code>flowchart LR\n", body, re.DOTALL)
    assert "product/example" in text(body)
    index = json.loads((folder / "site/search/search_index.json").read_text(encoding="utf-8"))
    (found,) = (one["text"] for one in index["docs"] if not one["location"])
    assert " ".join(found.split()).count(router) == len(tables)
    assert b"zqx" not in b"".join(tree(folder / "site").values()).lower()
    assert cli("build", "--audience", "internal", cwd=folder).exit_code == 0
    assert "Zqxcamera" not in (folder / "site/index.html").read_text(encoding="utf-8")
    team = (folder / "site/team/index.html").read_text(encoding="utf-8")
    assert all(name in team for name in ("Zqxhotels", "Zqxcamera", "Home router"))


def test_a_page_is_made_anew_when_what_it_shows_has_changed(
    project: Project, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    configuration = CONFIGURATION.replace("kept]", "kept: {records: crm}]")
    files = {name: text for name, text in FILES.items() if name != "kb/records/support.yml"}
    folder = project({**files, "mkdocs.yml": configuration, "crm/support.yml": RECORDS})
    made: list[str] = []
    render = rendering.render

    def noted(page: Page, *arguments: Any) -> None:
        made.append(page.file.src_uri)
        render(page, *arguments)

    monkeypatch.setattr(rendering, "render", noted)

    def built() -> list[str]:
        """The pages that a build makes, when nothing has been touched for a while."""
        made.clear()
        for path in folder.rglob("*"):
            if path.is_file() and not {"site", FOLDER}.intersection(path.parts):
                os.utime(path, (1_700_000_000, 1_700_000_000))
        assert cli("build", "--jobs", "1", cwd=folder).exit_code == 0
        return sorted(made)

    def changed(path: str, old: str, new: str) -> None:
        place = folder / path
        place.write_text(place.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    assert built() == ["a.md", "b.md", "index.md"]
    changed("crm/support.yml", "Zqxhotels", "Zqxhostels")
    assert built() == []
    changed("crm/support.yml", "Home router", "Front router")
    assert built() == ["index.md"]
    assert "Front router" in (folder / "site/index.html").read_text(encoding="utf-8")
    changed("docs/b.md", "[Home]", "More [Home]")
    assert built() == ["b.md"]
    changed("docs/index.md", "In a list", "In this list")
    assert built() == ["index.md"]
    changed("crm/support.yml", "Front router", "Garden router")
    assert built() == ["index.md"]
    assert "Garden router" in (folder / "site/index.html").read_text(encoding="utf-8")
    changed("docs/a.md", "audience: public", "audience: internal")
    assert "index.md" in built()
    assert "How" not in (folder / "site/index.html").read_text(encoding="utf-8")


def test_nothing_is_shown_of_what_readers_must_not_see_or_nobody_understands(
    project: Project, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the gate of the checker is open, as if every finding were a known one."""

    fences = ("customer/c-1", "[product/chip, product/camera]", "product/gone", "product/chip\nas: picture")
    front, body = "---\ntitle: Home\naudience: public\n---\n# Home\n\n", ""
    for fence in fences:
        body += f"```kept-graph\nfrom: {fence}\n```\n\n"
    folder = project({**FILES, "docs/index.md": front + body})
    done = cli("build", cwd=folder)
    assert (done.exit_code, done.output.count("error K913"), done.output.count("error K91")) == (1, 2, 4)
    monkeypatch.setattr("kept.commands.build._unknown_errors", lambda *_: [])
    done = cli("build", cwd=folder)
    assert done.exit_code == 0, done.output
    assert done.output.count("index.md: a graph is left out; `kept check` says why") == len(fences)
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    assert not any(word in page for word in ("kept-graph", "from:", "chip", "c-1", "Zqx"))
