"""What is typed on the practice network's pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.practice.models import Account

SHARES = [(0.0, _("never")), (0.1, _("one in ten")), (0.5, _("every second one")), (1.0, _("always"))]

WINDOWS = [(0, _("always")), (60, _("for an hour")), (1440, _("for 24 hours")), (10_080, _("for 7 days"))]


class NewAccount(forms.ModelForm[Account]):
    """An account to practise with."""

    class Meta:
        model = Account
        fields = ["name", "handle"]


class Say(forms.Form):
    """A citizen's words."""

    name = forms.CharField(label=_("Citizen's name"), max_length=60, initial="Bu Rini")
    text = forms.CharField(
        label=_("What does the citizen say?"), max_length=500, widget=forms.Textarea({"rows": 3})
    )


class Treat(forms.Form):
    """How badly the network behaves towards an account."""

    too_many = forms.TypedChoiceField(label=_("“Too much, wait” (429)"), choices=SHARES, coerce=float)
    fail_before = forms.TypedChoiceField(
        label=_("Fails before it accepts a post"), choices=SHARES, coerce=float
    )
    fail_after = forms.TypedChoiceField(
        label=_("Accepts a post and then says that it failed"), choices=SHARES, coerce=float
    )
    slow = forms.TypedChoiceField(label=_("Takes its time with a post"), choices=SHARES, coerce=float)
    reply_window_minutes = forms.TypedChoiceField(
        label=_("Takes answers to a citizen's words"),
        help_text=_(
            "Pendopo hears of it when it next asks the account how it is, at the latest after six hours."
        ),
        choices=WINDOWS,
        coerce=int,
    )
    revoked = forms.BooleanField(label=_("Refuses the account's permission"), required=False)
