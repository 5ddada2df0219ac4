"""What a build says of the diagrams that readers' browsers have to draw: nothing, or one line for all.

Each of them costs a reader the whole of Mermaid, so whoever builds the site is to know, and what to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kept.diagram.drawing import Drawing, Refused
from kept.diagram.drawing.painting import NOT_INSTALLED

Left = Mapping[str, int]
"""How many diagrams are left, by their kind; by none (`""`) where nothing draws here."""

SHOWN = 4
"""Kinds that are named."""

NAMES = {
    "c4": "C4",
    "gitGraph": "git graph",
    "er": "entity relationship",
    "xychart": "XY chart",
    "quadrantChart": "quadrant chart",
    "flowchart-elk": "flowchart",
}
"""Kinds whose name in Mermaid is none for people."""


def counted(made: Iterable[Drawing | Refused]) -> dict[str, int]:
    """How many of some diagrams are left, by their kind."""
    kinds = (
        "" if one.reason == NOT_INSTALLED else _name(one.kind) for one in made if isinstance(one, Refused)
    )
    return dict(Counter(kinds))


def told_of_left(left: Mapping[str, Left], *, by_chromium: bool = False) -> str:
    """The line about all that is left, by the names of pages; empty if there is nothing to say.

    What is left `by_chromium`, no other setting has drawn.
    """
    whole: Counter[str] = Counter()
    for counts in left.values():
        whole.update(counts)
    pages = sorted(page for page, counts in left.items() if counts)
    count = whole.total()
    if not count:
        return ""
    subject = "1 diagram is" if count == 1 else f"{count} diagrams are"
    beginning = f"{subject} drawn in readers' browsers, which load Mermaid for that"
    if whole[""]:
        return f"{beginning}: what draws them here is not installed; `pip install 'kept[drawing]'`."
    kinds = [f"{number} {name}" for name, number in whole.most_common()]
    named = ", ".join(kinds[:SHOWN]) + (" and others" if len(kinds) > SHOWN else "")
    where = pages[0] + (f" and {_more(len(pages) - 1)}" if len(pages) > 1 else "")
    advice = "" if by_chromium else "; `diagrams: {draw: chromium}` has them drawn during the build"
    return f"{beginning}: {named} ({where}){advice}."


def _name(kind: str) -> str:
    plain = kind.removesuffix("-v2").removesuffix("Diagram").removesuffix("-v3") or "unknown"
    return NAMES.get(plain, plain)


def _more(count: int) -> str:
    return "1 more page" if count == 1 else f"{count} more pages"
