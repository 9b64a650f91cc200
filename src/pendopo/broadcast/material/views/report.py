"""Material from units, counted: a page for whoever leads, and the same on paper."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from pendopo.broadcast.material import queries
from pendopo.broadcast.material.report import drawing, wording
from pendopo.foundation.paper import PDF
from pendopo.foundation.ui import months
from pendopo.foundation.ui.months import Month
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure


@require_GET
def by_unit(request: Request) -> HttpResponse:
    """One month; `?bulan=2026-11` names it."""
    at = now()
    month = _month(request, at)
    rows = queries.silence(request.member, month=month.first, now=at)
    total = queries.summed(rows)
    return render(
        request,
        "material/by_unit.html",
        {
            "rows": rows,
            "month": month,
            "months": months.offered(_today(request, at), shown=month),
            "said": wording.said(total, month.named),
            "has_answers": total.answered > 0,
            "helps": list(wording.helps(rows)),
            "how": wording.counted_how(),
            "now": at,
        },
    )


@require_GET
def by_unit_pdf(request: Request) -> HttpResponse:
    """The same, to be printed or sent on."""
    at = now()
    month = _month(request, at)
    rows = queries.silence(request.member, month=month.first, now=at)
    answer = HttpResponse(drawing.draw(rows, month, request.member.institution, now=at), content_type=PDF)
    answer.headers["Content-Disposition"] = f'inline; filename="bahan-dari-unit-{month.key}.pdf"'
    return answer


def _month(request: Request, at: datetime) -> Month:
    if not request.member.may(Permission.SEE_MATERIAL):
        raise PermissionDenied
    return months.chosen(request.GET.get("bulan", ""), today=_today(request, at))


def _today(request: Request, at: datetime) -> date:
    return structure.zone_of(request.member.institution).day_of(at)
