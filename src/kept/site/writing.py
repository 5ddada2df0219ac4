"""What MkDocs writes, noted as it is written: so it need not be read again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs import utils

from kept.site.folders import make_folder_for
from kept.site.known_code import fingerprint

KNOWN = {"defbc7a36700da50"}
"""Fingerprints of the code that `_write` stands in for (of MkDocs 1.6)."""


@contextmanager
def noted() -> Iterator[dict[str, bytes]]:
    """The files that are written meanwhile, by their paths."""
    found: dict[str, bytes] = {}
    before = utils.write_file
    is_known = fingerprint(utils) in KNOWN and getattr(before, "__globals__", None) is vars(utils)
    write = _write if is_known else before

    def write_file(content: bytes, output_path: str) -> None:
        write(content, output_path)
        found[output_path] = content

    utils.write_file = write_file
    try:
        yield found
    finally:
        utils.write_file = before


def _write(content: bytes, output_path: str) -> None:
    """As `write_file` of MkDocs."""
    make_folder_for(output_path)
    with open(output_path, "wb", buffering=0) as file:
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]
