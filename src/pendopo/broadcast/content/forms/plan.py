"""What the office plans along, and what the rules know of it."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.lanes import STEP_NAMES, STEP_ROLES, Lane, Step
from pendopo.broadcast.content.models import OfficeRules
from pendopo.broadcast.content.models.plan import DYES
from pendopo.foundation.ui.days import DayField, day_input
from pendopo.institution.people.roles import Role


class PillarForm(forms.Form):
    """A pillar."""

    name = forms.CharField(label=_("Name"), max_length=80)
    about = forms.CharField(label=_("About"), max_length=300, required=False)
    dye = forms.TypedChoiceField(
        label=_("Colour"), coerce=int, choices=[(number, number) for number in range(1, DYES + 1)]
    )
    share_percent = forms.IntegerField(
        label=_("Target share in percent"), min_value=0, max_value=100, required=False
    )
    is_closed = forms.BooleanField(label=_("No longer used"), required=False)


class CampaignForm(forms.Form):
    """A campaign."""

    name = forms.CharField(label=_("Name"), max_length=120)
    about = forms.CharField(label=_("About"), max_length=300, required=False)
    starts_on = DayField(label=_("Begins"), required=False, widget=day_input())
    ends_on = DayField(label=_("Ends"), required=False, widget=day_input())
    is_closed = forms.BooleanField(label=_("No longer used"), required=False)


class LaneForm(forms.Form):
    """The steps of a lane: as many as there are, and one more."""

    STEPS_MAX: Final = 5

    def __init__(self, lane: Lane, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(min(len(lane.steps) + 1, self.STEPS_MAX)):
            step = lane.steps[number] if number < len(lane.steps) else None
            about = {"number": number + 1}
            self.fields[f"name{number}"] = forms.ChoiceField(
                label=_("Step %(number)s") % about,
                choices=[("", _("No step")), *STEP_NAMES.items()],
                initial=step.name if step else "",
                required=False,
            )
            self.fields[f"role{number}"] = forms.ChoiceField(
                label=_("Who takes step %(number)s") % about,
                choices=[(role.value, role.label) for role in STEP_ROLES],
                initial=step.role.value if step else None,
                required=False,
            )
            self.fields[f"minutes{number}"] = forms.IntegerField(
                label=_("Minutes for step %(number)s") % about,
                min_value=1,
                max_value=10_080,
                initial=step.minutes if step else 60,
                required=False,
            )

    def steps(self) -> tuple[Step, ...]:
        """What was typed; a step without a name is left out."""
        typed = self.cleaned_data
        return tuple(
            Step(
                name=typed[f"name{number}"],
                role=Role(typed[f"role{number}"] or Role.APPROVER),
                minutes=typed[f"minutes{number}"] or 60,
            )
            for number in range(self.STEPS_MAX)
            if typed.get(f"name{number}")
        )


class ElectionForm(forms.Form):
    """A time in which the office writes nothing about candidates (R14)."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput({"placeholder": "Pilkada 2029"})
    )
    first = DayField(label=_("First day"), widget=day_input())
    last = DayField(label=_("Last day"), widget=day_input())
    candidates = forms.CharField(
        label=_("Candidates"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("One a line: number, name, other names and slogans, with commas between them."),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("first") and typed.get("last") and typed["last"] < typed["first"]:
            self.add_error("last", _("It would end before it begins."))
        return typed

    def period(self) -> dict[str, Any]:
        """As it is stored."""
        typed = self.cleaned_data
        return {
            "name": typed["name"],
            "first": typed["first"].isoformat(),
            "last": typed["last"].isoformat(),
            "candidates": [
                one for line in typed["candidates"].splitlines() if (one := _candidate(line)) is not None
            ],
        }


def _candidate(line: str) -> dict[str, Any] | None:
    parts = [part.strip() for part in line.split(",") if part.strip()]
    number = int(parts.pop(0)) if parts and parts[0].isdigit() and len(parts[0]) < 4 else None
    if not parts:
        return None
    return {"name": parts[0], "number": number, "other_names": parts[1:]}


class ListedForm(forms.Form):
    """One a line: what the office publishes of itself, and words of the list of exempt information (R15)."""

    phones = forms.CharField(
        label=_("Telephone numbers"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One a line: what the office itself publishes, so that it is no personal data."),
    )
    emails = forms.CharField(
        label=_("Mail addresses"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One a line."),
    )
    bank_accounts = forms.CharField(
        label=_("Bank accounts"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One a line."),
    )
    exempt = forms.CharField(
        label=_("Exempt information"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One a line: the number in the register, a colon, and the words that must not appear."),
    )

    @classmethod
    def of(cls, rules: OfficeRules | None) -> dict[str, str]:
        """What stands there, one a line."""
        if rules is None:
            return {}
        return {
            **{
                name: "\n".join(rules.published.get(name, []))
                for name in ("phones", "emails", "bank_accounts")
            },
            "exempt": "\n".join(f"{one['number']}: {one['words']}" for one in rules.exempt),
        }

    def clean_exempt(self) -> str:
        """Nothing that must not appear is lost because a colon is missing."""
        typed: str = self.cleaned_data["exempt"]
        for line in filter(str.strip, typed.splitlines()):
            number, _colon, words = line.partition(":")
            if not number.strip() or not words.strip():
                raise forms.ValidationError(
                    _("“%(line)s” needs a number, a colon and words, such as 3/2026: warehouse code."),
                    params={"line": line.strip()},
                )
        return typed

    def facts(self) -> dict[str, Any]:
        """As they are stored."""
        typed = self.cleaned_data
        exempt = [line.partition(":") for line in typed["exempt"].splitlines() if ":" in line]
        return {
            "published": {
                name: [line.strip() for line in typed[name].splitlines() if line.strip()]
                for name in ("phones", "emails", "bank_accounts")
            },
            "exempt": [
                {"number": number.strip(), "words": words.strip()} for number, _colon, words in exempt
            ],
        }
