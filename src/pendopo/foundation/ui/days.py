"""Days and moments as people type them: with a year that an office can mean."""

from __future__ import annotations

from datetime import date
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Far enough for a birthday and a lease; beyond it calendars, zones and clocks can't reckon any more.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


def can_be_meant(day: date) -> bool:
    """Whether an office can mean this day, or moment."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def day_in(written: str) -> date | None:
    """The day an address names (2026-11-29); None where it names none that an office can mean."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if can_be_meant(day) else None


def day_input() -> forms.DateInput:
    """A browser's own calendar."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def _meant(day: date) -> None:
    if not can_be_meant(day):
        raise ValidationError(
            _("Write a year between %(first)s and %(last)s."),
            params={"first": FIRST_YEAR, "last": LAST_YEAR},
        )


class DayField(forms.DateField):
    """A day."""

    default_validators = [_meant]


class MomentField(forms.DateTimeField):
    """A day and a time by the office's clock."""

    default_validators = [_meant]
