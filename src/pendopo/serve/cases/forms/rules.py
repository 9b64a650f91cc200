"""What is asked when another version of the clocks is proposed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import DayField, day_input
from pendopo.serve.cases.clocks import SUPERVISORY, Terms
from pendopo.serve.cases.states import CaseKind


class Propose(forms.Form):
    """A version of the office's own; days are working days."""

    title = forms.CharField(label=_("Name of the version"), max_length=200)
    source = forms.CharField(
        label=_("Rule it stands on"), max_length=500, help_text=_("Decree, number and year.")
    )
    valid_from = DayField(label=_("From"), widget=day_input())
    verify_days = forms.IntegerField(label=_("Days to verify"), min_value=1, max_value=60)
    follow_up_days = forms.IntegerField(label=_("Days to state the follow-up"), min_value=1, max_value=60)
    complaint = forms.IntegerField(label=_("Days to resolve a complaint"), min_value=1, max_value=120)
    aspiration = forms.IntegerField(label=_("Days to resolve an aspiration"), min_value=1, max_value=120)
    info_inquiry = forms.IntegerField(label=_("Days to answer an inquiry"), min_value=1, max_value=120)
    supervisory = forms.IntegerField(
        label=_("Days to resolve a complaint with supervisory content"), min_value=1, max_value=120
    )

    @staticmethod
    def begins(terms: Terms) -> dict[str, Any]:
        """As the terms in force say."""
        return {
            "verify_days": terms.verify_days,
            "follow_up_days": terms.follow_up_days,
            **dict(terms.resolve_days),
        }

    def terms(self) -> dict[str, object]:
        """What is other than the nation's."""
        said = self.cleaned_data
        return {
            "verify_days": said["verify_days"],
            "follow_up_days": said["follow_up_days"],
            "resolve_days": {name: said[name] for name in (*CaseKind.values, SUPERVISORY)},
        }


class ByItself(forms.Form):
    """What citizens are told without anybody pressing a button."""

    acknowledges = forms.BooleanField(
        label=_("Tell citizens that their message became a case"),
        help_text=_(
            "Once a thread, as soon as the case is open; never twice, and never where they read already that your "
            "office is closed. Of matters of supervision nothing is said by itself."
        ),
        required=False,
    )
    acknowledgement = forms.CharField(
        label=_("What is said"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "{nama} becomes the citizen's name, {kode} the code of the case, {kanal} the network, {tenggat} the day "
            "of the final answer."
        ),
    )
