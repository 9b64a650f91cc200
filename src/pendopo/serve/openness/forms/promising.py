"""What is asked when an office promises to be faster than the law."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import DayField, day_input
from pendopo.serve.openness.actions import PROMISED


class ProposeClock(forms.Form):
    """A version of the office's own; days are working days."""

    title = forms.CharField(label=_("Name of the version"), max_length=200)
    source = forms.CharField(
        label=_("Rule it stands on"), max_length=500, help_text=_("Decree, number and year.")
    )
    valid_from = DayField(label=_("From"), widget=day_input())
    notice = forms.IntegerField(label=PROMISED["notice"], min_value=1, max_value=60)
    extension = forms.IntegerField(label=PROMISED["extension"], min_value=1, max_value=60)
    objection_answer = forms.IntegerField(label=PROMISED["objection_answer"], min_value=1, max_value=60)
