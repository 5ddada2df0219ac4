"""The texts within pictures and other files that are no text: comments, titles, copyright lines.

Only what the format calls text is read as text: in compressed pixels any short word can be found.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

TEXT_LIMIT = 16 * 1024 * 1024
"""Bytes that a compressed text within a picture may become."""

_PNG = b"\x89PNG\r\n\x1a\n"
_LONG = re.compile(rb"[\x20-\x7e]{8,}|(?:[\x20-\x7e]\0){8,}")
"""Runs of printable characters, in ASCII or in UTF-16."""

_LONG_WORD = re.compile(r"[A-Za-z0-9]*[A-Za-z]{8}[A-Za-z0-9]*")


def texts_in(data: bytes) -> Iterator[str]:
    """What a file says in words: the text chunks of PNG, the segments of JPEG before its pixels."""
    if data.startswith(_PNG):
        yield from (_decoded(chunk) for chunk in _png_texts(data))
    elif data.startswith(b"\xff\xd8"):
        yield from (_decoded(segment) for segment in _jpeg_segments(data))
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        yield from (_decoded(chunk) for chunk in _riff_chunks(data))


def long_words(data: bytes) -> str:
    """Words so long that they stand in no file by chance."""
    runs = (run.replace(b"\0", b"").decode("ascii") for run in _LONG.findall(data))
    return "\n".join(word for run in runs for word in _LONG_WORD.findall(run))


def _decoded(data: bytes) -> str:
    """Text in whatever encoding: UTF-8, else its printable characters, also those of UTF-16."""
    try:
        return data.decode("utf-8").replace("\0", "\n")
    except UnicodeDecodeError:
        runs = (run.replace(b"\0", b"").decode("ascii") for run in _LONG.findall(data))
        return "\n".join((*runs, data.decode("latin-1").replace("\0", "\n")))


def _png_texts(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"eXIf"):
            yield body
        elif kind == b"zTXt":
            name, _, packed = body.partition(b"\0")
            yield name + b"\n" + _unpacked(packed[1:])
        elif kind == b"iTXt":
            name, _, rest = body.partition(b"\0")
            language, _, text = rest[2:].partition(b"\0")
            translated, _, text = text.partition(b"\0")
            yield b"\n".join((name, language, translated, _unpacked(text) if rest[:1] == b"\1" else text))
        at += 12 + size
    yield data[at:]  # what stands behind the picture


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, TEXT_LIMIT)
    except zlib.error:
        return b""


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == 0xFE or 0xE0 <= data[at + 1] <= 0xEF:
            yield data[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)


def _riff_chunks(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind in (b"EXIF", b"XMP "):
            yield data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
