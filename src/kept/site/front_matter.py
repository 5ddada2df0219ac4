"""Front matter as MkDocs reads it, where it is too simple for a parser of YAML to be needed.

Front matter of most articles is lines of `key: value`, and lists of words. Whatever else YAML has is left to
MkDocs' own reader, and so is what a word means that may be a date, a number or the like. On texts that both
read they agree.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml
from mkdocs.utils import meta

from kept.site.known_code import fingerprint

KNOWN = {"8eace32c6adef88a"}
"""Fingerprints of the reader that this stands in for (of MkDocs 1.6)."""

_BEYOND = "\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
"""Characters beyond ASCII that YAML takes for text: no line ends, no byte order mark."""
_FIRST = rf"[\w{_BEYOND}]"
_ITEM = rf"{_FIRST}[\w ./()'&+%{_BEYOND}-]*+"
_PLAIN = rf"{_FIRST}(?:[\w ,;!?=./()'&+%{_BEYOND}-]|:(?=\w))*+"
_QUOTED = rf"[\w #,;:!?=./()'&+%@*<>{_BEYOND}\[\]-]*+"
_ENTRY = re.compile(
    rf"(?P<key>[A-Za-z][\w-]{{0,99}}):(?:"
    rf" +(?:(?P<plain>{_PLAIN})|\"(?P<quoted>{_QUOTED})\"|\[(?P<row>{_ITEM}(?:, ?{_ITEM})*+)\])"
    rf"|(?P<list>(?:\n  - {_PLAIN})++|(?:\n- {_PLAIN})++))\n"
)

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DASH = re.compile(r"\n *- ")

theirs = meta.get_data


def keep_it_simple() -> None:
    """Let MkDocs read front matter in this way."""
    if fingerprint(meta) in KNOWN and meta.get_data is theirs:
        meta.get_data = parted


def parted(doc: str) -> tuple[str, dict[str, Any]]:
    """A text and its front matter."""
    found = meta.YAML_RE.match(doc)
    data = _simple(found[1]) if found is not None else None
    return (doc[found.end() :].lstrip("\n"), data) if found is not None and data else theirs(doc)


def _simple(text: str) -> dict[Any, Any] | None:
    """The entries of front matter that has nothing but simple ones."""
    at, data = 0, {}
    try:
        while at < len(text):
            entry = _ENTRY.match(text, at)
            if entry is None:
                return None
            data[_meant(entry["key"])] = _value(*entry.group("plain", "quoted", "row", "list"))
            at = entry.end()
    except (ValueError, OverflowError):  # the 30th of February, at which MkDocs' reader gives up
        return None
    return data


def _value(plain: str | None, quoted: str | None, row: str | None, items: str | None) -> Any:
    if plain is not None:
        return _meant(plain)
    if quoted is not None:
        return quoted
    words = row.split(",") if row is not None else _DASH.split(items or "")[1:]
    return [_meant(word) for word in words]


def _meant(word: str) -> Any:
    """What a word means that is not quoted."""
    word = word.strip(" ")
    return _other(word) if word[0] in _LOADER.yaml_implicit_resolvers else word


@lru_cache(maxsize=1024)
def _other(word: str) -> Any:
    return yaml.load(word, _LOADER)  # noqa: S506 (it is a safe one)
