"""What is asked when a case is handled. Forms check what was typed; actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import MomentField
from pendopo.institution.models import OrgUnit
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases.actions.ending import BY_HAND
from pendopo.serve.cases.models import Case
from pendopo.serve.cases.states import CaseKind, CaseState, ContactWay

TEXT_MAX = 20_000


class OfACase(forms.Form):
    """A form about one case, for one member; what it begins with comes from the case."""

    def __init__(self, data: Any = None, *, case: Case, member: Member, initial: Any = None) -> None:
        self.case, self.member = case, member
        super().__init__(data, initial={**self.begins(), **(initial or {})})

    def begins(self) -> dict[str, Any]:
        return {}

    def choose(self, name: str, found: Any) -> None:
        """What may be chosen in a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = found


class Nothing(OfACase):
    """A deed that needs no words."""


class Verify(OfACase):
    """Clear, complete, and of which kind."""

    title = forms.CharField(label=_("In a few words"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=CaseKind.choices, widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("Where"), max_length=200, required=False, help_text=_("A complaint needs a place.")
    )
    topic = forms.CharField(label=_("Topic"), max_length=100, required=False)
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    supervisory_content = forms.BooleanField(
        label=_("A matter of supervision"),
        help_text=_("Misuse of office, corruption or discipline: only those who need to know see it then."),
        required=False,
    )
    reported_unit = forms.ModelChoiceField(
        label=_("Unit complained of"), queryset=OrgUnit.objects.none(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("reported_unit", structure.units(self.member))

    def begins(self) -> dict[str, Any]:
        names = ("title", "kind", "place", "topic", "urgent", "supervisory_content", "reported_unit")
        return {name: getattr(self.case, name) for name in names}


class Keep(OfACase):
    """Who has it from now on."""

    to = forms.ModelChoiceField(
        label=_("Keeper"), queryset=Member.objects.none(), required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = people.members_who_may(self.member.institution_id, Permission.HANDLE_CASES)
        if self.case.known_to is not None:
            found = found.filter(pk__in=self.case.known_to)
        self.choose("to", found)

    def begins(self) -> dict[str, Any]:
        return {"to": self.case.keeper_id}


class LogContact(OfACase):
    """A line of the coordination log."""

    way = forms.ChoiceField(label=_("How"), choices=ContactWay.choices)
    whom = forms.CharField(label=_("With whom"), max_length=150, required=False)
    text = forms.CharField(
        label=_("What was said or agreed"), max_length=4000, widget=forms.Textarea({"rows": 4})
    )


class Words(OfACase):
    """Words to the citizen, or from them."""

    text = forms.CharField(label=_("Words"), max_length=TEXT_MAX, widget=forms.Textarea({"rows": 5}))


class Classify(OfACase):
    """Another kind."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CaseKind.choices, widget=forms.RadioSelect)
    why = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def begins(self) -> dict[str, Any]:
        return {"kind": self.case.kind}


class Close(OfACase):
    """How it ends."""

    ending = forms.ChoiceField(
        label=_("How does it end?"),
        choices=[(one.value, one.label) for one in BY_HAND],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("In words the citizen can read"),
        help_text=_("Where it is not our authority: where they can go instead, and why."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )

    def begins(self) -> dict[str, Any]:
        return {"ending": "settled" if self.case.state == CaseState.ANSWERED else None}


class Why(OfACase):
    """A reason, in words."""

    why = forms.CharField(label=_("Why?"), max_length=500, widget=forms.Textarea({"rows": 3}))


class Join(OfACase):
    """Another open case that says the same."""

    into = forms.ModelChoiceField(
        label=_("Joined with"),
        queryset=Case.objects.none(),
        to_field_name="code",
        widget=forms.TextInput({"autocapitalize": "characters"}),
        help_text=_("The code of the other case, like K7Q2-M9XD."),
        error_messages={"invalid_choice": _("There is no open case with this code.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("into", Case.objects.seen_by(self.member).not_closed().exclude(pk=self.case.pk))


class WriteAnswer(OfACase):
    """The office's answer; `seen` is the last message of the thread its author had before them."""

    text = forms.CharField(
        label=_("Answer to the citizen"),
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea({"rows": 9}),
    )
    purpose = forms.ChoiceField(
        label=_("What is it?"),
        choices=[("final", _("The answer")), ("follow_up", _("Only what is being done; the case goes on"))],
        widget=forms.RadioSelect,
        initial="final",
    )
    stands_behind = forms.BooleanField(
        label=_("I have read this draft, and every word of it is right"),
        help_text=_("Only needed while it stands as the language model wrote it."),
        required=False,
    )
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class Typed(forms.Form):
    """What was typed before a draft is put below it."""

    text = forms.CharField(required=False, max_length=TEXT_MAX)


class ByHand(forms.Form):
    """How and when somebody was told."""

    how = forms.CharField(
        label=_("How was the citizen told?"),
        max_length=200,
        help_text=_("At the counter, by telephone, by letter number …"),
    )
    told_at = MomentField(
        label=_("When were they told?"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )


class Again(forms.Form):
    """The same answer with its words mended."""

    text = forms.CharField(
        label=_("Answer to the citizen"), max_length=TEXT_MAX, widget=forms.Textarea({"rows": 7})
    )


class Drop(forms.Form):
    """Why somebody can't be told."""

    why = forms.CharField(label=_("Why can't they be told?"), max_length=500)
