"""What the inbox asks for. Forms validate; they never save."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import DayField
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import PERMISSIONS, Permission
from pendopo.listen.inbox.models import Citizen, Label
from pendopo.listen.inbox.states import Approving, Disposition, HideReason, Question
from pendopo.networks.registry import NETWORKS

TEXT_MAX = 20_000


class Answer(forms.Form):
    """An answer, and the last message its author had before them."""

    text = forms.CharField(label=_("Your answer"), max_length=TEXT_MAX, widget=forms.Textarea({"rows": 4}))
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    # What is sent twice is said once; what one person wrote, nobody else sends.
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    author = forms.IntegerField(required=False, widget=forms.HiddenInput)
    stands_behind = forms.BooleanField(
        label=_("I have read this draft, and every word of it is right"),
        help_text=_("Only needed while it stands as the language model wrote it."),
        required=False,
    )
    lets_through = forms.BooleanField(
        label=_("Show the citizen's message to the public, too"),
        help_text=_("It is not public yet. Without it, readers see your answer but not the question."),
        required=False,
        initial=True,
    )


class AnswerAlike(forms.Form):
    """One answer, and to whom: `to` holds conversations, each with the last message that was shown."""

    text = forms.CharField(
        label=_("One answer for all of them"), max_length=TEXT_MAX, widget=forms.Textarea({"rows": 5})
    )

    def clean(self) -> dict[str, Any]:
        said: list[str] = self.data.getlist("to") if isinstance(self.data, MultiValueDict) else []
        found = [one.partition(":") for one in said if re.fullmatch(r"[0-9]{1,17}:[0-9]{1,17}", one)]
        if not found:
            raise forms.ValidationError(_("Tick at least one person."))
        return {**self.cleaned_data, "to": [(int(pk), int(seen)) for pk, _colon, seen in found]}


class Draft(forms.Form):
    """What is being typed; nothing typed is nothing kept."""

    text = forms.CharField(required=False, max_length=TEXT_MAX)


class Close(forms.Form):
    """How it ended (R31)."""

    disposition = forms.ChoiceField(label=_("How did it end?"), choices=Disposition.choices)
    reason = forms.CharField(
        label=_("Reason or note"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )


class Hide(forms.Form):
    """Why words are taken out of sight (R39)."""

    code = forms.ChoiceField(label=_("Reason"), choices=HideReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note for the record"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )


class Why(forms.Form):
    """A reason, in words."""

    why = forms.CharField(label=_("Why?"), max_length=500, widget=forms.Textarea({"rows": 2}))


class Assign(forms.Form):
    """Who has it from now on."""

    to = forms.ModelChoiceField(
        label=_("Hand to"), queryset=Member.objects.none(), required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        # A choice shows a name; who is chosen is looked at whole afterwards.
        able = people.members_who_may(member.institution_id, Permission.REPLY).select_related(None)
        field.queryset = able.select_related("person").only("person__name", "person__email")


class Saved(forms.Form):
    """A sentence answers begin with."""

    title = forms.CharField(label=_("Title"), max_length=100)
    text = forms.CharField(
        label=_("Text"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("{nama} becomes the citizen's name, {kanal} the network, {jam} the time now."),
    )


class Settings(forms.Form):
    """Which answers need an approval."""

    approving = forms.ChoiceField(
        label=_("Answers that need an approval"), choices=Approving.choices, widget=forms.RadioSelect
    )
    topics = forms.CharField(
        label=_("And those about these topics"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One word or name a line. It counts when the citizen or the answer names it."),
    )
    roles = forms.MultipleChoiceField(
        label=_("And those of people who only have these roles"),
        required=False,
        choices=[(role.value, role.label) for role in sorted(PERMISSIONS[Permission.REPLY])],
        widget=forms.CheckboxSelectMultiple,
    )


class Correction(forms.Form):
    """What triage should have understood."""

    question = forms.ChoiceField(choices=Question.choices)
    value = forms.CharField(max_length=20)


class Threshold(forms.Form):
    """When triage is sure."""

    sure_from = forms.IntegerField(
        label=_("Sure from how many percent on"),
        min_value=10,
        max_value=99,
        help_text=_("Below it an answer decides nothing and is shown as “not sure yet”."),
    )


class UnitWords(forms.Form):
    """How citizens speak of a unit."""

    names = forms.CharField(
        label=_("Other names"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("As people write them, with commas between: dinkes, puskesmas, rsud."),
    )
    duties = forms.CharField(
        label=_("What citizens ask it about"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Services and things, of up to four words each: bpjs, antre dokter, imunisasi."),
    )
    places = forms.CharField(
        label=_("Places only this unit serves"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Buildings, markets or villages that point to this unit alone."),
    )


class Reveals(forms.Form):
    """How many uncoverings are too many."""

    reveals_an_hour = forms.IntegerField(
        label=_("Tell auditors when somebody uncovers personal data more often in an hour than"),
        min_value=1,
        max_value=1000,
    )


class LinkCitizen(forms.Form):
    """Which other name is the same person's, and how one knows."""

    other = forms.ModelChoiceField(
        label=_("The same person as"),
        queryset=Citizen.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    why = forms.CharField(label=_("How do you know?"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, found: Sequence[Citizen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = Citizen.objects.filter(pk__in=[one.pk for one in found])
        field.choices = [(one.pk, _named(one)) for one in found]


class ModerationFilter(forms.Form):
    """What a list of moderation is narrowed to; it stays in the address."""

    lihat = forms.CharField(required=False, widget=forms.HiddenInput)
    alasan = forms.ChoiceField(label=_("Reason"), required=False)
    akun = forms.ChoiceField(label=_("Account"), required=False)
    sejak = DayField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    hingga = DayField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, accounts: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", gettext("All"))]
        self.fields["alasan"] = forms.ChoiceField(
            label=_("Reason"), required=False, choices=[*every, *HideReason.choices]
        )
        self.fields["akun"] = forms.ChoiceField(
            label=_("Account"), required=False, choices=[*every, *((str(pk), name) for pk, name in accounts)]
        )


def _named(one: Citizen) -> str:
    network = gettext(NETWORKS[one.network].label) if one.network in NETWORKS else one.network
    return f"{one} · {one.handle_said} · {network}" if str(one) != one.handle_said else f"{one} · {network}"


# The kit's equal colours, as people call them.
COLOURS: Final = (
    *(_("Red"), _("Orange"), _("Yellow"), _("Green")),
    *(_("Turquoise"), _("Blue"), _("Purple"), _("Pink")),
)


class NewLabel(forms.Form):
    """Another word to sort by."""

    name = forms.CharField(label=_("Label"), max_length=40)
    dye = forms.TypedChoiceField(
        label=_("Colour"),
        choices=list(enumerate(COLOURS, start=1)),
        coerce=int,
    )


class Labels(forms.Form):
    """Which labels stand on a conversation."""

    def __init__(self, *args: Any, labels: Sequence[Label], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._labels = {str(one.pk): one for one in labels}
        self.fields["labels"] = forms.MultipleChoiceField(
            label=_("Labels"),
            choices=[(str(one.pk), one.name) for one in labels],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def chosen(self) -> list[Label]:
        """The labels themselves."""
        return [self._labels[pk] for pk in self.cleaned_data["labels"]]


class Duty(forms.Form):
    """What the inbox does by itself."""

    assigns = forms.BooleanField(
        label=_("Give new conversations to whoever is on duty"),
        help_text=_("To the person with the fewest open ones. What somebody took stays with them."),
        required=False,
    )
    most_each = forms.IntegerField(
        label=_("At most so many open ones for each person"), min_value=1, max_value=200
    )
    acknowledges = forms.BooleanField(
        label=_("Say that the office is closed"),
        help_text=_(
            "Once a thread, to whoever writes for the first time while nobody is on duty. "
            "It is no answer: the message stays open."
        ),
        required=False,
    )
    acknowledgement = forms.CharField(
        label=_("What is said"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "{nama} becomes the citizen's name, {kanal} the network, {buka} when somebody answers, {jam} the time now."
        ),
    )
    escalates = forms.BooleanField(
        label=_("Call for help when a message sounds urgent"),
        help_text=_(
            "Whoever is on duty at once, also in their quiet hours; then others, until somebody looks."
        ),
        required=False,
    )
    next_after = forms.IntegerField(
        label=_("Minutes until the next person is called"), min_value=1, max_value=1440
    )
    leader_after = forms.IntegerField(
        label=_("Minutes until the leader is called"), min_value=1, max_value=1440
    )
