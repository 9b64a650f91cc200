"""What is asked about an item: how it begins, when it goes out, why it ends, what is decided."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.lanes import NAMES
from pendopo.broadcast.content.models import Campaign, ContentItem, Pillar
from pendopo.broadcast.content.models.words import SourceKind
from pendopo.foundation.ui.days import MomentField
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member

MOMENT: Final = "%Y-%m-%dT%H:%M"


def moment_field(**about: Any) -> MomentField:
    """A day and a time by the office's clock."""
    return MomentField(
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
        **about,
    )


class New(forms.Form):
    """How an item begins."""

    title = forms.CharField(
        label=_("Working title"),
        max_length=200,
        help_text=_("For colleagues, so that they recognise it in lists. It is not published."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    lane = forms.ChoiceField(label=_("Lane"), choices=lambda: [(key, name) for key, name in NAMES.items()])
    due_at = moment_field(
        label=_("Publish at"), required=False, help_text=_("Leave it empty to publish once it is approved.")
    )


class Details(forms.ModelForm[ContentItem]):
    """What is known about an item beside its words."""

    class Meta:
        model = ContentItem
        fields = [
            "title",
            "lane",
            "pillar",
            "campaign",
            "owner_unit",
            "goal",
            "audience",
            "late_minutes",
            "is_humorous",
            "is_ceremony",
        ]

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("pillar", Pillar), ("campaign", Campaign), ("owner_unit", OrgUnit)):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = model.objects.filter(
                    institution_id=member.institution_id, closed_at__isnull=True
                )
        self.fields["late_minutes"].help_text = _("After that a person is asked before it goes out.")

    def _post_clean(self) -> None:
        """The action changes the row, not the form."""


class When(forms.Form):
    """When it goes out."""

    due_at = moment_field(
        label=_("Publish at"), required=False, help_text=_("Leave it empty to publish once it is approved.")
    )


class Why(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))


class Crisis(forms.Form):
    """Why the crisis switch is moved."""

    why = forms.CharField(max_length=500, widget=forms.Textarea({"rows": 2}))


class SourceForm(forms.Form):
    """Where something comes from."""

    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices)
    reference = forms.CharField(
        label=_("Reference"),
        max_length=1000,
        help_text=_("The document's name and number, the address, or the person and their position."),
    )
    statement = forms.CharField(
        label=_("What it says"), required=False, max_length=5000, widget=forms.Textarea({"rows": 2})
    )
    file = forms.FileField(label=_("File"), required=False)


class Comment(forms.Form):
    """A comment on a passage or on the whole."""

    comment = forms.CharField(label=_("Comment"), max_length=2000, widget=forms.Textarea({"rows": 3}))
    quote = forms.CharField(label=_("Passage"), required=False, max_length=2000, widget=forms.HiddenInput)
    field = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)


class Decide(forms.Form):
    """A yes, with the time that is needed where the planned one has passed."""

    comment = forms.CharField(
        label=_("Note for the record"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    due_at = moment_field(label=_("New time"), required=False)
