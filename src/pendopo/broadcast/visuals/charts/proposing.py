"""From a table to the chart that says it best, and honestly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pendopo.broadcast.visuals.charts import messages, regions
from pendopo.broadcast.visuals.charts.chart import Chart, ChartKind, Point, total
from pendopo.broadcast.visuals.charts.columns import Kind, is_period
from pendopo.broadcast.visuals.charts.moments import read_moment
from pendopo.broadcast.visuals.charts.readings import Reading, measure_of, read
from pendopo.broadcast.visuals.charts.table import Table
from pendopo.broadcast.visuals.charts.telling import Measure
from pendopo.foundation.errors import Refused

POINTS_MOST: Final = 600
PARTS_MOST: Final = 6
CARDS_MOST: Final = 4
COLUMNS_MOST: Final = 12  # upright bars side by side
NAMED_MOST: Final = 6
WHOLE: Final = (Decimal("99.4"), Decimal("100.6"))


def propose(
    table: Table,
    *,
    kind: ChartKind | None = None,
    boundaries: Mapping[str, Any] | None = None,
    may_be_a_map: bool = True,
    language: str = "id",
) -> Chart:
    """The chart for this table, in the language in which it will be published.

    `kind` asks for one of `Chart.also`; `boundaries` is GeoJSON with a feature a region. Raises Refused.
    Where a map was never in question (`may_be_a_map`), nobody is told that it is none.
    """
    with translation.override(language):
        if len(table.rows) == 1 and kind in {None, ChartKind.CARDS} and not _has_periods(table):
            return _cards(table, language)
        reading = read(table)
        if len(reading.points) > POINTS_MOST:
            raise Refused(
                _(
                    "This chart would show %(count)s numbers; at most %(most)s can be read. Sum the table up first."
                )
                % {"count": len(reading.points), "most": POINTS_MOST},
                field="table",
            )
        shapes = regions.matched([point.label for point in reading.points], boundaries) if boundaries else ()
        fitting = _fitting(reading, has_shapes=bool(shapes))
        chosen = kind or fitting[0]
        if chosen not in fitting:
            raise Refused(_("These numbers cannot be shown that way. Choose another chart."), field="kind")
        if boundaries and chosen in {ChartKind.MAP, ChartKind.BAR} and may_be_a_map:
            lacking = regions.strangers([point.label for point in reading.points], boundaries)
        else:
            lacking = ()
        if lacking and reading.label_kind is Kind.REGION:
            reading.notes.append(
                _("The boundaries that are kept have no area of this name: %(names)s.")
                % {"names": ", ".join(lacking[:NAMED_MOST]) + (" …" if len(lacking) > NAMED_MOST else "")}
            )
        is_instead = may_be_a_map and reading.label_kind is Kind.REGION and not shapes
        if is_instead and chosen is ChartKind.BAR:
            reading.notes.append(
                _(
                    "There are no boundaries of these regions here, so they are shown as bars rather than as a map."
                )
            )
        return _chart(chosen, reading, table, shapes, fitting, language)


def _has_periods(table: Table) -> bool:
    return sum(is_period(column) for column in table.columns) > 1


def _fitting(reading: Reading, *, has_shapes: bool) -> list[ChartKind]:
    """What these numbers can be, best first."""
    points = reading.points
    many = len({point.series for point in points}) > 1
    moments = {point.moment for point in points if point.moment}
    if len(moments) > 2:
        reading.reasons.append(_("Numbers over time are read best as a line."))
        return [ChartKind.LINE, *([] if many else [ChartKind.BAR])]
    if many:
        reading.reasons.append(_("Several numbers for each name are compared best side by side."))
        return [ChartKind.GROUPED]
    kinds = [ChartKind.BAR]
    is_whole = (
        total(points) > 0 and all(point.value >= 0 for point in points) and len(points) > 1 and not moments
    )
    if is_whole and reading.measure.kind is Kind.PERCENT and WHOLE[0] <= total(points) <= WHOLE[1]:
        reading.reasons.append(_("The percentages add up to 100, so they are shown as parts of a whole."))
        kinds = [ChartKind.SHARE, ChartKind.BAR]
    elif is_whole and reading.measure.is_summed:
        kinds.append(ChartKind.SHARE)
    if has_shapes:
        reading.reasons.append(_("The boundaries of these regions are known, so they are shown as a map."))
        kinds.insert(0, ChartKind.MAP)
    if kinds[0] is ChartKind.BAR:
        reading.reasons.append(_("Lengths are compared best as bars that begin at zero."))
    return kinds


def _chart(
    kind: ChartKind,
    reading: Reading,
    table: Table,
    shapes: Sequence[tuple[str, Any]],
    fitting: Sequence[ChartKind],
    language: str,
) -> Chart:
    points, measure, by = reading.points, reading.measure, reading.by
    is_ordered = reading.label_kind in {Kind.TIME, Kind.ORDER}
    moments = {point.moment for point in points if point.moment}
    many = len({point.series for point in points}) > 1
    if kind in {ChartKind.BAR, ChartKind.SHARE, ChartKind.MAP} and not is_ordered:
        points = sorted(points, key=_size, reverse=True)
    if kind is ChartKind.SHARE:
        points = _parts(points)
        title = messages.part(measure, points)
    elif many and kind is ChartKind.LINE:
        title = messages.lines(measure, points)
    elif many:
        title = _grouped_title(reading)
    elif len(moments) > 1 or (kind is ChartKind.LINE):
        title = messages.change(measure, measure.name, points)
    else:
        title = messages.top(measure, points, by)
    return Chart(
        kind=kind,
        points=tuple(points),
        measure=measure,
        by=by,
        title=title,
        subtitle=messages.subtitle(measure, by, points),
        alt=messages.alt(kind, measure, points, title, ()),
        is_ordered=is_ordered,
        reasons=tuple(reading.reasons),
        notes=(*table.notes, *reading.notes),
        questions=table.questions,
        also=tuple(one for one in fitting if one is not kind),
        boundaries=tuple(shapes) if kind is ChartKind.MAP else (),
        language=language,
    )


def _grouped_title(reading: Reading) -> str:
    """Regions of two times are compared by their sums; of everything else the largest number is named.

    The budget and what was spent of it, or income and expense, have no sum.
    """
    points, measure = reading.points, reading.measure
    labels, series = {point.label for point in points}, list(dict.fromkeys(point.series for point in points))
    times = [read_moment(name) for name in series]
    is_complete = len(points) == len(labels) * len(series)
    if all(times) and len(series) == 2:
        if measure.is_summed and is_complete and reading.label_kind is Kind.REGION:
            sums = [
                Point(name, total([point for point in points if point.series == name]), moment=moment)
                for name, moment in zip(series, times, strict=True)
            ]
            return messages.change(measure, measure.name, sums)
        points = [point for point in points if point.series == series[-1]]
    most = (min if all(point.value < 0 for point in points) else max)(points, key=_size)
    leaders = [point for point in points if point.value == most.value]
    said = messages.top(measure, leaders if len(leaders) > 1 else [most], reading.by)
    return f"{said} ({most.series})" if len({point.series for point in leaders}) == 1 else said


def _cards(table: Table, language: str) -> Chart:
    """One row is no chart: its numbers stand for themselves."""
    known = [(column, column.values[0]) for column in table.numbers]
    measures: list[Measure] = []
    points: list[Point] = []
    for column, value in known[:CARDS_MOST]:
        if value is not None:
            measures.append(measure_of(column))
            points.append(Point(column.name, value))
    if not points:
        raise Refused(_("The only row of this table has no number."), field="table")
    label = next((column.words[0] for column in table.columns if not column.kind.is_number), "")
    if len(points) == 1 and label:
        points = [Point(label, points[0].value)]
    notes = list(table.notes)
    if len(known) > CARDS_MOST:
        notes.append(_("Only the first %(most)s numbers are shown.") % {"most": CARDS_MOST})
    title = f"{points[0].label}: {measures[0].told(points[0].value)}"
    return Chart(
        kind=ChartKind.CARDS,
        points=tuple(points),
        measure=measures[0],
        measures=tuple(measures),
        by="",
        title=title,
        # What stands in the title is not said again below it.
        subtitle=table.heading if title.startswith(f"{label}:") else label or table.heading,
        alt=messages.alt(ChartKind.CARDS, measures[0], points, title, measures),
        reasons=(_("One row of numbers is shown as numbers."),),
        notes=tuple(notes),
        questions=table.questions,
        language=language,
    )


def _parts(points: Sequence[Point]) -> list[Point]:
    """At most six parts; the small ones together."""
    if len(points) <= PARTS_MOST:
        return list(points)
    named = [point for point in points if point.label.casefold() not in messages.REST]
    kept = named[: PARTS_MOST - 1]
    rest = total(points) - total(kept)
    return [*kept, Point(pgettext("chart", "Others"), rest)]


def _size(point: Point) -> Decimal:
    return point.value
