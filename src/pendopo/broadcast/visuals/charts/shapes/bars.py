"""Bars: across where names are long, upright where time or order runs, side by side for several numbers."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from pendopo.broadcast.visuals.charts.axes import Axis, from_zero
from pendopo.broadcast.visuals.charts.chart import Chart, Point, total
from pendopo.broadcast.visuals.charts.moments import read_moment
from pendopo.broadcast.visuals.charts.shapes.canvas import BOLD, Canvas

BESIDE = 0.36  # of the box: longer names stand above their bars
UPRIGHT_MOST = 12
THICK_MOST = 2.6  # in letters
WORDS_MOST = 0.75  # of the box, for a name and its number on one line: a bar needs the rest
BARS_MOST = 16
FOOT = 1.6  # in letters, a line beneath


def draw(canvas: Canvas, chart: Chart) -> None:
    """One number a name."""
    if chart.is_ordered and len(chart.points) <= UPRIGHT_MOST and _upright(canvas, chart):
        return
    _across(canvas, chart)


def draw_groups(canvas: Canvas, chart: Chart) -> None:
    """Several numbers a name: its bars beneath it, each with its own name and number."""
    em, look = canvas.em, canvas.look
    labels, series = list(chart.labels), list(chart.series)
    shades = look.series(len(series))
    if len(series) == 2 and all(map(read_moment, series)):
        shades = [look.quiet, look.main]  # before, and now
    colours = dict(zip(series, shades, strict=True))
    beside = max(look.width(name, em) for name in series)
    longest = max(look.width(chart.measure.short(point.value), em, weight=BOLD) for point in chart.points)
    is_beside = beside <= BESIDE * canvas.width and beside + longest <= WORDS_MOST * canvas.width
    top = 0.0 if is_beside else _key(canvas, colours)
    row, head, gap = 1.4 * em, 1.5 * em, 0.7 * em
    group = head + row * len(series) + gap
    fits = max(1, int((canvas.height - top + gap) // group))
    if len(labels) > fits:
        fits = max(1, int((canvas.height - top - FOOT * em + gap) // group))
        if not chart.is_ordered:
            labels.sort(
                key=lambda label: total([one for one in chart.points if one.label == label]), reverse=True
            )
        _foot(canvas, _("%(count)s more are not shown") % {"count": len(labels) - fits})
        labels = labels[:fits]
    room = canvas.height - top - (FOOT * em if len(labels) < len(chart.labels) else 0)
    stretch = min(room / (group * len(labels)), 1.8)
    row, gap = row * stretch, gap * stretch
    group = head + row * len(series) + gap
    axis = from_zero([point.value for point in chart.points])
    said = max(look.width(chart.measure.short(point.value), em, weight=BOLD) for point in chart.points)
    left = beside + 0.5 * em if is_beside else 0.0
    scale = _Across(axis, left, canvas.width - said - 0.5 * em)
    boxes, names, numbers, heads = [], [], [], []
    for place, label in enumerate(labels):
        at = top + place * group
        heads.append(
            {"x": 0, "y": at + head / 2, "text": look.lines(label, em, canvas.width, most=1, weight=BOLD)[0]}
        )
        for number, name in enumerate(series):
            found = next((one for one in chart.points if (one.label, one.series) == (label, name)), None)
            middle = at + head + row * (number + 0.5)
            if is_beside:
                names.append({"x": 0, "y": middle, "text": name})
            if found is None:
                numbers.append({"x": scale.at(Decimal(0)) + 0.4 * em, "y": middle, "text": _("no number")})
                continue
            boxes.append(scale.box(found.value, middle, min(row * 0.78, THICK_MOST * em), colours[name]))
            numbers.append(
                {
                    "x": scale.after(found.value) + 0.35 * em,
                    "y": middle,
                    "text": chart.measure.short(found.value),
                }
            )
    canvas.boxes(boxes, corner=3)
    canvas.words(heads, weight=BOLD)
    canvas.words(names)
    canvas.words(numbers)
    for place in range(len(labels)):
        at = top + place * group + head
        _zero(canvas, scale, at, at + row * len(series))


class _Across:
    """From a number to its place, left to right."""

    def __init__(self, axis: Axis, left: float, right: float) -> None:
        self.axis, self.left, self.right = axis, left, right

    def at(self, value: Decimal) -> float:
        share = float((value - self.axis.low) / (self.axis.high - self.axis.low))
        return self.left + share * (self.right - self.left)

    def after(self, value: Decimal) -> float:
        """Where a bar's number begins: behind its end, or behind zero for what is below it."""
        return self.at(max(value, Decimal(0)))

    def box(self, value: Decimal, middle: float, thick: float, colour: str) -> dict[str, object]:
        ends = sorted((self.at(Decimal(0)), self.at(value)))
        if value and ends[1] - ends[0] < 1:
            ends[1] = ends[0] + 1  # something is not nothing
        return {
            "x": round(ends[0], 2),
            "x2": round(ends[1], 2),
            "y": round(middle - thick / 2, 2),
            "y2": round(middle + thick / 2, 2),
            "colour": colour,
        }


def _across(canvas: Canvas, chart: Chart) -> None:
    em, look = canvas.em, canvas.look
    widest = max(look.width(point.label, em) for point in chart.points)
    longest = max(look.width(chart.measure.said(point.value), em, weight=BOLD) for point in chart.points)
    is_beside = widest <= BESIDE * canvas.width and widest + longest <= WORDS_MOST * canvas.width
    least = 1.5 * em if is_beside else 2.75 * em
    bars, foot = _folded(chart, canvas, least)
    if foot:
        _foot(canvas, foot)
    height = canvas.height - (FOOT * em if foot else 0)
    step = min(height / len(bars), 4.2 * em if is_beside else 5.2 * em)
    top = (height - step * len(bars)) / 2
    widest = max(look.width(bar.label, em) for bar in bars)
    # The unit is said with the first number and understood with the others.
    texts = [
        chart.measure.short(bar.value) if place else chart.measure.said(bar.value)
        for place, bar in enumerate(bars)
    ]
    said = max(look.width(text, em, weight=BOLD) for text in texts)
    axis = from_zero([bar.value for bar in bars])
    # The longest bar fills the box: without ticks nothing asks for a round end.
    axis = Axis(
        min(Decimal(0), *(bar.value for bar in bars)),
        max(Decimal(0), *(bar.value for bar in bars)) or axis.high,
        (),
    )
    scale = _Across(axis, widest + 0.6 * em if is_beside else 0.0, canvas.width - said - 0.4 * em)
    best = max(bar.value for bar in bars)
    boxes, names, numbers = [], [], []
    for place, bar in enumerate(bars):
        head = 0.0 if is_beside else 1.3 * em
        middle = top + step * place + head + (step - head) * (0.5 if is_beside else 0.42)
        thick = min((step - head) * (0.68 if is_beside else 0.62), THICK_MOST * em)
        boxes.append(scale.box(bar.value, middle, thick, look.main))
        x, y, align = (
            (widest, middle, "right") if is_beside else (0.0, top + step * place + head * 0.55, "left")
        )
        name = bar.label if is_beside else look.lines(bar.label, em, canvas.width, most=1)[0]
        names.append({"x": x, "y": y, "text": name, "align": align})
        numbers.append(
            {
                "x": scale.after(bar.value) + 0.35 * em,
                "y": middle,
                "text": texts[place],
                "best": bar.value == best,
            }
        )
    canvas.boxes(boxes, corner=min(4, em / 7))
    canvas.words(names, align="right" if is_beside else "left")
    canvas.words([one for one in numbers if one["best"]], weight=BOLD)
    canvas.words([one for one in numbers if not one["best"]])
    _zero(canvas, scale, top, top + step * len(bars))


def _folded(chart: Chart, canvas: Canvas, least: float) -> tuple[list[Point], str]:
    """What fits, and a line about the rest: as a bar of its own it would be the longest."""
    points = list(chart.points)
    if len(points) <= min(BARS_MOST, int(canvas.height // least)):
        return points, ""
    fits = max(2, min(BARS_MOST, int((canvas.height - FOOT * canvas.em) // least)))
    rest = points[fits:]
    if chart.is_ordered or not chart.measure.is_summed:
        return points[:fits], _("%(count)s more are not shown") % {"count": len(rest)}
    said = {"count": len(rest), "value": chart.measure.said(total(rest))}
    return points[:fits], _("%(count)s others, together %(value)s") % said


def _foot(canvas: Canvas, said: str) -> None:
    y = canvas.height - 0.6 * canvas.em
    canvas.words([{"x": 0, "y": y, "text": canvas.look.lines(said, canvas.em, canvas.width, most=1)[0]}])


def _zero(canvas: Canvas, scale: _Across, top: float, bottom: float) -> None:
    x = scale.at(Decimal(0))
    canvas.rules([{"x": x, "x2": x, "y": top, "y2": bottom}], width=2, colour=canvas.look.quiet)


def _upright(canvas: Canvas, chart: Chart) -> bool:
    """Columns side by side; False where their names or numbers do not fit beneath and above them."""
    em, look = canvas.em, canvas.look
    points = chart.points
    step = min(canvas.width / len(points), 9 * em)
    left = (canvas.width - step * len(points)) / 2
    names = [
        _names(canvas, point, points[place - 1] if place else None, step - 0.3 * em)
        for place, point in enumerate(points)
    ]
    texts = [chart.measure.short(point.value) for point in points]
    if any("…" in line for lines in names for line in lines):
        return False
    if any(look.width(text, em, weight=BOLD) > step - 0.2 * em for text in texts):
        return False
    foot = (1.35 * max(len(lines) for lines in names) + 0.5) * em
    low, high = (
        min(Decimal(0), *(one.value for one in points)),
        max(Decimal(0), *(one.value for one in points)),
    )
    if low == high:
        return False
    head = 1.5 * em
    room = canvas.height - foot - head - (1.5 * em if low < 0 else 0)

    def at(value: Decimal) -> float:
        return head + float((high - value) / (high - low)) * room

    thick = min(step * 0.68, 5 * em)
    boxes, numbers, below = [], [], []
    for place, point in enumerate(points):
        middle = left + step * (place + 0.5)
        ends = sorted((at(Decimal(0)), at(point.value)))
        boxes.append(
            {
                "x": middle - thick / 2,
                "x2": middle + thick / 2,
                "y": ends[0],
                "y2": ends[1],
                "colour": look.main,
            }
        )
        y = ends[0] - 0.75 * em if point.value >= 0 else ends[1] + 0.75 * em
        numbers.append({"x": middle, "y": y, "text": texts[place]})
        below += [
            {"x": middle, "y": canvas.height - foot + (0.9 + 1.3 * number) * em, "text": line}
            for number, line in enumerate(names[place])
        ]
    canvas.boxes(boxes, corner=min(4, em / 7))
    canvas.words(numbers, align="center", weight=BOLD)
    canvas.words(below, align="center")
    zero = at(Decimal(0))
    canvas.rules([{"x": left, "x2": canvas.width - left, "y": zero, "y2": zero}], width=2, colour=look.quiet)
    return True


def _names(canvas: Canvas, point: Point, before: Point | None, room: float) -> list[str]:
    """The name beneath a column; of a time its short name, with the year where it begins."""
    moment = point.moment
    if moment is None:
        return canvas.look.lines(point.label, canvas.em, room, most=2)
    said = [moment.short()]
    begins = before is None or before.moment is None or before.moment.year != moment.year
    if moment.year and begins and said[0] != str(moment.year):
        said.append(str(moment.year))
    return [canvas.look.lines(line, canvas.em, room, most=1)[0] for line in said]


def _key(canvas: Canvas, colours: dict[str, str]) -> float:
    """Names of series with their colours, in rows; returns how high they are."""
    em, x, y = canvas.em, 0.0, 0.7 * canvas.em
    boxes, words = [], []
    for name, colour in colours.items():
        text = canvas.look.lines(name, em, canvas.width - 1.4 * em, most=1)[0]
        wide = canvas.look.width(text, em) + 2.4 * em
        if x and x + wide - em > canvas.width:
            x, y = 0.0, y + 1.5 * em
        boxes.append({"x": x, "x2": x + 0.9 * em, "y": y - 0.45 * em, "y2": y + 0.45 * em, "colour": colour})
        words.append({"x": x + 1.3 * em, "y": y, "text": text})
        x += wide
    canvas.boxes(boxes, corner=3)
    canvas.words(words)
    return y + 1.4 * em
