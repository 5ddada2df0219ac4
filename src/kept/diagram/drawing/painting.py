"""The one place that knows merman, the library that lays diagrams out and paints them.

merman is a port of Mermaid to Rust, young, and of Mermaid 12.1 where the site ships Mermaid 11: what 12 does in
another way by default (its look, its layout engine, how wide nodes are) is set to what 11 does. It asks for the
width of every text, and is told what `letters` measures. It runs in this process, with its limits set low.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import orjson

from kept.diagram.drawing import letters
from kept.diagram.drawing.colours import COLOURS, THEME

if TYPE_CHECKING:
    from collections.abc import Mapping

MILLISECONDS = 5_000
"""Time after which a diagram is given up."""

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
    "journey": {"actorColours": COLOURS[6:], "sectionFills": COLOURS, "sectionColours": (THEME["textColor"],)},
    **{kind: _AS_IN_11 for kind in ("class", "er", "requirement", "sequence", "swimlane", "venn")},
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
            "max_layout_work_units": 4_000_000,
            "max_svg_bytes": 4_000_000,
            "max_svg_elements": 40_000,
        },
    },
}


class NotPainted(Exception):
    """merman is not here, or cannot draw the diagram; the message says why."""


_engines = threading.local()


def paint(source: str) -> str:
    """The SVG that merman makes of a diagram. Raises `NotPainted`."""
    try:
        import merman
        import uharfbuzz  # noqa: F401  (what measures the letters)
    except (ImportError, OSError) as error:
        raise NotPainted("the library that draws diagrams is not installed here") from error
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
    said = " ".join(str(getattr(error, "message", "") or error).split())
    return f"it cannot be drawn here: {said[:200]}"


def _engine(merman: Any) -> Any:
    kinds = merman.MermanTextMeasurementResultKind
    operations = merman.MermanTextMeasurementOperation
    html = merman.MermanTextWrapMode.HTML_LIKE
    heights = {operations.TSPAN_B_BOX_HEIGHT, operations.SIMPLE_B_BOX_HEIGHT, operations.RAW_B_BOX_HEIGHT}
    rises = {
        operations.RAW_B_BOX_Y_OFFSET: lambda size: -letters.rise(size),
        operations.RAW_HANGING_B_BOX_Y_OFFSET: lambda size: -letters.HANGING * size,
        operations.RAW_MIDDLE_B_BOX_Y_OFFSET: lambda size: letters.X_HEIGHT / 2 * size - letters.rise(size),
        operations.CREATE_TEXT_B_BOX_Y_OFFSET: lambda size: size - letters.rise(size),
        operations.CREATE_TEXT_MIDDLE_B_BOX_Y_OFFSET: (
            lambda size: size + letters.X_HEIGHT / 2 * size - letters.rise(size)
        ),
    }
    wholes = {
        operations.MEASURE,
        operations.WRAPPED,
        operations.WRAPPED_WITH_RAW_WIDTH,
        operations.MERMAID_CALCULATE_TEXT_DIMENSIONS,
    }
    halves = {
        operations.B_BOX_X,
        operations.B_BOX_X_WITH_ASCII_OVERHANG,
        operations.TITLE_B_BOX_X,
    }

    class Measurer(merman.MermanTextMeasurer):  # type: ignore[misc,name-defined]
        """Answers what merman asks about texts."""

        def measure(self, request: Any) -> Any:
            size, asked = request.font_size, request.operation
            block = letters.block(
                request.text,
                size,
                bold=letters.is_bold(request.font_weight),
                at_most=request.max_width,
                line_height=request.line_height if request.wrap_mode == html else None,
            )
            found: Mapping[str, Any] = {}
            kind = kinds.LENGTH
            if asked in wholes:
                kind = kinds.METRICS
                if asked == operations.WRAPPED_WITH_RAW_WIDTH:
                    kind = kinds.WRAPPED_WITH_RAW_WIDTH
                    found = {"raw_width": block.natural}
            elif asked in halves:
                kind = kinds.HORIZONTAL_EXTENTS
                found = {"bbox_left": block.width / 2, "bbox_right": block.width / 2}
            elif asked in heights:
                found = {"length": letters.height(size)}
            elif asked in rises:
                found = {"length": rises[asked](size)}
            else:
                found = {"length": block.natural}
            none = {"length": 0.0, "bbox_left": None, "bbox_right": None, "raw_width": None}
            return merman.MermanTextMeasureResult(
                result_kind=kind,
                width=block.width,
                height=block.height,
                line_count=len(block.lines),
                **{**none, **found},
            )

    services = merman.MermanEngineServices().with_text_measurer(Measurer())
    return merman.MermanEngine(orjson.dumps(_OPTIONS).decode(), services)
