#!/usr/bin/env python3
"""Print how long `kept check` and `kept build` take by the number of pages, beside stock MkDocs."""

import argparse

import click

from kept.benchmark import measure, table

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("sizes", nargs="*", type=int, default=[100, 300, 1000], help="numbers of pages")
parser.add_argument("--runs", type=int, default=3, help="how often each is timed; medians are printed")
options = parser.parse_args()
for line in table(measure(options.sizes, options.runs)):
    click.echo(line)
