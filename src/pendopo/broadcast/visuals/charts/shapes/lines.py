"""Numbers over time: lines with their names at their ends."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from pendopo.broadcast.visuals.charts.axes import TICKS, for_line
from pendopo.broadcast.visuals.charts.chart import Chart, Point
from pendopo.broadcast.visuals.charts.moments import Moment
from pendopo.broadcast.visuals.charts.shapes.canvas import BOLD, Canvas

NAMES = 0.34  # of the box, at most, for names at the ends
GAP = 1.7  # of the usual distance: farther apart, and the line is not drawn through
DOTS_MOST = 26
WITHOUT_AXIS = 5.8  # in letters, of the height, for what stands above and below
LEADING, BETWEEN = 1.2, 0.25  # in letters, of the lines of a name, and between two names


def draw(canvas: Canvas, chart: Chart) -> None:
    em, look = canvas.em, canvas.look
    # Numbers beside the axis keep their distance, whatever its height.
    most = int((canvas.height - WITHOUT_AXIS * em) / (1.5 * em)) - 1
    axis = for_line([point.value for point in chart.points], ticks=min(max(most, 2), TICKS))
    series = {name: [one for one in chart.points if one.series == name] for name in chart.series}
    colours = dict(zip(series, look.series(len(series)), strict=True))
    ticks = dict(zip(axis.ticks, chart.measure.on_axis(axis.ticks), strict=True))
    left = max(look.width(text, em) for text in ticks.values()) + 0.5 * em
    top, bottom = 1.4 * em, canvas.height - (4.4 if axis.is_cut else 3.0) * em
    ends = {name: _end(canvas, chart, name, points[-1], most=2) for name, points in series.items()}
    if _high(canvas, ends) > bottom:
        ends = {name: _end(canvas, chart, name, points[-1], most=1) for name, points in series.items()}
    right = (
        canvas.width
        - max(look.width(line, em, weight=BOLD) for lines in ends.values() for line in lines)
        - 0.9 * em
    )
    foot = 1.4 * em if axis.is_cut else 0.0  # room for a number under the lowest point
    moments = sorted({point.moment for point in chart.points if point.moment})
    first, last = moments[0].place, moments[-1].place

    def x(moment: Moment | None) -> float:
        place = moment.place if moment else first
        inset = 0.6 * em
        return left + inset + (place - first) / ((last - first) or 1) * (right - left - 2 * inset)

    def y(value: Decimal) -> float:
        return bottom - foot - float((value - axis.low) / (axis.high - axis.low)) * (bottom - foot - top)

    canvas.rules([{"x": left, "x2": right, "y": y(tick), "y2": y(tick)} for tick in ticks])
    canvas.words(
        [{"x": left - 0.5 * em, "y": y(tick), "text": text} for tick, text in ticks.items()], align="right"
    )
    if not axis.is_cut:
        canvas.rules(
            [{"x": left, "x2": right, "y": y(Decimal(0)), "y2": y(Decimal(0))}], width=2, colour=look.quiet
        )
    _times(canvas, moments, x, bottom)
    if axis.is_cut:
        said = _("The upright axis begins at %(value)s, not at zero") % {"value": ticks[axis.low]}
        canvas.words(
            [{"x": 0, "y": canvas.height - 0.6 * em, "text": look.lines(said, em, canvas.width, most=1)[0]}]
        )
    far = GAP * _usual(moments)
    for name, points in reversed(series.items()):
        placed = [{"x": x(one.moment), "y": y(one.value), "part": part} for one, part in _parts(points, far)]
        canvas.line(placed, colour=colours[name], width=max(4.0, em / 5.5))
        alone = _alone(placed)
        if len(points) <= DOTS_MOST:
            canvas.dots(placed, colour=colours[name], size=(em * 0.5) ** 2)
        elif alone:
            canvas.dots(alone, colour=colours[name], size=(em * 0.5) ** 2)
    _ends(canvas, series, ends, colours, x, y, bottom)
    if len(series) == 1:
        _turns(canvas, chart, chart.points, x, y, (bottom, left, right))


def _high(canvas: Canvas, ends: dict[str, list[str]]) -> float:
    return sum((LEADING * len(lines) + BETWEEN) * canvas.em for lines in ends.values())


def _end(canvas: Canvas, chart: Chart, name: str, last: Point, *, most: int) -> list[str]:
    """What stands at a line's end: its name and its last number, in one line where only that has room."""
    said = chart.measure.short(last.value)
    if not name:
        return [said]
    if canvas.look.width(f"{name} {said}", canvas.em, weight=BOLD) <= NAMES * canvas.width:
        return [f"{name} {said}"]
    if most == 1:
        room = NAMES * canvas.width - canvas.look.width(f" {said}", canvas.em, weight=BOLD)
        return [
            f"{canvas.look.lines(name, canvas.em, max(room, 3 * canvas.em), most=1, weight=BOLD)[0]} {said}"
        ]
    return [*canvas.look.lines(name, canvas.em, NAMES * canvas.width, most=most, weight=BOLD), said]


def _ends(
    canvas: Canvas,
    series: dict[str, list[Point]],
    ends: dict[str, list[str]],
    colours: dict[str, str],
    x: Callable[[Moment | None], float],
    y: Callable[[Decimal], float],
    bottom: float,
) -> None:
    """Names beside the last points, moved apart where lines end close together."""
    em = canvas.em
    leading = LEADING * em
    wanted = sorted((y(points[-1].value), name) for name, points in series.items())
    heights = {name: leading * len(ends[name]) for name in ends}
    tops: dict[str, float] = {}
    below = 0.0
    for middle, name in wanted:
        tops[name] = max(middle - heights[name] / 2, below)
        below = tops[name] + heights[name] + BETWEEN * em
    over = below - BETWEEN * em - bottom - 0.3 * em
    # Pushed out at the foot: the ones above give way.
    limit = bottom + 0.3 * em if over > 0 else None
    for _middle, name in reversed(wanted):
        if limit is None:
            break
        tops[name] = min(tops[name], limit - heights[name])
        limit = tops[name] - BETWEEN * em
    edge = max(x(points[-1].moment) for points in series.values())
    for middle, name in wanted:
        points = series[name]
        start = tops[name] + leading / 2
        centre = tops[name] + heights[name] / 2
        if len(series) > 1 and abs(centre - middle) > 0.5 * em:
            canvas.rules(
                [{"x": x(points[-1].moment) + 0.35 * em, "x2": edge + 0.75 * em, "y": middle, "y2": centre}],
                width=2,
                colour=colours[name],
            )
        canvas.words(
            [
                {"x": edge + 0.85 * em, "y": start + leading * number, "text": line}
                for number, line in enumerate(ends[name])
            ],
            weight=BOLD,
            colour=canvas.look.in_words(colours[name]),
        )


def _turns(
    canvas: Canvas,
    chart: Chart,
    points: Sequence[Point],
    x: Callable[[Moment | None], float],
    y: Callable[[Decimal], float],
    room: tuple[float, float, float],
) -> None:
    """The first, the highest and the lowest of a single line say their number."""
    bottom, left, right = room
    em, look = canvas.em, canvas.look
    taken: list[tuple[float, float]] = []
    highest, lowest = max(points, key=lambda one: one.value), min(points, key=lambda one: one.value)
    # Among many points only the extremes have room around them.
    named = (highest, lowest) if len(points) > DOTS_MOST else (highest, points[0], lowest)
    for point in dict.fromkeys(named):
        if point is points[-1] or highest.value == lowest.value:
            continue
        text = chart.measure.short(point.value)
        half = look.width(text, em, weight=BOLD) / 2
        middle = min(max(x(point.moment), left + half), right - half)
        if any(middle - half < end and start < middle + half for start, end in taken):
            continue
        place = points.index(point)
        around = [points[at].value for at in (place - 1, place + 1) if 0 <= at < len(points)]
        above = all(point.value >= value for value in around) or not all(
            point.value <= value for value in around
        )
        height = y(point.value) + (-0.95 * em if above else 0.95 * em)
        if not 0.4 * em <= height <= bottom - 0.3 * em:
            height = y(point.value) + (0.95 * em if above else -0.95 * em)
        taken.append((middle - half, middle + half))
        canvas.words([{"x": middle, "y": height, "text": text}], align="center", weight=BOLD)


def _times(
    canvas: Canvas, moments: Sequence[Moment], x: Callable[[Moment | None], float], bottom: float
) -> None:
    """Names of times that fit: the last one always, the others from the left."""
    em, look = canvas.em, canvas.look
    texts = {moment: moment.short() for moment in moments}

    def span(moment: Moment) -> tuple[float, float]:
        half = look.width(texts[moment], em) / 2
        middle = min(max(x(moment), half), canvas.width - half)
        return middle - half, middle + half

    kept = [moments[-1]]
    every = 1
    while every < len(moments):
        chosen = moments[::-1][::every]
        spans = [span(one) for one in chosen]
        if all(later[0] - earlier[1] >= 0.5 * em for later, earlier in itertools.pairwise(spans)):
            kept = list(chosen)
            break
        every += 1
    kept.sort()
    words, years, taken = [], [], -1e9
    before = None
    for moment in kept:
        start, end = span(moment)
        words.append({"x": (start + end) / 2, "y": bottom + 1.0 * em, "text": texts[moment]})
        if moment.year and moment.year != before and texts[moment] != str(moment.year):
            half = look.width(str(moment.year), em) / 2
            middle = max((start + end) / 2, half)
            if middle - half > taken:
                years.append({"x": middle, "y": bottom + 2.25 * em, "text": str(moment.year)})
                taken = middle + half + 0.4 * em
        before = moment.year
    canvas.rules(
        [{"x": x(one), "x2": x(one), "y": bottom, "y2": bottom + 0.3 * em} for one in kept],
        colour=look.quiet,
    )
    canvas.words(words, align="center")
    canvas.words(years, align="center")


def _usual(moments: Sequence[Moment]) -> float:
    steps = [later.place - earlier.place for earlier, later in itertools.pairwise(moments)]
    return statistics.median(steps) if steps else 1


def _parts(points: Sequence[Point], far: float) -> list[tuple[Point, int]]:
    """Points with the number of their part: where numbers are missing, no line pretends to know them."""
    part, found = 0, []
    for place, point in enumerate(points):
        before = points[place - 1].moment if place else None
        if before and point.moment and point.moment.place - before.place > far:
            part += 1
        found.append((point, part))
    return found


def _alone(placed: Sequence[dict[str, float]]) -> list[dict[str, float]]:
    """Points without neighbours, which a line can't show."""
    return [one for one in placed if sum(other["part"] == one["part"] for other in placed) == 1]
