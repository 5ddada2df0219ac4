"""Who draws the diagrams of a site: kept, Chromium during the build, or the browsers of its readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from mkdocs.exceptions import Abort

import kept.diagram.drawing
from kept.config import Settings
from kept.diagram.drawing import Drawing, Refused, Relation
from kept.diagram.drawing.guard import missing
from kept.diagram.drawing.known import Drawings, versions
from kept.diagram.drawing.words import words_of
from kept.late_patterns import late_pattern
from kept.site import chromium
from kept.site.figures import Draw, Drawn, alternative
from kept.site.sanitise import sanitised_drawing

_MARKUP = late_pattern(r"\$\$|\bfa[bklrs]?:fa-|(?<!<)</?(?!br\b)[a-z]\w*(?:\s[^<>]*)?/?>", re.IGNORECASE)
"""What Mermaid shows as it is written where labels are no HTML."""


class NoChromium(Abort):
    """Chromium is to draw, and can't; the message says what to do."""

    is_told = True
    """There is nothing to add to its message."""


def drawer(settings: Settings, known: Drawings, left: list[Refused]) -> Draw:
    """Draws what is to be drawn while the site is built, and says what is known of all else.

    What it can't draw is put with those that are `left`.
    """
    return partial(_drawn, settings.diagrams.draw, known, left)


def made_by(settings: Settings) -> tuple[str, ...]:
    """The versions of everything that draws. Raises `NoChromium`."""
    drawn_by = (*versions(), *versions(["quickjs-ng"]))
    if settings.diagrams.draw != "chromium":
        return drawn_by
    if not (version := chromium.version()):
        raise NoChromium(
            "`diagrams: {draw: chromium}` needs Chromium, and none can be started: install it, name it in "
            "the environment variable CHROMIUM, or write `draw: built-in` (`--untrusted` starts no program)"
        )
    return *drawn_by, version


def drawing_styles() -> str:
    """The style sheet of drawings."""
    return str(Path(kept.diagram.drawing.__file__).with_name("drawing.css"))


def in_words(text: str) -> Iterator[str]:
    """All that a page says of a diagram besides drawing it."""
    known = _told(text)
    yield from (known.title, known.description, *alternative(known))


def _drawn(
    way: str, known: Drawings, left: list[Refused], given: Sequence[tuple[str, str]]
) -> Iterable[Drawn]:
    if way == "browser":
        return [_told(text) for text, _ in given]
    made: list[Drawn] = [known.draw(text, prefix=prefix) for text, prefix in given]
    refused = [at for at, one in enumerate(made) if isinstance(one, Refused)]
    if way == "chromium" and refused:
        for at, svg in zip(refused, chromium.drawings([given[at] for at in refused]), strict=True):
            if svg is not None:
                made[at] = _by_chromium(made[at], svg, *given[at])
    left += [one for one in made if isinstance(one, Refused)]
    return list(map(_safe, made))


def _safe(made: Drawn) -> Drawn:
    """A drawing in which there is nothing but what drawings hold, whatever drew it."""
    return replace(made, svg=sanitised_drawing(made.svg)) if isinstance(made, Drawing) else made


def _told(text: str) -> Refused:
    """What is known of a diagram that is not drawn."""
    found = words_of(text)
    if found is None:
        return Refused("Mermaid does not accept it")
    relations = tuple(Relation(*one) for one in found.relations)
    title = found.title or found.heading
    return Refused("the settings say so", title, found.description, found.labels, relations)


def _by_chromium(known: Drawn, made: chromium.Svg, text: str, prefix: str) -> Drawn:
    """What Chromium has drawn, in the colours of the page; where that can't be done, on white."""
    from kept.diagram.drawing.picture import NotDrawn, picture  # what is known already needs none of it

    told = (known.title, known.description, known.labels, known.relations)
    is_plain = not _MARKUP.search(text)
    for painted in made.painted if is_plain else made.painted[:1]:
        with suppress(NotDrawn):
            found = picture(painted, text, prefix)
            if not missing(known.labels, found.texts):
                return Drawing(found.svg, found.width, found.height, *told)
    return Drawing(made.svg, made.width, made.height, *told) if made.svg and is_plain else known
