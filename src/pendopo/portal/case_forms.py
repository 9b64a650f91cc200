"""What a citizen writes about a matter of their own: a new report, and what they do with one they made."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import DayField, day_input
from pendopo.foundation.ui.pictures_field import Pictures
from pendopo.serve.cases.states import CaseKind

KINDS: Final = (
    (CaseKind.COMPLAINT, _("A complaint: something is wrong")),
    (CaseKind.ASPIRATION, _("A suggestion: something could be better")),
    (CaseKind.INQUIRY, _("A question")),
)
SCORES: Final = (
    (5, _("5: very content")),
    (4, _("4: content")),
    (3, _("3: neither")),
    (2, _("2: not content")),
    (1, _("1: not content at all")),
)


class Report(forms.Form):
    """A new report. `website` is for machines: people don't see it."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=KINDS, widget=forms.RadioSelect, initial=KINDS[0][0]
    )
    title = forms.CharField(label=_("In a few words"), max_length=200)
    story = forms.CharField(
        label=_("What happened?"),
        max_length=5000,
        help_text=_("What, where, since when. Please leave out identity numbers: yours and anyone else's."),
        widget=forms.Textarea({"rows": 6}),
    )
    place = forms.CharField(label=_("Where?"), max_length=200, required=False)
    happened_on = DayField(label=_("When?"), required=False, widget=day_input())
    supervisory = forms.BooleanField(
        label=_("It is about an official who misuses their office"),
        required=False,
        help_text=_("Then only a few people see it, and never the unit you complain of."),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=150, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("Your telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"), required=False, widget=forms.EmailInput({"autocomplete": "email"})
    )
    is_anonymous = forms.BooleanField(
        label=_("Keep my name secret (anonymous)"),
        required=False,
        help_text=_("The unit that answers does not learn who you are."),
    )
    is_confidential = forms.BooleanField(
        label=_("Keep what I report secret (confidential)"),
        required=False,
        help_text=_("It stands in no public list. Only you can change these two again."),
    )
    agreed = forms.BooleanField(label=_("I have read how my data are used, and what I write is true"))
    website = forms.CharField(
        required=False, widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"})
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, said: Mapping[str, Any] | None = None) -> None:
        super().__init__(said, initial={"key": uuid.uuid4()})


class Find(forms.Form):
    """A code and what it is checked with."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "placeholder": "K7Q2-M9XD"}
        ),
    )
    check_value = forms.CharField(
        label=_("Check value"),
        max_length=8,
        help_text=_("Four digits that you were told with the code."),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )


class Once(forms.Form):
    """A form of one's own page: its key makes it count once, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **given: Any) -> None:
        given["initial"] = {"key": uuid.uuid4(), **given.get("initial", {})}
        super().__init__(*args, **given)


class Add(Once):
    """Something more about it, or the answer to a question."""

    text = forms.CharField(
        label=_("What would you like to add?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    photos = Pictures(
        label=_("Pictures"),
        required=False,
        help_text=_("Up to four. Place and device are removed from them."),
    )


class Reopen(Once):
    """Why it is not settled."""

    why = forms.CharField(
        label=_("What is not settled yet?"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )


class Rate(Once):
    """How content one is with the answer."""

    score = forms.TypedChoiceField(
        label=_("How content are you with our answer?"), choices=SCORES, coerce=int, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Why? (optional)"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )


class Withdraw(Once):
    """Why one takes it back."""

    why = forms.CharField(label=_("Why? (optional)"), max_length=500, required=False)


class Settled(Once):
    """Nothing but a yes."""
