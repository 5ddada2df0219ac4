"""Drawing with Chromium, during the build, what kept can't draw itself: only where the settings ask for it.

Which fonts Chromium has differs from one machine to another, and so do its drawings; that is why nobody gets
them unasked. The texts are drawn by the very Mermaid that readers' browsers are given, on a page that may
load nothing else.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import orjson

from kept import door
from kept.late_patterns import late_pattern
from kept.values import dataclass

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""What it is called on different systems."""

SECONDS = 60
"""The time in which the diagrams of a page must be drawn."""

VIRTUAL = 20_000
"""Milliseconds of its own time, which runs as fast as it can, after which Chromium shows what there is."""

_LAUNCHERS = frozenset({"snap", "flatpak"})
"""What starts any program: its own state says nothing of Chromium's."""

_MOST_OF_A_SCRIPT = 64 << 10
_PATH = late_pattern(r"/[\w./+-]*[\w+-]")
_SET = late_pattern(r"^(\w+)=\"?([\w.-]+)\"?$", re.MULTILINE)
_USED = late_pattern(r"\$\{?(\w+)\}?")
_CHROMIUM = late_pattern("chrom", re.IGNORECASE)

_HERE = Path(__file__).parent
_FOUND = late_pattern(r"kept:([^:<]*):kept")
_POLICY = "default-src 'none'; script-src file:; style-src 'unsafe-inline'"
_PAGE = """<!doctype html><meta charset="utf-8"><title>Diagrams</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<body><script type="application/json" id="given">{given}</script>
<script src="mermaid.js"></script><script src="draw.js"></script>"""


@dataclass(frozen=True, slots=True)
class Svg:
    """A drawing, as Mermaid writes it and as a page can hold it."""

    painted: tuple[str, ...]
    """In colours that stand for what they are for: with labels in HTML, and without."""
    svg: str
    """In Mermaid's own colours; empty when it holds what no page can show."""
    width: float
    height: float


def program() -> str:
    """Where Chromium is: where the environment says, else on the path; empty when there is none."""
    return os.environ.get("CHROMIUM") or next((place for name in NAMES if (place := shutil.which(name))), "")


@lru_cache(maxsize=1)
def version() -> str:
    """Which Chromium draws; empty when there is none that could."""
    place = program()
    said = door.run((place, "--version"), Path.cwd()) if place else None
    return (said or "").strip()


def fingerprint() -> str:
    """What tells one state of Chromium from another without starting it; empty where nothing does.

    What is called Chromium is often a script that starts it: the folders and files that it names count too.
    """
    place = os.path.realpath(program()) if program() else ""
    if os.path.basename(place) in _LAUNCHERS:
        return ""
    try:
        with open(place, "rb") as file:
            beginning = file.read(_MOST_OF_A_SCRIPT)
        named = _named(os.fsdecode(beginning)) if beginning.startswith(b"#!") else ()
        states = [(one, os.stat(one)) for one in (place, *named) if os.path.exists(one)]
    except (OSError, ValueError):
        return ""
    return repr([(one, found.st_size, found.st_mtime_ns) for one, found in states])


def _named(script: str) -> tuple[str, ...]:
    """The places of Chromium that a script names, also by a variable that it has set."""
    values = dict(_SET.findall(script))
    written = _USED.sub(lambda found: values.get(found[1], found[0]), script)
    return tuple(dict.fromkeys(one for one in _PATH.findall(written) if _CHROMIUM.search(one)))


def drawings(given: Sequence[tuple[str, str]]) -> list[Svg | None]:
    """Drawings of texts that have the beginning of their ids beside them; nothing for what can't be drawn."""
    from kept.diagram.drawing.colours import (
        THEME,  # what says whether it is the same Chromium needs no colours
    )

    with TemporaryDirectory(prefix="kept-") as name:
        folder = Path(name)
        shutil.copy(_HERE / "theme/assets/kept/mermaid.min.js", folder / "mermaid.js")
        shutil.copy(_HERE / "chromium.js", folder / "draw.js")
        theme = {"theme": "base", "themeVariables": THEME}
        texts = orjson.dumps({"texts": given, "theme": theme}).decode().replace("<", "\\u003c")
        page = folder / "page.html"
        page.write_text(_PAGE.format(given=texts, policy=_POLICY), "utf-8")
        said = door.run((program(), *_options(folder), page.as_uri()), folder, SECONDS) or ""
    found = _FOUND.search(said)
    rows = orjson.loads(unquote(found[1])) if found else [None] * len(given)
    return [
        Svg(tuple(map(str, row[0])), str(row[1]), float(row[2]), float(row[3])) if row else None
        for row in rows
    ]


def _options(folder: Path) -> tuple[str, ...]:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return (
        *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync"),
        *("--disable-background-networking", "--disable-component-update", "--allow-file-access-from-files"),
        "--window-size=1000,800",
        f"--user-data-dir={folder / 'profile'}",
        f"--virtual-time-budget={VIRTUAL}",
        *(("--no-sandbox",) if is_root else ()),  # for which it has no sandbox
        "--dump-dom",
    )
