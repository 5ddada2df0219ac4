"""Diagrams drawn without a browser: an SVG that a page can hold, or the reason why a browser has to draw it.

`draw` is a function of its arguments alone: the same bytes in every process. What stands in a diagram comes from
Mermaid's own database of it, whether it is drawn here or not: it is what a text alternative is made from.
"""

from __future__ import annotations

from dataclasses import dataclass

from kept.diagram.drawing.words import Words, words


@dataclass(frozen=True, slots=True)
class Relation:
    """What leads where: `source` → `target`, with what is written on the way."""

    source: str
    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram as inline SVG: no script, no styles, ids that begin with a prefix; classes of `drawing.css`."""

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


def draw(source: str, *, prefix: str) -> Drawing | Refused:
    """The drawing of a diagram; `prefix` begins its ids, and is to be another for each diagram of a page."""
    found = words(source)
    if found is None:
        return Refused("Mermaid does not accept it")
    told = (found.title or found.heading, found.description, found.labels, _relations(found))
    from kept.diagram.drawing.guard import missing, objection
    from kept.diagram.drawing.painting import NotPainted, paint
    from kept.diagram.drawing.picture import NotDrawn, picture

    if reason := objection(source, found):
        return Refused(reason, *told)
    try:
        made = picture(paint(source), source, prefix)
    except (NotPainted, NotDrawn) as error:
        return Refused(str(error), *told)
    if reason := missing(found.labels, made.texts):
        return Refused(reason, *told)
    return Drawing(made.svg, made.width, made.height, *told)


def _relations(found: Words) -> tuple[Relation, ...]:
    return tuple(Relation(*one) for one in found.relations)
