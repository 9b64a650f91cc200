"""A plan comes in as a sheet, the calendar goes out as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pendopo.broadcast.calendar import actions, forms, queries
from pendopo.broadcast.calendar.drawing import STATES
from pendopo.broadcast.calendar.views.boards import span
from pendopo.broadcast.content import queries as content
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people import policies
from pendopo.institution.people.models import Member
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure.queries import zone_of

if TYPE_CHECKING:
    from pendopo.broadcast.calendar.sheets import reading, writing
    from pendopo.foundation import sheets
else:
    sheets = Later("pendopo.foundation.sheets")
    reading, writing = (Later(f"pendopo.broadcast.calendar.sheets.{one}") for one in ("reading", "writing"))

AN_HOUR: Final = 3600


@require_http_methods(["GET", "POST"])
def plan(request: Request) -> HttpResponse:
    """Upload a plan and see every row of it; nothing is imported yet."""
    # Whoever may not import is told before filling in a sheet.
    policies.require(request.member, Permission.MANAGE_PLAN, now=now())
    form = forms.Plan(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["file"].size > reading.BYTES_MOST:
                raise Refused(_("This file is larger than 2 MB. Split the plan into several files."))
            cells = reading.cells_of(form.cleaned_data["file"].read())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return _shown(request, cells)
    return render(request, "calendar/import.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def use(request: Request) -> HttpResponse:
    """Import what was shown: all rows or none."""
    try:
        said = signing.loads(request.POST.get("plan", ""), salt=_salt(request.member), max_age=AN_HOUR)
    except signing.BadSignature:
        messages.error(request, _("This preview is too old. Upload the plan again."))
        return redirect("calendar:import")
    cells = [(number, list(row)) for number, row in said]
    rows = _rows(request.member, cells)
    if any(row.wrong for row in rows):
        return _shown(request, cells)
    try:
        number = actions.import_plan(rows, by=request.member, now=now())
    except Refused as no:
        return _shown(request, cells, no=str(no))
    messages.success(request, _("%(number)s posts were imported as drafts.") % {"number": number})
    first = min(row.due_at for row in rows if row.due_at is not None)
    return redirect(f"/kalender/?bulan={zone_of(request.member.institution).day_of(first):%Y-%m}")


def _salt(member: Member) -> str:
    return f"calendar.plan.{member.institution_id}.{member.pk}"


def _rows(member: Member, cells: Sequence[reading.Cells]) -> list[reading.Row]:
    known = reading.Known(
        zone=zone_of(member.institution),
        pillars=list(content.pillars(member.institution_id)),
        accounts=list(accounts.accounts(member.institution_id)),
    )
    rows = reading.read_rows(cells, known, now=now())
    times = [row.due_at for row in rows if row.due_at is not None]
    if not times:
        return rows
    first, last = known.zone.day_of(min(times)), known.zone.day_of(max(times))
    standing = content.calendar_items(member, *queries.bounds(known.zone, first, last))
    twice = frozenset((one.title, one.due_at) for one in standing)
    known = reading.Known(zone=known.zone, pillars=known.pillars, accounts=known.accounts, standing=twice)
    return reading.read_rows(cells, known, now=now())


def _shown(request: Request, cells: Sequence[reading.Cells], no: str = "") -> HttpResponse:
    rows = _rows(request.member, cells)
    plain = [(number, [None if one is None else str(one) for one in said]) for number, said in cells]
    wrong = [row for row in rows if row.wrong]
    is_refused = bool(wrong or no)
    return render(
        request,
        "calendar/rows.html",
        {
            # Of hundreds of rows those that have to be mended are looked for: they stand alone.
            "rows": wrong or rows,
            "right": len(rows) - len(wrong) if wrong else 0,
            "wrong": len(wrong),
            "number_of_rows": len(rows),
            "no": no,
            "plan": "" if wrong else signing.dumps(plain, salt=_salt(request.member), compress=True),
        },
        status=422 if is_refused else 200,
    )


@require_GET
def template(request: Request) -> HttpResponse:
    """An empty plan to fill in."""
    institution_id = request.member.institution_id
    raw = writing.template(
        [one.name for one in content.pillars(institution_id)],
        list(reading.labels(accounts.accounts(institution_id)).values()),
    )
    return _file(raw, "rencana-konten.xlsx")


@require_GET
def export(request: Request) -> HttpResponse:
    """What is shown, as a sheet."""
    try:
        policies.require(request.member, Permission.EXPORT, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("calendar:month")
    member = request.member
    first, last = span(request)
    zone = zone_of(member.institution)
    pillars = {one.pk: one.name for one in content.pillars(member.institution_id)}
    names = {one.pk: said for one, said in reading.labels(accounts.accounts(member.institution_id)).items()}
    items = list(
        content.calendar_items(member, *queries.bounds(zone, first, last), forms.filters_of(request.GET))
    )
    texts = content.texts_of(member, [item.id for item in items])
    rows = [
        (
            item.title,
            zone.day_of(item.due_at),
            zone.local(item.due_at).strftime("%H.%M"),
            pillars.get(item.pillar_id or 0, ""),
            "; ".join(names[pk] for pk in item.account_ids if pk in names),
            texts.get(item.id, ""),
            "ya" if item.is_ceremony else "tidak",
            str(STATES[item.state][0]),
        )
        for item in items
    ]
    actions.note_export(by=member, first=str(first), last=str(last), number=len(rows), now=now())
    return _file(writing.export(rows), f"kalender-{first}-{last}.xlsx")


def _file(raw: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        raw, content_type=sheets.TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
