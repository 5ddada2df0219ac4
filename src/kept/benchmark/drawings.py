"""What kept says of diagrams beside what Mermaid says in a browser, at which line, and how it draws them."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from kept.benchmark.fidelity import LIBRARY, fidelity_rows
from kept.benchmark.tables import Row, ratio, seconds
from kept.diagram.engine import Engine, parse, version
from kept.diagram.known import Diagrams
from kept.diagram.places import place
from kept.door import usage

_ASK = """async text => {
  try {
    return [true, (await mermaid.parse(text)).diagramType];
  } catch (error) {
    return [false, String(error?.message ?? error)];
  }
}"""
_FIRST = "from kept.diagram.known import Diagrams; Diagrams().examine('flowchart LR\\n    a --> b')"
SEED = 2026
"""The same lines are damaged every time."""


class Answer(NamedTuple):
    """What Mermaid said of a text; the message is not always known."""

    accepted: bool
    message: str | None


def drawing_rows(corpus: Path | None, browser: str, bundle: Path | None, page: Path | None) -> Iterator[Row]:
    """Agreement with Mermaid in a browser, right lines, times, and drawings, for the diagrams of a file.

    The file has a JSON object on each line: `text`, and for a major version of Mermaid whether it accepts
    that (`v11`) and what it says if it does not (`message_v11`). With `browser`, the path of a Chromium, it
    is asked instead, and draws them too; `page` is then a file in which some of both are shown. `bundle` is a
    folder with other parsers than those that kept comes with.
    """
    if corpus is None:
        raise SystemExit("name a file of diagrams: --diagrams FILE")
    rows = [json.loads(line) for line in corpus.read_text("utf-8").splitlines() if line.strip()]
    engine = Engine(bundle) if bundle else Engine()
    major = (version(bundle) if bundle else version()).partition(".")[0]
    answers = _asked([row["text"] for row in rows], browser) if browser else _recorded(rows, major)
    yield ("what", "of", "result")
    yield from _agreement(engine, rows, answers)
    if bundle is None:
        yield from _right_lines([row["text"] for row in rows])
        yield from _times([row["text"] for row in rows])
        yield from fidelity_rows([row["text"] for row in rows], browser, page)


def _recorded(rows: list[dict[str, Any]], major: str) -> list[Answer | None]:
    key = f"v{major}"
    return [Answer(bool(row[key]), row.get(f"message_{key}")) if key in row else None for row in rows]


def _asked(texts: list[str], browser: str) -> list[Answer | None]:
    """What Mermaid says in a browser, of the version that the site ships."""
    from playwright.sync_api import sync_playwright

    found: list[Answer | None] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page()
        page.set_content("<body></body>")
        page.add_script_tag(path=LIBRARY)
        page.evaluate("mermaid.initialize({startOnLoad: false, securityLevel: 'strict'})")
        for text in texts:
            accepted, said = page.evaluate(_ASK, text)
            found.append(Answer(accepted, None if accepted else said))
        chromium.close()
    return found


def _agreement(engine: Engine, rows: list[dict[str, Any]], answers: list[Answer | None]) -> Iterator[Row]:
    verdicts = messages = same = alike = 0
    for row, answer in zip(rows, answers, strict=True):
        if answer is None:
            continue
        ours = engine.parse(row["text"])
        verdicts += 1
        same += ours.accepted == answer.accepted
        if answer.message is not None and not answer.accepted:
            messages += 1
            alike += ours.message == answer.message
    yield ("same verdict", verdicts, same)
    yield ("same message", messages, alike)


def _right_lines(texts: list[str]) -> Iterator[Row]:
    """How often the line is named that was damaged, of three in each diagram that is whole."""
    chosen = random.Random(SEED)
    by_kind: dict[str, list[bool]] = {}
    for text in texts:
        kind = parse(text).kind
        lines = text.split("\n")
        body = [at for at, line in enumerate(lines) if at and _may_be_damaged(lines, at)]
        if not kind or not body:
            continue
        for damage in chosen.sample(_DAMAGES, 3):
            at = chosen.choice(body)
            damaged = "\n".join([*lines[:at], damage(lines[at]), *lines[at + 1 :]])
            verdict = parse(damaged)
            if not verdict.accepted and not verdict.is_undecided:
                start = place(damaged, verdict).start
                by_kind.setdefault(kind, []).append(damaged.count("\n", 0, start) == at)
    every = [one for found in by_kind.values() for one in found]
    yield ("right line, all kinds", len(every), ratio(sum(every) / max(len(every), 1)))
    for kind in ("flowchart-v2", "sequence", "classDiagram", "gitGraph"):
        found = by_kind.get(kind, [])
        yield (f"right line, {kind}", len(found), ratio(sum(found) / max(len(found), 1)))


_DAMAGES: tuple[Callable[[str], str], ...] = (
    lambda line: f"{line} ]",
    lambda line: f"{line} %$",
    lambda line: line.replace("-->", "-|>", 1),
    lambda line: line.replace("]", "", 1),
    lambda line: line.replace(")", "", 1),
    lambda line: line.replace('"', "", 1),
    lambda line: line.replace("[", "[(x) ", 1),
)
"""What writers get wrong, done to a line."""


def _may_be_damaged(lines: list[str], at: int) -> bool:
    """Whether a line says something by itself: no comment, no part of front matter, and no bracket alone."""
    line = lines[at].strip()
    is_front = "---" in (one.strip() for one in lines[at:]) and "---" in (one.strip() for one in lines[:at])
    return len(line) > 3 and not line.startswith("%%") and not is_front


def _times(texts: list[str]) -> Iterator[Row]:
    first = min(usage((sys.executable, "-c", _FIRST), Path()).wall for _ in range(3))
    yield ("first diagram, from the start of the process", 1, seconds(first))
    with TemporaryDirectory() as temporary:
        for what in ("new", "known from the disk"):
            known, began = Diagrams(Path(temporary)), time.process_time()
            for text in texts:
                known.examine(text)
            known.save()
            yield (what, len(texts), seconds(time.process_time() - began))
