"""Small knowledge bases, made at random from a seed, in which every private thing bears a word of its own."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from built import tree

CANARY = re.compile(rb"zqx[a-z]{9}")
PUBLIC = "kept for everyone"

HIDDEN = {
    "internal": "audience: internal",
    "partners": "audience: partners",
    "draft": "audience: public\nstatus: draft",
    "archived": "audience: public\nstatus: archived",
    "expired": "audience: public\nexpires: 2026-11-20",
    "embargoed": "audience: public\nembargo: 2026-11-21",
    "silent": "owner: nobody",
    "misspelled": "audience: pubic",
    "unclear": "audience: public\nstatus: reday",
    "twice": "audience: public\naudience: internal",
    "unreadable": 'audience: public\nsummary: "never closed',
    "capital": "audience: public",
}
"""The reasons for which a document is not in the public site."""


def png(text: str) -> bytes:
    """A picture of one pixel with a text in it, plain and packed."""
    pieces = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"tEXt", b"Title\0" + text.encode()),
        (b"zTXt", b"Comment\0\0" + zlib.compress(text.encode())),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in pieces
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def svg(text: str) -> bytes:
    """A picture with a text in a comment and in what it says about itself."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"><!-- made for {text} --><title>{text}</title>'
        f"<metadata>{text}</metadata><rect/></svg>"
    ).encode()


@dataclass
class KnowledgeBase:
    """The files of a project, and the words that only private things have, each with its place."""

    random: Random
    files: dict[str, str | bytes] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)
    public: list[str] = field(default_factory=list)
    """Words that must be in the site."""

    def canary(self, place: str) -> str:
        """A word that nothing else has."""
        word = "zqx" + "".join(self.random.choices("abcdefghijklmnopqrstuvwxyz", k=9))
        self.canaries[word] = place
        return word


def knowledge_base(seed: int) -> KnowledgeBase:
    """A project of a few public pages, and of private ones for several reasons."""
    base = KnowledgeBase(Random(seed))
    random = base.random
    reasons = random.sample(sorted(HIDDEN), k=random.randint(2, 4))
    pages = [_private(base, reason, number) for number, reason in enumerate(reasons)]
    for number in range(random.randint(1, 3)):
        _public(base, number)
    if base.random.random() < 0.5:
        _index(base)
    base.files["kb/records/support.yml"] = _records(base, pages)
    base.files["docs/index.md"] = f"---\ntitle: Home\naudience: public\n---\n# Home\n\nWelcome, {PUBLIC}.\n"
    base.files["kb/vocabulary.yml"] = f"tags: [router, {', '.join(base.canaries)}]\n"
    base.files["mkdocs.yml"] = _configuration(random, pages, is_material=seed % 2 == 0)
    return base


def _configuration(random: Random, pages: list[str], *, is_material: bool) -> str:
    names = "".join(f"  - {page}\n" for page in pages)
    nav = random.choice(("", f"nav:\n  - index.md\n  - Articles: kb/\n{names}", "nav: [index.md, kb/]\n"))
    plugins = "search, tags" if is_material and random.random() < 0.5 else "search"
    theme = "{name: material, font: false}" if is_material else "mkdocs"
    urls = random.choice(("true", "false"))
    return (
        f"site_name: Help\nsite_url: https://help.example/\ntheme: {theme}\nuse_directory_urls: {urls}\n"
        f"plugins: [{plugins}, kept: {{audiences: [public, partners, internal]}}]\n{nav}"
        "markdown_extensions:\n  - attr_list\n  - footnotes\n  - meta\n  - tables\n"
        "  - pymdownx.snippets: {base_path: [includes]}\n  - pymdownx.superfences:\n"
        "      custom_fences:\n        - {name: mermaid, class: mermaid, "
        "format: !!python/name:pymdownx.superfences.fence_code_format }\n"
    )


def _private(base: KnowledgeBase, reason: str, number: int) -> str:
    def canary(place: str) -> str:
        return base.canary(f"{place} of a page that is {reason}")

    folder = base.random.choice(("docs", "kb", f"kb/{canary('folder')}"))
    name, picture, drawing, snippet, shot, page = (
        canary(kind)
        for kind in ("file", "picture", "drawing", "snippet file", "picture in HTML", "linked page")
    )
    base.files[f"{folder}/{shot}.png"] = png(canary("PNG text in HTML"))
    base.files[f"{folder}/{picture}.png"] = png(canary("PNG text"))
    base.files[f"{folder}/{drawing}.svg"] = svg(canary("SVG text"))
    base.files[f"{folder}/{picture}.pdf"] = f"%PDF {canary('PDF')}\0".encode()
    base.files[f"includes/{snippet}.md"] = f"An included sentence with {canary('snippet')} in it.\n"
    title = canary("title").title()
    ending = ".MD" if reason == "capital" else ".md"
    base.files[f"{folder}/{name}{ending}"] = f"""---
title: {title} plan
{HIDDEN[reason]}
tags: [router, {canary("tag")}]
summary: In short, {canary("summary")}.
description: {canary("description")} is described.
redirect_from: [old/{canary("former path")}.md, /{canary("former address")}/]
symptoms: [The {canary("symptom")} blinks]
related_words: {canary("unknown field")}
owner: {canary("owner")}
applies_to: [{canary("version")}]
error_codes: [{canary("error code")}]
---
# {title} plan

What {canary("body")} says to the router. [Press {canary("link text")}](index.md "{canary("link title")}")

![The {canary("alternative text")} button]({picture}.png) ![Plan]({drawing}.svg) [Paper]({picture}.pdf)

## Step {canary("heading")} {{#{canary("id")}}}

- The item {canary("item")}[^1]

| {canary("cell")} | b |
|---|---|
| c | `{canary("code")}` |

<div title="{canary("attribute")}">{canary("HTML")}</div> <!-- {canary("comment")} -->

```mermaid
graph TD
  accTitle: {canary("title of a diagram")} of it
  accDescr: It shows {canary("description of a diagram")}
  A[The {canary("diagram")} box] -->|{canary("arrow")}| B
  click B "{page}#{canary("link of a diagram")}"
```

``` {{.python title="{canary("title of code")}"}}
x = 1  # {canary("comment in code")}
```

!!! note "About {canary("title of a note")}"
    The {canary("note in a box")}

=== "On {canary("tab")}"

    In the {canary("text of a tab")}

The {canary("term")} word
:   It is {canary("definition")}

ABBR <img src="{shot}.png" alt="x"> [read][{canary("reference")}]

*[ABBR]: {canary("abbreviation")} is short

--8<-- "{snippet}.md"

[^1]: The note {canary("note")}.
"""
    return f"{folder}/{name}{ending}".removeprefix("docs/")


def _public(base: KnowledgeBase, number: int) -> None:
    word = f"public{number}word"
    base.public.append(word)
    base.files[f"kb/{word}.png"] = png(f"text{word}")
    base.files[f"includes/shared-{number}.md"] = f"Included {word} sentence.\n"
    base.files[f"kb/page-{number}.md"] = (
        f"---\ntitle: The {word} router plan\naudience: public\nembargo: 2026-11-20\n"
        f"expires: 2026-11-21\ntags: [router]\nredirect_from: [old/{word}.md]\n---\n"
        f"# The {word} router plan\n\nWhat it says to the router.\n\n"
        f'![The {word} button]({word}.png)\n\n--8<-- "shared-{number}.md"\n\n'
        "```kept-graph\nfrom: product/router\ndepth: 4\n```\n"
    )


def _index(base: KnowledgeBase) -> None:
    """The first page of a folder is private, and gives it its name in the navigation; others are not."""
    title = base.canary("title of a first page that is internal").title()
    base.files["kb/guide/index.md"] = f"---\ntitle: {title}\naudience: internal\n---\n# {title}\n"
    base.files["kb/guide/open.md"] = "---\ntitle: Opened guide\naudience: public\n---\n# Opened guide\n"


def _records(base: KnowledgeBase, pages: list[str]) -> str:
    """A record that everybody may see, on the way between others that nobody may."""

    def canary(place: str) -> str:
        return base.canary(f"{place} of a record")

    base.public.append("publicrouter")
    listed = ", ".join(f"docs/{one}" if not one.startswith("kb/") else one for one in pages)
    ticket, product, customer = (canary(f"id {kind}") for kind in ("ticket", "product", "customer"))
    return f"""products:
  router: {{name: The publicrouter box, audience: public, part_of: [{product}], articles: [{listed}]}}
  {product}: {{name: The {canary("name")} box, summary: "It says {canary("summary")}."}}
customers:
  {customer}:
    name: {canary("misspelled name").title()} hotels
    audience: pubic
    products: [router, {product}]
    region: {canary("region")}
tickets:
  {ticket}: {{name: A {canary("ticket name")} page, products: router, crm: {canary("unknown field")}}}
"""


def canaries_in(folder: Path) -> set[str]:
    """The canaries in a name or in any byte of a site, packed files unpacked."""
    found: set[bytes] = set()
    for name, content in tree(folder).items():
        found.update(CANARY.findall(name.encode().lower()), CANARY.findall(content.lower()))
    return {word.decode() for word in found}
