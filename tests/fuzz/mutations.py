"""A document, damaged: a few bytes say how."""

from __future__ import annotations

from collections.abc import Callable, Sequence

LONGEST = 20_000
"""Characters beyond which a document grows no more; what takes long on purpose is tested elsewhere."""

STEP = 5
"""Bytes of a program for one change: what, where (2), and how (2)."""

CHARACTERS = (
    *"\n\r\t \0\ufeff\u2028\u0085\u00a0\u0301\u202eé日🔧\ud800\x1b\x7f\\`*_[]()<>&#-+|:'\"{}!%@~=0",
    "\r\n", "    ", "👩\u200d🔧", "9" * 40, "x" * 300,
)  # fmt: skip


def mutated(program: bytes, seeds: Sequence[str], words: Sequence[str], longest: int = LONGEST) -> bytes:
    """One of the seeds after the changes that the program lists; an empty program changes nothing."""
    text = seeds[program[0] % len(seeds)] if program else seeds[0]
    damage = list[tuple[int, int]]()
    for start in range(1, len(program) - STEP + 1, STEP):
        kind, high, low, how, more = program[start : start + STEP]
        place = ((high << 8) | low) % (len(text) + 1)
        if kind % 16 == 15:
            damage.append((place, how))
        else:
            text = _CHANGES[kind % len(_CHANGES)](text, place, how, more, (seeds, words))[:longest]
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for place, byte in damage:
        if data:
            data[place % len(data)] = byte
    return bytes(data)


Stock = tuple[Sequence[str], Sequence[str]]
"""Seeds and words."""

Change = Callable[[str, int, int, int, Stock], str]


def _insert_word(text: str, place: int, how: int, more: int, stock: Stock) -> str:
    return text[:place] + stock[1][how % len(stock[1])] + text[place:]


def _insert_character(text: str, place: int, how: int, more: int, stock: Stock) -> str:
    return text[:place] + CHARACTERS[how % len(CHARACTERS)] + text[place:]


def _delete(text: str, place: int, how: int, more: int, stock: Stock) -> str:
    return text[:place] + text[place + 1 + how :]


def _repeat_part(text: str, place: int, how: int, more: int, stock: Stock) -> str:
    return text[:place] + text[place : place + 1 + how] * (2 + more % 6) + text[place + 1 + how :]


def _repeat_word(text: str, place: int, how: int, more: int, stock: Stock) -> str:
    return text[:place] + stock[1][how % len(stock[1])] * (2 + more * 2) + text[place:]


def _splice(text: str, place: int, how: int, more: int, stock: Stock) -> str:
    other = stock[0][how % len(stock[0])]
    return text[:place] + other[len(other) * more // 256 :]


def _line_ends(text: str, place: int, how: int, more: int, stock: Stock) -> str:
    return text.replace("\n", ("\r", "\r\n", "\n\n", "", "\n    ", "\n> ", "\n- ")[how % 7], 1 + more * 4)


def _move_line(text: str, place: int, how: int, more: int, stock: Stock) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        lines.insert(more % len(lines), lines.pop(how % len(lines)))
    return "".join(lines)


_CHANGES: tuple[Change, ...] = (
    _insert_word,
    _insert_character,
    _delete,
    _repeat_part,
    _repeat_word,
    _splice,
    _line_ends,
    _move_line,
    _insert_word,
    _insert_character,
)
