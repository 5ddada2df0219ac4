"""The quick way from the text of a file to rows, for the shapes that nearly all large files of records have.

Large files are written by programs, and a pattern goes through what those write several times as fast as
libyaml tells of it. The pattern is narrow: it knows records of one line (`id: {name: …}`) and of several,
with lists in either form, and words that can't mean anything else. Of any other text, and of whatever could
be wrong, it says nothing: `kept.records.read` knows all of YAML. Where both answer, they answer the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kept.records.kinds import KINDS, Kind
from kept.records.record import RELATIONS, full_key
from kept.records.rows import Row

_KEY = r"\w[\w.-]{0,200}+"
_QUOTED = r""""[\w !#-\[\]-~]*+"|'(?:[\w !-&(-~]++|'')*+'"""
_IN_LINE = rf"""(?:{_QUOTED}|\w[\w !"$%&'()*+./;<=>@\\^`|~-]*+(?<! ))"""
"""A word within brackets."""

_PLAIN = r"""\w[\w !-"$-9;-~]*+(?::(?=[\w/])[\w !-"$-9;-~]*+)*+(?<! )"""
_ALONE = f"(?:{_QUOTED}|{_PLAIN})"
"""A word on a line of its own."""

_FOLD = "\n      "
_FOLDED = (
    rf"""(?:"[\w !#-\[\]-~]*+"|'(?:[\w !-&(-~]++|''|(?<! ){_FOLD}(?! ))*+'"""
    rf"|{_PLAIN}(?:{_FOLD}{_PLAIN})*+)"
)
"""A word that may go on on the next lines: a space stands for what is between them."""

_ITEMS = rf"(?:{_IN_LINE}(?:, {_IN_LINE})*+)?+"
_PAIR = rf"{_KEY}: (?:\[{_ITEMS}\]|{_IN_LINE})"
_BELOW = rf"(?:\n    - {_ALONE})++|(?:\n      - {_ALONE})++"
_LINE = rf"\n    {_KEY}:(?: (?:\[{_ITEMS}\]|{_FOLDED})|{_BELOW})?+"
_NOTHING = r"(?: *+(?:#[\w -~]*+)?+\n)*+"
"""Empty lines and comments."""

_PIECE = re.compile(
    rf"{_NOTHING}(?:"
    rf"(?P<section>{_KEY}):\n"
    rf"|  (?P<id>{_KEY}):(?: \{{(?P<pairs>(?:{_PAIR}(?:, {_PAIR})*+)?+)\}}|(?P<lines>(?:{_LINE})*+))\n"
    r"|\Z)"
)
_PAIRS = re.compile(rf"({_KEY}): (?:\[({_ITEMS})\]|({_IN_LINE}))()")
_LINES = re.compile(rf"\n    ({_KEY}):(?: (?:\[({_ITEMS})\]|({_FOLDED}))|({_BELOW}))?+")
_LISTED, _BELOW_EACH_OTHER = re.compile(_IN_LINE), re.compile(rf"- ({_ALONE})")
_SPECIAL = re.compile("[\"']|[nN](?:ull|ULL)")
"""What may make a word mean another one, or nothing."""


class QuickReader:
    """Reads text after text; a key that many records name is one string for all of them."""

    def __init__(self) -> None:
        keys = {kind.name: _Keys(kind.name) for kind in KINDS}
        self._shapes = {kind.plural: _Shape(kind, keys) for kind in KINDS}

    def rows(self, text: str) -> list[Row] | None:
        """The records of a text; `None` if it has to be read with more care."""
        whole = text.replace("\r\n", "\n").removesuffix("\n") + "\n"
        rows: list[Row] = []
        sections: set[str] = set()
        ids: set[str] = set()
        shape: _Shape | None = None
        at, end = 0, len(whole)
        while at < end:
            piece = _PIECE.match(whole, at)
            if piece is None:
                return None
            at = piece.end()
            section, id, pairs, lines = piece.groups()
            if section is not None:
                if section in sections:
                    return None
                sections.add(section)
                ids.clear()
                shape = self._shapes.get(section)
            elif id is not None:
                given = _LINES.findall(lines) if pairs is None else _PAIRS.findall(pairs)
                if not sections or id in ids or len({one[0] for one in given}) < len(given):
                    return None
                ids.add(id)
                if shape is not None:
                    rows.append(shape.row(id, given))
        return rows


class _Keys(dict[str, str]):
    """The key that a word means, where a key of one kind is asked for; made when it is first needed."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __missing__(self, word: str) -> str:
        key = self[word] = full_key(word, self._kind)
        return key


class _Shape:
    """How the fields of a kind become a row."""

    def __init__(self, kind: Kind, keys: Mapping[str, _Keys]) -> None:
        self._name = kind.name
        self._keys = {
            name: ("led_by" if field.is_backward else "leads_to", keys[field.of])
            for name, field in kind.fields.items()
            if field.holds in RELATIONS
        }

    def row(self, id: str, given: list[tuple[str, str, str, str]]) -> Row:
        """The row of a record: of each field its name, and a list in brackets, a word, or a list below."""
        name, audience = "", ""
        articles: list[str] = []
        others: dict[str, list[str]] = {"leads_to": [], "led_by": []}
        for field, listed, word, below in given:
            if field in self._keys:
                where, keys = self._keys[field]
                others[where] += map(keys.__getitem__, _words(listed, word, below))
            elif field == "articles":
                articles += _words(listed, word, below)
            elif field == "name":
                name = "".join(_meant([word]))
            elif field == "audience":
                audience = "".join(_meant([word]))
        return Row(f"{self._name}/{id}", self._name, name or id, audience, **others, articles=articles)


def _words(listed: str, word: str, below: str) -> list[str]:
    """The words of a value; of the three ways to write it two are empty."""
    if listed:
        return _meant(_LISTED.findall(listed)) if _SPECIAL.search(listed) else listed.split(", ")
    return _meant(_BELOW_EACH_OTHER.findall(below) if below else [word])


def _meant(written: list[str]) -> list[str]:
    """Words as they are meant: without their quotes; `null` and the like mean nothing."""
    return [
        _unquoted(word).replace(_FOLD, " ")
        for word in written
        if word and word not in ("null", "Null", "NULL")
    ]


def _unquoted(word: str) -> str:
    if word[:1] == "'":
        return word[1:-1].replace("''", "'")
    return word[1:-1] if word[:1] == '"' else word
