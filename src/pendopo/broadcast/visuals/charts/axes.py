"""Axes that tell the truth: bars begin at zero, and a line that doesn't says so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

FLAT: Final = Decimal("0.25")  # of the highest: a line that moves less is drawn without its empty foot
TICKS: Final = 5


@dataclass(frozen=True)
class Axis:
    """From where to where, and the values that are written beside it."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    @property
    def is_cut(self) -> bool:
        return self.low > 0 or self.high < 0


def from_zero(values: Sequence[Decimal], *, ticks: int = TICKS) -> Axis:
    """For bars: zero is always on it."""
    return _nice(min(Decimal(0), *values), max(Decimal(0), *values), ticks)


def for_line(values: Sequence[Decimal], *, ticks: int = TICKS) -> Axis:
    """From zero, unless the line would lie flat far above it."""
    low, high = min(values), max(values)
    if low > 0 and high > low and (high - low) < FLAT * high:
        return _nice(low, high, ticks)
    return from_zero(values, ticks=ticks)


def classes(values: Sequence[Decimal], number: int) -> tuple[Decimal, ...]:
    """Where the classes of a map begin and end: over what the numbers span, for a colour tells steps and no lengths."""
    low, high = min(values), max(values)
    return (low, high) if low == high else _nice(low, high, number).ticks


def _nice(low: Decimal, high: Decimal, ticks: int) -> Axis:
    if low == high:
        high = low + 1
    rough = float(high - low) / ticks
    size = 10.0 ** math.floor(math.log10(rough))
    step = Decimal(repr(size)) * next((factor for factor in (1, 2, 5) if size * factor >= rough * 0.999), 10)
    first, last = math.floor(low / step), math.ceil(high / step)
    found = tuple(step * place for place in range(first, last + 1))
    return Axis(found[0], found[-1], found)
