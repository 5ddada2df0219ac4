"""How long a writer waits for a preview: from saving an article to the page that shows it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from kept.benchmark.building import TEXT, TITLE, edit
from kept.benchmark.pages import TODAY, write_pages
from kept.benchmark.tables import KEPT, Row, seconds
from kept.door import ProgramFailed, Talk, fetched, free_port, pause

PATIENCE = 900
"""Seconds after which nobody waits any more."""

BETWEEN_QUESTIONS = 0.02


def serve_rows(sizes: list[int], runs: int) -> Iterator[Row]:
    """Seconds until the first page of `kept serve`, and until an edit of a text and of a title is shown."""
    yield ("pages", "start", f"{TEXT} median", f"{TEXT} worst", f"{TITLE} median", f"{TITLE} worst")
    for pages in sizes:
        with TemporaryDirectory() as temporary:
            folder = Path(temporary, "kb")
            write_pages(folder, pages, with_plugin=True)
            start, *kinds = _waits(folder, runs)
            each = (seconds(pick(waits)) for waits in kinds for pick in (statistics.median, max))
            yield (pages, seconds(start[0]), *each)


def _waits(folder: Path, runs: int) -> Iterator[list[float]]:
    """The wait for the first page, then those for edits of texts and of titles."""
    articles = sorted((folder / "docs").rglob("article-*.md"))
    address = f"127.0.0.1:{free_port()}"
    began = time.perf_counter()
    with Talk((*KEPT, "serve", "--address", address, "--today", TODAY.isoformat()), folder):
        _wait_for(f"http://{address}/", "A benchmark.")
        yield [time.perf_counter() - began]
        for what in (TEXT, TITLE):
            waits = []
            for number in range(runs):
                source = articles[number * len(articles) // 7 % len(articles)]
                word = f"edited{number}{'title' if what == TITLE else 'text'}"
                page = source.relative_to(folder / "docs").with_suffix("").as_posix()
                edit(source, what, word)
                began = time.perf_counter()
                _wait_for(f"http://{address}/{page}/", word)
                waits.append(time.perf_counter() - began)
            yield waits


def _wait_for(url: str, word: str) -> None:
    until = time.monotonic() + PATIENCE
    while word.encode() not in (fetched(url) or b""):
        if time.monotonic() > until:
            raise ProgramFailed(f"{url} did not show {word!r} within {PATIENCE} seconds")
        pause(BETWEEN_QUESTIONS)
