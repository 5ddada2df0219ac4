"""Articles to measure with: made from a fixed seed, of real length (about 450 words).

They have front matter, sections, lists, a table, code and links to their neighbours.
"""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

_NOUNS = (
    "account address answer article backup balance banner border button cable calendar card change "
    "channel check code colour column connection contact copy customer date delivery device door "
    "draft email entry error export field file filter folder form group guide help history home hour "
    "image import invoice item key label language line link list login mail map menu message minute "
    "mobile month name network note number offer option order owner page paper part password path "
    "payment phone picture place plan point price printer problem product profile question reason "
    "receipt record region release reply report request result review role room row rule screen "
    "search section server service setting sign site size speed state step store street support "
    "switch symbol table tag task team term test text ticket time title tool total type unit update "
    "user value version view visit voice week window word work year "
)
WORDS = _NOUNS.split()

PER_FOLDER = 100
TODAY = date(2026, 11, 20)
"""The day of the benchmark, so that no article ever becomes overdue in it."""

DAY = ("--today", TODAY.isoformat())

CONFIGURATION = """\
site_name: Benchmark
theme: {name: material, font: false%s}
plugins:
  - search
%smarkdown_extensions: [admonition, tables, {toc: {permalink: true}}, pymdownx.superfences]
"""
PLUGIN = """\
  - kept:
      content: []
      defaults: [{path: "docs/**", audience: public, type: page}]
"""


def write_pages(folder: Path, pages: int, *, with_plugin: bool) -> None:
    """Write a knowledge base of `pages` articles with its `mkdocs.yml`."""
    write_articles(folder / "docs", pages)
    configuration = CONFIGURATION % ("", PLUGIN if with_plugin else "")
    (folder / "mkdocs.yml").write_text(configuration, encoding="utf-8")


def write_articles(docs: Path, pages: int) -> None:
    """Write a home page and `pages` articles, a hundred to a folder."""
    chance = random.Random(20261120)
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("---\ntitle: Home\n---\n# Home\n\nA benchmark.\n", encoding="utf-8")
    for number in range(pages):
        target = docs / f"group-{number // PER_FOLDER:03}" / f"article-{number:05}.md"
        target.parent.mkdir(exist_ok=True)
        target.write_text(_article(number, pages, chance), encoding="utf-8")


def _article(number: int, pages: int, chance: random.Random) -> str:
    neighbour = min(number - number % PER_FOLDER + (number + 1) % PER_FOLDER, pages - 1)
    link = f"[article {neighbour}](article-{neighbour:05}.md)"
    steps = "\n".join(f"{step}. {_sentence(chance)}" for step in range(1, 7))
    rows = "\n".join(f"| {chance.choice(WORDS)} | {_sentence(chance)} |" for _ in range(4))
    paragraphs = "\n\n".join(_paragraph(chance) for _ in range(4))
    return (
        f"---\ntitle: Article {number} about the {chance.choice(WORDS)}\nreviewed: 2026-11-01\n"
        f"tags: [{chance.choice(WORDS)}]\n---\n# Article {number}\n\n## Symptoms\n\n{_paragraph(chance)}\n\n"
        f"## Cause\n\n{paragraphs}\n\n!!! note\n\n    {_sentence(chance)}\n\n## Resolution\n\n{steps}\n\n"
        f"```sh\nkept check\n```\n\n| what | meaning |\n| --- | --- |\n{rows}\n\n## Related\n\n- {link}\n"
    )


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=11)).capitalize() + "."


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(5))
