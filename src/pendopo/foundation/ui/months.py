"""A month of an office's calendar, chosen in an address: `?bulan=2026-11`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from pendopo.foundation.ui.days import day_in
from pendopo.foundation.ui.templatetags.words import month as month_said

OFFERED: Final = 12


@dataclass(frozen=True, kw_only=True)
class Month:
    """The month that is shown."""

    first: date

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def named(self) -> str:
        """November 2026."""
        return f"{month_said(self.first.month)} {self.first.year}"


def chosen(written: str, *, today: date) -> Month:
    """The month an address names; this one, where it names none."""
    return Month(first=(day_in(f"{written}-01") or today).replace(day=1))


def offered(today: date, *, shown: Month) -> list[Month]:
    """The present month and those before, the latest first; also the one that is shown, where it is none of them."""
    months = [today.year * 12 + today.month - 1 - back for back in range(OFFERED)]
    found = {Month(first=date(one // 12, one % 12 + 1, 1)) for one in months} | {shown}
    return sorted(found, key=lambda one: one.first, reverse=True)
