"""What people and programs read in the files of a site, whatever it is packed or written in.

A file is looked at in parts, and a part in pieces; what is read of each depends on nothing beside it. So a
large file of which little has changed is looked at in few parts, and what many pages share only once.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from urllib.parse import unquote

from kept.leaks.media import long_words, texts_in
from kept.leaks.words import normal
from kept.values import dataclass

_PACKED = b"\x1f\x8b"
UNPACKED_LIMIT = 1024 * 1024 * 1024
"""Bytes that a packed file may become; a site has none that is larger."""
BATCH = 32 * 1024
"""Characters of JSON texts that are looked through at a time, which bounds the memory."""
LARGE = 64 * 1024
"""Bytes from which on a search index is looked at in parts."""

_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|tspan|u|var|wbr)"
    r"(?:\s[^<>\0]*)?/?>",
    re.IGNORECASE,
)
_PIECE = re.compile(r"\n(?<=>\n)\s*(?=<)")
"""Where a line ends in a tag and the next one begins with one; no sentence goes on over it."""

_TAG = re.compile(r"<[a-zA-Z/!?][^<>\0]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_QUOTED = re.compile(r"%[0-9a-fA-F]{2}")
_ESCAPE = re.compile(r"\\(?:u\{?(?P<u>[0-9a-fA-F]{2,6})\}?|x(?P<x>[0-9a-fA-F]{2})|[nrtbf/\\\"'])")


_ENTRY = b'},{"location":"'
"""Between two entries of a search index. A text in JSON cannot hold it: its quotes would have backslashes."""


def digest(data: bytes) -> str:
    """By which a file is recognised."""
    return blake2b(data, digest_size=20).hexdigest()


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a part of one."""

    path: str
    """Of the file; nothing for those after the first."""
    name: str
    """Which says by its ending how to read the bytes."""
    data: bytes

    @property
    def key(self) -> str:
        """Parts of the same key are read alike."""
        return digest(
            b"\0".join(
                (
                    self.path.encode("utf-8", "surrogatepass"),
                    self.name.encode("utf-8", "surrogatepass"),
                    self.data,
                )
            )
        )


class NotInParts(Exception):
    """A part is no JSON, so the file can only be read as a whole."""


def parts(path: str, data: bytes) -> list[Part]:
    """The parts of a file. All of it is in one of them; most files are one part."""
    if path.endswith(".json") and len(data) >= LARGE and _ENTRY in data:
        first, end = data.rfind(b'[{"location":"', 0, data.index(_ENTRY)) + 1, data.rfind(b"}]") + 1
        frame = data[:first] + b'"\\u0000"' + data[end:]
        if 0 < first < end and _is_json(frame):
            return [Part(path, path, frame), *_entries(data[first:end])]
    return [Part(path, path, data)]


def _entries(data: bytes) -> Iterator[Part]:
    """The entries of a search index, those of a page together: without the brackets around them.

    When valid JSON has one value in its brackets, and each value of a list is valid, then the whole with that
    list between the brackets is valid and holds the same texts. Whether a part is valid is found out when it
    is read for the first time.
    """
    group: list[bytes] = []
    for entry in data[len(_ENTRY) - 2 : -1].split(_ENTRY):
        if group and b"#" not in entry[: entry.find(b'"')]:
            yield _group(group)
            group = []
        group.append(entry)
    yield _group(group)


def _group(entries: list[bytes]) -> Part:
    return Part("", "entries.json", b'[{"location":"' + _ENTRY.join(entries) + b"}]")


def texts(part: Part) -> Iterator[str]:
    """The texts of a part, its path among them. Raises `NotInParts`."""
    if part.path != part.name and not _is_json(part.data):
        raise NotInParts
    yield part.path
    yield from _texts(part.name, part.data)


def _is_json(data: bytes) -> bool:
    import orjson

    try:
        orjson.loads(data)
    except orjson.JSONDecodeError:
        return False
    return True


def pieces(text: str) -> list[str]:
    """A text of the web in pieces, over whose ends no sentence goes; each once."""
    return list(dict.fromkeys(_PIECE.split(text)))


def readable(text: str) -> str:
    """What people and programs read in a text of the web, in `normal` form; `\\0` stands between blocks."""
    return normal("\0".join(_read_as_html(text, depth=2)))


def _read_as_html(text: str, depth: int) -> Iterator[str]:
    """The text between tags, the tags, and both again as they are once their characters are decoded."""
    parts = [text]
    if "<" in text:
        parts = [_TAG.sub("\0", _INLINE.sub(" ", text)), "\0".join(_TAG.findall(text))]
    for part in parts:
        for form in (part, *_decoded(part)):
            if "&" not in form or not _ENTITY.search(form):
                yield form
                continue
            yield (unescaped := _ENTITY.sub(_character, form))
            if depth and (within := _within(form, unescaped)):
                yield from _read_as_html(within, depth - 1)


def _within(form: str, unescaped: str) -> str:
    """What may be HTML within HTML, as in a feed: each text between two `\\0` is judged by itself."""
    lines = zip(form.split("\0"), unescaped.split("\0"), strict=True)
    return "\0".join(after for before, after in lines if "&" in after or ("&" in before and "<" in after))


def _decoded(text: str) -> Iterator[str]:
    """What is written in the manner of an address or of JavaScript."""
    if "%" in text and _QUOTED.search(text):
        yield "\0".join(unquote(line) for line in text.split("\0") if "%" in line)
    if "\\" in text:
        yield "\0".join(_ESCAPE.sub(_escaped, line) for line in text.split("\0") if "\\" in line)


def _character(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _escaped(match: re.Match[str]) -> str:
    digits = match["u"] or match["x"]
    number = int(digits, 16) if digits else 32
    return chr(number) if number <= 0x10FFFF else " "


def _texts(path: str, data: bytes) -> Iterator[str]:
    """The texts of a file; of what is packed those within."""
    if data.startswith(_PACKED):
        yield from _texts(path.removesuffix(".gz"), _unpacked(data))
    elif path.endswith((".json", ".webmanifest", ".map")):
        yield from _json_texts(data)
    elif b"\0" in data[:8192]:
        yield from texts_in(data)
        yield long_words(data)
    else:
        yield data.decode("utf-8", "replace")


def _unpacked(data: bytes) -> bytes:
    """The content of all members of a packed file, as far as it is not damaged."""
    parts: list[bytes] = []
    left = UNPACKED_LIMIT
    while data.startswith(_PACKED) and left > 0:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            parts.append(unpacker.decompress(data, left))
        except zlib.error:
            break
        left -= len(parts[-1])
        data = unpacker.unused_data
    return b"".join(parts)


def _json_texts(data: bytes) -> Iterator[str]:
    import orjson

    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        yield data.decode("utf-8", "replace")
        return
    batch: list[str] = []
    size = 0
    for text in _strings(value):
        batch.append(text)
        size += len(text)
        if size > BATCH:
            yield "\n\0".join(batch)
            batch, size = [], 0
    yield "\n\0".join(batch)


def _strings(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*reversed(one.values()), *reversed(one)]
        elif isinstance(one, list):
            waiting += reversed(one)
