"""The debt as a picture: an SVG that reads aloud, scales, and follows light and dark.

It is a few shapes and words, so it is written here: same numbers, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

from kept.debt.counts import Debt, Point, Row

WIDTH, LEFT, RIGHT = 720, 64, 696
TOP, BOTTOM = 76, 268
BARS_TOP, BAR_STEP, BAR_LEFT = 336, 26, 240
BARS = 10
"""Rules that have a bar of their own."""

_SVG = "http://www.w3.org/2000/svg"
_STYLE = """\
  svg { color-scheme: light dark; }
  .paper { fill: #ffffff; }
  text { fill: #24292f; font: 13px system-ui, sans-serif; }
  .name { font-size: 17px; font-weight: 600; }
  .grid { stroke: #d0d7de; }
  .line { fill: none; stroke: #0550ae; stroke-width: 2; }
  .dot { fill: #0550ae; }
  .bar { fill: #0550ae; }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117; }
    text { fill: #e6edf3; }
    .grid { stroke: #3d444d; }
    .line { stroke: #79c0ff; }
    .dot, .bar { fill: #79c0ff; }
  }
"""


def as_svg(found: Debt, name: str) -> str:
    """The whole picture: known findings over time, and today's findings by rule."""
    rules = _fewer(found.by_rule)
    height = (BARS_TOP + BAR_STEP * len(rules) if rules else BOTTOM + 40) + 16
    title = f"What is to be mended in {name}" if name else "What is to be mended"
    parts = [
        f'<svg xmlns="{_SVG}" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{_text(title)}</title>',
        f'<desc id="desc">{_text(description(found))}</desc>',
        f"<style>\n{_STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
        f'<text class="name" x="{LEFT - 40}" y="32">{_text(title)}</text>',
        *_curve(found.history),
        *_bars(rules),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def description(found: Debt) -> str:
    """What the picture shows, in words."""
    said = f"{found.total} findings in {found.documents} documents, {found.new} of them new."
    if found.history:
        first, last = found.history[0], found.history[-1]
        said += f" Known findings: {first.known} on {first.day}, {last.known} on {last.day}."
    rules = "; ".join(f"{row.name} {row.total}" for row in _fewer(found.by_rule))
    return said + (f" By rule: {rules}." if rules else "")


def _fewer(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    if len(rows) <= BARS:
        return rows
    rest = rows[BARS - 1 :]
    other = Row(f"{len(rest)} other rules", sum(row.total for row in rest), sum(row.new for row in rest))
    return (*rows[: BARS - 1], other)


def _curve(points: tuple[Point, ...]) -> Iterator[str]:
    yield f'<text x="{LEFT - 40}" y="{TOP - 16}">Known findings in the baseline</text>'
    if not points:
        yield f'<text x="{LEFT}" y="{(TOP + BOTTOM) // 2}">The baseline is not committed yet.</text>'
        return
    most = _round_up(max(point.known for point in points))
    for part in range(5):
        value, y = most * part // 4, BOTTOM - (BOTTOM - TOP) * part / 4
        yield f'<line class="grid" x1="{LEFT}" x2="{RIGHT}" y1="{_number(y)}" y2="{_number(y)}"/>'
        yield f'<text x="{LEFT - 8}" y="{_number(y + 4)}" text-anchor="end">{value:,}</text>'
    places = [(x, BOTTOM - (BOTTOM - TOP) * point.known / most) for x, point in _placed(points)]
    line = " ".join(f"{_number(x)},{_number(y)}" for x, y in places)
    yield f'<polyline class="line" points="{line}"/>'
    for (x, y), point in zip(places, points, strict=True):
        told = f"{point.day}: {point.known:,}"
        yield f'<circle class="dot" cx="{_number(x)}" cy="{_number(y)}" r="3"><title>{told}</title></circle>'
    yield f'<text x="{LEFT}" y="{BOTTOM + 20}">{points[0].day}</text>'
    if len(points) > 1:
        yield f'<text x="{RIGHT}" y="{BOTTOM + 20}" text-anchor="end">{points[-1].day}</text>'


def _placed(points: tuple[Point, ...]) -> Iterator[tuple[float, Point]]:
    """Where points stand from left to right: by day, or one after the other if all are of one day."""
    days = [date.fromisoformat(point.day).toordinal() for point in points]
    if days[0] >= days[-1] or days != sorted(days):
        days = list(range(len(points)))
    span = max(days[-1] - days[0], 1)
    for day, point in zip(days, points, strict=True):
        yield LEFT + (RIGHT - LEFT) * (day - days[0]) / span, point


def _bars(rows: tuple[Row, ...]) -> Iterator[str]:
    if not rows:
        return
    yield f'<text x="{LEFT - 40}" y="{BARS_TOP - 14}">Findings today, by rule</text>'
    most = max(row.total for row in rows)
    for index, row in enumerate(rows):
        y = BARS_TOP + BAR_STEP * index
        width = max((RIGHT - 56 - BAR_LEFT) * row.total / most, 1)
        yield f'<text x="{BAR_LEFT - 8}" y="{y + 14}" text-anchor="end">{_text(row.name)}</text>'
        yield f'<rect class="bar" x="{BAR_LEFT}" y="{y + 2}" width="{_number(width)}" height="16" rx="2"/>'
        yield f'<text x="{_number(BAR_LEFT + width + 6)}" y="{y + 14}">{row.total:,}</text>'


def _round_up(value: int) -> int:
    """The next number that four lines divide evenly: 4, 8, 20, 40, 80, 200 …"""
    step = 4
    while step < value:
        step = step * 5 // 2 if str(step).startswith("8") else step * 2
    return step


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    return escape("".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text))
