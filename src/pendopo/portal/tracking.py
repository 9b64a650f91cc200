"""A citizen's own case: found by code and check value, read and continued without an account and without script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django import forms as fields
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pendopo.foundation import pictures
from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for, house_itself
from pendopo.foundation.web import public, visitor_of
from pendopo.institution.links import actions as links
from pendopo.institution.links.actions import LinkRefused, Outcome, Purpose
from pendopo.institution.links.doorway import kept_private, opened_by_link, show
from pendopo.institution.links.models import Link
from pendopo.institution.models import Institution
from pendopo.institution.structure import queries as structure
from pendopo.portal import case_forms as forms
from pendopo.portal.visiting import is_from_another_page
from pendopo.serve.cases import actions as cases
from pendopo.serve.cases import queries
from pendopo.serve.cases.models import Case

Deed = Callable[[Case, dict[str, Any], datetime], None]


@public
@csrf_exempt  # nobody is signed in here, so there is nothing to borrow, and visitors get no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest, slug: str) -> HttpResponse:
    """Code and check value; what is wrong is answered the same way, whatever is wrong with it."""
    house = get_object_or_404(Institution, slug=slug)
    if request.method == "POST" and is_from_another_page(request):
        raise PermissionDenied
    form = forms.Find(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with (
            acting_for(house.pk),
            house_itself("whoever has code and check value is the reporter of that case"),
        ):
            token = cases.open_own(
                institution_id=house.pk,
                code=form.cleaned_data["code"],
                check_value=form.cleaned_data["check_value"],
                visitor=visitor_of(request),
                now=now(),
            )
        if token is not None:
            return kept_private(redirect("portal:own_case", token=token))
        form.add_error(
            None,
            _(
                "We found no report with this code and check value. Look at both again. "
                "After many tries it can take up to a day until we look again; or ask us by telephone."
            ),
        )
    words = {"institution": house, "nameplate": structure.nameplate(house), "form": form}
    return render(request, "portal/track.html", words, status=422 if form.errors else 200)


def lost(request: HttpRequest, no: LinkRefused, token: str) -> HttpResponse:
    """The page was open too long: code and check value open it again."""
    del token
    again = reverse("portal:track", args=[no.link.institution.slug]) if no.link is not None else ""
    return render(request, "portal/own_case_lost.html", {"why": str(no), "again": again})


@opened_by_link(Purpose.TRACK, lost=lost)
@require_http_methods(["GET", "HEAD", "POST"])
def own_case(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """What was told, how long it still takes, and what the citizen may do; each deed is a form of its own."""
    with house_itself("whoever came by this link is the reporter of that case"):
        try:
            case = queries.own_case(link.institution_id, link.subject_id)
        except Case.DoesNotExist as error:
            raise LinkRefused(Outcome.OTHER_SUBJECT, link) from error
        did = request.POST.get("do", "") if request.method == "POST" else ""
        drawn = {name: kind() for name, kind in FORMS.items()}
        if did in FORMS:
            form = FORMS[did](request.POST, request.FILES) if did == "add" else FORMS[did](request.POST)
            drawn[did] = form
            if form.is_valid():
                try:
                    if links.count_post(link=link, key=form.cleaned_data["key"], now=now()):
                        DEEDS[did](case, form.cleaned_data, now())
                except Refused as no:
                    form.add_error(no.field if no.field in form.fields else None, str(no))
                else:
                    return redirect(f"{reverse('portal:own_case', args=[token])}?terima={did}")
        cases.reach_on_page(case=case, now=now())
        page = queries.tracking(case, now=now())
        if page.question:
            drawn["add"].fields["text"].label = _("Your answer")
        if page.rating is not None and not drawn["rate"].is_bound:
            drawn["rate"] = forms.Rate(initial={"score": page.rating.score, "words": page.rating.words})
        return show(
            request,
            "portal/own_case.html",
            link.institution,
            {
                "page": page,
                "forms": drawn,
                "is_taken": request.GET.get("terima", "") in FORMS,
                "token": token,
            },
            status=422 if any(form.is_bound and form.errors for form in drawn.values()) else 200,
        )


def _add(case: Case, said: dict[str, Any], at: datetime) -> None:
    taken = [pictures.take_in(pictures.read(photo)) for photo in said["photos"][: cases.PICTURES_AT_ONCE + 1]]
    cases.add_details(case=case, text=said["text"], photos=taken, now=at)


def _rate(case: Case, said: dict[str, Any], at: datetime) -> None:
    cases.rate(case=case, score=said["score"], words=said["words"], now=at)


FORMS: Final[dict[str, type[fields.Form]]] = {
    "add": forms.Add,
    "reopen": forms.Reopen,
    "rate": forms.Rate,
    "withdraw": forms.Withdraw,
    "settled": forms.Settled,
}
DEEDS: Final[dict[str, Deed]] = {
    "add": _add,
    "reopen": lambda case, said, at: cases.reopen_by_citizen(case=case, why=said["why"], now=at),
    "rate": _rate,
    "withdraw": lambda case, said, at: cases.withdraw_by_citizen(case=case, why=said["why"], now=at),
    "settled": lambda case, _said, at: cases.say_settled(case=case, now=at),
}
