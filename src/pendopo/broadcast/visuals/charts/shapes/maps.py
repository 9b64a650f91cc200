"""Regions in their shapes, coloured by their number."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from pendopo.broadcast.visuals.charts.axes import classes
from pendopo.broadcast.visuals.charts.chart import Chart
from pendopo.broadcast.visuals.charts.shapes.canvas import Canvas

CLASSES = 4
NAMED_CORNERS = 240  # of a shape are looked at for the place of its name: more say nothing new
LINES_TRIED = 15
BESIDE = 0.25  # in letters, between a name and its borders
LEADING = 1.12
ROWS_MOST = 3  # of what the colours mean, in words


def draw(canvas: Canvas, chart: Chart) -> None:
    """The map, and what its colours mean."""
    em, look = canvas.em, canvas.look
    numbers = {point.label: point.value for point in chart.points}
    borders = classes(list(numbers.values()), CLASSES)
    colours = look.ramp(len(borders) - 1)
    shapes: list[dict[str, Any]] = []
    is_missing = False
    for label, geometry in chart.boundaries:
        value = numbers.get(label)
        is_missing = is_missing or value is None
        colour = look.paper if value is None else colours[_class(value, borders)]
        shapes.append({"type": "Feature", "geometry": geometry, "properties": {"colour": colour}})
    texts = _texts(canvas, chart, borders, is_missing=is_missing)
    if len(_rows(canvas, texts)) > ROWS_MOST:
        texts = _texts(canvas, chart, borders, is_missing=is_missing, is_short=True)
    key = list(zip((*colours, look.paper), texts, strict=False))
    wide = max(look.width(text, em) for text in texts) + 1.6 * em
    rows = _rows(canvas, texts)
    foot = 1.6 * em * len(rows) + 0.6 * em
    frame = _frame(shapes)
    width, height, left, top = canvas.width, canvas.height - foot, 0.0, canvas.height - foot + 1.2 * em
    # What the colours mean stands beneath the map, or beside it where that leaves the map larger.
    if frame.scale(canvas.width - wide - 1.5 * em, canvas.height) > frame.scale(width, height):
        rows = [[place] for place in range(len(key))]
        width, height = canvas.width - wide - 1.5 * em, canvas.height
        left, top = width + 1.5 * em, (canvas.height - 1.6 * em * (len(rows) - 1)) / 2
    canvas.areas(shapes, width=width, height=height, stroke=look.quiet)
    _names(canvas, shapes, [label for label, _shape in chart.boundaries], (frame, width, height))
    boxes, words_at = [], []
    for number, row in enumerate(rows):
        x, y = left, top + 1.6 * em * number
        for place in row:
            colour, text = key[place]
            boxes.append(
                {"x": x, "x2": x + 1.1 * em, "y": y - 0.5 * em, "y2": y + 0.5 * em, "colour": colour}
            )
            words_at.append({"x": x + 1.5 * em, "y": y, "text": text})
            x += 2.6 * em + look.width(text, em)
    canvas.boxes(boxes, stroke=look.quiet)
    canvas.words(words_at)


def _class(value: Decimal, borders: Sequence[Decimal]) -> int:
    """Which colour: a number on a border belongs to the higher one, the highest to the last."""
    return sum(value >= border for border in borders[1:-1])


def _texts(
    canvas: Canvas, chart: Chart, borders: Sequence[Decimal], *, is_missing: bool, is_short: bool = False
) -> list[str]:
    """What the colours mean, each in one line."""
    said = _ranges(chart, borders, is_short=is_short) + ([_("no number")] if is_missing else [])
    return [canvas.look.lines(one, canvas.em, canvas.width - 1.6 * canvas.em, most=1)[0] for one in said]


def _ranges(chart: Chart, borders: Sequence[Decimal], *, is_short: bool) -> list[str]:
    """From – to, the last one with its unit; short where words would leave the map no room."""
    if borders[0] == borders[-1]:
        return [chart.measure.said(borders[0])]
    texts = chart.measure.on_axis(borders)
    if is_short:
        short = [f"{low}–{high}" for low, high in itertools.pairwise(texts)]
        return [*short[:-1], f"{short[-1]} {chart.measure.unit}".strip()]
    said = [
        _("%(low)s to under %(high)s") % {"low": low, "high": high}
        for low, high in itertools.pairwise(texts[:-1])
    ]
    last = _("%(low)s to %(high)s") % {"low": texts[-2], "high": texts[-1]}
    return [*said, f"{last} {chart.measure.unit}".strip()]


def _rows(canvas: Canvas, texts: Sequence[str]) -> list[list[int]]:
    rows: list[list[int]] = [[]]
    x = 0.0
    for place, text in enumerate(texts):
        wide = 2.6 * canvas.em + canvas.look.width(text, canvas.em)
        if rows[-1] and x + wide - 1.1 * canvas.em > canvas.width:
            rows.append([])
            x = 0.0
        rows[-1].append(place)
        x += wide
    return rows


@dataclass(frozen=True)
class _Frame:
    """From where to where all regions reach, in their own measure."""

    left: float
    right: float
    low: float
    high: float

    def scale(self, width: float, height: float) -> float:
        """How large the drawer makes them in a box."""
        return min(width / ((self.right - self.left) or 1), height / ((self.high - self.low) or 1))

    def place(self, x: float, y: float, width: float, height: float) -> tuple[float, float]:
        """Where the drawer puts a corner: as large as can be, in the middle."""
        scale = self.scale(width, height)
        return (
            (width - scale * (self.right - self.left)) / 2 + (x - self.left) * scale,
            (height - scale * (self.high - self.low)) / 2 + (self.high - y) * scale,
        )


def _frame(shapes: Sequence[dict[str, Any]]) -> _Frame:
    corners = [corner for shape in shapes for ring in _rings(shape["geometry"]) for corner in ring]
    across, down = [x for x, _y in corners], [y for _x, y in corners]
    return _Frame(min(across), max(across), min(down), max(down))


def _names(
    canvas: Canvas,
    shapes: Sequence[dict[str, Any]],
    labels: Sequence[str],
    room: tuple[_Frame, float, float],
) -> None:
    """Names of the regions that have room for them, never over a border."""
    em, look = canvas.em, canvas.look
    frame, width, height = room
    for shape, label in zip(shapes, labels, strict=True):
        ring = max(_rings(shape["geometry"]), key=lambda one: abs(_area(one)))
        placed = [frame.place(x, y, width, height) for x, y in ring]
        # A name of two words may stand in two lines.
        for lines in ([label], label.split(" ", 1)) if label else ():
            wide = max(look.width(line, em) for line in lines) + 2 * BESIDE * em
            at = _place(placed, wide, LEADING * em * (len(lines) - 1) + 0.8 * em)
            if at is None:
                continue
            first = at[1] - LEADING * em * (len(lines) - 1) / 2
            canvas.words(
                [
                    {"x": at[0], "y": first + LEADING * em * number, "text": line}
                    for number, line in enumerate(lines)
                ],
                align="center",
                colour=look.on(shape["properties"]["colour"]),
            )
            break


def _rings(geometry: dict[str, Any]) -> list[Any]:
    """The outlines of a shape's parts, without their holes."""
    coordinates = geometry["coordinates"]
    return [coordinates[0]] if geometry["type"] == "Polygon" else [part[0] for part in coordinates]


def _area(ring: Sequence[Sequence[float]]) -> float:
    return sum(a * d - c * b for (a, b), (c, d) in itertools.pairwise(ring)) / 2


def _place(ring: Sequence[Sequence[float]], wide: float, high: float) -> tuple[float, float] | None:
    """The middle of words that stand wholly inside a shape, as near the shape's own middle as can be."""
    left, right = min(x for x, _y in ring), max(x for x, _y in ring)
    top, bottom = min(y for _x, y in ring), max(y for _x, y in ring)
    if right - left < wide or bottom - top < high:
        return None
    corners = ring[:: -(-len(ring) // NAMED_CORNERS)]
    best: tuple[float, float, float] | None = None
    for turn in range(1, LINES_TRIED + 1):
        y = top + (bottom - top) * turn / (LINES_TRIED + 1)
        lines = [_inside(corners, y + lift * high) for lift in (-0.5, 0, 0.5)]
        for spans in itertools.product(*lines):
            start, end = max(one for one, _end in spans), min(one for _start, one in spans)
            far = math.hypot((start + end) / 2 - (left + right) / 2, y - (top + bottom) / 2)
            if end - start >= wide and (best is None or far < best[0]):
                best = (far, (start + end) / 2, y)
    return best[1:] if best else None


def _inside(ring: Sequence[Sequence[float]], y: float) -> list[tuple[float, float]]:
    """From where to where a level line runs within a shape."""
    crossed = sorted(
        a + (y - b) / (d - b) * (c - a)
        for (a, b), (c, d) in itertools.pairwise([*ring, ring[0]])
        if (b > y) != (d > y)
    )
    return list(zip(crossed[::2], crossed[1::2], strict=True))
