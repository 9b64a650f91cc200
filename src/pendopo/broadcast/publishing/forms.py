"""What people write when they decide about deliveries. Forms validate; actions save."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import MomentField


class Unsure(forms.Form):
    """A person has looked on the network."""

    stands = forms.TypedChoiceField(
        label=_("What did you find?"),
        choices=[("yes", _("It stands there")), ("no", _("It is not there: send it again"))],
        widget=forms.RadioSelect,
        coerce=lambda answer: answer == "yes",
    )
    url = forms.URLField(
        label=_("Its address"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        help_text=_("Copy it from the network, if you can."),
    )


class Late(forms.Form):
    """Too late: what becomes of it."""

    NOW, AT, NEVER = "now", "at", "never"
    what = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[
            (NOW, _("Publish it now")),
            (AT, _("Publish it at another time")),
            (NEVER, _("Do not publish it")),
        ],
        widget=forms.RadioSelect,
    )
    at = MomentField(
        label=_("Time"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean(self) -> dict[str, object]:
        """Another time has to be told."""
        said = super().clean() or {}
        if said.get("what") == self.AT and not said.get("at") and "at" not in self.errors:
            self.add_error("at", _("Say when."))
        return said


class Why(forms.Form):
    """A reason that stays on record."""

    why = forms.CharField(label=_("Why?"), max_length=500, widget=forms.Textarea({"rows": 2}))


class PastedLink(forms.Form):
    """The link to what a person posted."""

    link = forms.CharField(
        label=_("Link to the post"), max_length=1000, widget=forms.URLInput({"inputmode": "url"})
    )


class StopAll(forms.Form):
    """The switch."""

    why = forms.CharField(
        label=_("Why is everything stopped?"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Whoever lets it go on has to know."),
    )
    answers_too = forms.BooleanField(label=_("Answers to citizens as well"), required=False)
