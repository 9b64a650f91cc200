"""Share kits as the office sees them: who has them, how often they were opened, and whom to thank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.sharing import actions, forms, queries
from pendopo.broadcast.sharing.models import ShareKit
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.foundation.ui import months
from pendopo.foundation.web import number_in
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure

if TYPE_CHECKING:
    import segno
else:
    segno = Later("segno")


def _require_reader(request: Request) -> None:
    if not request.member.may(Permission.SEE_CALENDAR):
        raise PermissionDenied


@require_GET
def kits(request: Request) -> HttpResponse:
    """Every kit, the newest first."""
    _require_reader(request)
    found = list(queries.page(request.member, before=number_in(request.GET.get("dari", ""))))
    page = found[: queries.A_PAGE]
    standing = queries.standings(page, now())
    return render(
        request,
        "sharing/list.html",
        {
            "kits": [(one, standing[one.pk]) for one in page],
            "older": f"?dari={page[-1].pk}" if len(found) > len(page) else "",
        },
    )


@require_POST
def make(request: Request, item_id: int) -> HttpResponse:
    """A kit of an item, from the item's own page."""
    item = get_object_or_404(ContentItem.objects.seen_by(request.member), pk=item_id)
    try:
        kit = actions.make_kit(item=item, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("content:compose", item_id=item.pk)
    return redirect("sharing:kit", kit_id=kit.pk)


@require_GET
def kit(request: Request, kit_id: int) -> HttpResponse:
    """One kit: its addresses, its code for a camera, its days."""
    return _page(request, _found(request, kit_id))


@require_POST
def give(request: Request, kit_id: int) -> HttpResponse:
    """An address of its own for a unit."""
    row = _found(request, kit_id)
    form = forms.Give(request.POST, member=request.member)
    if form.is_valid():
        try:
            actions.give_to_unit(kit=row, unit=form.cleaned_data["unit"], by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("The unit has an address of its own. Copy it and send it to them."))
            return redirect("sharing:kit", kit_id=row.pk)
    return _page(request, row, form, status=422)


@require_POST
def note(request: Request, kit_id: int) -> HttpResponse:
    """Why it matters, on top of the page."""
    row = _found(request, kit_id)
    form = forms.Note(request.POST)
    if form.is_valid():
        try:
            actions.write_note(kit=row, note=form.cleaned_data["note"], by=request.member, now=now())
        except Refused as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _("Kept. Colleagues read it on top of the page."))
        return redirect("sharing:kit", kit_id=row.pk)
    return _page(request, row, note_form=form, status=422)


@require_POST
def end(request: Request, kit_id: int) -> HttpResponse:
    """Nobody is to pass it on any more."""
    row = _found(request, kit_id)
    try:
        actions.end_kit(kit=row, by=request.member, now=now())
    except Refused as no:
        messages.error(request, str(no))
    return redirect("sharing:kit", kit_id=row.pk)


@require_GET
def thanks(request: Request) -> HttpResponse:
    """The units that helped in a month, each with a ready word of thanks; `?bulan=2026-11` names the month."""
    _require_reader(request)
    at = now()
    today = structure.zone_of(request.member.institution).day_of(at)
    month = months.chosen(request.GET.get("bulan", ""), today=today)
    return render(
        request,
        "sharing/thanks.html",
        {
            "helpers": queries.helpers(request.member, month=month.first, now=at),
            "months": months.offered(today, shown=month),
            "month": month,
            "named": month.named,
            "house": request.member.institution.called,
        },
    )


def _found(request: Request, kit_id: int) -> ShareKit:
    _require_reader(request)
    try:
        return queries.kit(request.member, kit_id)
    except ShareKit.DoesNotExist:
        raise Http404 from None


def _page(
    request: Request,
    row: ShareKit,
    form: forms.Give | None = None,
    *,
    note_form: forms.Note | None = None,
    status: int = 200,
) -> HttpResponse:
    at = now()
    stands = queries.standing(row, at)
    addresses = [(one, queries.whole(one)) for one in queries.addresses(row)]
    days = queries.by_day(row, today=structure.zone_of(row.institution).day_of(at))
    return render(
        request,
        "sharing/kit.html",
        {
            "kit": row,
            "standing": stands.value,
            "is_over": stands in queries.OVER,
            "note_form": note_form or forms.Note(initial={"note": row.note}),
            "addresses": addresses,
            "drawn": segno.make(addresses[0][1], micro=False).svg_data_uri(scale=6, border=2)
            if addresses
            else "",
            "days": days,
            "most": max((day.visits for _on, day in days), default=1) or 1,
            "counted": queries.counted(row),
            "form": form or forms.Give(member=request.member),
            "may": request.member.may(Permission.WRITE_CONTENT),
        },
        status=status,
    )
