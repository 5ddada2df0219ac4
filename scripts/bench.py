#!/usr/bin/env python3
"""Print how long `kept check`, `kept build`, `kept serve` or a keystroke in an editor (`lsp`) takes for many
pages; building beside other builders and on a cluster, checking beside other linters. `records` says how long
many records take to be read and asked. `diagrams` compares what is said of diagrams with what Mermaid says of
them in a browser, and how both draw them."""

import argparse
from pathlib import Path

from kept.benchmark import print_table

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("what", choices=["check", "build", "serve", "cluster", "lsp", "records", "diagrams"])
parser.add_argument(
    "sizes",
    nargs="*",
    type=int,
    help="numbers of pages or records  [default: 100 300 1000, none with --root]",
)
parser.add_argument("--runs", type=int, default=3, help="how often each is timed; medians are printed")
parser.add_argument("--root", type=Path, help="check, build: a knowledge base that exists; needs --config")
parser.add_argument("--config", type=Path, help="its configuration")
parser.add_argument(
    "--peers",
    default="stock,pruned,zensical,properdocs,hugo",
    help="build: those to compare with; `stock:1000` leaves one out above 1,000 pages",
)
parser.add_argument("--peer-path", type=Path, help="build: the folder of their programs  [default: PATH]")
parser.add_argument("--diagrams", type=Path, help="diagrams: a file of JSON objects with `text`, one a line")
parser.add_argument(
    "--browser", default="", help="diagrams: a Chromium to ask  [default: what the file says]"
)
parser.add_argument("--bundle", type=Path, help="diagrams: a folder with the parsers of another Mermaid")
parser.add_argument(
    "--page", type=Path, help="diagrams: a file of HTML to show them in, drawn here and by the browser"
)
parser.add_argument("--format", choices=["table", "json"], default="table")
print_table(**vars(parser.parse_args()))
