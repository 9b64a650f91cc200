"""Numbers, times and lists as a card says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pendopo.broadcast.visuals.charts.columns import Kind
from pendopo.broadcast.visuals.charts.moments import Moment
from pendopo.foundation.ui.templatetags.words import number

THOUSAND, MILLION, BILLION, TRILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))
# What is measured rather than counted.
SIZES: Final = frozenset(
    {"mm", "cm", "m", "km", "ha", "hektare", "hektar", "m2", "m²", "km2", "km²", "m3", "m³"}
    | {"kg", "ton", "kuintal", "liter", "kwh", "mw", "jam", "hari", "menit"}
)
PLACES_MOST: Final = 4  # of a number beside an axis
WHOLE_PERCENT: Final = 10  # below it a percentage is said with one decimal


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What the numbers of a chart count."""

    name: str
    kind: Kind
    unit: str = ""
    places: int = 0
    is_summed: bool = True

    def said(self, value: Decimal) -> str:
        """1.234 aduan, 45,3%, Rp1,2 miliar."""
        plain = self.short(value)
        return f"{plain} {self.unit}" if self.unit and self.kind is Kind.NUMBER else plain

    def told(self, value: Decimal) -> str:
        """In a sentence: 1.234,5 ha, though it stands as 1.234,50 in a column beside 987,25."""
        return replace(self, places=min(self.places, places_of(value))).said(value)

    def short(self, value: Decimal) -> str:
        """Without its unit."""
        match self.kind:
            case Kind.PERCENT:
                return f"{_trimmed(value, max(1, self.places))}%"
            case Kind.RUPIAH:
                return f"{'-' if value < 0 else ''}Rp{_scaled(abs(value), long=True)}"
            case _ if abs(value) >= MILLION:
                return _scaled(value, long=True)
            case _ if self.places:
                # Decimals stand under each other: 3,40 beside 3,45.
                return number(value, self.places)
            case _:
                return _trimmed(value, 0)

    def on_axis(self, ticks: Sequence[Decimal]) -> list[str]:
        """Each as short as can be, and none like another: 1 jt, 1,02 jt."""
        said: list[str] = []
        for places in range(1, PLACES_MOST + 1):
            said = [self._tick(tick, places) for tick in ticks]
            if len(set(said)) == len(said):
                break
        return said

    def _tick(self, value: Decimal, places: int) -> str:
        if self.kind is Kind.PERCENT:
            return f"{_trimmed(value, max(2, places))}%"
        sign = "Rp" if self.kind is Kind.RUPIAH and value else ""
        return f"{'-' if value < 0 else ''}{sign}{_scaled(abs(value), long=False, places=places)}"

    @property
    def most(self) -> str:
        """How the largest is called."""
        if self.kind is Kind.RUPIAH or self.unit.casefold() in SIZES:
            return pgettext("chart", "largest")
        return pgettext("chart", "most") if self.is_summed else pgettext("chart", "highest")


def _trimmed(value: Decimal, places: int) -> str:
    rounded = round(value, places)
    return number(rounded, places_of(rounded))


def places_of(value: Decimal) -> int:
    """How many decimals a number needs."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _scaled(value: Decimal, *, long: bool, places: int = 1) -> str:
    size = abs(value)
    for scale, word, sign in (
        (TRILLION, pgettext("chart", "trillion"), pgettext("chart", "T")),
        (BILLION, pgettext("chart", "billion"), pgettext("chart", "B")),
        (MILLION, pgettext("chart", "million"), pgettext("chart", "M")),
        (THOUSAND, "", pgettext("chart", "k")),
    ):
        # Thousands are written out in words, and on an axis from ten thousand on.
        if size >= scale and (word or (not long and size >= 10 * scale)):
            part = value / scale
            shown = _trimmed(part, 2 if long and abs(part) < 10 else places)
            return f"{shown} {word if long else sign}"
    return _trimmed(value, max(2, places))


def percent(share: Decimal) -> str:
    """18%, and 2,4% where a whole number would hide too much."""
    places = 0 if abs(share) >= WHOLE_PERCENT else 1
    return f"{_trimmed(share, places)}%"


def pair(begin: Moment, end: Moment) -> tuple[str, str]:
    """Two moments, the year said once where it is the same: Januari, Juni 2026."""
    first, last = begin.long(), end.long()
    if begin.year == end.year and begin.year and begin.span.value != "year":
        first = first.removesuffix(f" {begin.year}")
    return first, last


def listed(words: Sequence[str]) -> str:
    """a, b dan c."""
    if len(words) < 2:
        return "".join(words)
    return _("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def plain_name(heading: str) -> str:
    """A column's heading within a sentence: `Nama Desa` is desa; abbreviations stay as they are."""
    words = [word if sum(map(str.isupper, word)) > 1 else word.lower() for word in heading.split()]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "nama" else words)
