"""How long checking, building, previewing and typing take for a number of pages, beside peers."""

from __future__ import annotations

import os
import platform
import signal
import statistics
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import click

import kept
from kept.benchmark.asking import record_rows
from kept.benchmark.builders import PEERS
from kept.benchmark.building import build_rows, peers_named
from kept.benchmark.checking import check_rows
from kept.benchmark.clustering import cluster_rows
from kept.benchmark.drawings import drawing_rows
from kept.benchmark.editor import lsp_rows
from kept.benchmark.given import Given
from kept.benchmark.pages import TODAY, write_pages
from kept.benchmark.serving import serve_rows
from kept.benchmark.tables import KEPT, Row, as_json, table
from kept.cores import cores
from kept.door import usage

__all__ = ("PEERS", "TODAY", "print_table", "write_pages")


def startup(runs: int) -> float:
    """The wall time of `kept --version` in seconds."""
    return statistics.median(usage((*KEPT, "--version"), Path()).wall for _ in range(runs))


def print_table(
    what: str,
    sizes: list[int],
    runs: int = 3,
    root: Path | None = None,
    config: Path | None = None,
    peers: str = "",
    peer_path: Path | None = None,
    format: str = "table",
    diagrams: Path | None = None,
    browser: str = "",
    bundle: Path | None = None,
    page: Path | None = None,
) -> None:
    """Measure checking, building, previewing, typing or reading diagrams and print, row by row.

    `root` with `config` is a knowledge base that is measured before the generated ones.
    """
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # ends what it has started
    try:
        wanted = peers_named(peers, PEERS)
    except ValueError as error:
        raise SystemExit(str(error)) from None
    given = Given(root, config, date.today()) if root and config else None
    sizes = sizes or ([] if given else [100, 300, 1000])
    measures: dict[str, Callable[[], Iterator[Row]]] = {
        "check": partial(check_rows, sizes, runs, given),
        "build": partial(build_rows, sizes, runs, given, wanted, peer_path),
        "serve": partial(serve_rows, sizes, runs),
        "cluster": partial(cluster_rows, sizes),
        "lsp": partial(lsp_rows, sizes),
        "records": partial(record_rows, sizes, runs),
        "diagrams": partial(drawing_rows, diagrams, browser, bundle, page),
    }
    if format == "json":
        about = {
            "kept": kept.__version__,
            "python": platform.python_version(),
            "cores": cores(),
            "runs": runs,
        }
        load = os.getloadavg()[0]
        click.echo(as_json(measures[what](), **about, load_before=load, startup=round(startup(runs), 3)))
        return
    for line in table(measures[what]()):
        click.echo(line)
    click.echo(f"\n`kept --version`: {startup(runs):.2f} s")
