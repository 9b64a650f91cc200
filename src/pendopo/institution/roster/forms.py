"""What the roster asks for. Forms validate; they never save."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.clock import words
from pendopo.foundation.ui.days import DayField, day_input
from pendopo.foundation.ui.speech import here, language
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.roster import queries
from pendopo.institution.roster.models import Shift
from pendopo.institution.roster.states import Cover, Quiet


def time_input() -> forms.TimeInput:
    return forms.TimeInput({"type": "time"}, format="%H:%M")


class MemberChoice(forms.ModelChoiceField[Member]):
    """Somebody who may answer citizens."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Member.objects.none(), **kwargs)


def _answerers(form: forms.Form, name: str, member: Member, *, but: Member | None = None) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
    found = people.members_who_may(member.institution_id, Permission.REPLY)
    field.queryset = found.exclude(pk=but.pk) if but is not None else found


class Weekly(forms.Form):
    """A shift that comes again every week."""

    member = MemberChoice(label=_("Who"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"),
        choices=[(day, lazystr(words.weekday_name(day))) for day in range(7)],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    begins = forms.TimeField(label=_("From"), widget=time_input())
    ends = forms.TimeField(
        label=_("Until"),
        widget=time_input(),
        help_text=_("An earlier hour than the first is on the next day."),
    )
    first_on = DayField(label=_("From day"), widget=day_input())
    last_on = DayField(
        label=_("Until day"), widget=day_input(), required=False, help_text=_("Empty: until further notice.")
    )
    on_days_off = forms.BooleanField(label=_("On holidays and collective leave as well"), required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _answerers(self, "member", member)
        self.fields["weekdays"].choices = [  # type: ignore[attr-defined]
            (day, words.weekday_name(day, language())) for day in range(7)
        ]


class OneShift(forms.Form):
    """A shift on one day."""

    member = MemberChoice(label=_("Who"))
    on = DayField(label=_("Day"), widget=day_input())
    begins = forms.TimeField(label=_("From"), widget=time_input())
    ends = forms.TimeField(
        label=_("Until"),
        widget=time_input(),
        help_text=_("An earlier hour than the first is on the next day."),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _answerers(self, "member", member)


class Give(forms.Form):
    """Who stands in a shift from now on."""

    to = MemberChoice(label=_("Give it to"))

    def __init__(self, *args: Any, shift: Shift, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _answerers(self, "to", member, but=shift.member)


class ReturnChoice(forms.ModelChoiceField[Shift]):
    """A colleague's shift, named by when it is."""

    def label_from_instance(self, obj: Shift) -> str:
        zone, tongue = here(), language()
        said = f"{words.full_date(obj.begins_on, tongue)}, {words.clock_time(obj.begins_at, zone, tongue)}"
        return f"{obj.member.name}: {said}"


class AskSwap(forms.Form):
    """Which colleague is asked, and for what in return."""

    to = MemberChoice(label=_("Ask whom?"))
    in_return = ReturnChoice(
        label=_("For which of their shifts?"),
        queryset=Shift.objects.none(),
        required=False,
        empty_label=_("None: only take mine"),
    )
    why = forms.CharField(label=_("Why?"), max_length=300, required=False)

    def __init__(self, *args: Any, member: Member, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _answerers(self, "to", member, but=member)
        field = self.fields["in_return"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = queries.offers(member, now)


class Note(forms.Form):
    """What whoever comes next must know."""

    note = forms.CharField(
        label=_("Handover note"),
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("What is open, what was promised, what may come. No personal data of citizens."),
    )


class Why(forms.Form):
    """A reason, in words."""

    why = forms.CharField(label=_("Why?"), max_length=300)


class NewLeave(forms.Form):
    """Days on which somebody is away."""

    member = MemberChoice(label=_("Who"))
    first_on = DayField(label=_("From"), widget=day_input())
    last_on = DayField(label=_("Until and with"), widget=day_input())

    def __init__(self, *args: Any, member: Member, may_manage: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_manage:
            _answerers(self, "member", member)
        else:
            del self.fields["member"]


class QuietTime(forms.Form):
    """When somebody wants to hear only what is urgent."""

    choice = forms.ChoiceField(
        label=_("Quiet, but for what is urgent"), choices=Quiet.choices, widget=forms.RadioSelect
    )
    begins = forms.TimeField(label=_("Quiet from"), required=False, widget=time_input())
    ends = forms.TimeField(label=_("Until"), required=False, widget=time_input())


class CoverTime(forms.Form):
    """When somebody has to be on duty."""

    cover = forms.ChoiceField(label=_("Somebody is on duty"), choices=Cover.choices, widget=forms.RadioSelect)
    begins = forms.TimeField(label=_("From"), required=False, widget=time_input())
    ends = forms.TimeField(label=_("Until"), required=False, widget=time_input())
