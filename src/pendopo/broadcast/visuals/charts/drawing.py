"""A chart as a picture that any page, card or PDF takes in: SVG, drawn in this process, from nothing but its own numbers."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils import translation

from pendopo.broadcast.visuals.charts.chart import Chart
from pendopo.broadcast.visuals.charts.looks import Look
from pendopo.broadcast.visuals.charts.specification import as_large_as_can_be, specification
from pendopo.foundation.later import Later

if TYPE_CHECKING:
    import vl_convert
else:
    vl_convert = Later("vl_convert")

# What would make the drawer read a file or an address. Its own switch for addresses still opens files.
REACHING: Final = frozenset({"url", "href", "lookup", "loader", "usermeta", "name", "datasets"})


def draw(chart: Chart, look: Look, width: float, height: float, *, letters: Sequence[float] = ()) -> bytes:
    """The chart as SVG of that size in pixels. The box is filled, whatever its ratio; `letters` are sizes to choose from."""
    with translation.override(chart.language):
        if letters:
            look = as_large_as_can_be(chart, look, width, height, letters)
        made = specification(chart, look, width, height)
    closed(made)
    if look.fonts is not None:
        _register(look.fonts)
    return vl_convert.vegalite_to_svg(json.dumps(made), allowed_base_urls=[]).encode()


def closed(part: Any) -> None:
    """Make sure that a specification draws what it holds, and reaches for nothing else."""
    match part:
        case dict():
            if not REACHING.isdisjoint(part):
                raise ValueError("A chart holds its own numbers and reaches for nothing outside.")
            for one in part.values():
                closed(one)
        case list() | tuple():
            for one in part:
                closed(one)


@functools.cache
def _register(folder: Path) -> None:
    vl_convert.register_font_directory(str(folder.resolve()))
