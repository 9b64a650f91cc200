"""What is asked about services and their standards. Forms check what was typed; actions decide."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import DayField, day_input
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.models import OrgUnit
from pendopo.serve.standards.models import CALLED, PART_MAX
from pendopo.serve.standards.states import DELIVERY, FOURTEEN, Component

HINTS: Final = {
    Component.REQUIREMENTS: _("What a citizen has to bring or meet. One requirement a line."),
    Component.PROCEDURE: _("The steps from asking to getting, one a line; also the way online."),
    Component.TIME: _("How long it takes when everything is complete."),
    Component.COST: _("The tariff, or that it is free, with the rule that says so."),
    Component.PRODUCT: _("What the citizen holds in their hands at the end."),
    Component.COMPLAINTS: _("Where to complain or suggest, and how soon somebody answers."),
    Component.LEGAL_BASIS: _("The laws and regulations it stands on."),
    Component.HOURS: _("Where the counter is and when it is open. Citizens ask for it most."),
}


class UnitChoice(forms.ModelChoiceField[OrgUnit]):
    def label_from_instance(self, obj: OrgUnit) -> str:
        return obj.name


class ServiceNames(forms.Form):
    """What a service is called, and who gives it."""

    name = forms.CharField(label=_("Name of the service"), max_length=160)
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=40,
        validators=[CALLED],
        help_text=_("Saved replies quote by it, such as {layanan:KTP-el:biaya}. It stays once published."),
    )
    also_called = forms.CharField(
        label=_("What citizens call it"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Other names, separated by commas: by these a question is recognised."),
    )
    unit = UnitChoice(
        label=_("Unit that gives it"),
        queryset=OrgUnit.objects.none(),
        required=False,
        empty_label=_("Not chosen"),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitChoice)  # noqa: S101 (for the type checker)
        field.queryset = structure.units(member)


class Parts(forms.Form):
    """The fourteen components, and place and hours. A draft may have gaps; handing it in asks for all."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("What changed"),
        max_length=300,
        required=False,
        help_text=_("In a few words, for those who read the history."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = {one: number for number, one in enumerate(FOURTEEN, 1)}
        for component in Component:
            number = numbers.get(component)
            self.fields[component.value] = forms.CharField(
                label=format_lazy("{}. {}", number, component.label) if number else component.label,
                max_length=PART_MAX,
                required=False,
                help_text=HINTS.get(component, ""),
                widget=forms.Textarea({"rows": 5 if component in DELIVERY else 3}),
            )

    @property
    def numbered(self) -> list[tuple[int, Component, forms.BoundField]]:
        """The fourteen with their numbers."""
        return [(number, one, self[one.value]) for number, one in enumerate(FOURTEEN, 1)]

    @property
    def hours(self) -> forms.BoundField:
        return self[Component.HOURS.value]

    def said(self) -> dict[str, str]:
        """What was written of each component."""
        return {one.value: self.cleaned_data.get(one.value, "") for one in Component}


class Why(forms.Form):
    """A reason, in words."""

    why = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea({"rows": 2}))


class PledgeText(forms.Form):
    """What the office pledges, and who signed it."""

    text = forms.CharField(
        label=_("Text of the pledge"),
        max_length=PART_MAX,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("As it was signed: to serve by the standards, and to bear the consequences otherwise."),
    )
    signed_by = forms.CharField(label=_("Signed by"), max_length=160)
    position = forms.CharField(label=_("Position"), max_length=160)
    signed_on = DayField(label=_("Signed on"), widget=day_input())
