"""From what the library paints to what a page may hold: a small SVG of listed elements and attributes.

What was painted is not trusted. Everything is written anew: elements and attributes that are listed here,
with values of the form that they have; labels become text of SVG (which prints, needs no style and runs
nothing); colours become classes. What is not understood is not left out in silence: such a diagram is not
drawn here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from html import escape
from xml.etree.ElementTree import Element, ParseError, fromstring

from kept.diagram.drawing import labels, letters
from kept.diagram.drawing.colours import colour
from kept.diagram.drawing.looks import SHAPES, Looks, hexadecimal, kind, short
from kept.values import dataclass

MOST = 100_000
"""Pixels that a drawing may be wide or high."""

MOST_LETTERS = 250_000
"""Letters of SVG that a drawing may have; a page with more is slow to show."""


class NotDrawn(Exception):
    """What was painted cannot be shown; the message says why."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG for a page, and every text that can be read in it, in order."""

    svg: str
    width: float
    height: float
    texts: tuple[str, ...]


def picture(painted: str, source: str, prefix: str) -> Picture:
    """What a page may hold of a painting; `source` is the diagram's text. Raises `NotDrawn`."""
    if "<!" in painted:
        raise NotDrawn("the drawing has parts that are no SVG")
    try:
        root = fromstring(painted)
        return _Writer(root, Looks(root, source), prefix).picture()
    except labels.UnknownHtml as error:
        raise NotDrawn(str(error)) from error
    except ParseError as error:
        raise NotDrawn("the drawing is not well-formed") from error
    except (ValueError, OverflowError) as error:
        raise NotDrawn("the drawing has a number that is none") from error
    except RecursionError as error:
        raise NotDrawn("it is nested too deep") from error


_NUMBERS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COORDINATES = re.compile(r"[-+\d.,eE\s%]*")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz\d\s,.eE+-]*")
_TRANSFORM = re.compile(r"(?:\s*(?:translate|scale|rotate|matrix|skewX|skewY)\([-+\d.,eE\s]*\),?)*\s*")
_NOWHERE = frozenset({"translate(0,0)", "translate(0 0)", "translate(0)"})
_LOCAL = re.compile(r"url\(\s*[\"']?#([^\"')]+)[\"']?\s*\)")
_SHIFT = re.compile(r"([-+]?[\d.]+)(px|em)?")
_TURN = re.compile(r"auto(?:-start-reverse)?|[-\d.]+")
_OPACITY = re.compile(r"[\d.]+")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+|[#./?][^\s:]*|[\w%-]+(?:[/.#?][^\s:]*)?", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BETWEEN = re.compile(r"\s*([,\sMmLlHhVvCcSsQqTtAaZz()])\s*")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_MARKERS = ("marker-start", "marker-mid", "marker-end")
_MEASURES = ("viewBox", "refX", "refY", "markerWidth", "markerHeight")
_IGNORED = frozenset(
    ("style", "defs", "title", "desc", "symbol", "filter", "marker", "linearGradient", "clipPath", "metadata")
)


def _shortened(text: str, places: int) -> str:
    """Numbers with fewer digits, and no more blanks than are needed."""
    made = _NUMBERS.sub(lambda one: short(float(one[0]), places), text)
    return _BETWEEN.sub(r"\1", _BLANKS.sub(" ", made.strip()))


@dataclass
class _Writer:
    root: Element
    looks: Looks
    prefix: str
    named: dict[str, Element] = field(init=False)
    ids: dict[str, str] = field(default_factory=dict)
    """Names in the painting that are asked for, with those that they get."""
    texts: list[str] = field(default_factory=list)
    box: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.named = {one.get("id", ""): one for one in self.root.iter() if one.get("id")}
        self.box = [float(one) for one in _NUMBERS.findall(self.root.get("viewBox", ""))]

    def picture(self) -> Picture:
        if len(self.box) != 4 or not all(one > 0 for one in self.box[2:]):
            raise NotDrawn("the drawing has no size")
        if max(self.box[2:]) > MOST:
            raise NotDrawn("it is too large to stand in a page")
        body = "".join(part for child in self.root for part in self.element(child))
        _, _, width, height = self.box
        # What is in a picture is no link to those who don't see it.
        role = "group" if "<a " in body else "img"
        svg = (
            f'<svg class="kept-drawing" viewBox="{" ".join(map(short, self.box))}" width="{short(width)}"'
            f' height="{short(height)}" role="{role}">{"".join(self.definitions())}{body}</svg>'
        )
        if len(svg) > MOST_LETTERS:
            raise NotDrawn("it is too large to stand in a page")
        return Picture(svg, round(width, 1), round(height, 1), tuple(self.texts))

    def definitions(self) -> Iterator[str]:
        """Arrowheads and the like that something asks for, also those that these ask for."""
        made: dict[str, str] = {}
        while left := [name for name in self.ids if name not in made]:
            for name in left:
                made[name] = "".join(self.definition(self.named[name], self.ids[name]))
        if made:
            yield f"<defs>{''.join(made.values())}</defs>"

    # Elements

    def element(self, element: Element) -> Iterator[str]:
        """An element and what is in it; a drawing has few kinds of them."""
        name = kind(element)
        if name in _IGNORED or self.looks.own[element].get("display") == "none":
            return
        if name in SHAPES:
            yield from self.shape(name, element)
        elif name in {"g", "a", "switch"}:
            yield from self.group(name, element)
        elif name == "svg":
            yield from self.nested(element)
        elif name == "text":
            yield from self.text(element)
        elif name == "foreignObject":
            yield from self.label(element)
        else:
            raise NotDrawn(f"the drawing has an element that is not known here: {name[:40]}")

    def inside(self, elements: list[Element]) -> str:
        return "".join(part for one in elements for part in self.element(one))

    def group(self, name: str, element: Element) -> Iterator[str]:
        children = list(element)
        if name == "switch":  # text of SVG stands behind the HTML that it is a stand-in for
            children = [one for one in children if kind(one) == "text"] or children[:1]
        inner = self.inside(children)
        if not inner:
            return
        given = "".join(self.transform(element))
        given += self.looks.attributes(element, is_painted=bool(re.search(r"<(?!/|g\b|svg\b|a\b)", inner)))
        given += "".join(self.clip(element))
        whole = f"<g{given}>{inner}</g>" if given else inner
        address = self.address(element) if name == "a" else ""
        yield f'<a href="{escape(address)}">{whole}</a>' if address else whole

    def nested(self, element: Element) -> Iterator[str]:
        if inner := self.inside(list(element)):
            yield f"<svg{self.numbers(element, ('x', 'y', 'width', 'height', 'viewBox'))}>{inner}</svg>"

    def address(self, element: Element) -> str:
        address = (element.get(_XLINK) or element.get("href") or "").strip()
        if address and not _ADDRESS.fullmatch(address):
            raise NotDrawn("it leads to an address that is no link to a page")
        return address

    def shape(self, name: str, element: Element) -> Iterator[str]:
        style = self.looks.whole(element)
        is_seen = style.get("fill", "") != "none" or style.get("stroke", "none") != "none"
        is_bare = name == "rect" and not (element.get("width") and element.get("height"))
        is_bare = is_bare or (name == "path" and not element.get("d", "").strip())
        if is_bare or not is_seen or style.get("visibility") == "hidden":
            return
        given = self.numbers(element, SHAPES[name]) + "".join(self.transform(element))
        given += "".join(self.markers(element)) + self.looks.attributes(element) + self.gradients(element)
        yield f"<{name}{given}{''.join(self.clip(element))}/>"

    def definition(self, element: Element, name: str) -> Iterator[str]:
        which = kind(element)
        inner = self.inside(list(element)) if which != "linearGradient" else ""
        is_absolute = "userSpaceOnUse" in (element.get("markerUnits"), element.get("gradientUnits"))
        if which == "marker":
            turn = element.get("orient", "")
            given = self.numbers(element, _MEASURES) + (
                ' markerUnits="userSpaceOnUse"' if is_absolute else ""
            )
            given += f' orient="{turn}"' if _TURN.fullmatch(turn) else ""
            yield f'<marker id="{name}"{given}{self.looks.attributes(element)}>{inner}</marker>'
        elif which == "linearGradient":
            given = self.numbers(element, ("x1", "y1", "x2", "y2"))
            given += ' gradientUnits="userSpaceOnUse"' if is_absolute else ""
            stops = "".join(self.stop(one) for one in element if kind(one) == "stop")
            yield f'<linearGradient id="{name}"{given}>{stops}</linearGradient>'
        elif which == "clipPath":
            yield f'<clipPath id="{name}">{inner}</clipPath>'
        else:
            raise NotDrawn(f"the drawing refers to an element that is not known here: {which[:40]}")

    def stop(self, element: Element) -> str:
        style, given = self.looks.own[element], self.numbers(element, ("offset",))
        found = colour(style.get("stop-color", "black"))
        if found:
            role = f' class="f-{found.role}"'
            given += role if found.role else f' stop-color="{hexadecimal(found)}"'
        opacity = style.get("stop-opacity", "")
        if _OPACITY.fullmatch(opacity):
            given += f' stop-opacity="{short(float(opacity), 2)}"'
        return f"<stop{given}/>"

    # Attributes

    def numbers(self, element: Element, names: tuple[str, ...]) -> str:
        made = ""
        for name in names:
            value = element.get(name, "").strip().removesuffix("px")
            if not value:
                continue
            if not (_PATH if name == "d" else _COORDINATES).fullmatch(value):
                raise NotDrawn("the drawing has a number that is none")
            made += f' {name}="{_shortened(value, 1 if self.is_large(element) else 3)}"'
        return made

    def is_large(self, element: Element) -> bool:
        """Whether a tenth of a unit cannot be seen: not within pictures that are scaled down."""
        above = [one for one in self.looks.around(element) if one is not self.root]
        return not any("scale" in one.get("transform", "") for one in above) and not any(
            one.get("viewBox") for one in above[1:]
        )

    def transform(self, element: Element) -> Iterator[str]:
        value = element.get("transform", "").strip()
        if not _TRANSFORM.fullmatch(value):
            raise NotDrawn("the drawing has a number that is none")
        made = _shortened(value, 5 if "scale" in value or "matrix" in value else 1)
        if made and made not in _NOWHERE:
            yield f' transform="{made}"'

    def markers(self, element: Element) -> Iterator[str]:
        for name in _MARKERS:
            found = _LOCAL.fullmatch(element.get(name, "").strip())
            if found and found[1] in self.named:  # a browser takes one that is not there for none
                yield f' {name}="{self.local(found[0])}"'

    def gradients(self, element: Element) -> str:
        given = ((name, self.looks.own[element].get(name, "")) for name in ("fill", "stroke"))
        return "".join(f' {name}="{self.local(value)}"' for name, value in given if "url(" in value)

    def clip(self, element: Element) -> Iterator[str]:
        value = self.looks.own[element].get("clip-path", "")
        if "url(" in value:
            yield f' clip-path="{self.local(value)}"'

    def local(self, value: str) -> str:
        found = _LOCAL.fullmatch(value.strip())
        if not found or found[1] not in self.named:
            raise NotDrawn("the drawing refers to something outside of itself")
        return f"url(#{self.ids.setdefault(found[1], f'{self.prefix}{len(self.ids)}')})"

    # Text

    def text(self, element: Element) -> Iterator[str]:
        heard: list[str] = []
        inner = "".join(self.spans(element, heard)).strip()
        said = _BLANKS.sub(" ", "".join(heard)).strip()
        if said:
            self.texts.append(said)
            given = "".join((*self.place(element), *self.transform(element), self.looks.attributes(element)))
            yield f"<text{given}{''.join(self.clip(element))}>{inner}</text>"

    def spans(self, element: Element, heard: list[str]) -> Iterator[str]:
        yield _said(element.text, heard)
        for child in element:
            if kind(child) == "tspan":
                inner = "".join(self.spans(child, heard))
                place = "".join(self.place(child))
                heard.append(" " if place else "")
                given = place + self.looks.attributes(child)
                yield f"<tspan{given}>{inner}</tspan>" if given and inner else inner
            elif kind(child) not in {"title", "desc"}:
                raise NotDrawn("a text holds something else")
            yield _said(child.tail, heard)

    def place(self, element: Element) -> Iterator[str]:
        """Where letters begin: their place and a shift, in one number where both are known."""
        for axis, whole in (("x", self.box[2]), ("y", self.box[3])):
            at, shift = (self.pixels(element, name, whole) for name in (axis, f"d{axis}"))
            if at is not None:
                yield f' {axis}="{short(at + (shift or 0.0))}"'
            elif shift:
                yield f' d{axis}="{short(shift, 2)}"'

    def pixels(self, element: Element, name: str, whole: float) -> float | None:
        value = element.get(name, "").strip()
        if not value:
            return None
        found = _SHIFT.fullmatch(value.removesuffix("%"))
        if not found:
            raise NotDrawn("the drawing has a number that is none")
        if value.endswith("%"):
            return float(found[1]) / 100 * whole
        return float(found[1]) * (self.looks.size(element) if found[2] == "em" else 1.0)

    # Labels

    def label(self, element: Element) -> Iterator[str]:
        """HTML, as lines of text where a browser would put them."""
        left, top, across, down = (
            self.pixels(element, name, 0) or 0.0 for name in ("x", "y", "width", "height")
        )
        inmost = labels.inmost(element)
        size = self.looks.size(inmost)
        lines = labels.lines(element, self.looks, across, size)
        if len(lines) * size * labels.LINE > down + size:  # whoever painted it did not break them
            lines = labels.lines(element, self.looks, MOST, size)
        said = " ".join(map(labels.said, lines)).strip()
        if not said or across <= 0 or down <= 0:
            return
        self.texts.append(said)
        style, step = self.looks.whole(inmost), size * labels.LINE
        is_middle = style.get("text-align", "") == "center"
        begin = top + (down - len(lines) * step) / 2 if is_middle else top
        first = begin + (step - letters.height(size)) / 2 + letters.rise(size)
        at = short(left + across / 2 if is_middle else left)
        look = self.looks.ink(element, inmost) + (
            "" if size == letters.SIZE else f' font-size="{short(size)}"'
        )
        look += ' font-weight="bold"' if letters.is_bold(style.get("font-weight")) else ""
        look += ' text-anchor="middle"' if is_middle else ""
        look += (
            ' text-anchor="start"' if not is_middle and style.get("text-anchor", "start") != "start" else ""
        )
        if self.looks.whole(self.looks.parents[element]).get("stroke", "none") != "none":
            look += ' stroke="none"'  # that of what the label stands in is meant for its border
        spans = [
            f'<tspan x="{at}" y="{short(first + number * step)}">{text}</tspan>' if number else text
            for number, text in enumerate("".join(labels.written(line)) for line in lines)
        ]
        where = f' x="{at}" y="{short(first)}"{"".join(self.transform(element))}'
        place = f'x="{short(left)}" y="{short(top)}" width="{short(across)}" height="{short(down)}"'
        yield f"{self.behind(element, place)}<text{where}{look}>{''.join(spans)}</text>"

    def behind(self, element: Element, place: str) -> str:
        """What keeps a line from running through its label."""
        for one in filter(labels.is_html, element.iter()):
            style = self.looks.own[one]
            value = style.get("background-color") or style.get("background") or "none"
            if colour(value):
                classes, made = list[str](), list[str]()
                self.looks.paint("fill", value, one, classes, made)
                return f"<rect {place}" + (f' class="{classes[0]}"/>' if classes else f"{made[0]}/>")
        return ""


def _said(text: str | None, heard: list[str]) -> str:
    plain = _BLANKS.sub(" ", text or "")
    heard.append(plain)
    return labels.as_text(plain)
