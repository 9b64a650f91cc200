"""The lists, the announcement, the report and the registers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import DayField, day_input
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness.forms.words import words
from pendopo.serve.openness.states import (
    Category,
    Ground,
)


class Listing(forms.Form):
    """An entry of the list of public information."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = words(_("What it holds"))
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(label=_("Responsible unit"), queryset=OrgUnit.objects.none())
    link = forms.URLField(label=_("Address where it is"), required=False, assume_scheme="https")
    file = forms.FileField(label=_("or the file itself"), required=False)
    updated_on = DayField(label=_("Brought up to date on"), widget=day_input())

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = structure.units(member)


class ConsequenceTest(forms.Form):
    """A consequence test (4.1)."""

    number = forms.CharField(label=_("Number of the decision"), max_length=120)
    document = forms.CharField(label=_("Document"), max_length=300)
    part = words(_("The part that is exempt"), rows=2)
    ground = forms.ChoiceField(
        label=_("Ground (UU 14/2008 article 17)"),
        choices=[(one.value, f"{one.value}. {one.label}") for one in Ground],
    )
    legal_basis = words(_("Legal basis: law, article, paragraph"), rows=2)
    analysis = words(_("What would follow if it were opened, and what if it stays closed"), rows=4)
    exempt_from = DayField(label=_("Exempt from"), widget=day_input())
    exempt_until = DayField(label=_("Exempt until"), required=False, widget=day_input())
    period_words = forms.CharField(label=_("Why so long"), required=False, max_length=300)
    phrases = words(
        _("Words that give it away"),
        required=False,
        hint=_("One a line. What the office publishes must not hold them."),
    )


class Pledge(forms.Form):
    """The six parts of the service announcement (4.5)."""

    legal_basis = words(_("Legal basis"))
    procedure = words(_("System, mechanism and procedure"))
    time_needed = words(_("Time needed"), rows=2)
    cost = words(_("Cost"), rows=2)
    guarantee = words(_("Guarantee of service"), rows=2)
    evaluation = words(_("Evaluation of performance"), rows=2)
    audio_link = forms.URLField(
        label=_("Recording to listen to"),
        required=False,
        assume_scheme="https",
        help_text=_("So that people who can't see have it too."),
    )
    video_link = forms.URLField(
        label=_("Video with sign language"),
        required=False,
        assume_scheme="https",
        help_text=_("So that people who can't hear have it too."),
    )


class Report(forms.Form):
    """What the yearly report says beside its figures (4.4)."""

    policy = words(_("General policy"), required=False)
    facilities = words(_("Facilities"), required=False)
    staff = words(_("Staff"), required=False)
    budget = words(_("Budget"), required=False)
    obstacles_inside = words(_("Obstacles inside the office"), required=False)
    obstacles_outside = words(_("Obstacles outside the office"), required=False)
    recommendations = words(_("Recommendations"), required=False)
    follow_up = words(_("Follow-up plan"), required=False)


class SendReport(forms.Form):
    """When the commission got it."""

    on = DayField(
        label=_("Sent to the Information Commission on"),
        widget=day_input(),
    )


class Export(forms.Form):
    """Which register, and whether with identities."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    shown = forms.BooleanField(label=_("With identities"), required=False)
    why = forms.CharField(
        label=_("Why with identities?"), required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, years: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 (for the type checker)
        field.choices = [(year, str(year)) for year in years]
