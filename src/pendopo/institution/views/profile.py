"""What a person says of themselves, and how they are protected."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution import forms
from pendopo.institution.people import actions, policies, queries
from pendopo.institution.people.middleware import CHOSEN
from pendopo.institution.people.requests import Request
from pendopo.institution.views.answers import refused
from pendopo.institution.views.people import _kept


@require_http_methods(["GET", "POST"])
def profile(request: Request) -> HttpResponse:
    """Name, phone and language; the ways to password, second factor and devices."""
    member = request.member
    form = forms.Profile(request.POST or None, instance=member.person)
    if form.is_valid():
        before = type(member.person)._default_manager.get(pk=member.person_id)
        member.person = before
        try:
            actions.change_profile(by=member, **form.cleaned_data, now=now())
        except Refused as no:
            refused(form, no)
        else:
            with translation.override(form.cleaned_data["language"]):
                messages.success(request, _("Saved."))
            return redirect("institution:profile")
    kinds = set(Authenticator.objects.filter(user=member.person_id).values_list("type", flat=True))
    return render(
        request,
        "institution/profile.html",
        {
            "form": form,
            "person": member,
            "has_totp": Authenticator.Type.TOTP in kinds,
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "needs_second_factor": policies.needs_second_factor(member),
            "houses": queries.houses_of(member.person),
            "has_letter": policies.has_valid_letter(member, now()),
            "letters": [_kept(letter, member, member) for letter in queries.letters_of(member)],
        },
        status=422 if form.errors else 200,
    )


@require_POST
def change_house(request: Request) -> HttpResponse:
    """Go on working for another institution that one belongs to."""
    asked = request.POST.get("institution", "")
    if not any(str(one.institution_id) == asked for one in queries.houses_of(request.member.person)):
        raise Http404
    request.session[CHOSEN] = int(asked)
    return redirect("/")
