"""Filing at LAPOR! for a citizen who asked for it (R35): the words to copy, and the number that comes back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.foundation.personal_data import masked
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import actions, lapor, policies
from pendopo.serve.cases.forms import filing as forms
from pendopo.serve.cases.models import Filing
from pendopo.serve.cases.states import Agreed, FilingState
from pendopo.serve.cases.views.finding import found

if TYPE_CHECKING:
    from pendopo.foundation import sheets
else:
    sheets = Later("pendopo.foundation.sheets")

A_PAGE: Final = 50
EXPORTED_MOST: Final = 5000
HEADS: Final = (
    "Kasus",
    "Judul",
    "Uraian",
    "Tempat",
    "Tanggal kejadian",
    "Klasifikasi",
    "Anonim",
    "Rahasia",
    "Akun",
    "Nomor",
    "Status",
    "Dibuat",
)


@require_http_methods(["GET", "POST"])
def page(request: Request, case_id: int) -> HttpResponse:
    """Prepare it with the reporter's yes; then copy, hand in, and write the number down."""
    case = found(request, case_id)
    filing = (
        Filing.objects.seen_by(request.member).filter(case=case).exclude(state=FilingState.GIVEN_UP).first()
    )
    form = forms.Prepare(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                consent = actions.record_consent(
                    case=case,
                    to=Agreed.FILED_AT_LAPOR,
                    given_on=said["given_on"],
                    how=said["how"],
                    text=said["text"],
                    by=request.member,
                    now=now(),
                )
                actions.prepare_filing(
                    case=case, consent=consent, channel=said["channel"], by=request.member, now=now()
                )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return redirect("cases:filing", case_id=case.pk)
    return _shown(request, case_id, filing, form=form, status=422 if form.errors else 200)


@require_POST
def handed_in(request: Request, case_id: int) -> HttpResponse:
    """It was copied into LAPOR!."""
    filing = _filing(request, case_id)
    actions.note_handed_in(filing=filing, by=request.member, now=now())
    return redirect("cases:filing", case_id=case_id)


@require_POST
def number(request: Request, case_id: int) -> HttpResponse:
    """The number that came back."""
    filing = _filing(request, case_id)
    form = forms.Number(request.POST)
    if form.is_valid():
        try:
            actions.note_number(
                filing=filing, number=form.cleaned_data["number"], by=request.member, now=now()
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("The citizen reads the number on the page of their case."))
            return redirect("cases:filing", case_id=case_id)
    return _shown(request, case_id, filing, number_form=form, status=422)


@require_POST
def give_up(request: Request, case_id: int) -> HttpResponse:
    """It is not filed after all."""
    filing = _filing(request, case_id)
    form = forms.GiveUp(request.POST)
    if form.is_valid():
        try:
            actions.give_up_filing(filing=filing, why=form.cleaned_data["why"], by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return redirect("cases:filing", case_id=case_id)
    return _shown(request, case_id, filing, give_up_form=form, status=422)


@require_GET
def filings(request: Request) -> HttpResponse:
    """Everything that was or is to be filed, the newest first."""
    policies.require_may_see(request.member)
    before = request.GET.get("sebelum", "")
    rows = Filing.objects.seen_by(request.member).select_related("case", "by__person").order_by("-pk")
    if before.isdecimal() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    shown = list(rows[: A_PAGE + 1])
    return render(
        request,
        "cases/filings.html",
        {
            "filings": [(one, masked(one.case.title)) for one in shown[:A_PAGE]],
            "older": f"?sebelum={shown[A_PAGE - 1].pk}" if len(shown) > A_PAGE else "",
            "may_export": request.member.may(Permission.EXPORT),
        },
    )


@require_GET
def export(request: Request, ending: str) -> HttpResponse:
    """The list as a sheet or a text file; without what only some need to know."""
    policies.require(request.member, Permission.EXPORT, request.member, now=now())
    rows = Filing.objects.seen_by(request.member).filter(case__known_to__isnull=True).select_related("case")
    lines = [_line(one) for one in rows.order_by("-pk")[:EXPORTED_MOST]]
    mark = _("Taken by %(who)s on %(when)s") % {
        "who": request.member.name,
        "when": f"{localtime(now()):%Y-%m-%d %H:%M}",
    }
    actions.note_export(many=len(lines), by=request.member, now=now())
    if ending == "xlsx":
        heads = [(head, 24) for head in HEADS]
        answer = HttpResponse(
            sheets.marked_book([("LAPOR", heads, lines)], mark=mark), content_type=sheets.TYPE
        )
    else:
        into = io.StringIO()
        writer = csv.writer(into)
        writer.writerow(HEADS)
        writer.writerows([sheets.disarmed(str(cell)) for cell in line] for line in lines)
        answer = HttpResponse("\ufeff" + into.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="lapor.{ending}"'
    return answer


def _line(filing: Filing) -> list[Any]:
    said = filing.said
    return [
        filing.case.code,
        said["title"],
        said["story"],
        said["place"],
        said["happened_on"],
        str(lapor.CLASSES[said["classification"]]),
        "ya" if said["anonymous"] else "tidak",
        "ya" if said["secret"] else "tidak",
        filing.channel,
        filing.number,
        str(filing.get_state_display()),
        f"{localtime(filing.made_at):%Y-%m-%d}",
    ]


def _filing(request: Request, case_id: int) -> Filing:
    found(request, case_id)
    rows = Filing.objects.seen_by(request.member).select_related("case")
    return get_object_or_404(rows.exclude(state=FilingState.GIVEN_UP), case_id=case_id)


def _shown(
    request: Request, case_id: int, filing: Filing | None, *, status: int = 200, **given: object
) -> HttpResponse:
    said = filing.said if filing is not None else {}
    copies = (
        [
            ("lapor-title", _("Title"), said["title"]),
            ("lapor-story", _("What happened"), said["story"]),
            ("lapor-day", _("When"), said["happened_on"]),
            ("lapor-place", _("Where"), said["place"]),
            ("lapor-class", _("Classification"), str(lapor.CLASSES[said["classification"]])),
        ]
        if said
        else []
    )
    words = {
        "case": found(request, case_id),
        "filing": filing,
        "copies": [one for one in copies if one[2]],
        "form": forms.Prepare(initial={"given_on": localtime(now()).date()}),
        "number_form": forms.Number(),
        "give_up_form": forms.GiveUp(),
        "may_handle": policies.may_handle(request.member),
    }
    return render(request, "cases/filing.html", {**words, **given}, status=status)
