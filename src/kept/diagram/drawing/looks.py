"""How the parts of a painting look: what holds for them, and what of it is written into a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from xml.etree.ElementTree import Element

from kept.diagram.drawing import letters
from kept.diagram.drawing.cascade import INHERITED, SVG, Style, styles
from kept.diagram.drawing.colours import CATEGORIES, Colour, colour, contrast, light, likely
from kept.values import dataclass

SHAPES = {
    "path": ("d",),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polygon": ("points",),
    "polyline": ("points",),
}
"""Elements that are seen, each with the attributes that say where."""

_LENGTH = re.compile(r"[-+]?[\d.]+(?:px)?")
_PIXELS = re.compile(r"([\d.]+)(px|pt|em|rem|ex)?")
_PLAIN = {
    "stroke-width": _LENGTH,
    "stroke-dasharray": re.compile(r"none|[\d.]+(?:px)?(?:[,\s]+[\d.]+(?:px)?)*"),
    "stroke-dashoffset": _LENGTH,
    "stroke-linecap": re.compile(r"butt|round|square"),
    "stroke-linejoin": re.compile(r"miter|round|bevel"),
    "fill-rule": re.compile(r"nonzero|evenodd"),
    "text-anchor": re.compile(r"start|middle|end"),
    "dominant-baseline": re.compile(
        r"auto|middle|central|hanging|alphabetic|text-before-edge|text-after-edge"
    ),
    "font-style": re.compile(r"italic|oblique"),
    "text-decoration": re.compile(r"underline|line-through"),
    "visibility": re.compile(r"hidden|collapse"),
}
"""Properties that are written as attributes, and the forms of their values."""

_SOLID = re.compile(r"[01](?:,? ?0)?")
"""Dashes that are none."""

_OPACITIES = ("opacity", "fill-opacity", "stroke-opacity")
_NUMBER = re.compile(r"[\d.]+")
_NODE = re.compile(r"(?<![\w-])(?:timeline-)?node(?![\w-])")
_GROUNDS = frozenset({"cluster", "statediagram-cluster"})
_DARK, _LIGHT = 0.014, 1.0
"""Luminances of the paper, dark and light."""

_MURKY = 0.35
"""The luminance below which a dark text cannot be read on a colour."""

_FAINT = 1.7
"""The contrast below which a line is not seen."""

_SEEN = 3.0
"""The contrast that a text needs at least."""


def kind(element: Element) -> str:
    """The name of an element of SVG; others keep where they are from."""
    return element.tag.removeprefix(SVG) if isinstance(element.tag, str) else ""


def short(number: float, places: int = 1) -> str:
    """A number with as few digits as are needed."""
    text = f"{number:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


@dataclass
class Looks:
    """What holds for the elements of a painting; `source` is the text of the diagram."""

    root: Element
    source: str
    own: dict[Element, Style] = field(init=False)
    """What holds for an element by itself."""
    parents: dict[Element, Element] = field(init=False)

    def __post_init__(self) -> None:
        self.own = styles(self.root)
        self.parents = {child: parent for parent in self.root.iter() for child in parent}
        self.source = re.sub(r"\s", "", self.source).lower()

    def around(self, element: Element) -> Iterator[Element]:
        """An element and those that it is in, from the inside out."""
        above: Element | None = element
        while above is not None:
            yield above
            above = self.parents.get(above)

    def whole(self, element: Element) -> Style:
        """What holds for an element, also by those around it."""
        found: dict[str, str] = {}
        for one in self.around(element):
            for name, value in self.own[one].items():
                if value != "inherit" and name not in found and (name in INHERITED or one is element):
                    found[name] = value
        return found

    def size(self, element: Element) -> float:
        """The size of the letters in an element, in pixels."""
        above = self.parents.get(element)
        found = _PIXELS.fullmatch(self.own[element].get("font-size", "").strip())
        if not found:
            return self.size(above) if above is not None else letters.SIZE
        number, unit = float(found[1]), found[2] or "px"
        if unit in {"em", "ex"}:
            outer = self.size(above) if above is not None else letters.SIZE
            return number * outer * (0.5 if unit == "ex" else 1)
        return number * {"pt": 4 / 3, "rem": letters.SIZE}.get(unit, 1.0)

    # What is written

    def attributes(self, element: Element, *, is_painted: bool = True) -> str:
        """The style of an element as classes and attributes; without colours if there is nothing to paint."""
        style, classes, made = self.own[element], list[str](), list[str]()
        is_group = kind(element) not in SHAPES and kind(element) not in {"text", "tspan"}
        if self.is_under(element):
            classes.append("under")
        if style.get("mix-blend-mode") == "multiply":
            classes.append("blend")
        for name in ("fill", "stroke") if is_painted else ():
            if value := style.get(name, ""):
                self.paint(name, value, element, classes, made)
        for name, form in _PLAIN.items():
            value = style.get(name, "").removesuffix("px")
            if form.fullmatch(value) and not (is_group and name not in INHERITED):
                if name == "stroke-dasharray" and _SOLID.fullmatch(value):
                    continue
                made.append(f' {name}="{_shorter(value)}"')
        for name in _OPACITIES:
            value = style.get(name, "")
            if _NUMBER.fullmatch(value) and float(value) < 1:
                made.append(f' {name}="{short(float(value), 2)}"')
        named = f' class="{" ".join(classes)}"' if classes else ""
        return named + "".join(made) + "".join(self._font(element))

    def _font(self, element: Element) -> Iterator[str]:
        style = self.own[element]
        if kind(element) in {"text", "tspan", "g"}:
            if "font-size" in style:
                yield f' font-size="{short(self.size(element))}"'
            if "font-weight" in style:
                yield f' font-weight="{"bold" if letters.is_bold(style["font-weight"]) else "normal"}"'

    def paint(self, name: str, value: str, element: Element, classes: list[str], made: list[str]) -> None:
        """A fill or a stroke, as a class if it is of a role."""
        if value.strip().lower() in {"none", "transparent"}:
            made.append(f' {name}="none"')
            return
        if value.strip().lower() == "currentcolor":
            value = self.whole(element).get("color", "")
        found = colour(value)
        if found is None:
            return
        ground = self._ground(element) if kind(element) == "text" and found.role else None
        if ground is not None:
            made.append(_on(ground))
        elif not found.role and self.is_written(value) and not self._is_lost(name, found, element):
            made.append(f' {name}="{hexadecimal(found)}"')
            if "under" in classes and name == "fill" and light(found.rgb) < _MURKY:
                found = Colour("", found.rgb, min(found.alpha, 0.3))
        else:
            classes.append(self._class(name, found, element))
        if found.alpha < 1:
            made.append(f' {name}-opacity="{short(found.alpha, 2)}"')

    def _is_lost(self, name: str, found: Colour, element: Element) -> bool:
        """Whether a line in an author's colour, or its head, would not be seen on dark paper, or on light."""
        is_line = name == "stroke" and self.whole(element).get("fill", "") == "none"
        is_head = any(kind(one) == "marker" for one in self.around(element))
        shade = light(found.rgb)
        return (is_line or is_head) and min(contrast(shade, _DARK), contrast(shade, _LIGHT)) < _FAINT

    def _class(self, name: str, found: Colour, element: Element) -> str:
        """The class of a colour that is no author's: of a role, or of the role that it is likely of."""
        form, role = ("f", found.role) if found.role else likely(found.rgb)
        if role == "ink" and kind(element) not in {"text", "tspan"} and not found.role:
            role = "line"
        if name == "stroke":
            return f"s-{role}"
        if role in CATEGORIES and self._is_full(element, found.alpha):
            form = "h"
        return f"{form}-{role}"

    def _is_full(self, element: Element, alpha: float) -> bool:
        """Whether a fill is not to be paler than it is: that of letters, and one that is seen through."""
        parts = [self.own[element].get(name, "1") for name in ("fill-opacity", "opacity")]
        numbers = [float(one) for one in parts if _NUMBER.fullmatch(one)]
        return kind(element) in {"text", "tspan"} or min([alpha, *numbers]) < 0.6

    def is_written(self, value: str) -> bool:
        """Whether the author wrote a colour; else the library made it up from others."""
        return re.sub(r"\s", "", value).lower() in self.source

    def is_under(self, element: Element) -> bool:
        """Whether an author's fill has other things on it, which are drawn in the colours of the page."""
        if kind(element) not in SHAPES:
            return False
        around = frozenset(self.parents[element].get("class", "").split())
        found = colour(self.own[element].get("fill", "none"))
        return (
            found is not None
            and not found.role
            and (bool(around & _GROUNDS) or element.get("class") == "rect")
        )

    def ink(self, element: Element, inmost: Element) -> str:
        """The colour of a label: as its author says, or so that it is seen on what was put behind it."""
        written = self.whole(inmost).get("color", "")
        text, ground = colour(written), self._ground(element)
        if text and not text.role and self.is_written(written):
            shade = light(text.rgb)
            if ground is not None or min(contrast(shade, _DARK), contrast(shade, _LIGHT)) >= _SEEN:
                return f' fill="{hexadecimal(text)}"'
        if ground is not None:
            return _on(ground)
        return ' class="f-ink"'

    def _ground(self, element: Element) -> float | None:
        """The luminance of the fill that an author gave what a label stands in."""
        node = next((one for one in self.around(element) if _NODE.search(one.get("class", ""))), None)
        for one in node.iter() if node is not None else ():
            if kind(one) in SHAPES and (one.get("width") or kind(one) != "rect"):
                value = self.whole(one).get("fill", "")
                if found := colour(value):
                    is_authors = not found.role and found.alpha > 0.5 and self.is_written(value)
                    return light(found.rgb) if is_authors else None
        return None


def _on(ground: float) -> str:
    """Letters that are seen on a ground of some luminance."""
    return ' fill="#000"' if contrast(0, ground) > contrast(1, ground) else ' fill="#fff"'


def hexadecimal(found: Colour) -> str:
    """A colour as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*found.rgb)


def _shorter(value: str) -> str:
    """Numbers with as few digits as are needed."""
    return re.sub(
        r"\d+\.\d+", lambda found: short(float(found[0]), 2), value.replace(", ", ",").replace("px", "")
    )
