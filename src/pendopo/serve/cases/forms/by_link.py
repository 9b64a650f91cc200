"""What a liaison fills in on a phone, without an account: one short form for each of four buttons."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import DayField
from pendopo.foundation.ui.pictures_field import Pictures
from pendopo.institution.models import OrgUnit
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases import policies
from pendopo.serve.cases.actions.by_unit import WORDS_MOST
from pendopo.serve.cases.models import Referral


class ByLink(forms.Form):
    """What every form that comes by a link has: who speaks, and a key, so that one sent twice counts once."""

    said_by = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, referral: Referral) -> None:
        super().__init__(data, files, initial={"key": uuid.uuid4(), "said_by": referral.said_by})
        self.order_fields([name for name in self.fields if name != "said_by"])


class Answer(ByLink):
    """The unit's answer."""

    said = forms.CharField(
        label=_("Your answer"),
        max_length=WORDS_MOST,
        help_text=_("In plain words. The office passes it on in its own voice."),
        widget=forms.Textarea({"rows": 6}),
    )
    pictures = Pictures(
        label=_("Pictures"),
        required=False,
        help_text=_("Up to four. Place and device are removed from them."),
    )


class AskCitizen(ByLink):
    """What only the citizen knows."""

    said = forms.CharField(
        label=_("What do you need to know?"),
        max_length=2000,
        help_text=_("The office asks the citizen for you. Ask for no identity numbers."),
        widget=forms.Textarea({"rows": 3}),
    )


class NotOurs(ByLink):
    """Why it is not theirs, and whose it may be."""

    to = forms.ModelChoiceField(
        label=_("Whose is it?"),
        queryset=OrgUnit.objects.none(),
        required=False,
        empty_label=_("I don't know"),
    )
    why = forms.CharField(label=_("Why is it not yours?"), max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any = None, files: Any = None, *, referral: Referral) -> None:
        super().__init__(data, files, referral=referral)
        others = [
            one.pk
            for one in structure.units(referral)
            if one.pk != referral.unit_id and policies.may_be_asked(one, referral.case)
        ]
        self.fields["to"].queryset = structure.units(referral).filter(pk__in=others)  # type: ignore[attr-defined]


class NeedTime(ByLink):
    """Until when, and why."""

    until = DayField(label=_("Until when?"), widget=forms.DateInput({"type": "date"}))
    why = forms.CharField(
        label=_("What still has to be done?"), max_length=500, widget=forms.Textarea({"rows": 3})
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        referral: Referral,
        days: tuple[date, date] | None = None,
    ) -> None:
        super().__init__(data, files, referral=referral)
        if days is not None:
            self.fields["until"].widget.attrs |= {"min": days[0].isoformat(), "max": days[1].isoformat()}


FORMS: Final[Mapping[str, type[ByLink]]] = {
    "jawab": Answer,
    "tanya": AskCitizen,
    "bukan": NotOurs,
    "waktu": NeedTime,
}
