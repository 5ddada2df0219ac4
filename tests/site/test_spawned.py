"""Where no process can be forked, pages are made by processes that begin from nothing: the same bytes."""

from __future__ import annotations

import multiprocessing
from datetime import date
from pathlib import Path

import pytest
from built import tree
from projects import CONFIGURATION, write_files

from kept.config import load
from kept.site.build import BuildFailed, build_site
from kept.site.prepared import Prepared

PAGES = 50
ABRUPT = """
import multiprocessing, os


def on_page_markdown(markdown, **given):
    if multiprocessing.parent_process():
        os._exit(7)
"""
"""A hook that ends the process it runs in, unless that is the first."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages that link to each other, on a system that cannot fork."""
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    pages = {
        f"docs/page-{number}.md": f"---\ntitle: Page {number}\naudience: public\n---\n# Page {number}\n\n"
        f"[Next](page-{(number + 1) % PAGES}.md#two)\n\n## Two\n\nWords.\n"
        for number in range(PAGES)
    }
    home = "---\ntitle: Home\naudience: public\n---\n# Home\n"
    return write_files(tmp_path / "help", {"docs/index.md": home, **pages})


def build(folder: Path, name: str, jobs: int) -> dict[str, bytes]:
    said: list[str] = []
    given = Prepared(load(folder / "mkdocs.yml"), date(2026, 11, 20), jobs=jobs)
    build_site(given, folder / name, said.append)
    assert said == []
    return tree(folder / name)


def test_the_bytes_are_those_of_one_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    pool = multiprocessing.get_context("spawn").Process
    start = pool.start
    monkeypatch.setattr(pool, "start", lambda process: (begun.append(process.name), start(process)))
    assert build(folder, "alone", 1) == build(folder, "together", 2)
    assert len(begun) == 2


def test_a_process_that_ends_is_told_of(folder: Path) -> None:
    settings = "hooks: [hook.py]\n" + CONFIGURATION.replace("[search, kept]", "")
    settings += "  - search\n  - kept: {stateless: [hook.py]}\n"
    write_files(folder, {"mkdocs.yml": settings, "hook.py": ABRUPT})
    with pytest.raises(BuildFailed, match="a worker process ended before its work"):
        build(folder, "site", 2)
    assert not (folder / "site").exists()
