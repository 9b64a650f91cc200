"""Fields that several forms ask. Forms check what was typed; actions decide."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.clock import Zone
from pendopo.institution.people.roles import Role
from pendopo.institution.structure.models import OrgUnit


def roles_field() -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )


class UnitChoice(forms.ModelChoiceField[OrgUnit]):
    def label_from_instance(self, obj: OrgUnit) -> str:
        return obj.name


def zones() -> list[tuple[str, str]]:
    """Time zones as people know them."""
    return [
        (Zone.WIB.value, gettext("WIB (Jakarta)")),
        (Zone.WIB_PONTIANAK.value, gettext("WIB (Pontianak)")),
        (Zone.WITA.value, gettext("WITA (Makassar)")),
        (Zone.WIT.value, gettext("WIT (Jayapura)")),
    ]
