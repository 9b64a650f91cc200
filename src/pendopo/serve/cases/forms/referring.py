"""Asking a unit, deciding who owns a case, and the table of units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.personal_data import Kind, found_in
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.models import OrgUnit
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases import policies
from pendopo.serve.cases.models import Case

# Each kind of personal data, as people call it.
KINDS: Final = {
    Kind.NIK: _("identity number (NIK)"),
    Kind.FAMILY_CARD: _("family card number"),
    Kind.CARD: _("card number"),
    Kind.MOBILE: _("mobile number"),
    Kind.LANDLINE: _("telephone number"),
    Kind.EMAIL: _("e-mail address"),
    Kind.BANK_ACCOUNT: _("bank account"),
    Kind.PLATE: _("number plate"),
    Kind.ADDRESS: _("home address"),
}


class Refer(forms.Form):
    """Which unit, and what it is asked. With `decides` a coordinator says once and for all why."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=OrgUnit.objects.none())
    question = forms.CharField(
        label=_("What is the unit asked?"),
        max_length=4000,
        help_text=_("It reads this and nothing else of the citizen. Say what you need to know."),
        widget=forms.Textarea({"rows": 7}),
    )
    needs = forms.MultipleChoiceField(
        label=_("Personal data without which the unit can't answer"),
        required=False,
        help_text=_("Everything else is covered."),
        widget=forms.CheckboxSelectMultiple,
    )
    why = forms.CharField(
        label=_("Why this unit?"),
        max_length=500,
        help_text=_("Both units read it."),
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, case: Case, decides: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = [one.pk for one in structure.units(case) if policies.may_be_asked(one, case)]
        self.fields["unit"].queryset = structure.units(case).filter(pk__in=may)  # type: ignore[attr-defined]
        written = self.data.get("question", "") if self.is_bound else case.story
        kinds = list(dict.fromkeys(hit.kind for hit in found_in(f"{case.story}\n{written}")))
        if kinds:
            self.fields["needs"].choices = [(kind.value, KINDS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        else:
            del self.fields["needs"]
        if not decides:
            del self.fields["why"]

    def needed(self) -> frozenset[Kind]:
        """The kinds that stay uncovered."""
        chosen: Sequence[str] = self.cleaned_data.get("needs", ())
        return frozenset(Kind(one) for one in chosen)


class TakeBack(forms.Form):
    """Why the unit need not answer."""

    why = forms.CharField(
        label=_("Why?"),
        max_length=500,
        help_text=_("The unit reads it."),
        widget=forms.Textarea({"rows": 2}),
    )


class KeepRoute(forms.Form):
    """One line of the table of units."""

    topic = forms.CharField(label=_("Topic"), max_length=100, help_text=_("As you write it in cases."))
    place = forms.CharField(
        label=_("Where"),
        max_length=200,
        required=False,
        help_text=_("Only if another unit answers elsewhere, such as Kecamatan Cipari."),
    )
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=OrgUnit.objects.none())

    def __init__(self, *args: Any, who: BelongsTo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = structure.units(who)  # type: ignore[attr-defined]
