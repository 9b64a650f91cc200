"""Parts of a whole as a ring or one full bar, each named beside it; and numbers that stand for themselves."""

from __future__ import annotations

from pendopo.broadcast.visuals.charts.chart import Chart, Point, total
from pendopo.broadcast.visuals.charts.messages import REST, share_said
from pendopo.broadcast.visuals.charts.shapes.canvas import BOLD, Canvas

ROW = 1.75  # in letters, a line of the list
RING_LEAST = 9  # in letters, across
LIST_MORE = 5.8  # in letters, what stands beside the names: the air before the list, its colour, its number
TWO_LINES = 2.3  # in letters, a line of the list in which a name may take two
LINE = 1.12
NUMBER_MOST = 4.2
STACKED = 6  # in letters, what a number with its name needs


def draw(canvas: Canvas, chart: Chart) -> None:
    """A ring where there is room for one, a full bar elsewhere; always with a list that names each part."""
    em = canvas.em
    colours = _colours(canvas, chart)
    rows = len(chart.points)
    list_height = ROW * em * rows
    named = max(canvas.look.width(point.label, em) for point in chart.points) + LIST_MORE * em
    # Long names get their room from the ring, within reason.
    beside = min(canvas.height, max(canvas.width * 0.3, min(canvas.width * 0.42, canvas.width - named)))
    above = min(canvas.width * 0.72, canvas.height - list_height - em)
    is_as_large = beside > 0.85 * above and beside + named <= canvas.width
    if (
        canvas.width >= 1.45 * canvas.height
        or (canvas.width > 26 * em and canvas.height < list_height + RING_LEAST * em)
        or (is_as_large and beside >= RING_LEAST * em)
    ):
        across = beside
        _ring(canvas, chart, colours, across / 2, canvas.height / 2, across / 2)
        left = across + 1.6 * em
        step = min(canvas.height / rows, 2.8 * em)
        _list(canvas, chart, colours, left, (canvas.height - step * rows) / 2, step)
    elif canvas.height - list_height >= RING_LEAST * em:
        step = min((canvas.height - above - em) / rows, 2.4 * em)
        top = (canvas.height - above - em - step * rows) / 2
        _ring(canvas, chart, colours, canvas.width / 2, top + above / 2, above / 2)
        # The list stands below the ring's middle, too.
        left = max(canvas.width - named + 1.6 * em, 0) / 2
        _list(canvas, chart, colours, left, top + above + em, step)
    else:
        high = max(1.6 * em, min(3 * em, canvas.height - list_height - 0.6 * em))
        _bar(canvas, chart, colours, high)
        step = min((canvas.height - high - 0.6 * em) / rows, 2.8 * em)
        _list(canvas, chart, colours, 0, high + 0.6 * em, step)


def _colours(canvas: Canvas, chart: Chart) -> list[str]:
    """What is left over is grey, whatever its size."""
    named = [point for point in chart.points if point.label.casefold() not in REST]
    shades = iter(canvas.look.series(len(named)))
    return [next(shades) if point in named else canvas.look.quiet for point in chart.points]


def _said(chart: Chart, point: Point) -> str:
    return share_said(chart.measure, point.value, total(chart.points))


def _ring(canvas: Canvas, chart: Chart, colours: list[str], x: float, y: float, radius: float) -> None:
    values = [
        {"value": float(point.value), "order": place, "colour": colours[place]}
        for place, point in enumerate(chart.points)
    ]
    canvas.ring(values, x=x, y=y, radius=radius, hole=radius * 0.6)
    first = chart.points[0]
    said = _said(chart, first)
    size = min(3.2 * canvas.em, 0.95 * radius / canvas.look.width(said, 1, weight=BOLD))
    canvas.words([{"x": x, "y": y, "text": said}], align="center", size=size, weight=BOLD)


def _bar(canvas: Canvas, chart: Chart, colours: list[str], high: float) -> None:
    whole, at, boxes = total(chart.points), 0.0, []
    for point, colour in zip(chart.points, colours, strict=True):
        wide = float(point.value / whole) * canvas.width
        boxes.append({"x": at, "x2": at + wide, "y": 0, "y2": high, "colour": colour})
        at += wide
    canvas.boxes(boxes, stroke=canvas.look.paper)


def _list(canvas: Canvas, chart: Chart, colours: list[str], left: float, top: float, step: float) -> None:
    em, look = canvas.em, canvas.look
    shares = [_said(chart, point) for point in chart.points]
    wide = max(look.width(share, em, weight=BOLD) for share in shares)
    # Numbers stand close to their names, not at the far edge of a wide box.
    room, most = canvas.width - left - 1.9 * em - wide, 2 if step >= TWO_LINES * em else 1
    names = [look.lines(point.label, em, room, most=most) for point in chart.points]
    edge = left + 1.4 * em + wide
    boxes, numbers, words = [], [], []
    for place, (name, share) in enumerate(zip(names, shares, strict=True)):
        middle = top + step * (place + 0.5)
        boxes.append(
            {
                "x": left,
                "x2": left + 0.95 * em,
                "y": middle - 0.48 * em,
                "y2": middle + 0.48 * em,
                "colour": colours[place],
            }
        )
        numbers.append({"x": edge, "y": middle, "text": share})
        top_line = middle - LINE * em * (len(name) - 1) / 2
        words += [
            {"x": edge + 0.5 * em, "y": top_line + LINE * em * line, "text": said}
            for line, said in enumerate(name)
        ]
    canvas.boxes(boxes, corner=3)
    canvas.words(numbers, align="right", weight=BOLD)
    canvas.words(words)


def draw_cards(canvas: Canvas, chart: Chart) -> None:
    """One to four numbers, each as large as its place allows, with its name beneath."""
    em, look = canvas.em, canvas.look
    number = len(chart.points)
    stacks = canvas.height >= STACKED * em * number and canvas.width < 2.2 * canvas.height
    across = (
        1 if stacks and number < 4 else 2 if number == 4 and canvas.height >= 2 * STACKED * em else number
    )
    down = -(-number // across)
    wide, high = canvas.width / across, canvas.height / down
    room = wide - (1.2 * em if across > 1 else 0)
    texts = [one.said(point.value) for point, one in zip(chart.points, chart.measures, strict=True)]
    widest = max(look.width(text, 1, weight=BOLD) for text in texts)
    size = max(
        em, min(NUMBER_MOST * em * (1.4 if number == 1 else 1), room / widest, (high - 3.2 * em) / 1.3)
    )
    for place, (point, text) in enumerate(zip(chart.points, texts, strict=True)):
        x, y = (place % across) * wide, (place // across) * high
        names = look.lines(point.label, em, room, most=2)
        block = size * 1.15 + 1.3 * em * len(names)
        start = y + (high - block) / 2
        fitted = look.lines(text, size, room, most=1, weight=BOLD)[0]
        canvas.words(
            [{"x": x, "y": start + size * 0.55, "text": fitted}],
            size=size,
            weight=BOLD,
            colour=look.in_words(look.main),
        )
        canvas.words(
            [
                {"x": x, "y": start + size * 1.15 + (0.65 + 1.3 * line) * em, "text": name}
                for line, name in enumerate(names)
            ]
        )
        if place // across:
            canvas.rules([{"x": x, "x2": x + room, "y": y, "y2": y}])
