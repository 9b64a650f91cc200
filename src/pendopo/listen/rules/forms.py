"""A rule as a form: every part of the sentence is a plain field, and most may stay empty."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.listen.inbox.states import HideReason, Intent, Urgency
from pendopo.listen.rules.conditions import ON_DUTY, WORDS_MOST, Then, When
from pendopo.listen.rules.sentences import Names
from pendopo.listen.rules.states import Author, Hours

NOTHING = ("", _("Nothing"))


def _several(label: Any, choices: Any, **rest: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **rest
    )


class RuleForm(forms.Form):
    """When ..., then ...."""

    name = forms.CharField(label=_("Name of the rule"), max_length=100)
    words = forms.CharField(
        label=_("It says one of these"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One word or phrase a line. Whole words, capital or not."),
    )
    hours = forms.ChoiceField(
        label=_("It comes"), choices=[("", _("at any time")), *Hours.choices], required=False
    )
    begins = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Until (hour)"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    author = forms.ChoiceField(
        label=_("By somebody"), choices=[("", _("whoever it is")), *Author.choices], required=False
    )
    opens_case = forms.BooleanField(label=_("Open a case"), required=False)
    hide = forms.ChoiceField(
        label=_("Propose to hide it, because of"),
        choices=[NOTHING, *HideReason.choices],
        required=False,
        help_text=_("A person decides each time. Criticism is no reason."),
    )
    goes_on = forms.BooleanField(
        label=_("Rules after this one look at the message, too"), required=False, initial=True
    )

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(ON_DUTY, _("whoever is on duty")), *names.members.items()]
        self.fields |= {
            "networks": _several(_("Network"), list(names.networks.items())),
            "accounts": _several(_("Account"), list(names.accounts.items())),
            "intents": _several(
                _("It is read as"), [one for one in Intent.choices if one[0] != Intent.UNSURE]
            ),
            "units": _several(_("It seems to be for"), list(names.units.items())),
            "urgencies": _several(_("Urgency"), Urgency.choices),
            "assign": forms.ChoiceField(
                label=_("Hand it to"), choices=[("", _("Nobody")), *people], required=False
            ),
            "labels": _several(_("Label it"), list(names.labels.items())),
            "draft": forms.ChoiceField(
                label=_("Propose the answer"),
                choices=[NOTHING, *names.saved.items()],
                required=False,
                help_text=_("A person reads it, changes it and sends it. It is never sent by itself."),
            ),
            "alert": forms.ChoiceField(
                label=_("Alert"), choices=[("", _("Nobody")), *people], required=False
            ),
        }

    def clean_words(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["words"].splitlines())
        words = tuple(dict.fromkeys(filter(None, lines)))
        if len(words) > WORDS_MOST:
            raise forms.ValidationError(_("These are too many. Keep the fifty that matter most."))
        return words

    def when(self) -> When:
        """The first half of the sentence."""
        said = self.cleaned_data
        return When(
            networks=tuple(said["networks"]),
            accounts=tuple(map(int, said["accounts"])),
            words=said["words"],
            intents=tuple(said["intents"]),
            units=tuple(map(int, said["units"])),
            urgencies=tuple(said["urgencies"]),
            hours=said["hours"],
            begins=said["begins"].strftime("%H:%M") if said["begins"] else "",
            ends=said["ends"].strftime("%H:%M") if said["ends"] else "",
            author=said["author"],
        )

    def then(self) -> Then:
        """The second half."""
        said = self.cleaned_data
        return Then(
            assign=said["assign"],
            labels=tuple(map(int, said["labels"])),
            draft=int(said["draft"] or 0),
            opens_case=said["opens_case"],
            hide=said["hide"],
            alert=said["alert"],
        )

    @staticmethod
    def initial_of(when: When, then: Then) -> dict[str, Any]:
        """What the fields show of a version."""
        return {**when.written(), **then.written(), "words": "\n".join(when.words)}
