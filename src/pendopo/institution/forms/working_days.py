"""When the office works, as people write it. Forms check what was typed; actions decide."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.clock import WeekHours
from pendopo.foundation.clock.words import weekday_name
from pendopo.foundation.ui.days import DayField, day_input
from pendopo.foundation.ui.speech import language
from pendopo.institution.structure.working_days import kept_week, week_of

STRETCH: Final = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:-|–|sampai|to)\s*(\d{1,2})[.:](\d{2})")


class Week(forms.Form):
    """Office hours by weekday; an empty day is a day of rest."""

    def __init__(self, *args: Any, week: WeekHours | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = kept_week(week) if week else {}
        for day in range(7):
            self.fields[f"day{day}"] = forms.CharField(
                label=weekday_name(day, language()),
                required=False,
                max_length=80,
                initial=_said(kept.get(str(day), [])),
                widget=forms.TextInput(
                    {"placeholder": gettext("closed"), "inputmode": "text", "autocomplete": "off"}
                ),
            )

    def clean(self) -> dict[str, Any]:
        """Hours that can be, day by day."""
        cleaned = super().clean() or {}
        for day in range(7):
            name = f"day{day}"
            try:
                clocks = _clocks(cleaned.get(name, ""))
                if clocks:
                    week_of({"0": clocks}, six_days=False)
            except ValueError:
                self.add_error(name, _("Write hours like 08.00-12.00, 13.00-16.00, or leave it empty."))
            else:
                cleaned[name] = clocks
        if not self.errors and not any(cleaned[f"day{day}"] for day in range(7)):
            raise ValidationError(_("A working week needs at least one day with office hours."))
        return cleaned

    def hours(self) -> dict[str, list[str]]:
        """The week as it is kept."""
        return {str(day): clocks for day in range(7) if (clocks := self.cleaned_data[f"day{day}"])}


def _said(clocks: list[str]) -> str:
    shown = [clock.replace(":", ".") for clock in clocks]
    return ", ".join(f"{opens}-{closes}" for opens, closes in zip(shown[::2], shown[1::2], strict=True))


def _clocks(written: str) -> list[str]:
    clocks = []
    for stretch in filter(None, (part.strip() for part in re.split(r"[,;]", written))):
        found = STRETCH.fullmatch(stretch)
        if not found:
            raise ValueError(stretch)
        opens_hour, opens_minute, closes_hour, closes_minute = map(int, found.groups())
        clocks += [time(opens_hour, opens_minute), time(closes_hour, closes_minute)]
    return [f"{clock:%H:%M}" for clock in clocks]


class SpecialDay(forms.Form):
    """A day that is not like the decree says."""

    on = DayField(label=_("Day"), widget=day_input())
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            ("closed_days", _("The office is closed")),
            ("regional_holidays", _("A holiday of the region")),
            ("worked_days", _("A day off that is worked here")),
        ],
    )
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    yearly = forms.BooleanField(label=_("Every year"), required=False)


class Meanwhile(Week):
    """Other hours for some weeks, such as Ramadan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = self.fields
        self.fields = {
            "first": DayField(label=_("From"), widget=day_input()),
            "last": DayField(label=_("Until"), widget=day_input()),
            "name": forms.CharField(label=_("Why"), max_length=100, help_text=_("Such as: Ramadan.")),
            **days,
        }

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", _("This day comes before the first one."))
        return cleaned
