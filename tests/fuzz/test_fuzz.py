"""Every reader survives damaged input: a few hundred examples each, and thousands with `KEPT_FUZZ=1`."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.fuzzing import CHANGES, fuzz
from fuzz.mutations import CHARACTERS, LONGEST, STEP, mutated
from fuzz.targets import TARGETS, seeds_of

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

FOR_LONG = {"front-matter", "markdown", "fixers", "published-addresses"}
"""What people write most, and what writes most: these get 10,000 examples, the others 1,000."""


def examples(name: str) -> int:
    if not os.environ.get("KEPT_FUZZ"):
        return 200
    return 10_000 if name in FOR_LONG else 500


PARTS = [(name, part, 4 if name == "fixers" else 1) for name in TARGETS for part in range(4)]
"""The targets, of which one takes as long as all others: several processes can share it."""


@pytest.mark.parametrize(("name", "part", "parts"), [one for one in PARTS if one[1] < one[2]])
def test_damaged_input_is_read_or_refused(name: str, part: int, parts: int) -> None:
    fuzz(name, examples(name) // parts, seed=part)


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_are_read_as_they_are(name: str) -> None:
    for text in seeds_of(TARGETS[name]):
        TARGETS[name].run(text.encode())


@given(st.binary(max_size=1 + CHANGES * STEP))
def test_whatever_the_program_a_document_comes_out(program: bytes) -> None:
    seeds = ("", "text\n", "é" * 10)
    data = mutated(program, seeds, CHARACTERS)
    assert len(data) <= LONGEST * 4
    assert data == mutated(program, seeds, CHARACTERS)
