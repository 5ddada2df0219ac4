"""The words of a diagram and what leads where, from the database that Mermaid fills while it reads."""

from __future__ import annotations

import html
import re

from kept.diagram.engine import facts
from kept.late_patterns import late_pattern
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a diagram; `is_complete` if all its labels are known."""

    kind: str
    is_complete: bool
    layout: str
    look: str
    """What its configuration asks for."""
    has_css: bool
    beyond: str
    """What it has that is not drawn here."""
    heading: str
    title: str
    description: str
    labels: tuple[str, ...]
    relations: tuple[tuple[str, str, str], ...]


_NUMBERED = late_pattern(r"ﬂ°°(\d+)¶ß")
_NAMED = late_pattern(r"ﬂ°(\w+)¶ß")
_BREAK = late_pattern(r"<br\s*/?>|\\n", re.IGNORECASE)
_TAG = late_pattern(
    r"</?(?:a|b|big|code|del|div|em|font|i|ins|li|mark|ol|p|pre|q|s|small|span|strong|sub|sup|tt|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_ICON = late_pattern(r"\bfa[bklrs]?:fa-[\w-]+")


def words_of(source: str) -> Words | None:
    """What stands in a diagram; None if Mermaid does not accept it."""
    found = facts(source)
    if found is None:
        return None
    labels = (plain(one) for one in found["labels"])
    return Words(
        found["kind"],
        bool(found["complete"]),
        str(found["asked"].get("layout")),
        str(found["asked"].get("look")),
        bool(found["asked"]["themeCSS"]),
        str(found["beyond"]),
        plain(found["heading"]),
        plain(found["title"]),
        plain(found["description"]),
        tuple(one for one in labels if one),
        tuple((plain(one), plain(label), plain(other)) for one, label, other in found["relations"]),
    )


def plain(text: str) -> str:
    """A label as it is read: without what makes it bold, with the letters that codes stand for."""
    text = _NUMBERED.sub(lambda code: _letter(int(code[1])), text)
    text = _NAMED.sub(lambda code: html.unescape(f"&{code[1]};"), text)
    text = _ICON.sub("", _TAG.sub("", _BREAK.sub(" ", text)))
    return " ".join(html.unescape(text).split())


def _letter(code: int) -> str:
    return chr(code) if 31 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\N{REPLACEMENT CHARACTER}"
