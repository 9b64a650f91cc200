"""What is asked about units, and how the institution looks and speaks. Forms check what was typed; actions decide."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.later import Later
from pendopo.foundation.ui import colour, fonts
from pendopo.institution.forms.fields import UnitChoice, zones
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries
from pendopo.institution.structure.actions import Reachable
from pendopo.institution.structure.models import Institution, LadderContact, OrgUnit, Rung

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = Later("PIL.Image")

LOGO_BYTES: Final = 5_000_000
LOGO_SIDE: Final = 640


class Unit(forms.Form):
    """A unit and where it stands."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    parent = UnitChoice(
        label=_("Stands under"),
        queryset=OrgUnit.objects.none(),
        required=False,
        empty_label=_("The institution itself"),
    )
    duties = forms.CharField(
        label=_("Duties"),
        required=False,
        help_text=_("What citizens ask this unit about."),
        widget=forms.Textarea({"rows": 3}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)

    def __init__(self, *args: Any, member: Member, unit: OrgUnit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.units(member)
        self.fields["parent"].queryset = found.exclude(pk=unit.pk) if unit else found  # type: ignore[attr-defined]


class Ladder(forms.Form):
    """Who is reminded of what a unit owes: three fields for each rung, all of them optional."""

    def __init__(self, *args: Any, known: Mapping[Rung, LadderContact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rung in Rung:
            before = known.get(rung)
            self.fields[f"{rung.value}_name"] = forms.CharField(
                label=_("Name"), max_length=150, required=False, initial=before.name if before else ""
            )
            self.fields[f"{rung.value}_email"] = forms.EmailField(
                label=_("E-mail"), required=False, initial=before.email if before else ""
            )
            self.fields[f"{rung.value}_phone"] = forms.CharField(
                label=_("WhatsApp"), max_length=60, required=False, initial=before.phone if before else ""
            )

    def clean(self) -> dict[str, Any]:
        """Whoever can be reached has a name."""
        said = super().clean() or self.cleaned_data
        for rung in Rung:
            way = said.get(f"{rung.value}_email") or said.get(f"{rung.value}_phone")
            if way and not said.get(f"{rung.value}_name"):
                self.add_error(f"{rung.value}_name", _("Write who this is."))
        return said

    def contacts(self) -> dict[Rung, Reachable | None]:
        """Whom each rung names."""
        said = self.cleaned_data
        return {
            rung: Reachable(
                name=said[f"{rung.value}_name"],
                email=said[f"{rung.value}_email"],
                phone=said[f"{rung.value}_phone"],
            )
            if said[f"{rung.value}_name"]
            else None
            for rung in Rung
        }

    def rungs(self) -> list[dict[str, Any]]:
        """The fields of each rung together, for the page."""
        return [
            {
                "label": rung.label,
                "fields": [self[f"{rung.value}_{part}"] for part in ("name", "email", "phone")],
            }
            for rung in Rung
        ]


class Description(forms.ModelForm[Institution]):
    """What is known of the institution."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Institution
        fields = ["name", "short_name", "address", "phone", "email", "website", "zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"] = forms.ChoiceField(label=_("Time zone"), choices=zones())


class Brand(forms.Form):
    """How the institution looks and speaks."""

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("A PNG with a clear background is best. At most 5 MB."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
    )
    colour = forms.CharField(
        label=_("Colour"), help_text=_("For buttons and links."), widget=forms.TextInput({"type": "color"})
    )
    accent = forms.CharField(
        label=_("Second colour"),
        help_text=_("For cards and posters."),
        widget=forms.TextInput({"type": "color"}),
    )
    heading_font = forms.ChoiceField(label=_("Font of headings"), widget=forms.RadioSelect)
    body_font = forms.ChoiceField(label=_("Font of text"), widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("How citizens are addressed"),
        max_length=60,
        required=False,
        help_text=_("Such as Anda or Kakak."),
    )
    avoid = forms.CharField(
        label=_("Words the office avoids"),
        required=False,
        help_text=_("One a line; with an arrow the word to say instead: masyarakat -> warga."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Each in its own letters, by the classes of the specimens' sheet.
        choices = [
            (font.name, format_html('<span class="in-{}">{}</span>', font.slug, font.name))
            for font in fonts.bundled()
        ]
        for name in ("heading_font", "body_font"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_colour(self) -> str:
        """As the house writes colours."""
        return _colour(self.cleaned_data["colour"])

    def clean_accent(self) -> str:
        """The same for the second one."""
        return _colour(self.cleaned_data["accent"])

    def clean_logo(self) -> ContentFile[bytes] | None:
        """Drawn anew: what was hidden in the file stays behind."""
        given: UploadedFile[bytes] | None = self.cleaned_data.get("logo")
        if not given:
            return None
        if (given.size or 0) > LOGO_BYTES:
            raise ValidationError(_("The logo is larger than 5 MB."))
        try:
            with Image.open(given, formats=["PNG", "JPEG", "WEBP"]) as picture:
                picture.thumbnail((LOGO_SIDE, LOGO_SIDE))
                drawn = BytesIO()
                picture.convert("RGBA").save(drawn, "PNG")
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            raise ValidationError(_("This picture cannot be read. Use PNG, JPG or WebP.")) from error
        return ContentFile(drawn.getvalue(), name="logo.png")

    def voice(self) -> dict[str, Any]:
        """The voice rules as they are kept."""
        return {
            "address": self.cleaned_data["address"],
            "avoid": _lines(self.cleaned_data["avoid"]),
        }


def _colour(written: str) -> str:
    try:
        return colour.parse(written).hex
    except colour.NotAColour:
        raise ValidationError(_("Write a colour like #1f4e79.")) from None


def _lines(written: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in written.splitlines() if line.strip()))[:200]
