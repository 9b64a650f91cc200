"""Where marks stand on a chart: Vega-Lite layers over one pair of scales, which are the box's own pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pendopo.broadcast.visuals.charts.looks import BOLD, REGULAR, Look

Values = Sequence[Mapping[str, Any]]


@dataclass
class Canvas:
    """Collects layers. `x`, `y`, `x2`, `y2` of a datum are pixels from the upper left corner."""

    look: Look
    width: float
    height: float
    layers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def em(self) -> float:
        return self.look.text

    def boxes(self, values: Values, *, corner: float = 0, stroke: str = "") -> None:
        """Rectangles with a colour of their own."""
        mark = {
            "type": "rect",
            "cornerRadius": corner,
            **({"stroke": stroke, "strokeWidth": 2} if stroke else {}),
        }
        self._add(mark, values, ("x", "y", "x2", "y2"), fill=True)

    def rules(self, values: Values, *, width: float = 1.5, colour: str = "") -> None:
        mark = {"type": "rule", "strokeWidth": width, "stroke": colour or self.look.hair}
        self._add(mark, values, ("x", "y", "x2", "y2"))

    def words(
        self,
        values: Values,
        *,
        align: str = "left",
        size: float = 0,
        weight: int = REGULAR,
        colour: str = "",
        baseline: str = "middle",
    ) -> None:
        """Text, its `text` in each datum."""
        mark = {
            "type": "text",
            "align": align,
            "baseline": baseline,
            "fontSize": round(size or self.em, 1),
            "fontWeight": weight,
            "fill": colour or self.look.words,
        }
        self._add(mark, values, ("x", "y"), extra={"text": {"field": "text", "type": "nominal"}})

    def line(self, values: Values, *, colour: str, width: float, dash: Sequence[int] = ()) -> None:
        """One line through its points, broken where `part` changes."""
        mark = {
            "type": "line",
            "stroke": colour,
            "strokeWidth": width,
            "strokeJoin": "round",
            "strokeCap": "round",
            "interpolate": "linear",
            **({"strokeDash": list(dash)} if dash else {}),
        }
        extra = {
            "detail": {"field": "part", "type": "nominal"},
            "order": {"field": "x", "type": "quantitative"},
        }
        self._add(mark, values, ("x", "y"), extra=extra)

    def dots(self, values: Values, *, colour: str, size: float) -> None:
        mark = {
            "type": "point",
            "filled": True,
            "fill": colour,
            "stroke": self.look.paper,
            "strokeWidth": 2,
            "size": size,
            "opacity": 1,
        }
        self._add(mark, values, ("x", "y"))

    def ring(self, values: Values, *, x: float, y: float, radius: float, hole: float) -> None:
        """Parts of a whole around a middle, in their order."""
        self.layers.append(
            {
                "data": {"values": list(values)},
                "mark": {
                    "type": "arc",
                    "outerRadius": radius,
                    "innerRadius": hole,
                    "stroke": self.look.paper,
                    "strokeWidth": 4,
                },
                "encoding": {
                    "x": {"value": x},
                    "y": {"value": y},
                    "theta": {"field": "value", "type": "quantitative", "stack": True},
                    "order": {"field": "order", "type": "quantitative"},
                    "fill": {"field": "colour", "type": "nominal", "scale": None},
                },
            }
        )

    def areas(self, values: Values, *, width: float, height: float, stroke: str) -> None:
        """Shapes of regions, fitted into the upper part of the box."""
        self.layers.append(
            {
                "data": {"values": list(values)},
                "projection": {"type": "identity", "reflectY": True, "size": [width, height]},
                "mark": {"type": "geoshape", "stroke": stroke, "strokeWidth": 1.5},
                "encoding": {"fill": {"field": "properties.colour", "type": "nominal", "scale": None}},
            }
        )

    def specification(self) -> dict[str, Any]:
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "width": self.width,
            "height": self.height,
            "padding": 0,
            "autosize": "none",
            "background": None,
            "layer": self.layers,
            # A family whose name holds a figure (Source Sans 3) is one only in quotes; without them a card loses its words.
            "config": {"font": f"'{self.look.font}'", "view": {"stroke": None}},
        }

    def _add(
        self,
        mark: Mapping[str, Any],
        values: Values,
        channels: Sequence[str],
        *,
        fill: bool = False,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        if not values:
            return
        encoding: dict[str, Any] = {}
        for channel in channels:
            encoding[channel] = {"field": channel}
            if channel in {"x", "y"}:
                length = self.width if channel == "x" else self.height
                encoding[channel] |= {
                    "type": "quantitative",
                    "axis": None,
                    "scale": {"domain": [0, length], "range": [0, length], "nice": False, "zero": False},
                }
        if fill:
            encoding["fill"] = {"field": "colour", "type": "nominal", "scale": None}
        self.layers.append(
            {"data": {"values": list(values)}, "mark": dict(mark), "encoding": {**encoding, **(extra or {})}}
        )


__all__ = ["BOLD", "REGULAR", "Canvas"]
