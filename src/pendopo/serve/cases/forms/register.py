"""A register on its way in: the file, and what its columns mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.serve.cases.models import Register
from pendopo.serve.cases.register.meaning import NEEDED, Part, letter


class Upload(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("Register (.xlsx or .csv)"),
        help_text=_("One row for each report, with headings. Up to 20,000 rows."),
        widget=forms.FileInput({"accept": ".xlsx,.csv,text/csv"}),
    )


class Mapping(forms.Form):
    """Which column holds what."""

    def __init__(self, said: Any = None, *, register: Register) -> None:
        super().__init__(said)
        columns = [
            (str(place), f"{letter(place)}: {name}"[:80])
            for place, name in enumerate(register.heading)
            if name
        ]
        for part in Part:
            chosen = register.mapping.get(part.value)
            self.fields[part.value] = forms.ChoiceField(
                label=part.label,
                choices=[("", _("(no column)")), *columns],
                required=part in NEEDED,
                initial="" if chosen is None else str(chosen),
            )

    def mapping(self) -> dict[str, int]:
        """What was chosen."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place}
