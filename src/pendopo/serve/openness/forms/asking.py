"""What an applicant is asked for, in public, by a link and at the counter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui.days import MomentField
from pendopo.serve.openness.asking import ASKED_FOR, Asked
from pendopo.serve.openness.forms.words import words
from pendopo.serve.openness.sealing import Identity
from pendopo.serve.openness.states import (
    ApplicantKind,
    Channel,
    Obtaining,
    Sending,
)

IDENTITY: Final = tuple(Identity.__dataclass_fields__)


class InfoRequest(forms.Form):
    """What the law wants to know of a request (4.2). At the counter nothing is required: what is missing stays a draft (R50)."""

    # Sent twice, by a finger that trembles or a page loaded anew, it counts once.
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    details = words(
        _("Which information do you ask for?"),
        required=False,
        hint=_("As exactly as you can: which document, which year, which place."),
    )
    purpose = words(_("What do you need it for?"), rows=2, required=False)
    obtaining = forms.ChoiceField(
        label=_("How do you want to get it?"),
        required=False,
        choices=Obtaining.choices,
        widget=forms.RadioSelect,
    )
    sending = forms.ChoiceField(
        label=_("How should it reach you?"), required=False, choices=Sending.choices, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label=_("Who asks?"),
        choices=ApplicantKind.choices,
        initial=ApplicantKind.PERSON,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Full name"),
        required=False,
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    identity_number = forms.CharField(
        label=_("NIK, or the number of the legal entity's decree"),
        required=False,
        max_length=120,
        help_text=_("Kept encrypted. It is only used for this request."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    address = words(_("Address"), rows=2, required=False, most=300)
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Telephone or e-mail: one of the two is enough."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    occupation = forms.CharField(label=_("Occupation"), required=False, max_length=100)
    is_by_proxy = forms.BooleanField(
        label=_("I ask for somebody else, with a power of attorney"), required=False
    )
    acts_for = forms.CharField(label=_("For whom?"), required=False, max_length=150)
    power_of_attorney = forms.CharField(
        label=_("Number and date of the special power of attorney"), required=False, max_length=150
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        given["initial"] = {"key": uuid4(), **(given.get("initial") or {})}
        super().__init__(*args, **given)

    def asked(self, known: Asked | None = None) -> Asked:
        """What was filled in; what was not asked for stays as it is known."""
        return self._asked_of(self.cleaned_data, known or Asked())

    def _asked_of(self, said: Mapping[str, Any], before: Asked) -> Asked:
        def of(name: str, old: Any) -> Any:
            return said[name] if name in self.fields else old

        return Asked(
            identity=Identity(**{name: of(name, getattr(before.identity, name)) for name in IDENTITY}),
            kind=of("kind", before.kind),
            is_by_proxy=of("is_by_proxy", before.is_by_proxy),
            details=of("details", before.details),
            purpose=of("purpose", before.purpose),
            obtaining=of("obtaining", before.obtaining),
            sending=of("sending", before.sending),
        )

    @staticmethod
    def initial_of(known: Asked) -> dict[str, Any]:
        """What the form shows of a draft."""
        return {
            **known.identity.kept(),
            "kind": known.kind,
            "is_by_proxy": known.is_by_proxy,
            "details": known.details,
            "purpose": known.purpose,
            "obtaining": known.obtaining,
            "sending": known.sending,
        }


# What nobody can leave out; the rest depends on what else was said, and R50 says it.
ALWAYS: Final = ("details", "purpose", "obtaining", "sending", "name", "identity_number", "address")


class FromAfar(InfoRequest):
    """From whoever is not here to be asked: where something shall go, it must be able to go."""

    def clean(self) -> dict[str, Any]:
        """The law counts a request complete without an address for what comes by e-mail; nothing would ever arrive."""
        said = {**dict.fromkeys(self.fields, ""), **self.cleaned_data}
        if "email" in said and said.get("sending") == Sending.EMAIL and not said["email"]:
            self._say("email", str(_("Write the e-mail address to which we send it, or choose another way.")))
        return self.cleaned_data

    def _say(self, name: str, why: str) -> None:
        if name not in self.errors:
            self.add_error(name, why)


class PublicInfoRequestForm(FromAfar):
    """The same on the public pages, which take only what is complete. `website` is for machines: people don't see it."""

    website = forms.CharField(
        required=False, widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"})
    )
    has_seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _require(self)

    def clean(self) -> dict[str, Any]:
        """Everything that is missing is said at once, each below its own field."""
        said = {**dict.fromkeys(self.fields, ""), **super().clean()}
        for name in self._asked_of(said, Asked()).missing:
            self._say(name, _("Still missing: %(what)s.") % {"what": ASKED_FOR[name]})
        return self.cleaned_data


class Completing(FromAfar):
    """The same by a link: only what is missing is asked for, and the occupation, which a letter may need."""

    def __init__(self, *args: Any, missing: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = set(missing) | {"occupation", "key"}
        if asked & {"phone", "sending"}:
            asked |= {"email"}
        if "identity_number" in asked:
            asked |= {"kind", "is_by_proxy", "acts_for", "power_of_attorney"}
        for name in list(self.fields):
            if name not in asked:
                del self.fields[name]
        _require(self)


def _require(form: forms.Form) -> None:
    for name in ALWAYS:
        if name in form.fields:
            form.fields[name].required = True


class TakeIn(InfoRequest):
    """What came to the counter or by letter."""

    channel = forms.ChoiceField(
        label=_("How did it come in?"),
        choices=[(one.value, one.label) for one in (Channel.COUNTER, Channel.LETTER)],
        widget=forms.RadioSelect,
        initial=Channel.COUNTER,
    )
    received_at = MomentField(
        label=_("When did it come in?"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("What is complete counts from this day on."),
    )
    field_order = ("channel", "received_at")
