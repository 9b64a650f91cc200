"""One shift: who stands in it, who would take it, and what is handed over at its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request
from pendopo.institution.roster import actions, forms, policies
from pendopo.institution.roster.actions.planning import NOTE_BEFORE
from pendopo.institution.roster.models import Shift, Swap
from pendopo.institution.roster.states import ShiftState, SwapState


@require_GET
def shift(request: Request, shift_id: int) -> HttpResponse:
    """A shift with everything that can be done about it."""
    return _page(request, _found(request, shift_id), at=now())


@require_POST
def ask(request: Request, shift_id: int) -> HttpResponse:
    """Ask a colleague to take one's own shift."""
    row, at = _found(request, shift_id), now()
    form = forms.AskSwap(request.POST, member=request.member, now=at)
    if form.is_valid():
        try:
            swap = actions.ask_swap(shift=row, **form.cleaned_data, by=request.member, now=at)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("%(who)s has been asked.") % {"who": swap.to.name})
            return redirect("roster:shift", row.pk)
    return _page(request, row, at=at, swap_form=form, status=422)


@require_POST
def answer(request: Request, swap_id: int) -> HttpResponse:
    """Say yes or no to a colleague, or take back what one asked for."""
    found = get_object_or_404(
        Swap.objects.seen_by(request.member).select_related("asked_by__person", "to__person", "shift"),
        pk=swap_id,
    )
    at, do = now(), request.POST.get("do", "")
    if do == "accept":
        actions.accept_swap(swap=found, by=request.member, now=at)
        messages.success(request, _("The shift is yours now."))
    elif do == "withdraw":
        actions.withdraw_swap(swap=found, by=request.member, now=at)
        messages.success(request, _("Taken back."))
    else:
        actions.decline_swap(swap=found, by=request.member, now=at)
        messages.success(request, _("Declined. Your colleague is told."))
    return redirect("roster:shift", found.shift_id)


@require_POST
def hand_over(request: Request, shift_id: int) -> HttpResponse:
    """Write the note at the end of a shift."""
    row, at, form = _found(request, shift_id), now(), forms.Note(request.POST)
    if form.is_valid():
        try:
            actions.hand_over(shift=row, note=form.cleaned_data["note"], by=request.member, now=at)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Handed over. Whoever comes next is told."))
            return redirect("roster:shift", row.pk)
    return _page(request, row, at=at, note_form=form, status=422)


@require_POST
def give(request: Request, shift_id: int) -> HttpResponse:
    """Put somebody else in it."""
    row, at = _found(request, shift_id), now()
    form = forms.Give(request.POST, shift=row, member=request.member)
    if form.is_valid():
        try:
            actions.give_shift(shift=row, to=form.cleaned_data["to"], by=request.member, now=at)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Given to %(who)s.") % {"who": form.cleaned_data["to"].name})
            return redirect("roster:shift", row.pk)
    return _page(request, row, at=at, give_form=form, status=422)


@require_POST
def call_off(request: Request, shift_id: int) -> HttpResponse:
    """Take it off the roster."""
    row, at, form = _found(request, shift_id), now(), forms.Why(request.POST)
    if form.is_valid():
        try:
            actions.call_off(shift=row, why=form.cleaned_data["why"], by=request.member, now=at)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, _("Called off."))
            return redirect("roster:board")
    return _page(request, row, at=at, why_form=form, status=422)


def _found(request: Request, shift_id: int) -> Shift:
    return get_object_or_404(
        Shift.objects.seen_by(request.member).select_related("member__person", "institution"), pk=shift_id
    )


def _page(request: Request, row: Shift, *, at: datetime, status: int = 200, **given: Any) -> HttpResponse:
    member = request.member
    is_own, is_planned = row.member_id == member.pk, row.state == ShiftState.PLANNED
    swaps = list(
        Swap.objects.seen_by(member)
        .filter(shift=row)
        .select_related("asked_by__person", "to__person", "in_return")
        .order_by("-asked_at", "-pk")
    )
    is_asked = any(one.state == SwapState.ASKED for one in swaps)
    words = {
        "shift": row,
        "swaps": swaps,
        "may_ask": is_own and is_planned and row.begins_at > at and not is_asked,
        "may_hand_over": is_own and is_planned and at >= max(row.begins_at, row.ends_at - NOTE_BEFORE),
        "may_change": policies.may_manage(member) and is_planned and row.ends_at > at,
        "runs": row.begins_at <= at < row.ends_at,
        "now": at,
        "swap_form": forms.AskSwap(member=member, now=at),
        "note_form": forms.Note(),
        "give_form": forms.Give(shift=row, member=member),
        "why_form": forms.Why(),
    }
    return render(request, "roster/shift.html", {**words, **given}, status=status)
