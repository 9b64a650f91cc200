"""What is asked about the language model. Forms validate; they never save."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.listen.writing_aid.models import KEPT_DAYS
from pendopo.listen.writing_aid.states import OF_A_THREAD

TEXT_MAX = 20_000


class Ask(forms.Form):
    """A draft or a summary."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in OF_A_THREAD])


class Use(forms.Form):
    """What was typed before the draft is put below it."""

    text = forms.CharField(required=False, max_length=TEXT_MAX)


class Decide(forms.Form):
    """Whether the model helps here."""

    is_on = forms.BooleanField(
        label=_("Let the language model help with drafts and summaries"),
        help_text=_("People ask for each text, check it and send it themselves. It never answers by itself."),
        required=False,
    )
    purpose = forms.CharField(
        label=_("What for"),
        help_text=_("For example: quicker first drafts, which a person checks."),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )
    basis = forms.CharField(
        label=_("Legal basis"),
        help_text=_("For example: public task (Law 27/2022, article 20), decided in decree number ..."),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )
    kept_days = forms.IntegerField(
        label=_("Days that what was sent is kept"),
        help_text=_("So that it can be checked what left the house. After that it is erased."),
        min_value=7,
        max_value=365,
        initial=KEPT_DAYS,
    )
