"""What the office writes about share kits. Forms validate; actions save."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure


class Note(forms.Form):
    """Why it matters, in the office's own words."""

    note = forms.CharField(
        label=_("A word to colleagues"),
        required=False,
        max_length=500,
        help_text=_("It stands on top of the page. Empty: a word of ours."),
        widget=forms.Textarea({"rows": 3}),
    )


class Give(forms.Form):
    """To which unit."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=OrgUnit.objects.none())

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = structure.units(member)  # type: ignore[attr-defined]
