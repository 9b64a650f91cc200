"""One Vega-Lite specification for page, card and PDF.

Words and places are reckoned here, so that labels are measured rather than hoped for: nothing is laid over
anything else, numbers are said as Indonesia writes them, and what the office typed is never part of an expression.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from pendopo.broadcast.visuals.charts.chart import Chart, ChartKind
from pendopo.broadcast.visuals.charts.looks import Look
from pendopo.broadcast.visuals.charts.shapes import bars, lines, maps, shares
from pendopo.broadcast.visuals.charts.shapes.canvas import Canvas
from pendopo.foundation.errors import Refused

SMALLEST = 8  # of the box, in letters: below it nothing can be read


def specification(chart: Chart, look: Look, width: float, height: float) -> dict[str, Any]:
    """The chart in a box of that size, in pixels. Raises Refused where the box is too small."""
    if min(width, height) < SMALLEST * look.text:
        raise Refused(_("There is too little room here for a chart that can be read. Choose another size."))
    canvas = Canvas(look, width, height)
    match chart.kind:
        case ChartKind.LINE:
            lines.draw(canvas, chart)
        case ChartKind.SHARE:
            shares.draw(canvas, chart)
        case ChartKind.CARDS:
            shares.draw_cards(canvas, chart)
        case ChartKind.MAP:
            maps.draw(canvas, chart)
        case ChartKind.GROUPED:
            bars.draw_groups(canvas, chart)
        case _:
            bars.draw(canvas, chart)
    return canvas.specification()


def as_large_as_can_be(chart: Chart, look: Look, width: float, height: float, sizes: Sequence[float]) -> Look:
    """The look with the largest letters in which the chart says all it says in the smallest, in the same arrangement."""
    smallest = replace(look, text=min(sizes))
    said = _said(specification(chart, smallest, width, height))
    for size in sorted(sizes, reverse=True)[:-1]:
        larger = replace(look, text=size)
        if (
            min(width, height) >= SMALLEST * size
            and _said(specification(chart, larger, width, height)) == said
        ):
            return larger
    return smallest


def _said(made: dict[str, Any]) -> Counter[tuple[str, str]]:
    """Every word of a chart and how it stands to its place, and in how many lines they stand."""
    found: Counter[tuple[str, str]] = Counter()
    for layer in made["layer"]:
        if layer["mark"]["type"] == "text":
            values, align = layer["data"]["values"], layer["mark"]["align"]
            found.update((datum["text"], align) for datum in values)
            found[("", align)] += len({round(datum["y"]) for datum in values})
    return found
