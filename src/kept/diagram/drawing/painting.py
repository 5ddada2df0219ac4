"""The one place that knows merman, the library that lays diagrams out and paints them.

merman is a port of Mermaid to Rust, young, and of Mermaid 12.1 where the site ships Mermaid 11: what 12 does
in another way by default (its look, its layout engine, how wide nodes are) is set to what 11 does. It asks
for the width of every text, and is told what `letters` measures. It runs in this process, with low limits.
"""

from __future__ import annotations

import atexit
import threading
from typing import Any

import orjson

from kept.diagram.drawing import letters
from kept.diagram.drawing.colours import COLOURS, THEME
from kept.diagram.drawing.measuring import measured

MILLISECONDS = 30_000
"""Time after which a diagram is given up. What ends most of them is the limit of work, which is met after a
few seconds, and in the same way on a slow machine."""

PREFIX = "d"
"""What the ids of a painting begin with."""

_AS_IN_11 = {"look": "classic", "theme": "base"}
_NODES_AS_IN_11 = {**_AS_IN_11, "minNodeWidth": 0, "wrappingWidth": 200}
_CONFIG = {
    **_AS_IN_11,
    "layout": "dagre",
    "fontFamily": letters.FAMILY,
    "fontSize": 16,
    "themeVariables": {**THEME, "fontFamily": letters.FAMILY, "fontSize": "16px"},
    "flowchart": _NODES_AS_IN_11,
    "state": {**_NODES_AS_IN_11, "layout": "dagre"},
    "mindmap": {"layout": "cose-bilkent"},
    "journey": {
        "actorColours": COLOURS[6:],
        "sectionFills": COLOURS,
        "sectionColours": (THEME["textColor"],),
    },
    **dict.fromkeys(("class", "er", "requirement", "sequence", "swimlane", "venn"), _AS_IN_11),
}
_OPTIONS = {
    "site_config": _CONFIG,
    "svg": {"pipeline": "parity", "diagram_id": PREFIX},
    "layout": {"container_width": 1000, "container_height": 800},
    "resources": {
        "profile": "interactive",
        "limits": {
            "max_source_bytes": 200_000,
            "max_model_items": 4_000,
            "max_layout_work_units": 8_000_000,
            "max_svg_bytes": 4_000_000,
            "max_svg_elements": 40_000,
        },
    },
}


NOT_INSTALLED = "what draws diagrams is not installed: `pip install 'kept[drawing]'`"
"""What is said of every diagram where the libraries are missing."""


class NotPainted(Exception):
    """merman is not here, or cannot draw the diagram; the message says why."""


_engines = threading.local()
atexit.register(_engines.__dict__.clear)  # an engine that outlives its library complains


def paint(source: str) -> str:
    """The SVG that merman makes of a diagram. Raises `NotPainted`."""
    try:
        import cssselect2  # type: ignore[import-untyped]  # noqa: F401  (it is asked for later, as the next two)
        import merman  # type: ignore[import-untyped]
        import tinycss2  # type: ignore[import-untyped]  # noqa: F401
        import uharfbuzz  # type: ignore[import-untyped]  # noqa: F401
    except (ImportError, OSError) as error:
        raise NotPainted(NOT_INSTALLED) from error
    try:
        if not hasattr(_engines, "one"):
            _engines.one = _engine(merman)
        control = merman.MermanOperationControl(timeout_ms=MILLISECONDS)
        asked = merman.MermanOperationRequestV4(
            operation_id="svg", source=source, uri=None, options_json=None, control=control
        )
        drawn: bytes = _engines.one.execute(asked).data
    except Exception as error:  # noqa: BLE001  (a panic of Rust comes as whatever its bindings make of it)
        if hasattr(_engines, "one"):
            del _engines.one
        raise NotPainted(_why(error)) from error
    return drawn.decode("utf-8")


def _why(error: Exception) -> str:
    if getattr(error, "resource", None) or getattr(error, "cancellation", None):
        return "it is too large to be drawn here"
    said = " ".join(str(getattr(error, "message", "") or error).split())
    return f"the library that draws fails on it: {said[:120]}"


def _engine(merman: Any) -> Any:
    html = merman.MermanTextWrapMode.HTML_LIKE
    kinds = merman.MermanTextMeasurementResultKind

    class Measurer(merman.MermanTextMeasurer):  # type: ignore[misc]
        """Answers what merman asks about texts."""

        def measure(self, request: Any) -> Any:
            """The answer in the form that merman reads."""
            line = request.line_height if request.wrap_mode == html else None
            found = measured(
                request.operation.name,
                request.text,
                request.font_size,
                request.font_weight,
                request.max_width,
                line,
            )
            return merman.MermanTextMeasureResult(
                result_kind=kinds[found.kind],
                width=found.width,
                height=found.height,
                length=found.length,
                line_count=found.lines,
                bbox_left=found.half,
                bbox_right=found.half,
                raw_width=found.natural,
            )

    services = merman.MermanEngineServices().with_text_measurer(Measurer())
    return merman.MermanEngine(orjson.dumps(_OPTIONS).decode(), services)
