"""Sources, the office's place and words, and what somebody makes of a piece of news."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.listen.watch.models import WatchSettings
from pendopo.listen.watch.states import SOUGHT, Kind, Tone


class FeedForm(forms.Form):
    """One source."""

    name = forms.CharField(label=_("Name of the source"), max_length=120)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=[one for one in Kind.choices if one[0] not in SOUGHT]
    )
    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")
    every_minutes = forms.IntegerField(
        label=_("Read every … minutes"), min_value=1, max_value=1440, initial=15
    )

    def clean_kind(self) -> Kind:
        return Kind(self.cleaned_data["kind"])


class WordsField(forms.CharField):
    """One word or phrase a line."""

    def __init__(self, **said: Any) -> None:
        super().__init__(required=False, max_length=6000, widget=forms.Textarea({"rows": 4}), **said)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [word for word in re.split(r"[\n;]", super().clean(value)) if word.strip()]


class SearchForm(forms.Form):
    """Words that are looked for in public posts."""

    name = forms.CharField(label=_("Name of the source"), max_length=120)
    words = WordsField(
        label=_("Words to look for"),
        help_text=_("One a line: a name, several words that must all occur, or a #tag. At most ten."),
    )
    every_minutes = forms.IntegerField(
        label=_("Ask every … minutes"), min_value=15, max_value=1440, initial=30
    )


class SettingsForm(forms.ModelForm[WatchSettings]):
    """Where we are, and what we watch for."""

    names = WordsField(
        label=_("What we are called"),
        help_text=_("One a line. Names of the institution, its units and its leader count by themselves."),
    )
    region = WordsField(
        label=_("Names of our region"),
        help_text=_("One a line: the region, its subdistricts, neighbours whose earthquakes are felt here."),
    )
    topics = WordsField(label=_("What we care about"), help_text=_("One a line: stunting, floods, markets."))

    class Meta:
        model = WatchSettings
        fields = [
            *("latitude", "longitude", "radius_km", "least_magnitude", "quake_hours"),
            *("names", "region", "topics", "alerts_a_day"),
        ]
        help_texts = {
            "alerts_a_day": _(
                "Told is when twice as much as usual is said of us, in the news and by citizens, and when a word "
                "rises in what concerns us. With 0 nobody is told."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, least, most in (
            ("latitude", -90, 90),
            ("longitude", -180, 180),
            ("radius_km", 1, 2000),
            ("least_magnitude", 0, 9),
            ("quake_hours", 1, 48),
            ("alerts_a_day", 0, 20),
        ):
            field = self.fields[name]
            field.widget.attrs |= {"step": "any" if isinstance(field, forms.FloatField) else "1"}
            field.min_value, field.max_value = least, most  # type: ignore[attr-defined]
            field.widget.attrs |= {"min": least, "max": most}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name, field in self.fields.items():
            most, value = getattr(field, "max_value", None), said.get(name)
            if most is not None and value is not None and not field.min_value <= value <= most:  # type: ignore[attr-defined]
                self.add_error(
                    name,
                    _("Between %(least)s and %(most)s.") % {"least": field.min_value, "most": most},  # type: ignore[attr-defined]
                )
        return said

    def _post_clean(self) -> None:
        """The action changes the row, not the form."""


class ClipForm(forms.Form):
    """A piece of news kept."""

    tone = forms.ChoiceField(label=_("Tone"), choices=Tone.choices)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
