"""What is known about a picture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.models import Folder, Picture
from pendopo.broadcast.content.models.library import ConsentKind
from pendopo.broadcast.content.queries.folders import folders_of
from pendopo.foundation.ui.days import DayField, day_input
from pendopo.institution.people.models import Member


class PictureForm(forms.ModelForm[Picture]):
    """What is known about a picture."""

    focus_x = forms.FloatField(min_value=-1, max_value=1, required=False, widget=forms.HiddenInput)
    focus_y = forms.FloatField(min_value=-1, max_value=1, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Picture
        fields = [
            "name",
            "alt",
            "folder",
            "rights",
            "source",
            "taken_on",
            "has_minor",
            "has_patient",
            "focus_x",
            "focus_y",
        ]
        widgets = {
            "alt": forms.Textarea({"rows": 3}),
            "taken_on": day_input(),
        }

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["folder"].label = _("Folder")
        _offer_folders(self.fields["folder"], member, outermost=str(_("In no folder")))
        self.fields["alt"].help_text = _(
            "What somebody who cannot see it has to know. It goes along wherever the picture is used."
        )

    def clean_focus_x(self) -> float:
        return float(self.cleaned_data.get("focus_x") or 0)

    def clean_focus_y(self) -> float:
        return float(self.cleaned_data.get("focus_y") or 0)

    def _post_clean(self) -> None:
        """The action changes the row, not the form."""


class ConsentForm(forms.Form):
    """Who agreed to be shown."""

    people_shown = forms.CharField(label=_("People shown"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind of consent"), choices=ConsentKind.choices)
    given_on = DayField(label=_("Given on"), widget=day_input())
    scan = forms.FileField(label=_("Scan or photo of the form"), required=False)


class FolderForm(forms.Form):
    """A shelf of the library."""

    name = forms.CharField(label=_("Name of the folder"), max_length=120)


class FolderChange(FolderForm):
    """Another name for a shelf, or another shelf around it."""

    parent = forms.ModelChoiceField(label=_("In the folder"), queryset=Folder.objects.none(), required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_folders(self.fields["parent"], member, outermost=str(_("None: it stands by itself")))


def _offer_folders(field: forms.Field, member: Member, *, outermost: str) -> None:
    """Offer every folder by its whole name."""
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = Folder.objects.seen_by(member)
        tree = folders_of(member)
        field.choices = [
            ("", outermost),
            *sorted(((pk, tree.name(pk)) for pk in tree.by_id), key=lambda one: one[1].casefold()),
        ]
