"""What is asked about people and their letters. Forms check what was typed; actions decide."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.clock import Zone
from pendopo.foundation.ui.days import DayField, day_input
from pendopo.institution.forms.fields import UnitChoice, roles_field, zones
from pendopo.institution.people.models import AssignmentLetter, Member, Person
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import queries
from pendopo.institution.structure.models import OrgUnit

SCAN_BYTES: Final = 10_000_000
SCAN_STARTS: Final = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n": "png"}


class FirstRun(forms.Form):
    """The institution and whoever administers it first."""

    name = forms.CharField(
        label=_("Name of the institution"), max_length=200, help_text=_("As it stands on your letterhead.")
    )
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=60,
        required=False,
        help_text=_("As people say it, such as Pemkab Contoh."),
    )
    zone = forms.ChoiceField(label=_("Time zone"), choices=[])
    administrator = forms.CharField(label=_("Your name"), max_length=150)
    email = forms.EmailField(label=_("Your office e-mail"))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_(
            "At least 12 characters. Four words that do not belong together are good and easy to remember."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"] = forms.ChoiceField(label=_("Time zone"), choices=zones(), initial=Zone.WIB)

    def clean(self) -> dict[str, Any]:
        """A password that is good enough for this person."""
        cleaned = super().clean() or {}
        person = Person(email=cleaned.get("email", ""), name=cleaned.get("administrator", ""))
        try:
            validate_password(cleaned.get("password", ""), person)
        except ValidationError as error:
            self.add_error("password", error)
        return cleaned


class Invite(forms.Form):
    """Whom to let in."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("Office e-mail"), help_text=_("The invitation goes there."))
    unit = UnitChoice(label=_("Unit"), queryset=OrgUnit.objects.none(), required=False)
    position = forms.CharField(label=_("Position"), max_length=150, required=False)
    employee_number = forms.CharField(label=_("Employee number (NIP)"), max_length=30, required=False)
    roles = roles_field()

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = queries.units(member)  # type: ignore[attr-defined]


class Placement(forms.Form):
    """Where a person stands and what they may do."""

    unit = UnitChoice(label=_("Unit"), queryset=OrgUnit.objects.none(), required=False)
    position = forms.CharField(label=_("Position"), max_length=150, required=False)
    employee_number = forms.CharField(label=_("Employee number (NIP)"), max_length=30, required=False)
    roles = roles_field()

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = queries.units(member)  # type: ignore[attr-defined]


class Letter(forms.ModelForm[AssignmentLetter]):
    """An assignment letter as it lies on the desk."""

    class Meta:
        model = AssignmentLetter
        fields = ["number", "issued_on", "valid_from", "valid_until", "scope", "scan"]
        labels = {
            "number": _("Number of the letter"),
            "issued_on": _("Date of the letter"),
            "valid_until": _("Valid until"),
            "scope": _("What it allows"),
            "scan": _("Scan of the letter"),
        }
        help_texts = {
            "valid_until": _("Empty: without an end."),
            "scope": _("Such as: administrator of the office's social media."),
            "scan": _("PDF, JPG or PNG, at most 10 MB."),
        }
        widgets = {
            "issued_on": day_input(),
            "valid_from": day_input(),
            "valid_until": day_input(),
            "scan": forms.FileInput({"accept": "application/pdf,image/jpeg,image/png"}),
        }

    def _get_validation_exclusions(self) -> set[str]:
        """Which dates fit, the action says in words; the database knows only the name of its constraint."""
        known: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # Django's stubs lack it
        return known | {"valid_until"}

    def clean_scan(self) -> UploadedFile[bytes] | None:
        """Only what a scanner makes, whatever its name says."""
        scan: UploadedFile[bytes] | None = self.cleaned_data.get("scan")
        if not scan:
            return None
        if (scan.size or 0) > SCAN_BYTES:
            raise ValidationError(_("The scan is larger than 10 MB. Scan it again with fewer dots."))
        start = scan.read(8)
        scan.seek(0)
        kind = next((kind for sign, kind in SCAN_STARTS.items() if start.startswith(sign)), "")
        if not kind:
            raise ValidationError(_("This is neither a PDF nor a JPG or PNG picture."))
        scan.name = f"surat.{kind}"
        return scan


class Why(forms.Form):
    """A reason, for the ledger."""

    why = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea({"rows": 2}))


class SecondFactor(forms.Form):
    """Whose roles need one."""

    roles = forms.TypedMultipleChoiceField(
        label=_("Required for"),
        choices=Role.choices,
        coerce=Role,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class Profile(forms.ModelForm[Person]):
    """What a person says of themselves."""

    class Meta:
        model = Person
        fields = ["name", "phone", "language"]
        labels = {"language": _("Language")}
        help_texts = {"phone": _("Colleagues see it, citizens do not.")}


class LedgerFilter(forms.Form):
    """What to show of the ledger; it stays in the address."""

    by = forms.ModelChoiceField(
        label=_("Person"), queryset=Member.objects.none(), required=False, empty_label=_("Everybody")
    )
    kind = forms.ChoiceField(label=_("What"), required=False)
    since = DayField(label=_("From"), required=False, widget=day_input())
    until = DayField(label=_("Until"), required=False, widget=day_input())

    def __init__(self, *args: Any, member: Member, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].queryset = Member.objects.seen_by(member).select_related("person")  # type: ignore[attr-defined]
        self.fields["kind"] = forms.ChoiceField(
            label=_("What"), required=False, choices=[("", gettext("Everything")), *kinds]
        )
