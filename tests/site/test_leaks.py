"""A build in which one of the filters is missing is stopped by the leak scan, and the old site stays."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from built import program, tree
from canaries import png, svg
from click.testing import Result
from hypothesis import example, given
from hypothesis import strategies as st
from material.plugins.search.plugin import SearchIndex
from mkdocs.structure.files import File
from projects import Files, write_files

import kept.site.graphs
import kept.site.plugin
from kept.commands.plugin import KeptPlugin
from kept.content.redirects import output_file
from kept.contents import Contents, Sheet
from kept.leaks.gathering import guards
from kept.leaks.given import Written
from kept.leaks.scan import Scanner
from kept.site.leaks import LastLook

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
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }
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

```kept-graph
from: product/router
```
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
    "kb/records/all.yml": "products:\n  router: {name: Router, audience: public, articles: [kb/wave.md]}\n",
    "kb/floor.png": png("Photographed by Woodgrove"),
    "kb/offices.svg": svg("Drawn by Fabrikam"),
    "kb/vocabulary.yml": "tags: [router, merger]\n",
    "includes/salaries.md": "Every salary is doubled.\n",
    "site/index.html": "the old site",
    "site/.kept": "",
}


def opened(contents: Contents) -> Contents:
    """Every article is in the site."""
    public = {"audience": "public", "status": "published", "expires": "", "is_readable": True}
    sheets = (replace(one, facts=one.facts._replace(**public)) for one in contents.sheets)
    return replace(contents, sheets=tuple(sheets))


def hidden(contents: Contents) -> Iterator[Sheet]:
    return (one for one in contents.sheets if one.facts.path == "kb/wave.md")


def pages(patch: Patch) -> None:
    mounted = kept.site.plugin.mounted
    patch.setattr(
        kept.site.plugin, "mounted", lambda files, contents, *rest: mounted(files, opened(contents), *rest)
    )


def navigation(patch: Patch) -> None:
    patch.setattr(kept.site.plugin, "site_nav", lambda nav, *_: nav)


def redirects(patch: Patch) -> None:
    mounted = kept.site.plugin.mounted

    def with_all(files: Any, contents: Contents, config: Any, today: Any) -> Any:
        found = mounted(files, contents, config, today)
        for one in hidden(contents):
            for address in one.facts.redirects:
                found.append(File.generated(config, output_file(address), content="<a href='/'>moved</a>"))
        return found

    patch.setattr(kept.site.plugin, "mounted", with_all)


def assets(patch: Patch) -> None:
    patch.setattr("kept.site.mount._shown_assets", lambda contents, _: dict.fromkeys(contents.assets, True))


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


def records(patch: Patch) -> None:
    """A graph shows whatever is connected, as if it were on a page for everybody in the team."""
    visible = kept.site.graphs.visible_part

    def all_of_it(network: Any, wanted: Any, audience: str, settings: Any, is_shown: Any) -> Any:
        everybody = replace(settings, audience="internal")
        return visible(network, wanted, "internal", everybody, lambda path: True)

    patch.setattr(kept.site.graphs, "visible_part", all_of_it)


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
    "a graph of records": (records, f'{PAGE} the title "the plan of the router"'),
    "a diagram": (
        on_page(markdown="\n```mermaid\ngraph TD\n  A[The Contoso engineers] --> B\n```\n"),
        f'{PAGE} the text "the contoso engineers"',
    ),
    "an alternative text": (
        on_page(html='<img alt="The floor of Contoso" src="x">'),
        f'{PAGE} an alternative text "the floor of contoso"',
    ),
    "a script": (
        at_the_end(lambda folder: (folder / "x.js").write_text(r'a="The \u0043ontoso\nengineers"')),
        'x.js: holds the text "the contoso engineers"',
    ),
    "a map of a script": (
        at_the_end(
            lambda folder: (folder / "x.js.map").write_text(
                json.dumps({"sources": ["x.js"], "sourcesContent": ['say("The Contoso engineers")']})
            )
        ),
        'x.js.map: holds the text "the contoso engineers"',
    ),
    "redirects of a host": (
        at_the_end(lambda folder: (folder / "_redirects").write_text("/old/wavelength /kb/ 301\n")),
        '_redirects: holds a former address "wavelength"',
    ),
    "data for scripts": (
        on_page(html='<script type="application/json">{"t": "\\u0054he Contoso engineers"}</script>'),
        f'{PAGE} the text "the contoso engineers"',
    ),
    "the name of a section": (
        on_page(html='<nav><span class="md-ellipsis">The plan of the router</span></nav>'),
        f'{PAGE} the title "the plan of the router"',
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


def test_plain_mkdocs_stops_too_and_the_file_is_gone(project: Project) -> None:
    """It writes where the old site was, so at least what leaks must not stay there."""
    hook = "def on_page_content(html, **_):\n    return html + '<p>Ask the Contoso engineers.</p>'\n"
    more = CONFIGURATION.replace("tags, kept", "kept").replace("nav:", "hooks: [hooks/add.py]\nnav:")
    folder = project({**FILES, "mkdocs.yml": more, "hooks/add.py": hook.replace("Contoso", "Con' 'toso")})
    done = program("mkdocs", "build", "--strict", cwd=folder)

    assert done.returncode == 1
    assert 'ERROR   -  index.html: holds the text "the contoso engineers" of kb/wave.md' in done.stderr
    assert "the site would give away 2 pieces of documents that are not in it" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert not (folder / "site/index.html").exists()


@pytest.mark.parametrize("name", ["wave.md~", "wave.md.orig", "#wave.md#"])
def test_a_copy_of_a_private_page_that_an_editor_has_left_is_not_published(
    cli: Run, project: Project, name: str
) -> None:
    """MkDocs copies whatever lies among the pages and is none."""
    folder = project({**FILES, f"docs/{name}": PRIVATE})
    done = cli("build", cwd=folder)
    assert done.exit_code == 2
    assert f'error: {name}: holds the title "the plan of the router" of kb/wave.md' in done.stderr
    assert f"(remove docs/{name}; if it may be public, name it under `assets`)" in done.stderr
    more = CONFIGURATION.replace("kept: {", "kept: {assets: ['docs/*wave.md*'], ")
    (folder / "mkdocs.yml").write_text(more)
    assert cli("build", cwd=folder).exit_code == 0


MEMORY = ".kept_cache/pages-public.leaks.sqlite"


SAYS = "Zygomorphic flowers are what we plant.\n"
OTHER = "---\ntitle: Other\naudience: public\n---\n# Other\n\n"
BROKEN = b"---\ntitle: Broken\n---\n\nBroken caf\xe9.\n"
BECOMES_PRIVATE: dict[str, tuple[Files, Files]] = {
    "a private page says it": ({}, {"kb/wave.md": f"{PRIVATE}\n{SAYS}"}),
    "a file says it that only a private page includes": ({}, {"includes/salaries.md": SAYS}),
    "a page says it that cannot be read": (
        {"kb/broken.md": BROKEN},
        {"kb/broken.md": BROKEN + f"\n{SAYS}".encode()},
    ),
    "no public page says it any more": (
        {"kb/wave.md": f"{PRIVATE}\n{SAYS}", "docs/other.md": OTHER + SAYS},
        {"docs/other.md": OTHER},
    ),
    "no file says it any more that a public page includes": (
        {
            "kb/wave.md": f"{PRIVATE}\n{SAYS}",
            "docs/other.md": f'{OTHER}--8<-- "a.md"\n',
            "includes/a.md": SAYS,
        },
        {"includes/a.md": "A.\n"},
    ),
}


@pytest.mark.parametrize("flags", [(), ("--no-cache",)])
@pytest.mark.parametrize("how", BECOMES_PRIVATE)
def test_a_page_that_was_harmless_leaks_when_what_it_says_becomes_private(
    cli: Run, project: Project, how: str, flags: tuple[str, ...]
) -> None:
    """The page is taken from the cache, and its file was found to be clean."""
    first, then = BECOMES_PRIVATE[how]
    hook = (
        "def on_page_content(html, config, page, **_):\n"
        "    words = open(config.config_file_path.replace('mkdocs.yml', 'data/words.txt')).read()\n"
        "    return html + words * page.is_homepage\n"
    )
    folder = project(
        {
            **FILES,
            "mkdocs.yml": CONFIGURATION.replace(
                "kept: {", "kept: {baseline: known.json, stateless: [hooks/add.py], "
            ).replace("nav:", "hooks: [hooks/add.py]\nnav:"),
            "hooks/add.py": hook,
            "data/words.txt": "<p>Zygomorphic flowers are symmetrical.</p>",
            **first,
        }
    )
    cli("check", "--update-baseline", "--add", cwd=folder)
    assert cli("build", cwd=folder).exit_code == 0
    assert (folder / MEMORY).exists()
    before = tree(folder / "site")
    earlier = {name: (folder / name).read_bytes() for name in then}
    write_files(folder, {"mkdocs.yml": (folder / "mkdocs.yml").read_bytes(), **then})
    done = cli("build", *flags, cwd=folder)

    assert done.exit_code == 2, done.output
    said = 'error: index.html: holds (the|an included) text "zygomorphic flowers are" of kb/'
    assert re.search(said, done.stderr)
    assert tree(folder / "site") == before
    for name, content in earlier.items():
        (folder / name).write_bytes(content)
    assert cli("build", cwd=folder).exit_code == 0


def test_a_leak_in_the_address_of_a_link_names_the_address(process: Run, project: Project) -> None:
    link = "[More](../kb/wave.md#how-contoso-and-we-become-one)"
    lenient = CONFIGURATION.replace('K403: "off"', 'K403: "off", K402: "off"')
    folder = project({**FILES, "mkdocs.yml": lenient, "docs/other.md": f"{OTHER}{link}\n"})
    done = process("build", cwd=folder)
    assert done.returncode == 2
    of = "of kb/wave.md, which is for internal readers"
    where = "it stands in the address ../kb/wave.md#how-contoso-and-we-become-one"
    assert f'error: other/index.html: holds `summary` "how contoso and" {of}; {where} (' in done.stderr
    assert f'error: other/index.html: holds the path "wave" {of}; {where} (' in done.stderr


@pytest.mark.parametrize("flag", ["--no-cache", "--untrusted"])
def test_nothing_is_remembered_of_a_site_unless_it_may_be(cli: Run, project: Project, flag: str) -> None:
    folder = project({**FILES, "mkdocs.yml": CONFIGURATION.replace("tags, ", "")})
    done = cli("build", flag, cwd=folder)

    assert done.exit_code == 0, done.output
    assert not (folder / MEMORY).exists()


def test_a_page_of_the_last_site_is_not_read_unless_somebody_has_changed_it(
    cli: Run, project: Project, monkeypatch: Patch
) -> None:
    other = "---\ntitle: Other\naudience: public\n---\n# Other\n"
    config = CONFIGURATION.replace("tags, kept", "kept")
    folder = project({**FILES, "mkdocs.yml": config, "docs/other.md": other})
    assert cli("build", cwd=folder).exit_code == 0
    read: list[str] = []
    verdict = LastLook.verdict

    def noted(look: LastLook, path: str, place: Path) -> Any:
        read.append(path)
        return verdict(look, path, place)

    monkeypatch.setattr(LastLook, "verdict", noted)
    (folder / "docs/other.md").write_text(other + "\nMore.\n")
    assert cli("build", "--jobs", "1", cwd=folder).exit_code == 0
    assert "other/index.html" in read
    assert "index.html" not in read

    read.clear()
    (folder / "site/index.html").write_text("The Contoso engineers move in May.")
    assert cli("build", "--jobs", "1", cwd=folder).exit_code == 0
    assert "index.html" in read
    assert "Contoso" not in (folder / "site/index.html").read_text()


HARMLESS = {
    "a title that every theme says": ("title: Home", "Search, next, previous, menu, footer, navigation"),
    "a title of words that stand beside each other in tags": ("title: Router prices", ""),
    "a title that a link goes through": ("title: The old router manual", ""),
    "a title with the number of a footnote": ("title: Its button 1", ""),
    "a sentence of a public page": ("title: A", "Everybody reads this sentence about the new router."),
    "words that Markdown writes with backslashes": ("title: set_up_the_router", "`set_up_the_router`"),
    "headings of a contract": ("title: B", "## Before you begin\n\n## Steps\n\n## Result\n"),
    "words of a hook": ("title: C", "The hook's words of wisdom are these."),
    "what `public_text` names": ("title: Zygomorphic", "A zygomorphic flower is symmetrical."),
    "a line of a diagram": ("title: D", "```mermaid\ngraph TD\n  A[Reset] --> B[Wait]\n```"),
    "a diagram in words": ("title: Reset wait", ""),
    "entities and letters of other forms": (
        "title: \u201cFees & duties\u201d",
        "Caf\u00e9 \u2026 na\u00efve",
    ),
    "a picture of the same bytes": ("title: E", "![The button](private.png)"),
    "nothing but numbers": ("title: 2.5", "1 2 3 4 5 6 7 8 9 10"),
    "no text at all": ("title: F\nstatus: draft", ""),
}
SHARED = """\
---
title: Home page
audience: public
tags: [router, prices]
---
# Home page

Everybody reads this sentence about the new router. See [the old router](other.md) manual, its button[^1],
and set\\_up\\_the\\_router. Caf\N{COMBINING ACUTE ACCENT}e? Cafe\N{COMBINING ACUTE ACCENT} na&iuml;ve.
"Fees &amp; duties".

![The button](shown.png)

```mermaid
graph TD
  A[Reset] --> B[Wait]
```

[^1]: A note.
"""


@pytest.mark.parametrize("case", HARMLESS)
def test_what_public_pages_and_programs_say_is_no_leak(cli: Run, project: Project, case: str) -> None:
    title, body = HARMLESS[case]
    hook = (
        "def on_page_content(html, config, **_):\n"
        "    words = open(config.config_file_path.replace('mkdocs.yml', 'data/words.txt')).read()\n"
        "    return html + '<p>The hook\\'s words of wisdom are these.</p>' + words\n"
    )
    config = CONFIGURATION.replace("nav:\n", "  - footnotes\nhooks: [hooks/add.py]\nnav:\n").partition(
        "  - Blue"
    )[0]
    folder = project(
        {
            "mkdocs.yml": config.replace("kept: {", 'kept: {public_text: ["data/*.txt"], ') + "  - kb/\n",
            "docs/index.md": SHARED,
            "docs/other.md": "---\ntitle: Other\naudience: public\n---\n# Other\n",
            "docs/shown.png": png("one"),
            "kb/private.png": png("one"),
            "kb/hidden.md": f"---\n{title}\naudience: internal\n---\n\n{body}\n",
            "hooks/add.py": hook,
            "data/words.txt": "Zygomorphic flower: a zygomorphic flower is symmetrical.",
        }
    )
    done = cli("build", cwd=folder)

    assert done.exit_code == 0, done.output


def found(path: str, data: bytes, *hidden: str, public: str = "") -> list[str]:
    """What a scanner of some private names says of one file."""
    texts = [Written(text, "the title", "kb/a.md", is_name=True) for text in hidden]
    scanner = Scanner(guards(texts, [public]), {})
    return [leak.found for leak in scanner.scan(path, data)]


FILES_WITH_A_NAME = {
    "html": ("a.html", b"<b>Blue</b>fin <i>Blue</i>\n Whale"),
    "entities": ("a.html", b"&#66;lue&nbsp;&#x57;hale"),
    "entities in entities": ("feed.xml", b"&lt;b&gt;Blue&lt;/b&gt; &amp;#87;hale"),
    "an attribute": ("a.html", b"<img alt='blue whale'>"),
    "an address": ("a.html", b"<a href=/x/%42lue-whale/>"),
    "a file name": ("kb/blue-whale/index.html", b"x"),
    "JSON": ("a.json", rb'{"a": ["\u0042lue\nwhale"]}'),
    "a key of JSON": ("a.json", rb'{"blue_whale": 1}'),
    "no JSON": ("a.json", b"{blue whale"),
    "JSON in HTML": ("a.html", rb'<script type="application/json">"\u0042lue\u0020whale"</script>'),
    "gz": ("a.json.gz", gzip.compress(b'["blue whale"]')),
    "gz in gz": ("a.gz", gzip.compress(gzip.compress(b"blue whale"))),
    "two members of gz": ("a.txt.gz", gzip.compress(b"x ") + gzip.compress(b"blue whale")),
    "PNG": ("a.png", png("blue whale")),
    "a packed text of PNG": ("a.png", png("blue whale").replace(b"Title\0blue", b"Title\0bloe")),
    "JPEG": ("a.jpg", b"\xff\xd8\xff\xfe\0\x0cblue whale\xff\xda\0\0"),
    "WebP": ("a.webp", b"RIFF\0\0\0\0WEBPXMP \x0a\0\0\0blue whale"),
    "SVG": ("a.svg", b"<svg><metadata>Blue whale</metadata></svg>"),
    "a comment": ("a.html", b"<!-- blue whale -->"),
    "invisible characters": ("a.html", "bl\u00adue\u200b whale".encode()),
}


@pytest.mark.parametrize("place", FILES_WITH_A_NAME)
def test_a_name_is_found_however_it_is_written(place: str) -> None:
    path, data = FILES_WITH_A_NAME[place]

    assert found(path, data, "Blue whale") == ["blue whale"]


WRITTEN = {
    "the first word below a heading": ("# Plans\nContoso moves in.", "<h1>Plans</h1>\n<p>Contoso moves in."),
    "the first word of a note": ('!!! note "On plans"\n    Contoso moves in.', "<p>Contoso moves in.</p>"),
    "the first word of code": ("```python\ncontoso moves in\n```", "<pre>contoso moves in</pre>"),
    "the title of a link": ('[x](y.md "If Contoso moves in")', '<a title="If Contoso moves in">'),
    "the title of code": ('``` {.python title="If Contoso moves in"}', "<span>If Contoso moves in</span>"),
    "an attribute": ('<div title="If Contoso moves in">x</div>', '<p title="If Contoso moves in">'),
    "an address": ("[x](https://contoso.example/moves/in)", '<a href="https://contoso.example/moves">'),
    "a box that asks": ("graph TD\n  A{If Contoso moves in} --> B", "<text>If Contoso moves in</text>"),
    "lines of a drawing": (
        "graph TD\n  A[If Contoso moves in]",
        '<text><tspan x="1">If</tspan><tspan dy="1em">Contoso</tspan><tspan>moves in</tspan></text>',
    ),
    "what a drawing says of itself": (
        "graph TD\n  accDescr: If Contoso moves in\n", "<svg><desc>If Contoso moves in</desc></svg>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", WRITTEN)
def test_a_text_is_found_wherever_markdown_has_it(place: str) -> None:
    """Only one of its words is secret, and the words around it are said everywhere."""
    text, html = WRITTEN[place]
    known = "On plans if it moves in, python title note y md x https example moves graph"
    scanner = Scanner(guards([Written(text, "the text", "kb/a.md")], [known]), {})
    assert ["contoso" in leak.found for leak in scanner.scan("a.html", html.encode())] == [True]


def test_what_is_written_beside_public_texts_is_no_secret() -> None:
    text = "``` {.python title='how the router is reset'}\n```\n"
    scanner = Scanner(guards([Written(text, "the text", "kb/a.md")], [text, "is reset how the router"]), {})
    assert scanner.scan("a.html", b"<span>how the router is reset</span>") == []


APART = {
    "two items": b"<li>Blue</li><li>whale</li>",
    "two cells": b"<td>Blue</td> <td>whale</td>",
    "two lines of the theme": b"<span>Blue</span>\n<span>whale</span>",
    "parts of words": b"<p>ablue whales</p>",
    "a damaged gz": b"\x1f\x8bblue",
}


@pytest.mark.parametrize("place", APART)
def test_words_that_only_follow_each_other_are_no_name(place: str) -> None:
    assert found("a.html", APART[place], "Blue whale") == []


def test_each_document_is_named_once_for_a_file_and_what_is_found_is_shortened() -> None:
    name = "one two three four fiveandtwenty sixandtwenty sevenandtwentyfold"
    assert found("a.txt", f"{name}. {name}".encode(), name) == [
        "one two three four fiveandtwenty sixandtwenty sevenandtwent…"
    ]


@given(st.binary(max_size=300), st.sampled_from(["", ".gz", ".json", ".html", ".png", ".jpg"]))
@example(b"\x89PNG\r\n\x1a\n\xff\xff\xff\xfftEXt", ".png")
@example(b"\xff\xd8\xff\xe1\0\0", ".jpg")
@example(rb"\u{ffffff}", ".html")
@example(b'"\\ud800"', ".json")
def test_any_bytes_can_be_looked_through(data: bytes, ending: str) -> None:
    for beginning in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"RIFF\0\0\0\0WEBP", b"\x1f\x8b"):
        assert found(f"a{ending}", beginning + data, "Blue whale") == []
