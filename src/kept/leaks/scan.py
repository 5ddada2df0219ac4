"""Looking for what is guarded in the files of a site: every byte, whatever it is packed or written in.

A file costs the same whatever else the site holds, and how much is guarded hardly counts. Pieces of HTML
that many pages share are looked at once: what the theme says around a text is nearly all of a page.
"""

from __future__ import annotations

import hashlib
import html
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from kept.leaks.guards import Guard, Guards, spoken
from kept.leaks.media import long_words, texts_in
from kept.leaks.words import normal, words, words_of

_PACKED = b"\x1f\x8b"
UNPACKED_LIMIT = 1024 * 1024 * 1024
"""Bytes that a packed file may become; a site has none that is larger."""
BATCH = 256 * 1024
"""Characters of JSON texts that are looked through at a time, which bounds the memory."""
KNOWN_PIECES = 20_000
"""Pieces of HTML that are remembered as clean: those of the first pages hold all that the theme says."""
PIECE_LIMIT = 2_000
"""Characters of the longest piece that is remembered."""
SHOWN = 60
"""Characters of what is found that a message shows."""

_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_PIECE = re.compile(r"\n(?<=>\n)\s*(?=<)")
"""Where a line ends in a tag and the next one begins with one; no sentence goes on over it."""

_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_QUOTED = re.compile(r"%[0-9a-fA-F]{2}")
_ESCAPE = re.compile(r"\\(?:u\{?(?P<u>[0-9a-fA-F]{2,6})\}?|x(?P<x>[0-9a-fA-F]{2})|[nrtbf/\\\"'])")
_BETWEEN = r"(?:[^\w\0]|_){1,60}"


@dataclass(frozen=True, slots=True)
class Leak:
    """A piece of a private document in a file of the site."""

    path: str
    guard: Guard

    @property
    def found(self) -> str:
        """What was found, shortened."""
        text = " ".join(self.guard.phrase)
        return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def digest(data: bytes) -> bytes:
    """By which a file is recognised."""
    return hashlib.sha256(data).digest()


class Scanner:
    """Looks through files one after the other; each answer depends on the file alone.

    `assets` are the digests of private files with the documents that show them; `harmless` gives
    texts that may be on every site, and is asked only when something is found.
    """

    def __init__(
        self,
        guards: Guards,
        assets: dict[bytes, Guard],
        harmless: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self.guards = guards
        self.assets = assets
        self._harmless = harmless
        self._said: tuple[str, ...] | None = None
        self._allowed: dict[tuple[str, ...], bool] = {}
        self._clean: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self.guards or self.assets)

    def scan(self, path: str, data: bytes) -> list[Leak]:
        """Everything that is guarded and found in a file or in its path, each document once for each kind."""
        found: dict[tuple[str, str], Guard] = {}
        if self.assets and (asset := self.assets.get(digest(data))):
            found[asset.origin, asset.kind] = asset
        if self.guards:
            for text in (path, *_texts(path, data)):
                for guard in self._found(text):
                    found.setdefault((guard.origin, guard.kind), guard)
        return [Leak(path, guard) for guard in found.values()]

    def _found(self, text: str) -> Iterator[Guard]:
        new = [piece for piece in _PIECE.split(text) if piece not in self._clean]
        guards = list(self._in(_readable("\0".join(new)))) if new else []
        if not guards and len(self._clean) < KNOWN_PIECES:
            self._clean.update(piece for piece in new if len(piece) < PIECE_LIMIT)
        yield from guards

    def _in(self, text: str) -> Iterator[Guard]:
        said = words_of(text)
        candidates = [guard for word in self.guards.keys() & set(said) for guard in self.guards[word]]
        whole = spoken(said) if candidates else ""
        for guard in sorted(candidates, key=_by_order):
            phrase = guard.phrase
            if spoken(phrase) in whole and _stand_together(phrase, text) and not self._is_harmless(phrase):
                yield guard

    def _is_harmless(self, phrase: tuple[str, ...]) -> bool:
        if self._said is None:
            self._said = tuple(spoken(words(text)) for text in self._harmless())
        answer = self._allowed.get(phrase)
        if answer is None:
            answer = self._allowed[phrase] = any(spoken(phrase) in text for text in self._said)
        return answer


def _by_order(guard: Guard) -> tuple[str, str, int, tuple[str, ...]]:
    """The longest phrase of a kind comes first."""
    return guard.origin, guard.kind, -len(guard.phrase), guard.phrase


def _stand_together(phrase: tuple[str, ...], text: str) -> bool:
    """Whether words stand in a text as a phrase: no block, cell or attribute ends between them."""
    pattern = _BETWEEN.join(map(re.escape, phrase))
    return re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", text) is not None


def _readable(text: str) -> str:
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
            if depth and ("&" in unescaped or "&lt;" in form):  # HTML in HTML, as in a feed
                yield from _read_as_html(unescaped, depth - 1)


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
