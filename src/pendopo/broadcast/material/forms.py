"""What people write when they ask units, and what units fill in on a phone. Forms validate; actions save."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.models.library import ConsentKind, Rights
from pendopo.broadcast.material import queries
from pendopo.broadcast.material.actions.by_unit import WORDS_MOST
from pendopo.broadcast.material.models import LAST_DAY_OF_CALL, MaterialRequest
from pendopo.foundation.ui.days import DayField, day_input
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure

LONGEST_EDGE: Final = "2560"


def _wanted() -> dict[str, forms.Field]:
    """What every request says, asked once or each month."""
    return {
        "title": forms.CharField(
            label=_("What is it about?"),
            max_length=200,
            help_text=_("In a few words: it is the subject of the mail."),
            widget=forms.TextInput({"autocomplete": "off"}),
        ),
        "what": forms.CharField(
            label=_("What do you need?"),
            max_length=2000,
            help_text=_("Facts, numbers, photos, names: as exactly as you can say it."),
            widget=forms.Textarea({"rows": 4}),
        ),
        "why": forms.CharField(
            label=_("What is it for?"),
            max_length=1000,
            help_text=_("Units help gladly when they see what comes of it."),
            widget=forms.Textarea({"rows": 2}),
        ),
        "example": forms.CharField(
            label=_("An example"),
            max_length=2000,
            required=False,
            help_text=_("How a good answer looks. It saves both of you a question."),
            widget=forms.Textarea({"rows": 3}),
        ),
    }


class OfUnit(forms.Form):
    """A form that names a unit of the member's institution."""

    unit = forms.ModelChoiceField(label=_("Which unit?"), queryset=OrgUnit.objects.none())

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in _wanted().items():
            self.fields[name] = field
        self.fields["unit"].queryset = structure.units(member)  # type: ignore[attr-defined]


class Ask(OfUnit):
    """What a unit is asked for."""

    field_order = ("unit", "title", "what", "why", "example", "by_day")
    by_day = DayField(
        label=_("By which day?"), widget=day_input(), help_text=_("A working day of the office.")
    )

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)


class Call(OfUnit):
    """What a unit is asked for each month."""

    field_order = ("unit", "title", "what", "why", "example", "day", "days_given")
    day = forms.IntegerField(
        label=_("On which day of the month?"),
        min_value=1,
        max_value=LAST_DAY_OF_CALL,
        initial=20,
        help_text=_("Where the office is closed, on the next working day."),
    )
    days_given = forms.IntegerField(
        label=_("How many working days for the answer?"), min_value=1, max_value=20, initial=5
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)


class TakeIn(forms.Form):
    """Where it goes."""

    item = forms.ModelChoiceField(
        label=_("Into which content?"),
        queryset=ContentItem.objects.none(),
        required=False,
        empty_label=_("A new draft"),
    )

    def __init__(self, *args: Any, member: Member, request: MaterialRequest, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"item": request.item_id})
        super().__init__(*args, **kwargs)
        offered = {one.pk for one in queries.items_to_fill(member)}
        if request.item is not None and request.item.state in {"draft", "returned"}:
            offered.add(request.item.pk)
        found = ContentItem.objects.seen_by(member).filter(pk__in=offered).order_by("-changed_at")
        self.fields["item"].queryset = found  # type: ignore[attr-defined]


class SendBack(forms.Form):
    """What is still unclear."""

    question = forms.CharField(
        label=_("What is still unclear, or missing?"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    by_day = DayField(label=_("By which day?"), widget=day_input())


class Close(forms.Form):
    """Why nothing more is needed."""

    why = forms.CharField(label=_("Why?"), max_length=500, widget=forms.Textarea({"rows": 2}))


class ByLink(forms.Form):
    """What every form that comes by a link has: a key, so that one sent twice counts once.

    They stand on one page, so the fields of each are named after it: a label leads to its own field.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **kwargs.get("initial", {})}
        kwargs["auto_id"] = f"{type(self).__name__.casefold()}_%s"
        super().__init__(*args, **kwargs)


class Fact(ByLink):
    """What happened."""

    text = forms.CharField(
        label=_("What happened?"),
        max_length=WORDS_MOST,
        help_text=_("Who did what, where, when, and what it means for citizens. Plain sentences."),
        widget=forms.Textarea({"rows": 5}),
    )


class Figure(ByLink):
    """A number with where it stands."""

    text = forms.CharField(label=_("What does it count?"), max_length=300)
    value = forms.CharField(label=_("The number, with its unit"), max_length=200)
    source = forms.CharField(
        label=_("Where does it stand?"),
        max_length=500,
        help_text=_("The document with its date, the system, or an address on the web."),
    )


class Name(ByLink):
    """A name as it is spelled."""

    value = forms.CharField(label=_("The name, exactly as it is spelled"), max_length=200)
    text = forms.CharField(label=_("Who is that?"), max_length=300, required=False)


class PhotoForm(ByLink):
    """A photo with who may show it and who agreed (R16)."""

    photo = forms.FileField(
        label=_("The photo"),
        help_text=_("Place and device are removed from it."),
        widget=forms.FileInput({"accept": "image/*", "data-shrink": LONGEST_EDGE}),
    )
    shows = forms.CharField(
        label=_("What is to be seen?"),
        max_length=1000,
        help_text=_("For citizens who can't see it: who does what, and where."),
        widget=forms.Textarea({"rows": 2}),
    )
    source = forms.CharField(label=_("Who took it?"), max_length=200)
    rights = forms.ChoiceField(label=_("May the office show it?"), choices=Rights.choices)
    people = forms.CharField(label=_("Who is shown, spelled exactly?"), max_length=300, required=False)
    has_minor = forms.BooleanField(label=_("A child can be recognised"), required=False)
    has_patient = forms.BooleanField(label=_("A patient can be recognised"), required=False)
    consent = forms.ChoiceField(
        label=_("Who agreed, and how?"),
        choices=[("", _("Nobody had to be asked")), *ConsentKind.choices],
        required=False,
    )
    consent_on = DayField(label=_("On which day?"), widget=day_input(), required=False)
    proof = forms.FileField(
        label=_("A photo of the signed form"),
        required=False,
        help_text=_("Needed where a child or a patient can be recognised."),
        widget=forms.FileInput({"accept": "image/*", "data-shrink": LONGEST_EDGE}),
    )


class TakeBack(ByLink):
    """One piece or photo away again."""

    piece = forms.IntegerField(required=False, min_value=0)
    photo = forms.IntegerField(required=False, min_value=0)


class Send(ByLink):
    """Everything that was gathered."""

    said_by = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    is_partly = forms.BooleanField(label=_("More will follow"), required=False)


# What the page of a link can do, by what its buttons say.
DEEDS: Final[Mapping[str, type[ByLink]]] = {
    "fakta": Fact,
    "angka": Figure,
    "nama": Name,
    "foto": PhotoForm,
    "hapus": TakeBack,
    "kirim": Send,
}
