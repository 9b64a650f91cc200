"""What is asked in the calendar, and the filters that stand in its address."""

from __future__ import annotations

from datetime import date
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.calendar.drawing import STATES
from pendopo.broadcast.content.queries import CalendarFilters
from pendopo.foundation.ui.days import MomentField, day_in

MOMENT: Final = "%Y-%m-%dT%H:%M"
TO_THE_SECOND: Final = "%Y-%m-%dT%H:%M:%S"


def _moment() -> MomentField:
    return MomentField(
        label=_("Publish at"),
        input_formats=[MOMENT, TO_THE_SECOND],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
    )


class Move(forms.Form):
    """Another time for a post."""

    due_at = _moment()
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    back = forms.CharField(required=False, widget=forms.HiddenInput)


class Write(forms.Form):
    """A post for a day."""

    title = forms.CharField(
        label=_("Working title"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    due_at = _moment()


class Plan(forms.Form):
    """A plan as a workbook."""

    file = forms.FileField(
        label=_("Plan (.xlsx)"),
        help_text=_("Up to 500 rows and 2 MB."),
        widget=forms.ClearableFileInput({"accept": ".xlsx"}),
    )


def filters_of(asked: QueryDict) -> CalendarFilters:
    """What the address asks for, several values of a filter beside each other; what is none is left out."""
    said = cleaned(asked)

    def numbers(name: str) -> tuple[int, ...]:
        return tuple(map(int, said.get(name, ())))

    return CalendarFilters(
        pillar_ids=numbers("pilar"),
        campaign_ids=numbers("kampanye"),
        unit_ids=numbers("unit"),
        account_ids=numbers("akun"),
        states=tuple(said.get("keadaan", ())),
        words="".join(said.get("q", ())),
    )


def cleaned(asked: QueryDict) -> dict[str, list[str]]:
    """Each filter that is set, with its values in the order of the address, each once."""
    said = {
        name: list(dict.fromkeys(one for one in asked.getlist(name) if one.isdecimal() and len(one) < 18))
        for name in ("pilar", "kampanye", "unit", "akun")
    }
    said["keadaan"] = list(dict.fromkeys(one for one in asked.getlist("keadaan") if one in STATES))
    words = asked.get("q", "").replace("\0", "").strip()[:100]
    said["q"] = [words] if words else []
    return {name: values for name, values in said.items() if values}


def kept(asked: QueryDict) -> str:
    """The filters as they go into another address."""
    words = QueryDict(mutable=True)
    for name, values in cleaned(asked).items():
        words.setlist(name, values)
    return words.urlencode()


def day_of(said: str, otherwise: date) -> date:
    """A day of the address, or another where it says none."""
    return day_in(said if len(said) > 7 else f"{said}-01") or otherwise
