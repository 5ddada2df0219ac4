"""Help centres whose every page tries to run a script in the browser of its readers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import quote

from projects import TODAY, write_files

from kept import config
from kept.commands.contents import checked_contents
from kept.site.build import build_site
from kept.site.prepared import Prepared

VECTORS = tuple(
    line.replace("␤", "\n").replace("␉", "\t").replace("␀", "\0")
    for line in (Path(__file__).parent / "site/xss/vectors.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
)

CONFIGURATION = """\
site_name: Help
site_url: https://help.example/
repo_url: https://code.example/help
edit_uri: edit/main/docs/
theme:
  name: material
  font: false
  features:
    - content.action.edit
    - content.code.annotate
    - content.code.copy
    - content.tabs.link
    - content.tooltips
    - navigation.indexes
    - navigation.footer
    - navigation.path
    - navigation.prune
    - navigation.tabs
    - search.highlight
    - search.suggest
plugins:
  - search
  - tags
  - kept
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.highlight: {anchor_linenums: true}
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink
  - pymdownx.mark
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
"""

PLACES = {
    "heading": "# {v}\n\nText\n\n## Part {v}\n\n### Part { {v} }\n",
    "link": "[x]({v}) [y](<{v}>) <{v}> [z](z.md \"{v}\") [r][r] [{v}](z.md)\n\n[r]: {v} '{v}'\n",
    "picture": '![{v}](x.png "{v}") \n\n![x]({v})\n\n![x](<{v}>){ width="{v}" }\n',
    "attributes": '[x](y.md){: {v} } *x*{ {v} } **y**{ title="{v}" onclick="alert(1)" id="{v}" }\n',
    "fence": '``` {v}\nx\n```\n\n``` { .py {v} }\nx\n```\n\n``` py title="{v}" hl_lines="{v}"\n{v}\n```\n',
    "inline code": "`{v}` `#!html {v}` `#!{v} x`\n",
    "tab": '=== "{v}"\n\n    {v}\n\n=== "Other"\n\n    Text\n',
    "note": '!!! note "{v}"\n    Text\n\n??? {v} "{v}"\n    Text\n',
    "footnote": "Text[^1] and WORD.\n\n[^1]: {v}\n\n*[WORD]: {v}\n",
    "list": "Term\n:   {v}\n\n- [ ] {v}\n- {v}\n\n==x {v}== {++{v}++} ++ctrl+{v}++ :material-{v}: $x {v}$\n",
    "table": "| {v} | x |\n| :--: | -- |\n| {v} | {v} |\n",
    "container": '<div class="grid cards" markdown>\n\n- {v}\n\n</div>\n\n<div markdown="1" {v}>x</div>\n',
    "text": "Before {v} after\n",
    "block": "{v}\n",
}


_SWALLOWS = re.compile(
    r"<(?:script|style|textarea|title|xmp|plaintext|no(?:script|embed|frames)|template|select|iframe|listing|svg"
    r"|math|frameset|form|table|[!?])",
    re.IGNORECASE,
)
"""What may take all that follows it into itself, so that the rest of the page would prove nothing."""


def pages(vectors: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """A page for each vector, with it in its front matter, its file name and at every place of the text."""
    for number, vector in enumerate(vectors):
        written = json.dumps(vector)
        fields = dict.fromkeys(("title", "description", "summary", "owner", "author", "subtitle"), written)
        fields |= dict.fromkeys(
            ("tags", "applies_to", "products", "symptoms", "error_codes", "asked_as", "hide"), f"[{written}]"
        )
        fields |= {"audience": "public", "location": written, "image": written}
        fields["redirect_from"] = f"[{json.dumps(f'old/{number}/{in_path(vector)}/')}]"
        front = "".join(f"{name}: {value}\n" for name, value in fields.items())
        folder = f"docs/p{number // 40:02}"
        texts = [text.replace("{v}", vector) for text in PLACES.values()]
        body = "\n\n".join(texts).replace("<![x", "< ![x")  # at which Python's reader of HTML gives up
        yield f"{folder}/{number} {in_path(vector)}.md", f"---\n{front}---\n\n{body}\n"
        if _SWALLOWS.search(vector):
            alone = f"---\ntitle: Alone {number}\naudience: public\n---\n\n{vector}\n"
            yield f"{folder}/alone-{number}.md", alone
    titles = (escape(vector.replace("\0", " ")) for vector in vectors)
    tips = "\n".join(f'<a href="#" title="{title}">x</a>' for title in titles)
    yield "docs/tips.md", f"---\ntitle: Tips\naudience: public\n---\n\n<p>\n{tips}\n</p>\n"
    redirect = "---\ntitle: R\naudience: public\ntemplate: redirect.html\nlocation: {}\n---\n\nText\n"
    for number, vector in enumerate(vectors):
        if "script:" in vector and "<" not in vector:
            yield f"docs/redirect/{number}.md", redirect.format(json.dumps(vector))


TOGETHER = 9
"""Vectors in one name: nothing reads only its beginning, so that they may stand behind one another."""


def surroundings(vectors: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each vector where a page gets it from elsewhere: folders, sections, the vocabulary, and records."""
    lines = [" ".join(vector.replace("\0", "").split()) for vector in vectors]
    owners: list[str] = []
    for start in range(0, len(lines), TOGETHER):
        together = " ".join(lines[start : start + TOGETHER])
        name, owner = json.dumps(together), f"o{start}"
        owners.append(f"  {owner}: {name}\n")
        front = f"---\ntitle: {name}\naudience: public\nsummary: {name}\nowner: {owner}\n"
        front += f"reviewed: 2026-11-01\nreview_every: 90d\napplies_to: [{name}]\n---\n\n"
        folder = f"docs/around/{start} " + " ".join(map(_short, lines[start : start + TOGETHER]))
        yield f"docs/sections/{start}/index.md", front + "Text\n"
        yield f"docs/sections/{start}/other.md", front + "Text\n"
        yield f"{folder}/page.md", front + "Text\n"
    yield "kb/vocabulary.yml", "owners:\n" + "".join(owners)
    records = (
        f"  p{number}: {{name: {json.dumps(line)}, summary: {json.dumps(line)}, audience: public}}\n"
        for number, line in enumerate(lines)
    )
    yield "kb/records/all.yml", "products:\n" + "".join(records)
    fences = ""
    for start in range(0, len(lines), 12):
        names = [f"product/p{number}" for number in range(start, min(start + 12, len(lines)))]
        title = json.dumps(" ".join(lines[start : start + 12]))
        for form in ("diagram", "table"):
            fences += f"```kept-graph\nfrom: [{', '.join(names)}]\nas: {form}\ntitle: {title}\n```\n\n"
    yield "docs/records.md", f"---\ntitle: Records\naudience: public\n---\n\n{fences}"


def _short(line: str) -> str:
    return in_path(line).encode()[:24].decode("utf-8", "ignore").strip(" .") or "x"


def in_path(vector: str) -> str:
    """The vector as part of a file's name."""
    return re.sub(r"[\x00-\x1f/\\]", " ", vector).strip(" .")[:80] or "x"


def pictures(vectors: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each vector in an SVG: as it is, and as a value."""
    namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    for number, vector in enumerate(vectors):
        value = escape(vector.replace("\0", ""))
        yield f"docs/svg/{number}-raw.svg", f"<svg {namespaces}><g>{vector}</g></svg>"
        yield (
            f"docs/svg/{number}-value.svg",
            (
                f'<svg {namespaces}><a xlink:href="{value}" href="{value}"><text y="20">x</text></a>'
                f'<text y="50" id="{value}">{value}</text></svg>'
            ),
        )


def searched(vectors: tuple[str, ...], word: str) -> Iterator[tuple[str, str]]:
    """A page for each vector, which a search for a word finds: in its titles, text and tags, and as code."""
    for number, vector in enumerate(vectors):
        written = json.dumps(f"{word} {vector}")
        lists = "".join(f"{name}: [{written}]\n" for name in ("tags", "symptoms", "error_codes", "asked_as"))
        line = " ".join(vector.replace("\0", "").split())
        text = escape(f"{word} {vector}".replace("\0", ""))
        body = f"{word} {text}\n\n~~~\n{word} {vector}\n~~~\n\n## {escape(line)} {word}\n\n- {text}\n\n"
        body += f"## `` {line} `` {word}\n\n{word} {vector}\n"
        front = f"title: {written}\naudience: public\n{lists}"
        yield f"docs/s{number // 40}/{number}.md", f"---\n{front}---\n\n{body}"


INSTANT = """\
    - navigation.instant
    - search.share
"""


def built(
    folder: Path, files: dict[str, str], today: date = TODAY, address: str = "", *, draw: str = "built-in"
) -> Path:
    """The site of these files; at an address, readers go from page to page without loading them.

    Whoever calls has opened the gate. `draw` says who draws diagrams.
    """
    home = "---\ntitle: Home\naudience: public\n---\n\nText\n"
    configuration = CONFIGURATION.replace("  - kept\n", f"  - kept: {{diagrams: {{draw: {draw}}}}}\n")
    if address:
        more = f"    - search.highlight\n{INSTANT}"
        configuration = configuration.replace("https://help.example/", address)
        configuration = configuration.replace("    - search.highlight\n", more)
    project = write_files(folder, {"mkdocs.yml": configuration, "docs/index.md": home, **files})
    settings = replace(config.load(project / "mkdocs.yml"), root=project)
    told: list[str] = []
    contents, _ = checked_contents(settings, today, use_cache=False)
    build_site(Prepared(settings, today, contents, findings=()), folder / "site", told.append)
    if not address:
        for sheet in (folder / "site/assets/stylesheets").rglob("*.css"):
            sheet.write_bytes(b"")  # so that many pages are opened quickly
    return folder / "site"


def addresses(site: Path, suffix: str) -> list[str]:
    """Every page or picture of a site, from its root."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob(f"*{suffix}"))
    return [quote(path.removesuffix("index.html")) for path in found]
