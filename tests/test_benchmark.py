"""The benchmark measures what it says, and says so when something was not done."""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from projects import CONFIGURATION, write_files

from kept import benchmark, library
from kept.benchmark import editor
from kept.benchmark.builders import builders
from kept.benchmark.building import peers_named
from kept.check.run import check
from kept.config import load
from kept.door import measured

ROOT = Path(__file__).parent.parent


Bench = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Bench]:
    """The script in this process: what it measures are processes of their own."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr(sys, "argv", ["bench.py", *map(str, arguments)])
        code: object = 0
        try:
            runpy.run_path(str(ROOT / "scripts/bench.py"), run_name="__main__")
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        told = f"{code}\n" if isinstance(code, str) else ""
        return subprocess.CompletedProcess([], int(bool(code)), said.out, said.err + told)

    before = signal.getsignal(signal.SIGTERM)
    yield run
    signal.signal(signal.SIGTERM, before)


def test_the_pages_of_the_benchmark_are_articles_without_findings(tmp_path: Path) -> None:
    benchmark.write_pages(tmp_path / "kb", 205, with_plugin=True)
    knowledge = library.load(load(tmp_path / "kb/mkdocs.yml"))
    assert len(knowledge.articles) == 206
    assert check(knowledge, benchmark.TODAY) == []
    words = [len(one.document.source.text.split()) for one in knowledge.articles[:-1]]
    assert min(words) > 300


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")[1:-1]]


def test_checking_has_a_row_for_every_size(bench: Bench) -> None:
    *lines, empty, startup = bench("check", "3", "5", "--runs", "1").stdout.splitlines()
    rows = [cells(line) for line in lines]
    assert [row[0] for row in rows] == ["pages", "---:", "4", "6"]  # with the home page
    assert (empty, startup.startswith("`kept --version`: ")) == ("", True)
    for row in rows[2:]:
        assert all(float(cell.split()[0]) > 0 for cell in row)


def test_records_have_a_row_for_every_size(bench: Bench) -> None:
    done = bench("records", "40", "--runs", "1", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = json.loads(done.stdout)["rows"]
    assert row["records"] == 40
    assert row["relations"] > 120
    assert row["first (s)"] > 0


def test_building_has_a_row_for_every_builder_and_for_what_it_did(bench: Bench) -> None:
    done = bench("build", "3", "--runs", "1", "--peers", "stock,pruned:2", "--format", "json")
    told = [line.rpartition(": ")[0] for line in done.stderr.splitlines()]
    assert (done.returncode, told[:2]) == (0, ["kept build, cold", "MkDocs + Material, cold"])
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["runs"] == 1
    ours = [("kept build", what) for what in ("cold", "nothing changed", "one text", "one title")]
    assert [(row["builder"], row["what"]) for row in found["rows"]] == [*ours, ("MkDocs + Material", "cold")]
    for row in found["rows"]:
        assert row["pages"] == 3
        assert row["wall (s)"] > 0
        assert row["CPU (s)"] > 0
        assert row["memory (MB)"] > 10
        assert row["wall / kept"] > 0
    assert {row["frame (kB)"] > 5 for row in found["rows"] if row["what"] == "cold"} == {True}


@pytest.mark.parametrize("docs", ["docs", "src"])
def test_a_knowledge_base_that_exists_is_built_as_it_is_and_not_changed(
    bench: Bench, tmp_path: Path, docs: str
) -> None:
    page = "---\ntitle: Fees\naudience: public\n---\n# Fees\n\nNone.\n"
    hidden = "---\ntitle: Costs\naudience: internal\n---\n# Costs\n\nNone.\n"
    own = f"{docs}/fees.md" if docs == "src" else "kb/fees.md"
    prices = page.replace("title: Fees", "title: 'Prices'")
    files = {f"{docs}/index.md": page, own: prices, "kb/costs.md": hidden}
    folder = write_files(tmp_path / "help", {"mkdocs.yml": f"docs_dir: {docs}\n{CONFIGURATION}", **files})
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    config = folder / "mkdocs.yml"
    done = bench("build", "--root", folder, "--config", config, "--runs", "1", "--peers", "pruned")
    assert (done.returncode, len(done.stderr.splitlines())) == (0, 5)
    rows = [cells(line)[:3] for line in done.stdout.splitlines() if line.startswith("|")][2:]
    assert rows[0] == ["2", "kept build", "cold"]
    assert rows[-1] == ["2", "MkDocs + Material, pruned", "cold"]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_builder_that_fails_or_makes_no_pages_has_no_row(bench: Bench, tmp_path: Path) -> None:
    for name, script in {"zensical": "echo out of paper >&2; exit 1", "hugo": "exit 0"}.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    done = bench("build", "3", "--runs", "1", "--peers", "zensical,hugo", "--peer-path", tmp_path)
    missing = "docs/group-000/article-00000.md has no page in the site"
    said = ["Zensical: out of paper", f"Hugo without a theme: {missing}"]
    told = [line for line in done.stderr.splitlines() if not line.startswith("kept build, ")]
    assert (done.returncode, told[0], told[-1]) == (0, *said)
    assert {cells(line)[1] for line in done.stdout.splitlines()[2:-2]} == {"kept build"}


def test_peers_that_are_not_installed_are_left_out(tmp_path: Path) -> None:
    names = tuple(benchmark.PEERS)
    assert [one.name for one in builders(names, tmp_path, None)] == ["kept", "stock", "pruned"]


def test_a_peer_may_be_left_out_above_a_size(bench: Bench) -> None:
    assert peers_named("stock:1000, hugo", ["stock", "hugo"]) == (("stock", 1000), ("hugo", None))
    for wrong in ("hugoo", "stock:many", "stock:"):
        with pytest.raises(ValueError, match="is not one of stock, hugo"):
            peers_named(wrong, ["stock", "hugo"])
    done = bench("build", "3", "--peers", "jekyll")
    assert done.returncode == 1
    assert done.stderr.startswith('"jekyll" is not one of stock, ')


TWO = "import os, time; os.fork(); held = b'x' * 40_000_000; time.sleep({})"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts a process by forking")
def test_the_memory_of_all_processes_counts_and_that_which_they_share_counts_once(tmp_path: Path) -> None:
    from kept.benchmark.memory import group_memory

    two = measured((sys.executable, "-c", TWO.format(1)), tmp_path, group_memory)
    assert two.memory > 80
    shared = "import os, time; held = b'x' * 80_000_000; os.fork(); time.sleep(1)"
    if Path("/proc/self/smaps_rollup").exists():
        # A look at the very moment in which the process begins sees the memory of its parent.
        ones = (measured((sys.executable, "-c", shared), tmp_path, group_memory) for _ in range(3))
        assert any(80 < one.memory < two.memory + 40 for one in ones)


def test_a_preview_is_measured_until_it_shows_an_edit(bench: Bench) -> None:
    done = bench("serve", "3", "--runs", "1")
    row = cells(done.stdout.splitlines()[2])
    assert row[0] == "3"
    assert all(float(cell.split()[0]) > 0 for cell in row)


def test_typing_is_measured(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "KEYSTROKES", 3)
    done = bench("lsp", "3", "--runs", "1")
    head, _, row = map(cells, done.stdout.splitlines()[:3])
    assert head == [
        *("pages", "cold start", "start"),
        *("text median", "text p95", "title median", "title p95"),
    ]
    assert row[0] == "3"
    assert all(float(cell.split()[0]) > 0 for cell in row)


def test_what_is_said_of_diagrams_is_compared_with_what_mermaid_says(bench: Bench, tmp_path: Path) -> None:
    corpus, page = tmp_path / "diagrams.jsonl", tmp_path / "page.html"
    rows = [
        {"text": "flowchart LR\n    a[red] --> b(green)\n    b --> c[blue]", "v11": True},
        {"text": "flowchart LR\n    a --> end", "v11": False, "message_v11": "another message"},
        {"text": "pie\n    red", "v11": True},
    ]
    corpus.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = {
        row[0]: row[1:]
        for row in map(cells, bench("diagrams", "--diagrams", corpus, "--page", page).stdout.splitlines())
        if row
    }
    assert found["same verdict"] == ["3", "2"]
    assert found["same message"] == ["1", "0"]
    assert {"right line, all kinds", "new", "known from the disk"} <= set(found)
    assert found["drawn here, all kinds"] == ["1", "1.00"]
    assert page.read_text("utf-8").count("<svg") == 2, "by day and by night"


def test_without_diagrams_nothing_is_compared(bench: Bench) -> None:
    done = bench("diagrams")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "name a file of diagrams: --diagrams FILE\n"
