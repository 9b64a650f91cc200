"""Asking a unit from inside the office: choose it, take the question back, send the link by hand, keep the table."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.links import queries as link_queries
from pendopo.institution.models import Rung
from pendopo.institution.people import policies as people
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.serve.cases import actions, asking, policies, routing
from pendopo.serve.cases.clocks import Terms
from pendopo.serve.cases.forms.referring import KeepRoute, Refer, TakeBack
from pendopo.serve.cases.models import Case, Referral, Route
from pendopo.serve.cases.queries import referring as queries
from pendopo.serve.cases.states import WITH_UNIT
from pendopo.serve.cases.views.finding import found


@require_http_methods(["GET", "POST"])
def refer(request: Request, case_id: int) -> HttpResponse:
    """Ask a unit; after two bounces, or in place of one that is silent, a coordinator decides (R38)."""
    case = found(request, case_id)
    policies.require(request.member, Permission.HANDLE_CASES, case, now=now())
    decides = _decides(request, case)
    proposals = routing.proposals(case)
    form = Refer(
        request.POST or None,
        case=case,
        decides=decides,
        initial={
            "question": asking.without_what_is_not_needed(case.story),
            "unit": proposals[0].unit.pk if proposals else None,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            _ask(form, case, request, decides=decides, at=now())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            unit = form.cleaned_data["unit"]
            messages.success(request, _("%(unit)s has been asked.") % {"unit": unit.called})
            return redirect("cases:case", case.pk)
    return render(
        request,
        "cases/units/refer.html",
        {
            "case": case,
            "form": form,
            "proposals": proposals,
            "decides": decides,
            "running": queries.running_referral(case),
            "must_be_decided": case.bounces >= Terms.read(case.clocks.terms).bounces_to_coordinator,
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, referral_id: int) -> HttpResponse:
    """Take a question back, with a reason that the unit reads."""
    referral = _handled(request, referral_id)
    if referral.state not in WITH_UNIT:
        return _over(request, referral)
    form = TakeBack(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(referral=referral, why=form.cleaned_data["why"], by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("The question was taken back; the unit hears why."))
            return redirect("cases:case", referral.case_id)
    return render(
        request,
        "cases/units/withdraw.html",
        {"referral": referral, "form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def whatsapp(request: Request, referral_id: int) -> HttpResponse:
    """A text with a link of its own, to be copied into WhatsApp. Each press makes a new link; all of them open."""
    referral = _handled(request, referral_id)
    if referral.state not in WITH_UNIT:
        return _over(request, referral)
    contact = structure.ladder(referral.unit).get(Rung.LIAISON)
    text = ""
    if request.method == "POST":
        token = actions.whatsapp_token(referral=referral, by=request.member, now=now())
        with translation.override(settings.LANGUAGE_CODE):
            text = render_to_string(
                "cases/mail/whatsapp.txt",
                {
                    "referral": referral,
                    "contact": contact,
                    "institution": request.member.institution,
                    "due": asking.due(referral),
                    "now": now(),
                    "link": link_queries.address_of("cases:liaison", token),
                },
            ).strip()
    phone = contact.phone if contact else ""
    return render(
        request,
        "cases/units/whatsapp.html",
        {
            "referral": referral,
            "contact": contact,
            "text": text,
            "chat": link_queries.chat_with(phone, text) if phone and text else "",
        },
    )


@require_POST
def change_links(request: Request, referral_id: int) -> HttpResponse:
    """A link went astray: all of them are shut, and the unit gets a new one."""
    referral = _handled(request, referral_id)
    if actions.change_links(referral=referral, by=request.member, now=now()):
        messages.success(request, _("The earlier links are shut; a new one goes to the unit's mailbox."))
    else:
        messages.warning(
            request,
            _("The earlier links are shut. The unit has no e-mail here: send the new one by WhatsApp."),
        )
    return redirect("cases:case", referral.case_id)


def _over(request: Request, referral: Referral) -> HttpResponse:
    """Whoever comes from an old page, or pressed while the unit answered, is told what happened and where to go on."""
    return render(request, "cases/units/over.html", {"referral": referral})


@require_GET
def as_liaison(request: Request, referral_id: int) -> HttpResponse:
    """Somebody with an account who answers for the unit goes to the same page as everybody else of it."""
    referral = get_object_or_404(
        Referral.objects.seen_by(request.member).select_related("unit", "case"), pk=referral_id
    )
    token = actions.open_as_liaison(referral=referral, by=request.member, now=now())
    return redirect("cases:liaison", token)


@require_http_methods(["GET", "POST"])
def routes(request: Request) -> HttpResponse:
    """Which unit gets what: the office's own table, and lines it could have."""
    people.require(request.member, Permission.MANAGE_CASE_RULES, now=now())
    form = KeepRoute(request.POST or None, who=request.member)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_route(**form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("Saved."))
            return redirect("cases:routes")
    return render(
        request,
        "cases/units/routes.html",
        {
            "form": form,
            "routes": routing.routes(request.member),
            "likely": routing.likely_routes(request.member, now=now()),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def drop_route(request: Request, route_id: int) -> HttpResponse:
    """Take a line out of the table."""
    route = get_object_or_404(Route.objects.seen_by(request.member), pk=route_id)
    actions.drop_route(route=route, by=request.member, now=now())
    messages.success(request, _("The line is gone; cases that were asked by it stay where they are."))
    return redirect("cases:routes")


def _handled(request: Request, referral_id: int) -> Referral:
    """A question to a unit, for who may do something about it: nobody is shown a form they can't send."""
    policies.require_may_see(request.member)
    referral = get_object_or_404(
        Referral.objects.seen_by(request.member).select_related("unit", "case__clocks", "case__institution"),
        pk=referral_id,
    )
    policies.require(request.member, Permission.HANDLE_CASES, referral, now=now())
    return referral


def _decides(request: Request, case: Case) -> bool:
    """Whether this is a coordinator's decision: units don't agree, or one has the case and does not answer."""
    if not request.member.may(Permission.COORDINATE_CASES):
        return False
    bounced = case.bounces >= Terms.read(case.clocks.terms).bounces_to_coordinator
    return bounced or queries.running_referral(case) is not None


def _ask(form: Refer, case: Case, request: Request, *, decides: bool, at: datetime) -> None:
    said = form.cleaned_data
    if decides:
        actions.decide_owner(
            case=case,
            unit=said["unit"],
            question=said["question"],
            why=said["why"],
            needs=form.needed(),
            by=request.member,
            now=at,
        )
    else:
        actions.refer(
            case=case,
            unit=said["unit"],
            question=said["question"],
            needs=form.needed(),
            by=request.member,
            now=at,
        )
