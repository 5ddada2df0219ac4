"""`scripts/fuzz`: go on for long, from one seed after the other, until something is found."""

from __future__ import annotations

import argparse
import random
import sys
import time

from fuzz.fuzzing import fuzz
from fuzz.targets import TARGETS

BATCH = 2_000


def main() -> int:
    """The exit code is 1 when something was found."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__)
    parser.add_argument("target", choices=[*TARGETS, "all"])
    parser.add_argument("--minutes", type=float, default=0, help="how long each target is fuzzed")
    parser.add_argument("--examples", type=int, default=0, help="how many examples each target gets")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32), help="where chance begins")
    given = parser.parse_args()
    return max(_run(name, given) for name in (TARGETS if given.target == "all" else [given.target]))


def _run(name: str, given: argparse.Namespace) -> int:
    examples = given.examples or (0 if given.minutes else 10_000)
    until = time.monotonic() + given.minutes * 60
    began, done, seed = time.process_time(), 0, given.seed
    while done < examples or time.monotonic() < until:
        size = min(BATCH, examples - done) if examples > done else BATCH
        try:
            fuzz(name, size, seed)
        except Exception as error:
            error.add_note(f"{name}, from seed {seed} on; what is kept of it belongs into the tests")
            raise
        done, seed = done + size, seed + 1
    seconds = time.process_time() - began
    line = (
        f"{name}: {done:,} examples from seed {given.seed} on, nothing found, {seconds:.0f} s of CPU time\n"
    )
    sys.stdout.write(line)
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
