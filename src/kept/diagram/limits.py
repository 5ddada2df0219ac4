"""What is more than Mermaid draws."""

from __future__ import annotations

LIMIT = 50_000
"""UTF-16 code units of a diagram from which on Mermaid draws a warning in its place (`maxTextSize`)."""

MOST_ARROWS = 500
"""Arrows of a flowchart (`maxEdges`)."""


def is_too_long(text: str) -> bool:
    """Whether Mermaid would not even look at a diagram."""
    return len(text) > LIMIT // 2 and len(text.encode("utf-16-le", "replace")) // 2 > LIMIT
