"""Who needs to know of a case with supervisory content, and what its reporter agreed to (R33, R34)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import actions, policies
from pendopo.serve.cases.forms import knowing as forms
from pendopo.serve.cases.models import Case, Consent, Knower
from pendopo.serve.cases.states import Agreed
from pendopo.serve.cases.views.finding import found


@require_GET
def page(request: Request, case_id: int) -> HttpResponse:
    """The list, and how it is changed."""
    return _shown(request, found(request, case_id))


@require_POST
def flag(request: Request, case_id: int) -> HttpResponse:
    """Mark it as a matter of supervision."""
    case = found(request, case_id)
    form = forms.Flag(request.POST, member=request.member)
    if form.is_valid():
        try:
            actions.flag_supervisory(
                case=case, reported_unit=form.cleaned_data["reported_unit"], by=request.member, now=now()
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("From now on only the list sees this case and its thread."))
            return redirect("cases:knowing", case_id=case.pk)
    return _shown(request, case, flag_form=form, status=422)


@require_POST
def reported(request: Request, case_id: int) -> HttpResponse:
    """Name the unit that it is about."""
    case = found(request, case_id)
    form = forms.Reported(request.POST, member=request.member)
    if form.is_valid():
        try:
            actions.name_reported(
                case=case, unit=form.cleaned_data["reported_unit"], by=request.member, now=now()
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Nobody of this unit sees the case."))
            return redirect("cases:knowing", case_id=case.pk)
    return _shown(request, case, reported_form=form, status=422)


@require_POST
def let_know(request: Request, case_id: int) -> HttpResponse:
    """Put somebody on the list."""
    case = found(request, case_id)
    form = forms.LetKnow(request.POST, case=case)
    if form.is_valid():
        try:
            actions.let_know(
                case=case,
                member=form.cleaned_data["member"],
                why=form.cleaned_data["why"],
                by=request.member,
                now=now(),
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return redirect("cases:knowing", case_id=case.pk)
    return _shown(request, case, add_form=form, status=422)


@require_POST
def let_go(request: Request, case_id: int, knower_id: int) -> HttpResponse:
    """Take somebody off the list."""
    case = found(request, case_id)
    knower = get_object_or_404(
        Knower.objects.seen_by(request.member).select_related("member__person"), pk=knower_id, case=case
    )
    form = forms.LetGo(request.POST)
    if form.is_valid():
        try:
            actions.let_go(
                case=case, knower=knower, why=form.cleaned_data["why"], by=request.member, now=now()
            )
        except Refused as no:
            messages.error(request, str(no))
    else:
        messages.error(request, _("Write why they need to know no more."))
    return redirect("cases:knowing", case_id=case.pk)


@require_POST
def consent(request: Request, case_id: int) -> HttpResponse:
    """Write down what the reporter agreed to, and lower what they let us lower."""
    case = found(request, case_id)
    form = forms.Consent(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            given = actions.record_consent(
                case=case,
                to=said["to"],
                given_on=said["given_on"],
                how=said["how"],
                text=said["text"],
                by=request.member,
                now=now(),
            )
            if given.to != Agreed.FILED_AT_LAPOR:
                actions.lower(case=case, consent=given, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Written down."))
            return redirect("cases:knowing", case_id=case.pk)
    return _shown(request, case, consent_form=form, status=422)


@require_POST
def protect(request: Request, case_id: int) -> HttpResponse:
    """Keep more of it secret from now on."""
    case = found(request, case_id)
    actions.protect(
        case=case,
        anonymous="anonymous" in request.POST,
        confidential="confidential" in request.POST,
        by=request.member,
        now=now(),
    )
    return redirect("cases:knowing", case_id=case.pk)


def _shown(request: Request, case: Case, *, status: int = 200, **given: object) -> HttpResponse:
    knowers = (
        Knower.objects.seen_by(request.member)
        .filter(case=case)
        .select_related("member__person", "member__unit", "added_by__person")
    )
    words = {
        "case": case,
        # The reasons the house gives itself are kept as a code sentence, in no language. Each with a form of its
        # own: a label leads to one field only.
        "knowers": [
            (one, _(one.why) if one.why else "", forms.LetGo(auto_id=f"off-{one.pk}-%s"))
            for one in knowers
            if one.removed_at is None
        ],
        "gone": [
            (one, _(one.removed_why) if one.removed_why else "")
            for one in knowers
            if one.removed_at is not None
        ],
        "consents": list(
            Consent.objects.seen_by(request.member).filter(case=case).select_related("recorded_by__person")
        ),
        "may_handle": policies.may_handle(request.member),
        "add_form": forms.LetKnow(case=case),
        "flag_form": forms.Flag(member=request.member),
        "reported_form": forms.Reported(member=request.member),
        "may_rename": case.reported_unit_id is None or request.member.may(Permission.COORDINATE_CASES),
        "consent_form": forms.Consent(initial={"given_on": localtime(now()).date()}),
    }
    return render(request, "cases/knowing.html", {**words, **given}, status=status)
