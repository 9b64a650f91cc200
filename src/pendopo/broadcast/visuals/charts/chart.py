"""A chart before it is drawn: its numbers, what it says, and why it is of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _

from pendopo.broadcast.visuals.charts.columns import Question
from pendopo.broadcast.visuals.charts.moments import Moment
from pendopo.broadcast.visuals.charts.telling import Measure
from pendopo.foundation.errors import Refused

WORDS_MOST: Final = 200
NOTHING: Final = frozenset(
    {"-", "--", "n/a", "na", "tidak ada", "tanpa sumber", "none", "xxx", "...", "?", "."}
)
DATED: Final = re.compile(r"\b(19|20|21)\d\d\b")


class ChartKind(StrEnum):
    """How numbers are shown."""

    BAR = "bar"
    GROUPED = "grouped"
    LINE = "line"
    SHARE = "share"
    MAP = "map"
    CARDS = "cards"


@dataclass(frozen=True)
class Point:
    """One number: what it is of, in which series, at what time."""

    label: str
    value: Decimal
    series: str = ""
    moment: Moment | None = None


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One proposal. `title` says the message, `subtitle` what exactly is shown; `alt` is for who can't see it."""

    kind: ChartKind
    points: tuple[Point, ...]
    measure: Measure
    measures: tuple[Measure, ...] = ()
    """Of number cards: each its own."""
    by: str
    """What the labels are: kecamatan, bulan."""
    title: str
    subtitle: str
    alt: str
    is_ordered: bool = False
    """Whether the labels stand in an order of their own."""
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    also: tuple[ChartKind, ...] = ()
    """What would be as honest."""
    boundaries: tuple[tuple[str, Any], ...] = ()
    """Of a map: the shape of each region, by its label; '' for those without a number."""
    language: str = "id"

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(point.label for point in self.points))

    @property
    def series(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(point.series for point in self.points))


@dataclass(frozen=True, kw_only=True)
class ChartWords:
    """What stands around a chart. Without a source and its date there is no chart (R13)."""

    title: str
    source: str
    dated: str
    """What day the numbers are of, in words with a year: `30 Juni 2026`, `2025`."""
    note: str = ""
    alt: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise Refused(_("Write a title that says what the chart shows."), field="title")
        if self.source.strip().casefold() in {"", *NOTHING}:
            raise Refused(
                _("Write where the numbers come from, for example the unit that keeps them."),
                rule="R13",
                field="source",
            )
        if not DATED.search(self.dated):
            raise Refused(
                _("Write the date of the numbers with its year, for example 30 June 2026."),
                rule="R13",
                field="dated",
            )
        for field in ("title", "source", "dated", "note"):
            if len(getattr(self, field)) > WORDS_MOST:
                raise Refused(_("Shorten this to %(most)s letters.") % {"most": WORDS_MOST}, field=field)

    @property
    def foot(self) -> str:
        """The line under every chart."""
        said = _("Source: %(source)s, %(dated)s.") % {
            "source": self.source.strip().rstrip("."),
            "dated": self.dated.strip().rstrip("."),
        }
        return f"{said} {self.note.strip()}".strip()


def total(points: Sequence[Point]) -> Decimal:
    return sum((point.value for point in points), Decimal(0))
