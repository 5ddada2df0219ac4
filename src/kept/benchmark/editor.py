"""How long typing takes: the language server's answer to a keystroke."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kept.benchmark.pages import TODAY, write_pages
from kept.benchmark.tables import KEPT, Row, milliseconds, percentile, seconds
from kept.door import Talk

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
            each = (milliseconds(percentile(one, share), 1) for one in times for share in (50, 95))
            yield (pages, seconds(cold), seconds(start), *each)


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
            took = []
            for letter in range(KEYSTROKES):
                version += 1
                place = {"line": line, "character": len(lines[line]) + letter}
                change = {"range": {"start": place, "end": place}, "text": "word "[letter % 5]}
                document = {"uri": uri, "version": version}
                began = time.perf_counter()
                _say(server, "textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
                _findings(answers, version)
                took.append(time.perf_counter() - began)
            times.append(took)
        return start, times[0], times[1]


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
