"""Who needs to know of a case, and what its reporter agreed to."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import DayField, day_input
from pendopo.institution.models import OrgUnit
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.states import Agreed

DAY: Final = day_input()


class LetKnow(forms.Form):
    """Somebody more, and why."""

    member = forms.ModelChoiceField(label=_("Who?"), queryset=Member.objects.none())
    why = forms.CharField(label=_("Why do they need to know?"), max_length=300)

    def __init__(self, *args: Any, case: Case) -> None:
        super().__init__(*args)
        found = people.members_who_may(case.institution_id, Permission.SEE_CASES)
        self.fields["member"].queryset = found.exclude(pk__in=case.known_to or [])  # type: ignore[attr-defined]


class LetGo(forms.Form):
    """Why no longer."""

    why = forms.CharField(label=_("Why do they need to know no more?"), max_length=300)


class Flag(forms.Form):
    """That it is a matter of supervision, and of which unit."""

    reported_unit = forms.ModelChoiceField(
        label=_("Unit complained of"),
        queryset=OrgUnit.objects.none(),
        required=False,
        help_text=_("Nobody of this unit will see the case."),
    )

    def __init__(self, *args: Any, member: Member) -> None:
        super().__init__(*args)
        self.fields["reported_unit"].queryset = structure.units(member)  # type: ignore[attr-defined]


class Reported(Flag):
    """The unit that a matter of supervision is about, where nobody has named it yet."""

    def __init__(self, *args: Any, member: Member) -> None:
        super().__init__(*args, member=member)
        self.fields["reported_unit"].required = True


class Consent(forms.Form):
    """What the reporter agreed to, when, how and in which words."""

    to = forms.ChoiceField(label=_("The reporter agreed"), choices=Agreed.choices)
    given_on = DayField(label=_("When?"), widget=DAY)
    how = forms.CharField(
        label=_("How?"), max_length=200, help_text=_("In a message, on paper, by telephone.")
    )
    text = forms.CharField(label=_("In which words?"), max_length=2000, widget=forms.Textarea({"rows": 3}))
