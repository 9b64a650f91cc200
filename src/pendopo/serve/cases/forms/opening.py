"""What is asked when a case is opened: from a message in few fields, at the counter in full."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import DayField, MomentField, day_input
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases.queries.prefilling import Prefilled
from pendopo.serve.cases.sealing import Contact
from pendopo.serve.cases.states import CaseKind, Channel

AT_THE_DOOR = (Channel.COUNTER, Channel.TELEPHONE, Channel.LETTER)
# Fields of a talk at the counter, by what they are about.
TOLD = ("channel", "received_at", "title", "story", "kind", "happened_on", "place", "topic")
WHO = ("name", "phone", "email", "address", "is_anonymous", "is_confidential")
HEED = ("urgent", "supervisory_content", "reported_unit")


class FromMessage(forms.Form):
    """A case out of a conversation; the story is what the citizen wrote."""

    title = forms.CharField(label=_("In a few words"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=CaseKind.choices, widget=forms.RadioSelect)
    story = forms.CharField(label=_("What happened"), max_length=20_000, widget=forms.Textarea({"rows": 5}))
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    topic = forms.CharField(label=_("Topic"), max_length=100, required=False)
    unit = forms.ModelChoiceField(
        label=_("Unit that probably answers"), queryset=OrgUnit.objects.none(), required=False
    )
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    supervisory_content = forms.BooleanField(
        label=_("A matter of supervision"),
        help_text=_("Misuse of office, corruption or discipline: only those who need to know see it then."),
        required=False,
    )
    acknowledges = forms.BooleanField(
        label=_("Tell the citizen in the thread that we have it, with the code"), required=False, initial=True
    )
    # Only for what another authority answers, with a button of its own.
    instead = forms.CharField(
        label=_("Where can the citizen go instead, and why?"),
        help_text=_("They read it in their thread."),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, member: Member, filled: Prefilled, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = structure.units(member)
        for name in filled.unsure:
            self.fields[name].help_text = gettext("Not sure yet: choose yourself.")
        for name, words in filled.words.items():
            if words:
                said = gettext("Filled in because of the words: %(words)s.") % {"words": ", ".join(words)}
                self.fields[name].help_text = said


class Intake(forms.Form):
    """What somebody says at the counter, on the telephone or in a letter."""

    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(one.value, one.label) for one in AT_THE_DOOR],
        widget=forms.RadioSelect,
        initial=Channel.COUNTER,
    )
    received_at = MomentField(
        label=_("When it came"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    title = forms.CharField(label=_("In a few words"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=CaseKind.choices, widget=forms.RadioSelect)
    story = forms.CharField(label=_("What happened"), max_length=20_000, widget=forms.Textarea({"rows": 6}))
    happened_on = DayField(
        label=_("When did it happen?"),
        required=False,
        widget=day_input(),
    )
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    topic = forms.CharField(label=_("Topic"), max_length=100, required=False)
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    is_anonymous = forms.BooleanField(label=_("Keep the name secret"), required=False)
    is_confidential = forms.BooleanField(label=_("Keep the content secret"), required=False)
    supervisory_content = forms.BooleanField(
        label=_("A matter of supervision"),
        help_text=_("Misuse of office, corruption or discipline: only those who need to know see it then."),
        required=False,
    )
    reported_unit = forms.ModelChoiceField(
        label=_("Unit complained of"), queryset=OrgUnit.objects.none(), required=False
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reported_unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = structure.units(member)

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields in the order of a talk: what happened, who says so, what to heed."""
        return [
            (gettext("What was told"), [self[name] for name in TOLD]),
            (gettext("Who reports"), [self[name] for name in WHO]),
            (gettext("What to heed"), [self[name] for name in HEED]),
        ]

    def contact(self) -> Contact:
        """Who reports, as far as they said so."""
        said = self.cleaned_data
        return Contact(name=said["name"], phone=said["phone"], email=said["email"], address=said["address"])

    def told(self) -> dict[str, Any]:
        """Everything else, in the words of `open_case`."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"name", "phone", "email", "address"}
        }
