"""The colours of a diagram, by what they are for.

A page is read light or dark, so a drawing may not hold the colours of a theme, only what they are for: the
library that draws is given a theme in which every colour stands for a role, and in what it draws the colours
are taken for classes again, which `drawing.css` maps on the theme's own variables. What is no such colour was
written by the author, and stays.
"""

from __future__ import annotations

import colorsys

from kept.values import dataclass

CATEGORIES = tuple(f"c{number}" for number in range(12))
"""Twelve that are told apart."""

ROLES = (
    *("ink", "line", "node", "rim", "group", "edging", "paper", "note", "noteline", "soft", "mute", "alarm"),
    *CATEGORIES,
)
"""What a colour may be for: text, arrows, nodes and their borders, groups and theirs, what lies behind a
text, notes and theirs, rows of tables, grids, what is late, and those."""

_MARK = (1, 2)
"""Red and green of the colours that stand for a role; blue is its number. Those that are told apart are told
apart by their hue, which stays when the library makes one of them paler."""

_DEGREES = (221, 34, 138, 338, 259, 184, 8, 55, 204, 21, 96, 312)
"""The hues of those twelve; `drawing.css` has them too."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour: of a role, or as red, green and blue from 0 to 255; `alpha` from 0 to 1."""

    role: str
    rgb: tuple[int, int, int]
    alpha: float


def _stands_for(role: str) -> str:
    if role in CATEGORIES:
        return _HUES[int(role[1:])]
    return "#{:02x}{:02x}{:02x}".format(*_MARK, ROLES.index(role))


def _hue(number: int) -> str:
    parts = colorsys.hls_to_rgb(_DEGREES[number] / 360, 0.46, 0.86)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


_HUES = tuple(map(_hue, range(12)))


_VARIABLES = {
    "ink": """
        primaryTextColor secondaryTextColor tertiaryTextColor textColor titleColor actorTextColor
        signalTextColor labelTextColor loopTextColor noteTextColor taskTextColor taskTextLightColor
        taskTextDarkColor taskTextOutsideColor taskTextClickableColor labelColor errorTextColor
        scaleLabelColor transitionLabelColor stateLabelColor classText pieTitleTextColor
        pieSectionTextColor pieLegendTextColor vennTitleTextColor vennSetTextColor quadrant1TextFill
        quadrant2TextFill quadrant3TextFill quadrant4TextFill quadrantPointTextFill
        quadrantXAxisTextFill quadrantYAxisTextFill quadrantTitleFill requirementTextColor
        relationLabelColor tagLabelColor commitLabelColor nodeTextColor
        """,
    "line": """
        lineColor arrowheadColor defaultLinkColor signalColor archEdgeColor archEdgeArrowColor
        transitionColor specialStateColor relationColor innerEndBackground emArrowhead
        emRelationStroke quadrantPointFill
        """,
    "node": """
        primaryColor mainBkg nodeBkg actorBkg labelBoxBkgColor stateBkg labelBackgroundColor
        requirementBackground tagLabelBackground personBkg activeTaskBkgColor taskBkgColor
        compositeTitleBackground
        """,
    "rim": """
        primaryBorderColor border1 nodeBorder actorBorder labelBoxBorderColor requirementBorderColor
        tagLabelBorder personBorder taskBorderColor activeTaskBorderColor activationBorderColor
        archGroupBorderColor
        """,
    "group": "tertiaryColor secondaryColor secondBkg clusterBkg altBackground quadrant1Fill quadrant3Fill",
    "edging": """
        border2 clusterBorder compositeBorder secondaryBorderColor tertiaryBorderColor
        quadrantExternalBorderStrokeFill
        """,
    "paper": """
        background labelBackground edgeLabelBackground relationLabelBackground compositeBackground
        sequenceNumberColor commitLabelBackground activationBkgColor rowOdd
        attributeBackgroundColorOdd altSectionBkgColor quadrant2Fill quadrant4Fill pieStrokeColor
        """,
    "note": "noteBkgColor",
    "noteline": "noteBorderColor",
    "soft": """
        sectionBkgColor sectionBkgColor2 excludeBkgColor doneTaskBkgColor rowEven
        attributeBackgroundColorEven rectBkgColor critBkgColor errorBkgColor emSwimlaneBackgroundOdd
        """,
    "mute": """
        actorLineColor gridColor doneTaskBorderColor quadrantInternalBorderStrokeFill
        pieOuterStrokeColor emSwimlaneBackgroundStroke
        """,
    "alarm": "critBorderColor todayLineColor vertLineColor wardleyEvolutionColor",
}
_CHARTS = {
    "ink": """
        titleColor dataLabelColor legendTextColor xAxisTitleColor xAxisLabelColor yAxisTitleColor
        yAxisLabelColor
        """,
    "line": "xAxisTickColor xAxisLineColor yAxisTickColor yAxisLineColor",
    "paper": "backgroundColor",
}
_MAPS = {
    "ink": "axisTextColor componentLabelColor annotationTextColor",
    "line": "axisColor linkStroke componentStroke annotationStroke",
    "mute": "gridColor",
    "alarm": "evolutionStroke",
    "paper": "backgroundColor componentFill annotationFill",
}
_CYNEFIN = {
    "ink": "textColor labelColor",
    "line": "boundaryColor arrowColor",
    "alarm": "cliffColor",
    "c0": "complexBg",
    "c1": "complicatedBg",
    "c2": "chaoticBg",
    "c3": "clearBg",
    "c4": "confusionBg",
}
_EVENTS = {"Ui": "paper", "Processor": "c4", "ReadModel": "c2", "Command": "c0", "Event": "c1"}


def _given(names: dict[str, str]) -> dict[str, str]:
    return {name: _stands_for(role) for role, listed in names.items() for name in listed.split()}


def _numbered() -> dict[str, str]:
    made: dict[str, str] = {}
    for number in range(12):
        own = _stands_for(f"c{number}")
        made |= {
            f"cScale{number}": own,
            f"cScalePeer{number}": own,
            f"cScaleInv{number}": _stands_for("line"),
        }
        made |= {f"cScaleLabel{number}": _stands_for("ink"), f"pie{number + 1}": own}
    for number in range(8):
        own = _stands_for(f"c{number}")
        made |= {f"git{number}": own, f"gitInv{number}": _stands_for("line"), f"venn{number + 1}": own}
        made |= {f"gitBranchLabel{number}": _stands_for("ink"), f"fillType{number}": own}
    for number in range(5):
        made |= {f"surface{number}": _stands_for("soft"), f"surfacePeer{number}": _stands_for("mute")}
    for name, role in _EVENTS.items():
        made |= {f"em{name}Fill": _stands_for(role), f"em{name}Stroke": _stands_for("rim")}
    return made


COLOURS = tuple(_stands_for(f"c{number}") for number in range(12))
"""Twelve colours that are told apart."""

THEME: dict[str, object] = {
    **_given(_VARIABLES),
    **_numbered(),
    "useGradient": False,
    "xyChart": {**_given(_CHARTS), "plotColorPalette": ",".join(COLOURS[:10])},
    "wardley": _given(_MAPS),
    "cynefin": _given(_CYNEFIN),
    "radar": {"axisColor": _stands_for("mute"), "graticuleColor": _stands_for("mute")},
}
"""Theme variables of Mermaid, each with the colour that stands for its role."""


def colour(written: str) -> Colour | None:
    """A colour as CSS writes it; None for what is none, or nothing to be seen."""
    from tinycss2.color3 import RGBA, parse_color  # type: ignore[import-untyped]

    found = parse_color(written)
    if not isinstance(found, RGBA) or not found.alpha:
        return None
    red, green, blue = (min(255, max(0, round(part * 255))) for part in found[:3])
    role = ROLES[blue] if (red, green) == _MARK and blue < len(ROLES) else ""
    written_out = f"#{red:02x}{green:02x}{blue:02x}"
    if written_out in _HUES:
        role = f"c{_HUES.index(written_out)}"
    return Colour(role, (red, green, blue), found.alpha)


def likely(rgb: tuple[int, int, int]) -> tuple[str, str]:
    """The class of a colour that no author wrote and that the theme does not have, in its two parts.

    One with the hue of a colour of the theme was made from that: it is as pale (`f`). Others are the
    library's own, of its icons: they are full (`h`), in the nearest of the colours that are told apart.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in rgb))
    if saturation > 0.3 and 0.03 < lightness < 0.97:
        away = [min(abs(hue * 360 - one), 360 - abs(hue * 360 - one)) for one in _DEGREES]
        nearest = away.index(min(away))
        return "f" if away[nearest] < 2 or lightness > 0.8 else "h", CATEGORIES[nearest]
    brightness = light(rgb)
    return "f", "ink" if brightness < 0.2 else "soft" if brightness < 0.9 else "paper"


def light(rgb: tuple[int, int, int]) -> float:
    """The relative luminance of a colour, as the guidelines for accessible web content define it."""
    parts = [one / 255 for one in rgb]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: float, other: float) -> float:
    """How well one luminance is seen beside another: from 1 to 21."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
