"""How long checking, building and typing take, by the number of pages, beside a peer in the same run.

The pages are made from a fixed seed: articles of real length (about 450 words) with front matter, sections,
lists, a table, code and links to their neighbours.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from kept.cache_folder import FOLDER
from kept.door import Talk, timed, usage

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

CONFIGURATION = """\
site_name: Benchmark
theme: {name: material, font: false}
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
    chance = random.Random(20261120)
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIGURATION % (PLUGIN if with_plugin else ""), encoding="utf-8")
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


Row = tuple[str, ...]


def build_rows(sizes: list[int], runs: int) -> Iterator[Row]:
    """Building beside stock MkDocs with Material on the same pages; they take turns on the same machine."""
    yield ("pages", "kept build", "per page", "MkDocs + Material", "build / peer")
    for pages in sizes:
        with TemporaryDirectory() as temporary:
            ours, theirs = Path(temporary, "kept"), Path(temporary, "peer")
            write_pages(ours, pages, with_plugin=True)
            write_pages(theirs, pages, with_plugin=False)
            build = (*KEPT, "build", "--today", TODAY.isoformat())
            rounds = [
                (timed(build, ours), timed((sys.executable, "-m", "mkdocs", "build", "--quiet"), theirs))
                for _ in range(runs)
            ]
            mine, peer = (statistics.median(column) for column in zip(*rounds, strict=True))
            per_page = f"{mine / pages * 1000:.2f} ms"
            yield (str(pages), f"{mine:.2f} s", per_page, f"{peer:.2f} s", f"{mine / peer:.2f}")


KEPT = (sys.executable, "-m", "kept")


def check_rows(sizes: list[int], runs: int, given: Given | None = None) -> Iterator[Row]:
    """Checking beside linters for Markdown on the same files.

    CPU seconds of a cold run (no cache), wall seconds of a second run in which nothing changed, and of one in
    which one file did, CPU milliseconds of a cold run per page, and the peak memory of the cold run.
    """
    peers = [(name, command) for name, command in PEERS if shutil.which(command[0])]
    names = [f"{name} CPU" for name, _ in peers]
    ratios = [f"kept / {name}" for name, _ in peers]
    yield ("pages", "kept CPU", *names, *ratios, "unchanged", "one changed", "per page", "memory")
    if given:
        yield _check_row(given.copied_to, [*given.arguments], peers, runs)
    for pages in sizes:
        make = partial(write_pages, pages=pages, with_plugin=True)
        yield _check_row(make, [], peers, runs)


@dataclass(frozen=True, slots=True)
class Given:
    """A knowledge base that exists: its folder and its configuration. It is copied before it is checked."""

    root: Path
    configuration: Path

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options that name the configuration."""
        return ("--config", str(self.configuration.resolve()), "--root", ".")

    def copied_to(self, folder: Path) -> None:
        """Copy it, without a cache that may lie in it."""
        shutil.copytree(self.root, folder, ignore=shutil.ignore_patterns(FOLDER, ".git"))


Peers = Sequence[tuple[str, tuple[str, ...]]]

PEERS: Peers = (
    ("rumdl", ("rumdl", "check", "--no-cache", ".")),
    ("markdownlint-cli2", ("markdownlint-cli2", "**/*.md")),
)
"""Linters from PyPI and npm; those that are not installed are left out."""


def _check_row(
    make: Callable[[Path], object],
    options: list[str],
    peers: Sequence[tuple[str, tuple[str, ...]]],
    runs: int,
) -> Row:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary, "kb")
        make(folder)
        pages = sorted(folder.rglob("*.md"))
        check = (*KEPT, "check", *options, "--today", TODAY.isoformat())
        usage((*check, "--no-cache"), folder)  # so that nobody meets files that were never read
        rounds = [
            [usage((*check, "--no-cache"), folder), *(usage(command, folder) for _, command in peers)]
            for _ in range(runs)
        ]
        cold, *others = (statistics.median(one.cpu for one in column) for column in zip(*rounds, strict=True))
        for page in pages:
            os.utime(page, (1_790_000_000, 1_790_000_000))
        usage(check, folder)
        same = statistics.median(usage(check, folder).wall for _ in range(runs))
        changed = statistics.median(_after_a_change(page, check, folder) for page in pages[:runs])
        memory = max(one[0].memory for one in rounds)
        return (
            str(len(pages)),
            f"{cold:.2f} s",
            *(f"{other:.2f} s" for other in others),
            *(f"{cold / other:.2f}" for other in others),
            f"{same:.2f} s",
            f"{changed:.2f} s",
            f"{cold / len(pages) * 1000:.2f} ms",
            f"{memory:.0f} MB",
        )


def _after_a_change(page: Path, check: tuple[str, ...], folder: Path) -> float:
    """The wall time of a check after a heading and a paragraph were added to one page."""
    page.write_text(page.read_text("utf-8") + "\n\n## More\n\nSome more text.\n", encoding="utf-8")
    return usage(check, folder).wall


KEYSTROKES = 200
"""Letters that are typed to measure the language server."""

Answers = Iterator[dict[str, Any]]


def lsp_rows(sizes: list[int]) -> Iterator[Row]:
    """Typing in an editor: from a keystroke to the findings, in the text and in the title of an article.

    The title is known to other articles. Before that: the time until the first findings, without and with
    what a check has left behind.
    """
    kinds = ("text", "title")
    measured = (f"{kind} {what}" for kind in kinds for what in ("median", "p95"))
    yield ("pages", "cold start", "start", *measured)
    for pages in sizes:
        with TemporaryDirectory() as temporary:
            folder = Path(temporary, "kb")
            write_pages(folder, pages, with_plugin=True)
            article = sorted((folder / "docs").rglob("article-*.md"))[pages // 2]
            cold, *_ = _typing(folder, article)
            start, *times = _typing(folder, article)
            each = (f"{_percentile(one, share) * 1000:.1f} ms" for one in times for share in (50, 95))
            yield (str(pages), f"{cold:.2f} s", f"{start:.2f} s", *each)


def _typing(folder: Path, article: Path) -> tuple[float, list[float], list[float]]:
    """Seconds until the first findings, and after each letter in the text and in the title."""
    text, uri = article.read_text("utf-8"), article.as_uri()
    lines = text.split("\n")
    places = [lines.index("## Cause") + 2, 1]
    began = time.perf_counter()
    with Talk((*KEPT, "lsp", "--today", TODAY.isoformat()), folder) as server:
        answers = _answers(server)
        _say(server, "initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}, 1)
        next(one for one in answers if one.get("id") == 1)
        _say(server, "initialized", {})
        document = {"uri": uri, "languageId": "markdown", "version": 0, "text": text}
        _say(server, "textDocument/didOpen", {"textDocument": document})
        _findings(answers, 0)
        start = time.perf_counter() - began
        version, times = 0, []
        for line in places:
            seconds = []
            for letter in range(KEYSTROKES):
                version += 1
                place = {"line": line, "character": len(lines[line]) + letter}
                change = {"range": {"start": place, "end": place}, "text": "word "[letter % 5]}
                document = {"uri": uri, "version": version}
                began = time.perf_counter()
                _say(server, "textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
                _findings(answers, version)
                seconds.append(time.perf_counter() - began)
            times.append(seconds)
        return start, times[0], times[1]


def _percentile(seconds: list[float], share: int) -> float:
    return sorted(seconds)[min(len(seconds) * share // 100, len(seconds) - 1)]


def _say(server: Talk, method: str, params: object, number: int | None = None) -> None:
    message = {"jsonrpc": "2.0", "method": method, "params": params}
    data = json.dumps(message if number is None else {**message, "id": number}).encode()
    server.say(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))


def _answers(server: Talk) -> Answers:
    """The messages of a language server; one has a header of lines, the last of which is empty."""
    while header := server.line():
        length = 0
        while header.strip():
            name, _, value = header.partition(b":")
            length = int(value) if name == b"Content-Length" else length
            header = server.line()
        yield json.loads(server.bytes(length))


def _findings(answers: Answers, version: int) -> None:
    """Wait for what is found in a version of the document."""
    method = "textDocument/publishDiagnostics"
    next(one for one in answers if one.get("method") == method and one["params"].get("version") == version)


def startup(runs: int) -> float:
    """The wall time of `kept --version` in seconds."""
    return statistics.median(usage((*KEPT, "--version"), Path()).wall for _ in range(runs))


def table(rows: Iterator[Row]) -> Iterator[str]:
    """Rows as a Markdown table, as soon as they are known; the first one is its head."""
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if number == 0:
            yield "| " + " | ".join("---:" for _ in row) + " |"


def print_table(what: str, sizes: list[int], runs: int, root: Path | None, config: Path | None) -> None:
    """Measure checking, building or typing and print, row by row; `root` is a knowledge base to check as well."""
    given = Given(root, config) if root and config else None
    measures = {
        "check": partial(check_rows, sizes, runs, given),
        "build": partial(build_rows, sizes, runs),
        "lsp": partial(lsp_rows, sizes),
    }
    rows = measures[what]()
    for line in table(rows):
        click.echo(line)
    click.echo(f"\n`kept --version`: {startup(runs):.2f} s")
