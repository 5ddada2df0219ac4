"""Raw HTML that writers may use: everything else is taken out of a page as the last thing that happens to it.

The work is done by nh3 (the Rust library ammonia on html5ever, which reads HTML as browsers do): also plain
Markdown can hold an address that runs code. Where many pages are made, those that hold nothing but what is
listed in `plain_html` are spared it; what comes out is the same. Nothing that depends on the site is in here:
the result is a function of the HTML alone.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from kept.site.plain_html import settled

if TYPE_CHECKING:
    import nh3


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TEXT = _words(
    "a abbr address b bdi bdo big blockquote br cite code data del dfn em h1 h2 h3 h4 h5 h6 hr i ins kbd "
    "mark p pre q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
PARTS = _words(
    "article aside center dd details div dl dt footer header hgroup input label li main meter nav ol "
    "progress section summary ul"
)
TABLES = _words("caption col colgroup table tbody td tfoot th thead tr")
MEDIA = _words("audio figcaption figure img picture source track video")
DRAWINGS = _words(
    "circle clipPath defs ellipse g line linearGradient mask path polygon polyline radialGradient rect stop "
    "svg symbol text tspan"
)
"""Parts of an inline SVG, such as an icon; without links to others, animation, style sheets and HTML."""

IN_DIAGRAMS = _words("a desc marker pattern textPath title")
"""What kept's own drawings of diagrams hold besides."""

DROPPED = _words("iframe noembed noframes noscript script style template xmp")
"""Elements that go with all they hold; of any other that is not allowed, the text stays."""

_ALIGNED = _words("align height valign width")
_PLAYED = _words("autoplay controls crossorigin loop muted preload src")
_DRAWN = _words(
    "clip-path clip-rule clipPathUnits color cx cy d dx dy fill fill-opacity fill-rule font-family "
    "font-size font-weight fx fy gradientTransform gradientUnits height mask maskUnits offset opacity "
    "pathLength points preserveAspectRatio r rx ry spreadMethod stop-color stop-opacity stroke "
    "stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity "
    "stroke-width text-anchor transform version viewBox width x x1 x2 xmlns y y1 y2"
)
_IN_DIAGRAMS = _words(
    "alignment-baseline aria-describedby aria-hidden aria-label aria-labelledby class display "
    "dominant-baseline dy font-style id letter-spacing marker-end marker-mid marker-start markerHeight "
    "markerUnits markerWidth orient paint-order patternTransform patternUnits refX refY role startOffset "
    "text-decoration textLength visibility"
)
_IN_TABLES = _words("abbr colspan headers rowspan scope span") | _ALIGNED
ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": _words("class dir hidden id lang role tabindex title translate"),
    "a": _words("download href hreflang name rel target type"),
    "audio": _PLAYED,
    "blockquote": _words("cite"),
    "data": _words("value"),
    "del": _words("cite datetime"),
    "details": _words("name open"),
    "img": _words("alt decoding fetchpriority loading sizes src srcset") | _ALIGNED,
    "input": _words("checked disabled name"),
    "ins": _words("cite datetime"),
    "label": _words("for"),
    "li": _words("value"),
    "meter": _words("high low max min optimum value"),
    "ol": _words("reversed start type"),
    "progress": _words("max value"),
    "q": _words("cite"),
    "source": _words("height media sizes src srcset type width"),
    "time": _words("datetime"),
    "track": _words("default kind label src srclang"),
    "ul": _words("type"),
    "video": _PLAYED | _words("height playsinline poster width"),
    **dict.fromkeys(TABLES, _IN_TABLES),
    **dict.fromkeys(_words("div h1 h2 h3 h4 h5 h6 hr p"), _words("align")),
    **dict.fromkeys(DRAWINGS, _DRAWN),
}
PREFIXES = ("aria-", "data-")
INPUTS = ("checkbox", "radio")
"""For task lists and content tabs."""

SCHEMES = _words(
    "ftp geo git http https irc ircs magnet mailto matrix ms-settings msteams news sftp slack sms ssh tel "
    "vscode webcal xmpp"
)
PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
"""Small pictures may stand in the text itself."""

ADDRESSES = _words("cite href poster src")
_SCHEME = r"[\t\n\r]*".join("data:")
_DATA = re.compile(rf"[\x00-\x20]*{_SCHEME}", re.IGNORECASE)
"""Browsers leave out tabs and line ends in addresses."""
_THEIRS = re.compile(r"__(?!tabbed_|codelineno|span|code|(?:figure|table)-caption_)")
"""Beginning of the ids and names by which the theme finds its own parts, but for those in a text."""

KNOWN = {"0.3.8"}
"""The versions of nh3 that are known to write plain pages as `plain_html` does."""

MANY: ContextVar[bool] = ContextVar("many", default=False)
"""Whether so many pages are made that it pays to make ready what recognises plain ones."""


def sanitised(html: str) -> str:
    """The HTML with nothing left in it that could run, load a page, or pass for a part of the theme."""
    plain = settled(html) if MANY.get() and _is_known() else None
    return _sanitised(html) if plain is None else plain


@cache
def _is_known() -> bool:
    import nh3

    return getattr(nh3, "__version__", "") in KNOWN


def _sanitised(html: str) -> str:
    cleaned: str = _cleaner().clean(html)
    return cleaned


def sanitised_drawing(svg: str) -> str:
    """A drawing of a diagram with nothing left in it but shapes, text and links, whatever it was made by."""
    cleaned: str = _cleaner_of_drawings().clean(svg)
    return cleaned


def escaped_values(value: object) -> object:
    """Front matter with its texts escaped: templates print them as they are."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {escaped_values(key): escaped_values(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(escaped_values(inner) for inner in value)
    return value


@cache
def _cleaner() -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=set(TEXT | PARTS | TABLES | MEDIA | DRAWINGS),
        clean_content_tags=set(DROPPED),
        attributes={name: set(allowed) for name, allowed in ATTRIBUTES.items()},
        attribute_filter=_checked,
        strip_comments=True,
        link_rel=None,
        generic_attribute_prefixes=set(PREFIXES),
        tag_attribute_values={"input": {"type": set(INPUTS)}},
        url_schemes={*SCHEMES, "data"},
    )


@cache
def _cleaner_of_drawings() -> nh3.Cleaner:
    import nh3

    parts = (DRAWINGS | IN_DIAGRAMS) - {"a"}
    attributes = {name: set(_DRAWN | _IN_DIAGRAMS) for name in parts}
    return nh3.Cleaner(
        tags={*parts, "a"},
        clean_content_tags={*DROPPED, "foreignObject"},
        attributes={**attributes, "a": {"class", "href", "target"}, "*": {"id"}},
        strip_comments=True,
        link_rel="noopener",
        url_schemes={"http", "https", "mailto"},
    )


def _checked(element: str, attribute: str, value: str) -> str | None:
    if attribute in ("id", "name", "for"):
        return None if _THEIRS.match(value) else value
    if attribute.startswith(("data-md-", "data-kept-")):
        return None
    if attribute in ADDRESSES and _DATA.match(value):
        return value if element == "img" and attribute == "src" and PICTURE.match(value) else None
    return value
