"""Diagrams drawn without a browser: an SVG that a page can hold, or the reason why a browser has to draw it.

`draw` is a function of its arguments alone: the same bytes in every process. What stands in a diagram comes
from Mermaid's own database of it, whether it is drawn here or not: a text alternative is made from that.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from kept.diagram.drawing.guard import missing, objection
from kept.diagram.drawing.words import words_of
from kept.values import dataclass

_ANYWHERE = "kept-any-"
"""The prefix of a drawing that is for no place yet; the text in one has no quotation marks to precede it."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What leads where: `source` → `target`, with what is written on the way."""

    source: str
    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram as inline SVG: no script, no styles, ids of a given prefix, the classes of `drawing.css`."""

    svg: str
    width: float
    height: float
    """Its size in pixels of CSS."""
    title: str
    """What the author calls it (`accTitle`, or the heading of the diagram); may be empty."""
    description: str
    labels: tuple[str, ...]
    """Its words, each as it is read, in the order in which they are written."""
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A diagram that is not drawn here."""

    reason: str
    """Why not: a clause in plain words, for a line that begins with the place of the diagram."""
    title: str = ""
    description: str = ""
    labels: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    kind: str = ""
    """What Mermaid calls a diagram of its kind; empty when it does not say."""


def draw(source: str, *, prefix: str) -> Drawing | Refused:
    """The drawing of a diagram; `prefix` begins its ids, and is to be another for each diagram of a page."""
    return placed(drawn_anywhere(source), prefix)


def placed(found: Drawing | Refused, prefix: str) -> Drawing | Refused:
    """A drawing that was made for no place in particular, with the ids of its place."""
    if isinstance(found, Refused):
        return found
    svg = found.svg.replace(f' id="{_ANYWHERE}', f' id="{prefix}')
    return replace(found, svg=svg.replace(f'="url(#{_ANYWHERE}', f'="url(#{prefix}'))


@lru_cache(maxsize=256)
def drawn_anywhere(source: str) -> Drawing | Refused:
    """The drawing of a diagram, with ids that stand for any."""
    found = words_of(source)
    if found is None:
        return Refused("Mermaid does not read it")
    relations = tuple(Relation(*one) for one in found.relations)
    told = (found.title or found.heading, found.description, found.labels, relations)
    if reason := objection(source, found):
        return Refused(reason, *told, kind=found.kind)
    from kept.diagram.drawing.painting import NotPainted, paint
    from kept.diagram.drawing.picture import NotDrawn, picture

    try:
        made = picture(paint(source), source, _ANYWHERE)
    except (NotPainted, NotDrawn) as error:
        return Refused(str(error), *told, kind=found.kind)
    if reason := missing(found.labels, made.texts):
        return Refused(reason, *told, kind=found.kind)
    return Drawing(made.svg, made.width, made.height, *told)
