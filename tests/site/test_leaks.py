"""A build in which one of the filters is missing is stopped by the leak scan, and the old site stays."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from built import tree
from canaries import png, svg
from click.testing import Result
from material.plugins.search.plugin import SearchIndex
from mkdocs.structure.files import File
from projects import Files

import kept.site.plugin
from kept.commands.plugin import KeptPlugin
from kept.content.article import Article
from kept.content.redirects import output_file
from kept.library import Library

Project = Callable[[Files], Path]
Run = Callable[..., Result]
Patch = pytest.MonkeyPatch

CONFIGURATION = """\
site_name: Help
site_url: https://help.example/
theme: {name: material, font: false}
plugins: [search, tags, kept: {severity: {K403: "off"}}]
markdown_extensions:
  - pymdownx.snippets: {base_path: [includes]}
nav:
  - index.md
  - Bluefin schedule: kb/wave.md
  - kb/
"""
HOME = """\
---
title: Home
audience: public
tags: [router]
---
# Home

Reset the router. ![A button](../kb/button.png) Our plan is to write more.

Nobody should share these words in a row: where the router is now.
"""
PRIVATE = """\
---
title: The plan of the router
audience: internal
tags: [router, merger]
summary: How Contoso and we become one.
redirect_from: [old/wavelength.md]
---
# The plan of the router

The Contoso engineers move in May. We write where these words should share more of our router plan now.

![The floor of Contoso](floor.png) ![The offices](offices.svg)

```mermaid
graph TD
  A[Sign the treaty] --> B[Tell nobody]
```

--8<-- "salaries.md"
"""
FILES: Files = {
    "mkdocs.yml": CONFIGURATION,
    "docs/index.md": HOME,
    "kb/wave.md": PRIVATE,
    "kb/button.png": png("A button"),
    "kb/floor.png": png("Photographed by Woodgrove"),
    "kb/offices.svg": svg("Drawn by Fabrikam"),
    "kb/vocabulary.yml": "tags: [router, merger]\n",
    "includes/salaries.md": "Every salary is doubled.\n",
    "site/index.html": "the old site",
    "site/.kept": "",
}


class Open(Article):
    """An article that is in every site."""

    def is_published(self, *_: Any) -> bool:
        """Whatever it says."""
        return True


def opened(library: Library) -> Library:
    return replace(
        library,
        articles=tuple(
            Open(**{one.name: getattr(article, one.name) for one in fields(article)})
            for article in library.articles
        ),
    )


def hidden(library: Library) -> Iterator[Article]:
    return (one for one in library.articles if one.path == "kb/wave.md")


def pages(patch: Patch) -> None:
    mounted = kept.site.plugin.mounted
    patch.setattr(
        kept.site.plugin, "mounted", lambda files, library, *rest: mounted(files, opened(library), *rest)
    )


def navigation(patch: Patch) -> None:
    patch.setattr(kept.site.plugin, "site_nav", lambda nav, *_: nav)


def redirects(patch: Patch) -> None:
    mounted = kept.site.plugin.mounted

    def with_all(files: Any, library: Library, config: Any, today: Any) -> Any:
        found = mounted(files, library, config, today)
        for article in hidden(library):
            for address in article.former:
                found.append(File.generated(config, output_file(address), content="<a href='/'>moved</a>"))
        return found

    patch.setattr(kept.site.plugin, "mounted", with_all)


def assets(patch: Patch) -> None:
    patch.setattr(
        "kept.site.mount._shown_assets", lambda library, _: {one.path: True for one in library.assets}
    )


def search_index(patch: Patch) -> None:
    generate = SearchIndex.generate_search_index

    def with_all(self: Any, *given: Any) -> str:
        text = "The <b>Contoso</b> engineers &amp; others"
        found = json.loads(generate(self, *given))
        found["docs"].append({"location": "x/", "title": "x", "text": text})
        return json.dumps(found)

    patch.setattr(SearchIndex, "generate_search_index", with_all)


def at_the_end(write: Callable[[Path], object]) -> Callable[[Patch], None]:
    def mutant(patch: Patch) -> None:
        write_marker = kept.site.plugin.write_marker
        patch.setattr(kept.site.plugin, "write_marker", lambda folder: (write(folder), write_marker(folder)))

    return mutant


def sitemap(folder: Path) -> None:
    address = b"<url><loc>https://help.example/old/%77avelength/</loc></url>"
    (folder / "sitemap.xml.gz").write_bytes(gzip.compress(address, mtime=0))


def on_page(**changes: Any) -> Callable[[Patch], None]:
    """A mutant whose pages get something more in their Markdown, their fields or their HTML."""

    def mutant(patch: Patch) -> None:
        def markdown(self: Any, text: str, *, page: Any, **given: Any) -> str:
            before(self, text, page=page, **given)
            page.meta.update(changes.get("meta", {}))
            return text + str(changes.get("markdown", ""))

        before = KeptPlugin.on_page_markdown
        patch.setattr(KeptPlugin, "on_page_markdown", markdown)
        content = KeptPlugin.on_page_content
        patch.setattr(
            KeptPlugin,
            "on_page_content",
            lambda self, html, **given: content(self, html, **given) + changes.get("html", ""),
        )

    return mutant


PAGE = "index.html: holds"
MUTANTS: dict[str, tuple[Callable[[Patch], None], str]] = {
    "pages": (pages, 'kb/wave/index.html: holds the title "the plan of the router"'),
    "navigation": (navigation, f'{PAGE} the path "wave"'),
    "search index": (search_index, 'search/search_index.json: holds the text "the contoso engineers"'),
    "sitemap": (at_the_end(sitemap), 'sitemap.xml.gz: holds a former address "wavelength"'),
    "redirects": (redirects, 'old/wavelength/index.html: holds a former address "wavelength"'),
    "tags": (on_page(meta={"tags": ["router", "merger"]}), f'{PAGE} `tags` "merger"'),
    "a picture": (assets, 'kb/floor.png: holds the file "kb/floor.png"'),
    "a drawing": (assets, 'kb/offices.svg: holds the file "kb/offices.svg"'),
    "a picture, made smaller": (
        at_the_end(lambda folder: (folder / "x.png").write_bytes(png("Photographed by Woodgrove, smaller"))),
        'x.png: holds the text of a file "photographed by woodgrove"',
    ),
    "snippets": (
        on_page(markdown='\n\n--8<-- "salaries.md"\n'),
        f'{PAGE} an included text "every salary is"',
    ),
    "a link's address": (on_page(html='<a href="../kb/%77ave/">More</a>'), f'{PAGE} the path "wave"'),
    "a link's title": (
        on_page(html="<li><a href='x'>The <em>plan</em>\n of the&nbsp;router</a></li>"),
        f'{PAGE} the title "the plan of the router"',
    ),
    "a category": (
        on_page(html="<ul><li>Home</li><li>The plan of the router</li></ul>"),
        f'{PAGE} the title "the plan of the router"',
    ),
    "a description": (
        on_page(meta={"description": "How Contoso and we become one."}),
        f'{PAGE} `summary` "how contoso and"',
    ),
    "a diagram": (
        on_page(markdown="\n```\nA[Sign the treaty] --> B\n```\n"),
        f'{PAGE} the text "a sign the"',
    ),
    "an alternative text": (
        on_page(html='<img alt="The floor of Contoso" src="x">'),
        f'{PAGE} an alternative text "the floor of contoso"',
    ),
    "a script": (
        at_the_end(lambda folder: (folder / "x.js").write_text(r'a="The \u0043ontoso\nengineers"')),
        'x.js: holds the text "the contoso engineers"',
    ),
    "words that public pages have, too": (
        on_page(html="<p>Words, where these words should share more of our router plan.</p>"),
        f'{PAGE} the text "words should share more of our router"',
    ),
}


@pytest.mark.parametrize("channel", [None, *MUTANTS])
def test_a_site_without_one_of_the_filters_is_not_published(
    cli: Run, project: Project, monkeypatch: Patch, channel: str | None
) -> None:
    folder = project(FILES)
    if channel is None:
        assert cli("build", cwd=folder).exit_code == 0
        return
    mutant, line = MUTANTS[channel]
    mutant(monkeypatch)
    done = cli("build", cwd=folder)

    assert done.exit_code == 2, done.output
    said = [one for one in done.stderr.splitlines() if one.startswith(f"error: {line} of kb/wave.md, ")]
    assert len(said) == 1, done.stderr
    assert "which is for internal readers" in said[0]
    assert "kept: the site would give away" in done.stderr
    assert set(tree(folder / "site")) == {"index.html", ".kept"}
    assert (folder / "site/index.html").read_text() == "the old site"
