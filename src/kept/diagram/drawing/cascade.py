"""Which style holds for which element of a painting: its style sheet, worked out and written down.

A page's policy forbids style sheets and style attributes within it. What they say of an element is found here
once, so that it can be said with attributes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"

INHERITED = frozenset(
    (
        *("color", "fill", "fill-opacity", "fill-rule", "font-size", "font-style", "font-weight", "stroke"),
        *("stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width"),
        *("text-anchor", "dominant-baseline", "visibility", "text-align"),
    )
)
"""What an element takes from the one around it."""

KNOWN = INHERITED | frozenset(
    (
        *("background", "background-color", "display", "opacity", "stop-color", "stop-opacity"),
        *("text-decoration", "clip-path", "stroke-dashoffset", "mix-blend-mode"),
    )
)
"""What is looked at; nothing else that a style says is drawn."""

Style = Mapping[str, str]


def styles(root: Element) -> dict[Element, Style]:
    """What holds for each element by itself: attributes, then style sheets, then its own style."""
    import cssselect2  # type: ignore[import-untyped]

    text = "\n".join(one.text or "" for one in root.iter(f"{SVG}style"))
    matcher = _matcher(text)
    found: dict[Element, Style] = {}
    for wrapper in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        element: Element = wrapper.etree_element
        said = {name: value for name, value in element.items() if name in KNOWN}
        urgent: dict[str, str] = {}
        for *_, declared in matcher.match(wrapper):
            for name, value, is_urgent in declared:
                (urgent if is_urgent else said)[name] = value
        for name, value, is_urgent in _declared(element.get("style", "")):
            (urgent if is_urgent else said)[name] = value
        found[element] = said | urgent
    return found


@lru_cache(maxsize=64)
def _matcher(text: str) -> Any:
    """The rules of a style sheet; most diagrams of a kind share it."""
    import cssselect2
    import tinycss2  # type: ignore[import-untyped]

    matcher = cssselect2.Matcher()
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        declared = tuple(_read(rule.content))
        if not declared:
            continue
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue
        for selector in selectors:
            if selector.pseudo_element is None:
                matcher.add_selector(selector, declared)
    return matcher


@lru_cache(maxsize=2_000)
def _declared(style: str) -> tuple[tuple[str, str, bool], ...]:
    return tuple(_read(style)) if style else ()


def _read(content: Any) -> Iterator[tuple[str, str, bool]]:
    import tinycss2

    for one in tinycss2.parse_blocks_contents(content):
        if one.type == "declaration" and one.lower_name in KNOWN:
            yield one.lower_name, tinycss2.serialize(one.value).strip(), one.important
