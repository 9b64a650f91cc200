"""What is asked when an account is connected, and what the register says of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.models import Member, OrgUnit
from pendopo.networks.connecting import Asked, Network


class Connect(forms.Form):
    """The fields a network asks for, as its own list says."""

    def __init__(self, network: Network, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for asked in network.asked:
            self.fields[asked.name] = _field(asked)

    def typed(self) -> dict[str, str]:
        """What was typed, as the network wants it."""
        return {name: str(value or "") for name, value in self.cleaned_data.items()}


def _field(asked: Asked) -> forms.Field:
    common: dict[str, Any] = {
        "label": gettext(asked.label),
        "help_text": gettext(asked.hint) if asked.hint else "",
        "required": asked.required,
    }
    if asked.choices:
        return forms.ChoiceField(
            choices=[(value, gettext(label)) for value, label in asked.choices], **common
        )
    attributes = {
        "placeholder": asked.example,
        "autocomplete": "off",
        "autocapitalize": "none",
        "spellcheck": "false",
    }
    widget = forms.PasswordInput(attributes) if asked.kind == "password" else forms.TextInput(attributes)
    if asked.kind == "url":
        widget.input_type = "url"
        widget.attrs["inputmode"] = "url"
    return forms.CharField(max_length=500, widget=widget, **common)


class Register(forms.ModelForm[SocialAccount]):
    """The register entry (R01, R05)."""

    class Meta:
        model = SocialAccount
        fields = [
            "name",
            "owner_unit",
            "responsible",
            "custodian_one",
            "custodian_two",
            "mailbox",
            "phone",
            "record_number",
            "second_factor_on",
            "reviewed_on",
            "silent_after_days",
            "colour",
        ]
        widgets = {
            "second_factor_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "reviewed_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "colour": forms.TextInput({"type": "color"}),
        }

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Member.objects.seen_by(member).active().select_related("person")
        for name in ("responsible", "custodian_one", "custodian_two"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        self.fields["owner_unit"].queryset = OrgUnit.objects.seen_by(member).filter(closed_at__isnull=True)  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        """That custodians are two people the action says in words; the database knows only a name for it."""
        known: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # Django's stubs lack it
        return known | {"custodian_two"}


class Close(forms.Form):
    """Why the office stops speaking here."""

    why = forms.CharField(label=_("Why is it closed?"), max_length=300, widget=forms.Textarea({"rows": 2}))
