"""`kept-graph` fences in built pages: what they become, for whose eyes, and when a page is made anew."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from built import tree
from click.testing import Result
from projects import Files

from kept.cache_folder import FOLDER
from kept.diagram.engine import parse

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


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_fence_becomes_a_diagram_and_a_table_wherever_it_stands(project: Project, cli: Cli) -> None:
    folder = project(FILES)
    assert cli("build", cwd=folder).exit_code == 0
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    body = page.partition("<article")[2].partition("</article")[0]
    diagrams = re.findall(r'<pre class="mermaid"><code>(.*?)</code></pre>', body, re.DOTALL)
    sources = [one.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&") for one in diagrams]
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


def test_a_page_is_made_anew_when_what_it_shows_has_changed(project: Project, cli: Cli) -> None:
    configuration = CONFIGURATION.replace("kept]", "kept: {records: crm}]")
    files = {name: text for name, text in FILES.items() if name != "kb/records/support.yml"}
    folder = project({**files, "mkdocs.yml": configuration, "crm/support.yml": RECORDS})

    def built() -> dict[str, tuple[int, int]]:
        """The number and the moment of each page's file: one that is taken over keeps them."""
        for path in folder.rglob("*"):
            if path.is_file() and not {"site", FOLDER}.intersection(path.parts):
                os.utime(path, (1_700_000_000, 1_700_000_000))
        assert cli("build", "--jobs", "1", cwd=folder).exit_code == 0
        found = {name: (folder / "site" / name).stat() for name in ("index.html", "b/index.html")}
        return {name: (one.st_ino, one.st_mtime_ns) for name, one in found.items()}

    def changed(path: str, old: str, new: str) -> None:
        place = folder / path
        place.write_text(place.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    first = built()
    changed("crm/support.yml", "Zqxhotels", "Zqxhostels")
    assert built() == first
    changed("crm/support.yml", "Home router", "Front router")
    second = built()
    assert second["b/index.html"] == first["b/index.html"]
    assert second["index.html"] != first["index.html"]
    assert "Front router" in (folder / "site/index.html").read_text(encoding="utf-8")
    changed("docs/a.md", "audience: public", "audience: internal")
    built()
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
