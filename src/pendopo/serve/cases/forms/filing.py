"""Filing at LAPOR! for a citizen."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import DayField, day_input

DAY: Final = day_input()


class Prepare(forms.Form):
    """The reporter's yes, and the account it is filed with."""

    given_on = DayField(label=_("When did the reporter agree?"), widget=DAY)
    how = forms.CharField(
        label=_("How?"), max_length=200, help_text=_("In a message, on paper, by telephone.")
    )
    text = forms.CharField(label=_("In which words?"), max_length=2000, widget=forms.Textarea({"rows": 3}))
    channel = forms.CharField(
        label=_("Institution's account at LAPOR!"),
        max_length=200,
        help_text=_("Never an account of your own."),
    )


class Number(forms.Form):
    """What came back."""

    number = forms.CharField(
        label=_("Number at LAPOR!"), max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )


class GiveUp(forms.Form):
    """Why it is not filed."""

    why = forms.CharField(label=_("Why is it not filed?"), max_length=500)
