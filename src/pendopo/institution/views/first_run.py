"""The very first page: whoever reads the terminal makes the institution and is its administrator."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pendopo.foundation.errors import Refused
from pendopo.foundation.web import public
from pendopo.institution import first_run, forms
from pendopo.institution.structure import actions
from pendopo.institution.views.answers import refused

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@never_cache
@sensitive_post_parameters("password", "token")
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Open only with the token that was printed, and only while the house is empty."""
    if not first_run.token_needed():
        return render(request, "institution/begun.html", {"is_set_up": True}, status=410)
    token = request.POST.get("token") or request.GET.get("token", "")
    if not first_run.is_right(token):
        return render(request, "institution/begun.html", {"is_set_up": False}, status=403)
    form = forms.FirstRun(request.POST or None)
    if form.is_valid():
        try:
            member = actions.set_up(**form.cleaned_data, now=now())
        except Refused as no:
            refused(form, no)
        else:
            first_run.forget()
            login(request, member.person, backend=BACKEND)
            return redirect("/")
    return render(
        request, "institution/begin.html", {"form": form, "token": token}, status=422 if form.errors else 200
    )
