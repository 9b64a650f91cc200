"""The sentence over a chart and the words for who can't see it: what the numbers say, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pendopo.broadcast.visuals.charts.chart import ChartKind, Point, total
from pendopo.broadcast.visuals.charts.columns import Kind
from pendopo.broadcast.visuals.charts.telling import Measure, listed, pair, percent, plain_name

# A percentage of a handful of cases makes much out of little.
FEW: Final = 20
SWING: Final = Decimal("0.05")  # of the highest: less is no swing
STILL: Final = Decimal(1)  # percent of change that is none
SAID_MOST: Final = 8  # numbers an alternative text reads out
REST: Final = frozenset({"lainnya", "lain-lain", "lain", "dll", "dll.", "tidak diketahui", "other", "others"})


def change(measure: Measure, name: str, points: Sequence[Point]) -> str:
    """From the first to the last of a series: both are named, so nobody takes it for a trend."""
    first, last = points[0], points[-1]
    if first.moment and last.moment:
        begin, end = pair(first.moment, last.moment)
    else:
        begin, end = first.label, last.label
    said = {"name": name, "begin": begin, "end": end}
    step = last.value - first.value
    highest, lowest = max(points, key=_value), min(points, key=_value)
    swing = highest.value - lowest.value
    if len(points) > 2 and abs(step) * 2 < swing and swing > SWING * abs(highest.value):
        # Up and down again: two ends would tell a change that was none.
        peak = highest.moment.long() if highest.moment else highest.label
        said |= {"moment": peak, "value": measure.said(highest.value), "most": measure.most}
        return _("%(name)s: %(most)s in %(moment)s, %(value)s") % said
    if measure.kind is Kind.PERCENT:
        if not round(step, 1):
            return _("%(name)s did not change from %(begin)s to %(end)s: %(value)s") % {
                **said,
                "value": measure.said(last.value),
            }
        said["step"] = measure.short(abs(step)).removesuffix("%")
        if step > 0:
            return _("%(name)s rose %(step)s percentage points from %(begin)s to %(end)s") % said
        return _("%(name)s fell %(step)s percentage points from %(begin)s to %(end)s") % said
    if not step:
        return _("%(name)s did not change from %(begin)s to %(end)s: %(value)s") % {
            **said,
            "value": measure.said(last.value),
        }
    share = step * 100 / first.value if first.value > 0 else None
    if share is not None and abs(share) < STILL:
        return _("%(name)s hardly changed from %(begin)s to %(end)s") % said
    is_countable = measure.is_summed and measure.kind is Kind.NUMBER
    is_bare = share is None or share > 100 or last.value < 0 or not measure.is_summed
    if is_bare or share is None or (is_countable and min(first.value, last.value) < FEW):
        said |= {"from": measure.short(first.value), "to": measure.said(last.value)}
        if step > 0:
            return _("%(name)s rose from %(from)s to %(to)s (%(begin)s – %(end)s)") % said
        return _("%(name)s fell from %(from)s to %(to)s (%(begin)s – %(end)s)") % said
    said["share"] = percent(abs(share))
    if step > 0:
        return _("%(name)s rose %(share)s from %(begin)s to %(end)s") % said
    return _("%(name)s fell %(share)s from %(begin)s to %(end)s") % said


def top(measure: Measure, points: Sequence[Point], by: str) -> str:
    """Who has most; where all fell or lost, who did so most."""
    named = [point for point in points if point.label.casefold() not in REST] or list(points)
    is_below = all(point.value < 0 for point in named)
    most = min(point.value for point in named) if is_below else max(point.value for point in named)
    leaders = [point.label for point in named if point.value == most]
    said = {"most": pgettext("chart", "lowest") if is_below else measure.most, "value": measure.told(most)}
    if len(leaders) == len(named) > 1:
        return _("All are equal: %(value)s") % said
    if len(leaders) == 1:
        return _("%(label)s has the %(most)s: %(value)s") % {**said, "label": _with_kind(leaders[0], by)}
    if len(leaders) <= 3:
        return _("%(labels)s together have the %(most)s: %(value)s each") % {
            **said,
            "labels": listed(leaders),
        }
    return _("%(count)s have the %(most)s: %(value)s each") % {**said, "count": len(leaders)}


def part(measure: Measure, points: Sequence[Point]) -> str:
    """The largest part of a whole."""
    whole = total(points)
    named = [point for point in points if point.label.casefold() not in REST] or list(points)
    most = max(named, key=lambda point: point.value)
    share = share_said(measure, most.value, whole)
    if sum(point.value == most.value for point in named) > 1:
        leaders = [point.label for point in named if point.value == most.value]
        return _("%(labels)s are the largest parts, %(share)s each") % {
            "labels": listed(leaders),
            "share": share,
        }
    said = {"label": most.label, "share": share}
    if most.value * 2 > whole:
        return _("More than half is %(label)s: %(share)s") % said
    return _("%(label)s is the largest part: %(share)s") % said


def lines(measure: Measure, points: Sequence[Point]) -> str:
    """Several series over time: who is highest at the end, if all are still there."""
    last = max(point.moment for point in points if point.moment)
    final = [Point(point.series, point.value) for point in points if point.moment == last]
    said = top(measure, final, "")
    return f"{said} ({last.long()})"


def subtitle(measure: Measure, by: str, points: Sequence[Point]) -> str:
    """What exactly is shown: Jumlah aduan per kecamatan."""
    name = measure.name[:1].upper() + measure.name[1:]
    said = _("%(name)s by %(by)s") % {"name": name, "by": plain_name(by)} if by else name
    moments = sorted(point.moment for point in points if point.moment)
    if moments and moments[0] != moments[-1]:
        said += ", {} – {}".format(*pair(moments[0], moments[-1]))
    return said


NAMES: Final = {
    ChartKind.BAR: lambda: _("Bar chart"),
    ChartKind.GROUPED: lambda: _("Grouped bar chart"),
    ChartKind.LINE: lambda: _("Line chart"),
    ChartKind.SHARE: lambda: _("Chart of shares"),
    ChartKind.MAP: lambda: _("Map by region"),
    ChartKind.CARDS: lambda: pgettext("chart", "Numbers"),
}


def alt(
    kind: ChartKind, measure: Measure, points: Sequence[Point], title: str, measures: Sequence[Measure]
) -> str:
    """What the chart says to who can't see it: its message, then its numbers."""
    kinds = measures or [measure] * len(points)
    if kind is ChartKind.LINE:
        told = _series_told(measure, points)
    elif kind is ChartKind.SHARE:
        whole = total(points)
        told = _read_out([f"{point.label} {share_said(measure, point.value, whole)}" for point in points])
    elif kind is ChartKind.GROUPED:
        told = _groups_told(measure, points)
    else:
        told = _read_out(
            [f"{point.label} {one.said(point.value)}" for point, one in zip(points, kinds, strict=True)]
        )
    return f"{NAMES[kind]()}. {title}. {told}"


def share_said(measure: Measure, value: Decimal, whole: Decimal) -> str:
    """Percentages as the table has them; counts as their share."""
    return measure.short(value) if measure.kind is Kind.PERCENT else percent(value * 100 / whole)


def _groups_told(measure: Measure, points: Sequence[Point]) -> str:
    told = []
    for label in dict.fromkeys(point.label for point in points):
        own = [f"{point.series} {measure.said(point.value)}" for point in points if point.label == label]
        told.append(f"{label}: {', '.join(own)}")
    return _read_out(told, "; ")


def _series_told(measure: Measure, points: Sequence[Point]) -> str:
    told = []
    for name in dict.fromkeys(point.series for point in points):
        own = [point for point in points if point.series == name]
        first, last = own[0], own[-1]
        highest, lowest = max(own, key=_value), min(own, key=_value)
        said = _("%(begin)s %(from)s, %(end)s %(to)s") % {
            "begin": first.label,
            "from": measure.said(first.value),
            "end": last.label,
            "to": measure.said(last.value),
        }
        between = [
            (_("highest in %(moment)s, %(value)s"), highest),
            (_("lowest in %(moment)s, %(value)s"), lowest),
        ]
        said += "".join(
            f"; {words % {'moment': point.label, 'value': measure.said(point.value)}}"
            for words, point in between
            if point not in {first, last}
        )
        told.append(f"{name}: {said}." if name else f"{said[:1].upper()}{said[1:]}.")
    return " ".join(told[:SAID_MOST])


def _read_out(told: Sequence[str], between: str = ", ") -> str:
    if len(told) <= SAID_MOST:
        return f"{between.join(told)}."
    left = len(told) - SAID_MOST + 1
    more = ngettext("and %(left)s more", "and %(left)s more", left) % {"left": left}
    return f"{between.join(told[: SAID_MOST - 1])}{between}{more}."


def _with_kind(label: str, by: str) -> str:
    """Kecamatan Mlati rather than Mlati, where the column says what they are."""
    first = by.split(" ", 1)[0]
    is_place = first.casefold() in {
        "kecamatan",
        "kelurahan",
        "desa",
        "kabupaten",
        "provinsi",
        "kapanewon",
        "kalurahan",
    }
    starts = label.casefold().startswith((first.casefold(), "kota ", "kab", "kec", "kel", "desa "))
    return f"{first[:1].upper()}{first[1:]} {label}" if is_place and not starts else label


def _value(point: Point) -> Decimal:
    return point.value
