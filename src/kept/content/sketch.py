"""A few numbers that stand for a text, by which texts that say the same are found without reading them again.

A text is cut into its lines and sentences; those with the smallest check sums are a fair sample of all, and
the same sample in two texts that share them (a bottom-k sketch: Broder, "On the resemblance and containment
of documents", 1997). Headings, labels and what a contract asks for are too short to be part of it.

Cost: about 10 µs for a thousand characters; comparing two sketches does not depend on the texts.
"""

from __future__ import annotations

import re
from struct import pack
from zlib import crc32

SHORTEST = 400
"""Characters (about 60 words) below which a text is too short to be compared."""

PIECE = 24
"""Bytes that a line or sentence must have: a heading or a cell of a table is the same in many articles."""

FEWEST = 6
SIZE = 24
WIDTH = 8
"""Hexadecimal digits of one check sum."""

_SENTENCE_END = re.compile(rb"\.[ ]")
"""`bytes.replace` takes four times as long."""

BANDS = 4
"""The check sums by which others find a text: of two that share 70 %, 99 % are found."""


def sketch(text: str) -> str:
    """The smallest check sums of the parts of a text, in order; empty for a short one."""
    if len(text) < SHORTEST:
        return ""
    data = _SENTENCE_END.sub(b"\n", text.encode("utf-8", "surrogateescape"))
    parts = set(map(bytes.strip, data.split(b"\n")))
    sums = sorted(map(crc32, [part for part in parts if len(part) >= PIECE]))[:SIZE]
    return pack(f">{len(sums)}I", *sums).hex() if len(sums) >= FEWEST else ""


def bands(found: str) -> tuple[str, ...]:
    """The check sums by which others find a text."""
    return tuple(found[at : at + WIDTH] for at in range(0, min(len(found), BANDS * WIDTH), WIDTH))


def overlap(one: str, other: str, least: float = 0.0) -> float:
    """The share of all parts of two texts that both have, estimated from their sketches.

    It may be given as 0 when it is below `least`.
    """
    first, second = _sums(one), _sums(other)
    shared, size = first & second, max(len(first), len(second))
    if not shared or len(shared) < least * size:
        return 0.0
    return len(shared.intersection(sorted(first | second)[:size])) / size


def _sums(found: str) -> set[str]:
    return {found[at : at + WIDTH] for at in range(0, len(found), WIDTH)}
