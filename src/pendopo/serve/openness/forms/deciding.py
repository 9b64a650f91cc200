"""What officer and superior decide, and what they have to say with it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import DayField, day_input
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import queries
from pendopo.serve.openness.forms.words import words
from pendopo.serve.openness.models import ExemptInformation
from pendopo.serve.openness.states import (
    Decision,
    ExtensionReason,
    Holding,
    ObjectionReason,
    Obtaining,
    Verdict,
)


class Extend(forms.Form):
    """Why more time is needed."""

    reason = forms.ChoiceField(
        label=_("Legal reason"), choices=ExtensionReason.choices, widget=forms.RadioSelect
    )
    words = words(_("Explanation to the applicant"))


class _OfUnit(forms.Form):
    """A decision in which a unit may have had its part."""

    unit = forms.ModelChoiceField(
        label=_("Unit that keeps it"), queryset=OrgUnit.objects.none(), required=False, empty_label="–"
    )
    test = forms.ModelChoiceField(
        label=_("Consequence test"),
        queryset=ExemptInformation.objects.none(),
        required=False,
        empty_label="–",
    )

    def __init__(self, *args: Any, member: Member, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units, tests = self.fields["unit"], self.fields["test"]
        assert isinstance(units, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        assert isinstance(tests, forms.ModelChoiceField)  # noqa: S101
        units.queryset = structure.units(member)
        tests.queryset = queries.tests_in_force(member.institution_id, today)


class Notify(_OfUnit):
    """The written notice of what is granted."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(one.value, one.label) for one in (Decision.FULL, Decision.PARTIAL)],
        widget=forms.RadioSelect,
    )
    given_as = forms.ChoiceField(label=_("Form"), choices=Obtaining.choices, widget=forms.RadioSelect)
    words = words(
        _("Explanation to the applicant"),
        required=False,
        hint=_("When only a part is granted: what is blacked out, and why."),
    )
    cost = forms.IntegerField(label=_("Cost in rupiah"), min_value=0, initial=0)
    cost_words = forms.CharField(
        label=_("What the cost is for"),
        required=False,
        max_length=300,
        help_text=_("Only copying and sending, at what they really cost."),
    )
    field_order = ("decision", "given_as", "words", "test", "cost", "cost_words", "unit")


class HandOver(forms.Form):
    """How it was given."""

    words = words(_("How was it given?"), required=False, rows=2)
    link = forms.URLField(label=_("Address where it is"), required=False, assume_scheme="https")
    paid_on = DayField(label=_("Paid on"), required=False, widget=day_input())


class Refuse(_OfUnit):
    """Why it is refused (R51)."""

    holding = forms.ChoiceField(
        label=_("Why?"),
        choices=[
            (Holding.HELD, _("It is exempt (UU 14/2008 article 17)")),
            (Holding.NOT_HELD, Holding.NOT_HELD.label),
            (Holding.NOT_DOCUMENTED, Holding.NOT_DOCUMENTED.label),
        ],
        widget=forms.RadioSelect,
    )
    words = words(_("Explanation to the applicant"))
    occupation = forms.CharField(label=_("Applicant's occupation"), required=False, max_length=100)
    field_order = ("holding", "test", "words", "occupation", "unit")


class Why(forms.Form):
    """A reason, in words."""

    why = words(_("Why?"), rows=2, most=300)


class Object(forms.Form):
    """Why somebody objects (UU 14/2008 art. 35)."""

    reason = forms.ChoiceField(label=_("Why do you object?"), choices=[], widget=forms.RadioSelect)
    purpose = words(_("What do you need the information for?"), rows=2)
    words = words(_("What happened?"), required=False)
    is_by_proxy = forms.BooleanField(
        label=_("I object for the applicant, with a power of attorney"), required=False
    )

    def __init__(self, *args: Any, reasons: Collection[ObjectionReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        field.choices = [(one.value, f"{one.value}. {one.label}") for one in reasons]


class AnswerObjection(forms.Form):
    """What the superior decides."""

    verdict = forms.ChoiceField(label=_("Decision"), choices=Verdict.choices, widget=forms.RadioSelect)
    words = words(_("Answer to the applicant"), rows=5)


class Response(forms.Form):
    """What the applicant says to it."""

    words = words(_("The applicant's response"), rows=2)


class Dispute(forms.Form):
    """A dispute before the Information Commission."""

    number = forms.CharField(label=_("Number at the commission"), required=False, max_length=120)
    on = DayField(label=_("Since"), widget=day_input())
    outcome = words(_("Outcome"), rows=2, required=False)
