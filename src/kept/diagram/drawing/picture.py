"""From what the library paints to what a page may hold: a small SVG of listed elements and attributes.

What was painted is not trusted. Everything is written anew: elements and attributes that are listed here, with
values of the form that they have; labels become text of SVG (which prints, needs no style and runs nothing);
colours become classes. What is not understood is not left out in silence: the diagram is not drawn here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element, ParseError, fromstring

from kept.diagram.drawing import letters
from kept.diagram.drawing.cascade import INHERITED, SVG, Style, styles
from kept.diagram.drawing.colours import CATEGORIES, Colour, colour, contrast, light, likely

HTML = "{http://www.w3.org/1999/xhtml}"
XLINK = "{http://www.w3.org/1999/xlink}href"


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
    """What a page may hold of a painting. Raises `NotDrawn`."""
    if "<!" in painted:
        raise NotDrawn("the drawing has parts that are no SVG")
    try:
        root = fromstring(painted)
        return _Writer(root, source, prefix).picture()
    except ParseError as error:
        raise NotDrawn("the drawing is not well-formed") from error
    except RecursionError as error:
        raise NotDrawn("it is nested too deep") from error


_SHAPES = {
    "path": "d",
    "rect": "x y width height rx ry",
    "circle": "cx cy r",
    "ellipse": "cx cy rx ry",
    "line": "x1 y1 x2 y2",
    "polygon": "points",
    "polyline": "points",
}
_NUMBERS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COORDINATES = re.compile(r"[-+\d.,eE\s%]*")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz\d\s,.eE+-]*")
_TRANSFORM = re.compile(r"(?:\s*(?:translate|scale|rotate|matrix|skewX|skewY)\([-+\d.,eE\s]*\),?)*\s*")
_LENGTH = re.compile(r"[-+]?[\d.]+(?:px|em|ex|%)?")
_LOCAL = re.compile(r"url\(\s*[\"']?#([^\"')]+)[\"']?\s*\)")
_LINK = re.compile(r"(?:https?:|mailto:|[#./?]|[\w-]+(?:[/.#?]|$))", re.IGNORECASE)
_SCHEME = re.compile(r"[\w+.-]+:")
_PIXELS = re.compile(r"([\d.]+)(px|pt|em|rem|ex)?")
_SPACE = re.compile(r"[ \t\r\n\f]+")

_PLAIN = {
    "stroke-width": _LENGTH,
    "stroke-dasharray": re.compile(r"none|[\d.,\s]+(?:px)?(?:[\d.,\spx]*)"),
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
_OPACITIES = ("opacity", "fill-opacity", "stroke-opacity")
_TEXTUAL = frozenset("text-anchor dominant-baseline font-style text-decoration".split())
_STROKED = frozenset("stroke-width stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin".split())
_MARKERS = ("marker-start", "marker-mid", "marker-end")
_BLOCKS = frozenset("div p li ul ol".split())
_INLINE = frozenset("b strong i em u s del code sub sup small big span font br q mark ins tt".split())
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})
_STYLED = re.compile(r"background|border|position|margin|padding|width|height|float|transform|display:\s*(?!inline)")
_IGNORED = frozenset(
    "style defs title desc symbol filter script marker linearGradient clipPath metadata".split()
)
_DARK, _LIGHT = 0.014, 1.0
"""Luminances of the paper, dark and light."""
_MURKY = 0.35
"""The luminance below which a dark text cannot be read on a colour."""
_SEEN = 3.0
"""The contrast that a text needs at least."""


def _short(number: float, places: int = 1) -> str:
    text = f"{number:.{places}f}".rstrip("0").rstrip(".") if places else f"{number:.0f}"
    return "0" if text in {"-0", ""} else text


def _shortened(text: str, places: int) -> str:
    """Numbers with fewer digits, and no more blanks than are needed."""
    made = _NUMBERS.sub(lambda one: _short(float(one[0]), places), text)
    return re.sub(r"\s*([,\sMmLlHhVvCcSsQqTtAaZz()])\s*", r"\1", _SPACE.sub(" ", made.strip()))


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters of one look."""

    text: str
    bold: bool
    italic: bool


@dataclass
class _Writer:
    root: Element
    source: str
    prefix: str
    styles: dict[Element, Style] = field(init=False)
    parents: dict[Element, Element] = field(init=False)
    by_id: dict[str, Element] = field(init=False)
    ids: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    box: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.styles = styles(self.root)
        self.parents = {child: parent for parent in self.root.iter() for child in parent}
        self.by_id = {one.get("id", ""): one for one in self.root.iter() if one.get("id")}
        self.source = re.sub(r"\s", "", self.source).lower()
        self.box = [float(one) for one in _NUMBERS.findall(self.root.get("viewBox", ""))]

    def picture(self) -> Picture:
        box = self.box
        if len(box) != 4 or not (0 < box[2] < 100_000 and 0 < box[3] < 100_000) or "nan" in str(box):
            raise NotDrawn("the drawing has no size")
        body = "".join(part for child in self.root for part in self.element(child))
        definitions = "".join(self.definitions())
        view = " ".join(_short(one) for one in box)
        svg = (
            f'<svg class="kept-drawing" viewBox="{view}" width="{_short(box[2])}" height="{_short(box[3])}"'
            f' role="img">{definitions}{body}</svg>'
        )
        return Picture(svg, round(box[2], 1), round(box[3], 1), tuple(self.texts))

    def definitions(self) -> Iterator[str]:
        """Arrowheads and the like that something asks for, also those that these ask for."""
        made: dict[str, str] = {}
        while left := [name for name in self.ids if name not in made]:
            for name in left:
                made[name] = "".join(self.definition(self.by_id[name], self.ids[name]))
        if made:
            yield f"<defs>{''.join(made.values())}</defs>"

    # Elements

    def element(self, element: Element) -> Iterator[str]:
        """An element and what is in it; a drawing has few kinds of them."""
        if not isinstance(element.tag, str):
            return
        name = element.tag.removeprefix(SVG)
        style = self.styles[element]
        if name in _IGNORED or style.get("display") == "none":
            return
        if name in _SHAPES:
            yield from self.shape(name, element)
        elif name in {"g", "a", "svg", "switch"}:
            yield from self.group(name, element)
        elif name == "text":
            yield from self.text(element)
        elif name == "foreignObject":
            yield from self.label(element)
        elif name == "use":
            raise NotDrawn("it shows a picture more than once")
        elif name == "image":
            raise NotDrawn("it shows a picture from elsewhere")
        else:
            raise NotDrawn(f"the drawing has an element that is not known here: {name[:40]}")

    def group(self, name: str, element: Element) -> Iterator[str]:
        children = list(element)
        if name == "switch":  # text of SVG stands behind the HTML that it is a stand-in for
            children = [one for one in children if one.tag == f"{SVG}text"] or children[:1]
        inner = "".join(part for child in children for part in self.element(child))
        if not inner:
            return
        if name == "svg":
            sized = ("x", "y", "width", "height")
            given = "".join(self.numbers(element, sized)) + "".join(self.numbers(element, ("viewBox",)))
            yield f"<svg{given}>{inner}</svg>"
            return
        given = "".join(self.transform(element)) + self.look(element, inner)
        if name == "a" and (link := self.link(element)):
            yield f'<a href="{escape(link)}"{given}>{inner}</a>'
        elif given:
            yield f"<g{given}>{inner}</g>"
        else:
            yield inner

    def link(self, element: Element) -> str:
        address = (element.get(XLINK) or element.get("href") or "").strip()
        if not address:
            return ""
        if not _LINK.match(address) or (
            _SCHEME.match(address) and not re.match("https?:|mailto:", address, re.I)
        ):
            raise NotDrawn("it leads to an address that is no link to a page")
        return address

    def shape(self, name: str, element: Element) -> Iterator[str]:
        style = self.inherited(element)
        seen = style.get("fill", "") != "none" or style.get("stroke", "none") != "none"
        bare = name == "rect" and not (element.get("width") and element.get("height"))
        if bare or not seen or style.get("visibility") == "hidden":
            return
        if name == "path" and not element.get("d", "").strip():
            return
        given = "".join(self.numbers(element, tuple(_SHAPES[name].split())))
        given += "".join(self.transform(element)) + "".join(self.markers(element)) + self.look(element)
        yield f"<{name}{given}/>"

    def definition(self, element: Element, name: str) -> Iterator[str]:
        kind = element.tag.removeprefix(SVG)
        if kind == "marker":
            sizes = "".join(self.numbers(element, ("viewBox", "refX", "refY", "markerWidth", "markerHeight")))
            units = element.get("markerUnits") == "userSpaceOnUse"
            sizes += ' markerUnits="userSpaceOnUse"' if units else ""
            turned = element.get("orient", "")
            sizes += f' orient="{turned}"' if re.fullmatch(r"auto(-start-reverse)?|[-\d.]+", turned) else ""
            inner = "".join(part for child in element for part in self.element(child))
            yield f'<marker id="{name}"{sizes}{self.look(element, inner)}>{inner}</marker>'
        elif kind == "linearGradient":
            stops = "".join(self.stop(one) for one in element if one.tag == f"{SVG}stop")
            units = element.get("gradientUnits") == "userSpaceOnUse"
            given = "".join(self.numbers(element, ("x1", "y1", "x2", "y2")))
            yield f'<linearGradient id="{name}"{given}'
            yield (' gradientUnits="userSpaceOnUse"' if units else "") + f">{stops}</linearGradient>"
        elif kind == "clipPath":
            inner = "".join(part for child in element for part in self.element(child))
            yield f'<clipPath id="{name}">{inner}</clipPath>'
        else:
            raise NotDrawn(f"the drawing refers to a {kind[:40]}")

    def stop(self, element: Element) -> str:
        style = self.styles[element]
        given = "".join(self.numbers(element, ("offset",)))
        found = colour(style.get("stop-color", "black"))
        if found and found.role:
            given += f' class="f-{found.role}"'
        elif found:
            given += ' stop-color="#{:02x}{:02x}{:02x}"'.format(*found.rgb)
        opacity = style.get("stop-opacity", "")
        if re.fullmatch(r"[\d.]+", opacity):
            given += f' stop-opacity="{_short(float(opacity), 2)}"'
        return f"<stop{given}/>"

    # Attributes

    def numbers(self, element: Element, names: tuple[str, ...]) -> Iterator[str]:
        for name in names:
            value = element.get(name, "").strip().removesuffix("px")
            if not value:
                continue
            if not (_PATH if name == "d" else _COORDINATES).fullmatch(value):
                raise NotDrawn("the drawing has a number that is none")
            yield f' {name}="{_shortened(value, 1 if self.is_large(element) else 3)}"'

    def is_large(self, element: Element) -> bool:
        """Whether a tenth of a unit cannot be seen: not within pictures that are scaled down."""
        above = self.parents.get(element)
        while above is not None and above is not self.root:
            if above.get("viewBox") or "scale" in above.get("transform", ""):
                return False
            above = self.parents.get(above)
        return "scale" not in element.get("transform", "")

    def transform(self, element: Element) -> Iterator[str]:
        value = element.get("transform", "").strip()
        if not value:
            return
        if not _TRANSFORM.fullmatch(value):
            raise NotDrawn("the drawing has a number that is none")
        short = _shortened(value, 5 if "scale" in value or "matrix" in value else 1)
        if short not in {"translate(0,0)", "translate(0 0)", "translate(0)"}:
            yield f' transform="{short}"'

    def markers(self, element: Element) -> Iterator[str]:
        for name in _MARKERS:
            found = _LOCAL.fullmatch(element.get(name, "").strip())
            if found and found[1] in self.by_id:  # a browser takes one that is not there for none
                yield f' {name}="{self.local(found[0])}"'

    def local(self, value: str) -> str:
        found = _LOCAL.fullmatch(value.strip())
        if not found or found[1] not in self.by_id:
            raise NotDrawn("the drawing refers to something outside of itself")
        made = self.ids.setdefault(found[1], f"{self.prefix}{len(self.ids)}")
        return f"url(#{made})"

    def inherited(self, element: Element) -> Style:
        """What holds for an element, also by those around it."""
        found: dict[str, str] = {}
        above: Element | None = element
        while above is not None:
            for name, value in self.styles[above].items():
                if value != "inherit" and name not in found and (name in INHERITED or above is element):
                    found[name] = value
            above = self.parents.get(above)
        return found

    def look(self, element: Element, inner: str | None = None) -> str:
        """The style of an element, as classes and attributes; of a group, if that holds for what is in it."""
        style, classes, made = self.styles[element], list[str](), list[str]()
        is_group = inner is not None
        if self.is_under(element):
            classes.append("under")
        for name in ("fill", "stroke"):
            value = style.get(name, "")
            if value and not (is_group and not re.search(r"<(?!g|svg|a|title)\w", inner or "")):
                self.paint(name, value, element, classes, made)
        for name, form in _PLAIN.items():
            value = style.get(name, "").removesuffix("px")
            if not value or (is_group and name not in INHERITED):
                continue
            if form.fullmatch(value) and not (
                name == "stroke-dasharray" and re.fullmatch(r"[01](, ?0)?", value)
            ):
                made.append(f' {name}="{_shortened(value, 2)}"')
        for name in _OPACITIES:
            value = style.get(name, "")
            if re.fullmatch(r"[\d.]+", value) and float(value) < 1:
                made.append(f' {name}="{_short(float(value), 2)}"')
        if "clip-path" in style and "url" in style["clip-path"]:
            made.append(f' clip-path="{self.local(style["clip-path"])}"')
        made += self.font(element)
        named = f' class="{" ".join(classes)}"' if classes else ""
        return named + "".join(made)

    def is_under(self, element: Element) -> bool:
        """Whether an author's fill has other things on it, which are drawn in the colours of the page."""
        if element.tag.removeprefix(SVG) not in _SHAPES:
            return False
        around = self.parents[element].get("class", "").split()
        found = colour(self.styles[element].get("fill", "none"))
        is_ground = "cluster" in around or "statediagram-cluster" in around or element.get("class") == "rect"
        return is_ground and found is not None and not found.role

    def font(self, element: Element) -> list[str]:
        style, made = self.styles[element], list[str]()
        if element.tag.removeprefix(SVG) not in {"text", "tspan", "g"}:
            return made
        if "font-size" in style:
            made.append(f' font-size="{_short(self.size(element))}"')
        if "font-weight" in style:
            made.append(f' font-weight="{"bold" if letters.is_bold(style["font-weight"]) else "normal"}"')
        return made

    def size(self, element: Element) -> float:
        """The size of letters in an element, in pixels."""
        above = self.parents.get(element)
        found = _PIXELS.fullmatch(self.styles[element].get("font-size", "").strip())
        if not found:
            return self.size(above) if above is not None else 16.0
        number, unit = float(found[1]), found[2] or "px"
        if unit in {"em", "ex"}:
            around = self.size(above) if above is not None else 16.0
            return number * around * (0.5 if unit == "ex" else 1)
        return number * {"pt": 4 / 3, "rem": 16.0}.get(unit, 1.0)

    def paint(self, name: str, value: str, element: Element, classes: list[str], made: list[str]) -> None:
        """A fill or a stroke."""
        value = value.strip()
        if value.lower() in {"none", "transparent"}:
            made.append(f' {name}="none"')
            return
        if value.lower() == "currentcolor":
            value = self.inherited(element).get("color", "")
        if "url(" in value:
            made.append(f' {name}="{self.local(value)}"')
            return
        found = colour(value)
        if found is None:
            return
        if found.role:
            pale = name == "fill" and self.is_pale(element, found.alpha)
            classes.append(f"{'h' if pale and found.role in CATEGORIES else name[0]}-{found.role}")
        elif self.is_written(value):
            made.append(' {}="#{:02x}{:02x}{:02x}"'.format(name, *found.rgb))
            if "under" in classes and name == "fill" and light(found.rgb) < _MURKY:
                found = Colour("", found.rgb, min(found.alpha, 0.3))
        else:
            kind, role = likely(found.rgb)
            role = "line" if role == "ink" and name == "stroke" else role
            classes.append(f"{'s' if name == 'stroke' else kind}-{role}")
        if found.alpha < 1:
            made.append(f' {name}-opacity="{_short(found.alpha, 2)}"')

    def is_pale(self, element: Element, alpha: float) -> bool:
        """Whether one sees through a fill, or it is that of letters: then its colour is the full one."""
        if element.tag.removeprefix(SVG) in {"text", "tspan"}:
            return True
        style = self.styles[element]
        parts = [style.get(name, "1") for name in ("fill-opacity", "opacity")]
        return min([alpha, *(float(one) for one in parts if re.fullmatch(r"[\d.]+", one))]) < 0.6

    def is_written(self, value: str) -> bool:
        """Whether the author wrote a colour; else the library made it up from others."""
        return re.sub(r"\s", "", value).lower() in self.source

    # Text

    def text(self, element: Element) -> Iterator[str]:
        heard: list[str] = []
        inner = "".join(self.spans(element, heard))
        said = "".join(heard).strip()
        if not said:
            return
        self.texts.append(said)
        given = "".join(self.place(element))
        yield f"<text{given}{''.join(self.transform(element))}{self.look(element)}>{inner.strip()}</text>"

    def spans(self, element: Element, heard: list[str]) -> Iterator[str]:
        yield self.said(element.text, heard)
        for child in element:
            if child.tag == f"{SVG}tspan":
                inner = "".join(self.spans(child, heard))
                given = "".join(self.place(child)) + self.look(child)
                if ' x="' in given or ' y="' in given:
                    heard.append(" ")
                yield f"<tspan{given}>{inner}</tspan>" if given and inner else inner
            elif isinstance(child.tag, str) and child.tag not in {f"{SVG}title", f"{SVG}desc"}:
                raise NotDrawn("a text holds something else")
            yield self.said(child.tail, heard)

    def said(self, text: str | None, heard: list[str]) -> str:
        plain = _SPACE.sub(" ", text or "")
        heard.append(plain)
        return escape(plain, quote=False)

    def place(self, element: Element) -> Iterator[str]:
        """Where letters begin: their place and a shift, in one number where both are known."""
        for axis in ("x", "y"):
            at, shift = (self.pixels(element, name) for name in (axis, f"d{axis}"))
            if at is not None:
                yield f' {axis}="{_short(at + (shift or 0.0))}"'
            elif shift:
                yield f' d{axis}="{_short(shift, 2)}"'

    def pixels(self, element: Element, name: str) -> float | None:
        value = element.get(name, "").strip()
        if not value:
            return None
        if value.endswith("%"):
            whole = self.box[2] if name.endswith("x") else self.box[3]
            return float(_NUMBERS.findall(value)[0]) / 100 * whole
        found = _PIXELS.fullmatch(value.lstrip("-+"))
        if not found:
            raise NotDrawn(f"the drawing has a number that is none: {value[:20]}")
        sign = -1.0 if value.startswith("-") else 1.0
        return sign * float(found[1]) * (self.size(element) if found[2] == "em" else 1.0)

    # Labels

    def label(self, element: Element) -> Iterator[str]:
        """HTML, as lines of text where a browser would put them."""
        across, down = (float(element.get(name) or 0) for name in ("width", "height"))
        left, top = (float(element.get(name) or 0) for name in ("x", "y"))
        inmost = next(iter(reversed([one for one in element.iter() if self.is_block(one)])), element)
        size = self.size(inmost)
        lines = list(self.lines(element, across, size))
        said = " ".join("".join(run.text for run in line) for line in lines).strip()
        if not said or across <= 0 or down <= 0:
            return
        self.texts.append(said)
        step = size * 1.5
        style = self.inherited(inmost)
        is_middle = style.get("text-align", "") == "center"
        begin = top + (down - len(lines) * step) / 2 if is_middle else top
        first = begin + (step - letters.height(size)) / 2 + letters.rise(size)
        middle = left + across / 2 if is_middle else left
        behind = "".join(self.behind(element, left, top, across, down))
        given = "".join(self.transform(element))
        if self.inherited(self.parents[element]).get("stroke", "none") != "none":
            given += ' stroke="none"'  # of what the label stands in, and meant for its border
        look = self.ink(element, inmost) + ("" if size == 16 else f' font-size="{_short(size)}"')
        look += (
            ' text-anchor="middle"'
            if is_middle
            else ' text-anchor="start"'
            if self.is_anchored(element)
            else ""
        )
        spans = []
        for number, line in enumerate(lines):
            written = "".join(self.written(line))
            y = _short(first + number * step)
            spans.append(f'<tspan x="{_short(middle)}" y="{y}">{written}</tspan>' if number else written)
        begin_at = f' x="{_short(middle)}" y="{_short(first)}"'
        yield f"{behind}<text{begin_at}{given}{look}>{''.join(spans)}</text>"

    def is_block(self, element: Element) -> bool:
        return isinstance(element.tag, str) and element.tag.startswith(HTML)

    def is_anchored(self, element: Element) -> bool:
        return self.inherited(element).get("text-anchor", "start") != "start"

    def behind(self, element: Element, left: float, top: float, across: float, down: float) -> Iterator[str]:
        """What keeps a line from running through its label."""
        for one in element.iter():
            style = self.styles[one]
            found = colour(style.get("background-color") or style.get("background") or "none")
            if found and self.is_block(one):
                classes: list[str] = []
                made: list[str] = []
                self.paint("fill", style.get("background-color") or style["background"], one, classes, made)
                named = f' class="{classes[0]}"' if classes else "".join(made[:1])
                place = (
                    f'x="{_short(left)}" y="{_short(top)}" width="{_short(across)}" height="{_short(down)}"'
                )
                yield f"<rect {place}{named}/>"
                return

    def ink(self, element: Element, inmost: Element) -> str:
        """The colour of a label: as its author says, or so that it is seen on what the author put behind it."""
        bold = ' font-weight="bold"' if letters.is_bold(self.inherited(inmost).get("font-weight")) else ""
        written = self.inherited(inmost).get("color", "")
        text = colour(written)
        ground = self.ground(element)
        if text and not text.role and self.is_written(written):
            grounds = [ground] if ground is not None else [_DARK, _LIGHT]
            if all(contrast(light(text.rgb), one) >= _SEEN for one in grounds) or ground is not None:
                return ' fill="#{:02x}{:02x}{:02x}"'.format(*text.rgb) + bold
        if ground is not None:
            return (' fill="#000"' if contrast(0, ground) > contrast(1, ground) else ' fill="#fff"') + bold
        return ' class="f-ink"' + bold

    def ground(self, element: Element) -> float | None:
        """The luminance of the fill that an author gave what a label stands in."""
        above = self.parents.get(element)
        while above is not None and "node" not in above.get("class", "").split():
            above = self.parents.get(above)
        if above is None:
            return None
        for one in above.iter():
            if isinstance(one.tag, str) and one.tag.removeprefix(SVG) in _SHAPES:
                value = self.inherited(one).get("fill", "")
                found = colour(value)
                if found and (one.get("width") or one.tag != f"{SVG}rect"):
                    is_authors = not found.role and found.alpha > 0.5 and self.is_written(value)
                    return light(found.rgb) if is_authors else None
        return None

    def written(self, line: tuple[_Run, ...]) -> Iterator[str]:
        for run in line:
            look = (' font-weight="bold"' if run.bold else "") + (
                ' font-style="italic"' if run.italic else ""
            )
            text = escape(run.text, quote=False)
            yield f"<tspan{look}>{text}</tspan>" if look else text

    def lines(self, element: Element, across: float, size: float) -> Iterator[tuple[_Run, ...]]:
        """The lines of a label, broken where they are wider than it."""
        bold = letters.is_bold(self.inherited(element).get("font-weight"))
        for written in self.paragraphs(element):
            words = [_Run(word, run.bold, run.italic) for run in written for word in letters.words(run.text)]
            line: list[_Run] = []
            taken = 0.0
            for word in words:
                if not line and not word.text.strip():
                    continue
                wide = letters.width(word.text, size, bold=word.bold or bold)
                bare = letters.width(word.text.rstrip(), size, bold=word.bold or bold)
                if line and taken + bare > across + 0.75:
                    yield _joined(line)
                    line, taken = [], 0.0
                line.append(word)
                taken += wide
            if line or len(written) == 0:
                yield _joined(line)

    def paragraphs(self, element: Element) -> list[list[_Run]]:
        """What a label says, line by line as it is written."""
        found: list[list[_Run]] = [[]]
        for child in element:
            self.read(child, False, False, found)
        while found and not found[-1]:
            found.pop()
        while found and not found[0]:
            found.pop(0)
        return found

    def read(self, element: Element, bold: bool, italic: bool, found: list[list[_Run]]) -> None:
        if not isinstance(element.tag, str):
            return
        name = element.tag.removeprefix(HTML)
        if name not in _BLOCKS and name not in _INLINE:
            raise NotDrawn(f"a label holds HTML that is not drawn here: <{name[:40]}>")
        style = self.styles[element]
        is_authors = self.is_block(self.parents[element]) and not element.get("class")
        if is_authors and _STYLED.search(element.get("style", "")):
            raise NotDrawn("a label holds HTML with styles of its own")
        bold = bold or name in _BOLD
        italic = italic or name in _ITALIC or style.get("font-style") == "italic"
        if name in _BLOCKS and found[-1]:
            found.append([])
        if name == "br":
            found.append([])
        self.heard(element.text, bold, italic, found)
        for child in element:
            self.read(child, bold, italic, found)
            self.heard(child.tail, bold, italic, found)
        if name in _BLOCKS and found[-1]:
            found.append([])

    def heard(self, text: str | None, bold: bool, italic: bool, found: list[list[_Run]]) -> None:
        plain = _SPACE.sub(" ", text or "")
        if plain.strip() or (plain and found[-1]):
            found[-1].append(_Run(plain, bold, italic))


def _joined(line: list[_Run]) -> tuple[_Run, ...]:
    """Words of one look, written together; without blanks at the ends."""
    made: list[_Run] = []
    for run in line:
        if made and (made[-1].bold, made[-1].italic) == (run.bold, run.italic):
            made[-1] = _Run(made[-1].text + run.text, run.bold, run.italic)
        else:
            made.append(run)
    if made:
        made[0] = _Run(made[0].text.lstrip(), made[0].bold, made[0].italic)
        made[-1] = _Run(made[-1].text.rstrip(), made[-1].bold, made[-1].italic)
    return tuple(made)
