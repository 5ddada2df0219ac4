#!/usr/bin/env python3
"""Print how long `kept check`, `kept build` or a keystroke in an editor (`lsp`) takes for many pages."""

import argparse
from pathlib import Path

from kept.benchmark import print_table

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("what", choices=["check", "build", "lsp"])
parser.add_argument("sizes", nargs="*", type=int, default=[100, 300, 1000], help="numbers of pages")
parser.add_argument("--runs", type=int, default=3, help="how often each is timed; medians are printed")
parser.add_argument("--root", type=Path, help="check: a knowledge base that exists as well; needs --config")
parser.add_argument("--config", type=Path, help="its configuration")
options = parser.parse_args()
print_table(options.what, options.sizes, options.runs, options.root, options.config)
