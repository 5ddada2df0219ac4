#!/usr/bin/env python3
"""Print how long `kept check` and `kept build` take by the number of pages, beside stock MkDocs."""

import argparse

from kept.benchmark import print_table

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("sizes", nargs="*", type=int, default=[100, 300, 1000], help="numbers of pages")
parser.add_argument("--runs", type=int, default=3, help="how often each is timed; medians are printed")
options = parser.parse_args()
print_table(options.sizes, options.runs)
