"""A table as points: which column names them, which counts them, and what can't be drawn together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from pendopo.broadcast.visuals.charts.chart import Point
from pendopo.broadcast.visuals.charts.columns import Column, Kind, is_period
from pendopo.broadcast.visuals.charts.moments import read_moment
from pendopo.broadcast.visuals.charts.orders import in_order
from pendopo.broadcast.visuals.charts.table import Table
from pendopo.broadcast.visuals.charts.telling import Measure, listed
from pendopo.foundation.errors import Refused

LINES_MOST: Final = 5
GROUPS_MOST: Final = 4


@dataclass
class Reading:
    """A table as points, with what was decided on the way."""

    points: list[Point]
    measure: Measure
    by: str
    label_kind: Kind
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def read(table: Table) -> Reading:
    """Raises Refused where nothing names the numbers."""
    periods = [column for column in table.columns if is_period(column)]
    labels = [column for column in table.columns if not column.kind.is_number]
    if len(periods) > 1:
        return _wide(table, periods, labels)
    if not labels:
        raise Refused(_("A chart needs a column with names or times beside its numbers."), field="table")
    times = [column for column in labels if column.kind is Kind.TIME]
    words = [column for column in labels if column.kind is not Kind.TIME]
    label, *others = [*times, *words]
    alike, notes = _alike(table.numbers)
    most = LINES_MOST if times else GROUPS_MOST
    if len(alike) > most:
        said = {"most": most, "count": len(alike)}
        notes.append(_("Only the first %(most)s of %(count)s columns are shown.") % said)
        alike = alike[:most]
    beside = others[0] if others and len(alike) == 1 else None
    points: list[Point] = []
    for column in alike:
        points += _points(label, column, column.name if len(alike) > 1 else "", beside)
    reading = Reading(points, measure_of(alike[0], table, alike), label.name, label.kind, notes)
    reading.points = _summed(reading)
    if beside:
        reading.points = _few_series(reading, most)
    return _ordered(reading)


def _wide(table: Table, periods: Sequence[Column], labels: Sequence[Column]) -> Reading:
    """Columns that are years or months: over time, a line for each row."""
    label = labels[0] if labels else None
    periods, notes = _alike(periods)
    named = measure_of(periods[0])
    name = table.measure or _("The number")
    measure = Measure(
        name=name,
        kind=named.kind,
        unit=named.unit,
        places=max(column.places for column in periods),
        is_summed=named.is_summed and Column(name=name, place=0, kind=Kind.NUMBER, words=()).is_summed,
    )
    points: list[Point] = []
    is_one = len(table.rows) == 1
    over_time = len(periods) > 2 or is_one
    for row in range(len(table.rows)):
        said = label.words[row] if label else ""
        for column in periods:
            value, moment = column.values[row], read_moment(column.name)
            if value is None or moment is None:
                continue
            if over_time:
                points.append(Point(_capital(moment.long()), value, "" if is_one else said, moment))
            elif said:
                points.append(Point(said, value, column.name))
    if not points:
        raise Refused(_("The column “%(name)s” holds no number.") % {"name": periods[0].name}, field="table")
    by = label.name if label and not over_time else ""
    if over_time:
        kind = Kind.TIME
    else:
        kind = label.kind if label else Kind.CATEGORY
        kind = Kind.ORDER if kind is Kind.TIME else kind
    reading = Reading(points, measure, by, kind, notes)
    reading.points = _summed(reading)
    if over_time:
        reading.points = _few_series(reading, LINES_MOST)
    return _ordered(reading)


def _alike(columns: Sequence[Column]) -> tuple[list[Column], list[str]]:
    """Those that count in the unit of the first; what is left out is said."""
    first = columns[0]
    alike = [one for one in columns if (one.kind, one.unit) == (first.kind, first.unit)]
    if len(alike) == len(columns):
        return alike, []
    left = ", ".join(f"“{one.name}”" for one in columns if one not in alike)
    return alike, [_("%(names)s counts in another unit and is not drawn in this chart.") % {"names": left}]


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def measure_of(column: Column, table: Table | None = None, columns: Sequence[Column] = ()) -> Measure:
    """What a column counts; several columns together what their table, or their unit, says."""
    name = column.name
    if len(columns) > 1:
        unit = column.unit if column.kind is Kind.NUMBER and column.is_summed else ""
        name = listed([one.name for one in columns])
        if table and table.measure:
            name = table.measure
        elif unit:
            name = _("Number of %(unit)s") % {"unit": unit}
    return Measure(
        name=name, kind=column.kind, unit=column.unit, places=column.places, is_summed=column.is_summed
    )


def _points(label: Column, column: Column, series: str, beside: Column | None) -> list[Point]:
    points = []
    for row, value in enumerate(column.values):
        moment = label.moments[row] if label.moments else None
        said = _capital(moment.long() if moment else label.words[row])
        if value is not None and said:
            points.append(Point(said, value, beside.words[row] if beside else series, moment))
    if not points:
        raise Refused(_("The column “%(name)s” holds no number.") % {"name": column.name}, field="table")
    return points


def _summed(reading: Reading) -> list[Point]:
    """Rows of the same name, added where that means something."""
    found: dict[tuple[str, str], Point] = {}
    twice = False
    for point in reading.points:
        key = (point.label, point.series)
        if key in found:
            if not reading.measure.is_summed:
                raise Refused(
                    _("“%(name)s” stands in several rows. Leave one, as these numbers cannot be added.")
                    % {"name": point.label},
                    field="table",
                )
            twice = True
            point = Point(point.label, found[key].value + point.value, point.series, point.moment)  # noqa: PLW2901
        found[key] = point
    if twice:
        reading.notes.append(_("Rows of the same name were added up."))
    return list(found.values())


def _few_series(reading: Reading, most: int) -> list[Point]:
    """The largest series only, and it is said how many are left out."""
    names = list(dict.fromkeys(point.series for point in reading.points))
    if len(names) <= most:
        return reading.points
    largest = sorted(
        names,
        key=lambda name: max(point.value for point in reading.points if point.series == name),
        reverse=True,
    )[:most]
    reading.notes.append(
        _("The %(most)s largest of %(count)s are shown.") % {"most": most, "count": len(names)}
    )
    return [point for point in reading.points if point.series in largest]


def _ordered(reading: Reading) -> Reading:
    if reading.label_kind is Kind.TIME:
        timed = [(point.moment, point) for point in reading.points if point.moment]
        reading.points = [point for _moment, point in sorted(timed, key=lambda pair: pair[0])]
    elif reading.label_kind is Kind.ORDER:
        order = in_order([point.label for point in reading.points])
        reading.points.sort(key=lambda point: order.index(point.label))
    return reading
