"""What a visitor writes, and what a token is called."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class LeaveComment(forms.Form):
    """A comment below an article. `website` is for machines: people don't see it."""

    author = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput({"autocomplete": "name"})
    )
    text = forms.CharField(
        label=_("Comment"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Please leave out personal numbers such as NIK or phone. It is read before it appears."),
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"})
    )


class KeyOfForm(forms.Form):
    """What a form that was sent before is known by."""

    key = forms.UUIDField()


class MakeToken(forms.Form):
    """A new token."""

    name = forms.CharField(label=_("What is it for?"), max_length=100, initial="Pendopo")


class ComeBack(forms.Form):
    """Number and code of one's own request for information."""

    number = forms.CharField(
        label=_("Registration number"), max_length=40, help_text=_("Such as 012/PPID/2026.")
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Twelve signs, from the receipt."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class Policy(forms.Form):
    """The office's own words in the rules for comments. The reasons to hide are the house's, the same for all."""

    words = forms.CharField(label=_("What you promise"), max_length=4000, widget=forms.Textarea({"rows": 6}))
    appeal = forms.CharField(
        label=_("How somebody objects"),
        help_text=_("To whom, how, and until when they hear from you."),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
    )
    why = forms.CharField(label=_("What changed, in one sentence"), max_length=300)
