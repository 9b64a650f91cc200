"""What is asked about an idea; forms check what was said, actions write it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.content.models import Campaign, Pillar
from pendopo.broadcast.ideas import card_templates
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.queries import Filters
from pendopo.broadcast.ideas.states import Source
from pendopo.foundation.ui.days import DayField, day_input
from pendopo.foundation.web import number_in
from pendopo.institution.people.models import Member


class Write(forms.Form):
    """An idea: one's own, or a suggestion with other words."""

    title = forms.CharField(
        label=_("What it is about"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    why = forms.CharField(
        label=_("Why it is worth saying"),
        max_length=500,
        required=False,
        help_text=_("What makes it worth saying now. No names of citizens."),
        widget=forms.Textarea({"rows": 2}),
    )
    text = forms.CharField(
        label=_("Draft words"),
        max_length=5000,
        required=False,
        help_text=_("Write [in brackets] what somebody who knows must fill in."),
        widget=forms.Textarea({"rows": 8}),
    )
    suggested_for = DayField(label=_("For the day"), required=False, widget=day_input())
    template = forms.ChoiceField(
        label=_("Picture template"), choices=lambda: card_templates.CHOICES, required=False
    )
    pillar = forms.ModelChoiceField(Pillar.objects.none(), label=_("Pillar"), required=False)
    campaign = forms.ModelChoiceField(Campaign.objects.none(), label=_("Campaign"), required=False)

    def __init__(self, *args: Any, member: Member, idea: Idea | None = None, **kwargs: Any) -> None:
        if idea is not None:
            kwargs["initial"] = {name: getattr(idea, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if idea is not None and idea.source != Source.OWN:
            del self.fields["why"]
        for name, choices in (
            ("pillar", content.pillars(member.institution_id)),
            ("campaign", content.campaigns(member.institution_id)),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = choices


class SetAside(forms.Form):
    """Why not, or not now."""

    why = forms.CharField(
        label=_("Why it is set aside"), max_length=300, widget=forms.TextInput({"autocomplete": "off"})
    )


def filters_of(asked: QueryDict) -> Filters:
    """What the address asks for; what is none is left out."""
    source = asked.get("sumber", "")
    return Filters(
        pillar_id=number_in(asked.get("pilar", "")),
        campaign_id=number_in(asked.get("kampanye", "")),
        source=source if source in Source.values else "",
    )
